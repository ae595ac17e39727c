"""Names of columns that tables use, in the languages of those who keep them."""

from __future__ import annotations

from geo.importing.column_names import core, key_of, split_key, squashed

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "incident_id", "event_id_cnty", "eventid", "uid", "uuid", "guid", "fid", "objectid",
           "data_id", "case_id", "record_id", "ref", "reference", "incident_number", "event_number", "code", "relid",
           "identifiant", "identificador", "kennung", "номер", "код", "معرف", "رمز", "الرقم", "شناسه", "编号"),
    "date": ("date_of_event", "event_date", "incident_date", "date_of_incident", "date_of_attack", "attack_date",
             "date_of_occurrence", "date", "date_start", "start_date", "datum", "fecha", "fecha_evento",
             "fecha_del_evento", "fecha_hecho", "incident_date_time", "datetime", "date_time", "day", "when",
             "occurred", "occurred_on", "start", "begin", "time", "dateoccurred", "tarih", "olay_tarihi", "tarikh",
             "date_debut", "date_evenement", "date_de_l_evenement", "date_de_l_incident", "date_incident", "altarykh",
             "data", "data_evento", "data_do_evento", "event_start", "date_of_death", "death_date", "date_killed",
             "vorfallsdatum", "ereignisdatum", "дата", "дата события", "дата инцидента", "дата події", "التاريخ",
             "تاريخ الحادث", "تاريخ الحدث", "تاريخ الحادثة", "تاريخ الهجوم", "اليوم", "تاریخ", "تاریخ حادثه",
             "日期", "时间", "事件日期", "日付", "날짜", "תאריך", "ڕێکەوت", "dîrok"),
    "date_end": ("date_end", "end_date", "end", "event_end", "date_fin", "until", "fecha_fin", "enddatum", "bis",
                 "дата окончания", "تاريخ الانتهاء", "تاريخ النهاية", "bitis_tarihi", "结束日期"),
    "year": ("year", "iyear", "jahr", "annee", "ano", "yil", "год", "рік", "السنة", "سنة", "العام", "سال", "年", "年份"),
    "month": ("month", "imonth", "monat", "mois", "mes", "ay", "месяц", "місяць", "الشهر", "شهر", "ماه", "月", "月份"),
    "day": ("iday", "day_of_month", "tag", "jour", "dia", "gun", "день", "يوم", "روز", "日"),
    "latitude": ("latitude", "lat", "y", "ycoord", "y_coord", "coord_y", "lat_dd", "latitud", "latitudine", "gps_lat",
                 "point_y", "latitude_dd", "breite", "breitengrad", "geographische_breite", "lat_wgs84",
                 "decimallatitude", "enlem", "широта", "خط العرض", "دائرة العرض", "العرض", "عرض جغرافیایی", "عرض",
                 "纬度", "緯度", "위도", "קו רוחב", "szerokosc", "szerokosc_geograficzna", "breedtegraad"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "xcoord", "x_coord", "coord_x", "lon_dd", "longitud",
                  "longitudine", "gps_lon", "gps_long", "point_x", "longitude_dd", "laenge", "lange", "laengengrad",
                  "langengrad", "geographische_laenge", "lon_wgs84", "decimallongitude", "boylam", "долгота", "довгота",
                  "خط الطول", "الطول", "طول جغرافیایی", "طول", "经度", "經度", "経度", "경도", "קו אורך", "dlugosc",
                  "dlugosc_geograficzna", "lengtegraad"),
    "coordinates": ("coordinates", "coordinate", "coords", "coord", "latlon", "lat_lon", "latlng", "lat_lng",
                    "lat_long", "gps", "gps_coordinates", "location_coordinates", "koordinaten", "coordenadas",
                    "coordonnees", "coordonnees_gps", "coordinate_geografiche", "geolocation", "geo",
                    "latitude_longitude", "koordinatlar", "координаты", "координати", "الإحداثيات", "احداثيات",
                    "إحداثيات", "مختصات", "坐标"),
    "wkt": ("wkt", "geom_wkt", "geom", "geometry", "the_geom", "shape_wkt"),
    "place": ("place_of_event", "place_of_incident", "place_of_attack", "place_of_death", "location_of_incident",
              "location_of_event", "location_of_attack", "location_of_death", "incident_location", "incident_place",
              "event_location", "event_place", "attack_location", "attack_place", "death_place", "incident_city",
              "event_city", "attack_city", "city_of_incident", "city_of_event", "city_of_attack", "city_of_death",
              "lieu_de_l_incident", "lieu_de_l_evenement", "lieu_du_deces", "lieu_de_deces", "lieu_de_l_attaque",
              "lugar_del_hecho", "lugar_del_incidente", "lugar_de_muerte", "lugar_del_ataque", "tatort", "sterbeort",
              "todesort", "место события", "место гибели", "место смерти", "место инцидента", "місце події",
              "مكان الحادث", "مكان الوفاة", "مكان الحدث", "موقع الحادث", "مكان الاستشهاد", "مكان الهجوم", "محل حادثه",
              "place", "location", "location_name", "city", "town", "village", "site", "settlement", "ort", "ortschaft",
              "stadt", "lieu", "localite", "ville", "village_ville", "lugar", "localidad", "ciudad", "municipio",
              "cidade", "local", "citta", "luogo", "plaats", "yer", "sehir", "konum", "место", "город",
              "населенный пункт", "місце", "місто", "населений пункт", "المكان", "الموقع", "المدينة", "البلدة", "القرية",
              "محل", "شهر محل", "مکان", "地点", "城市", "位置", "where_coordinates", "place_name", "locality", "address"),
    "admin1": ("admin1", "adm1", "adm_1", "adm1_name", "admin1_name", "name_1", "province", "governorate", "state",
               "region", "provstate", "oblast", "department", "adm1_en", "admin_1", "wilaya", "muhafaza", "mohafaza",
               "muhafazah", "mohafazat", "gouvernorat", "departement", "wilayah", "provincia", "departamento", "estado",
               "comunidad", "bundesland", "provinz", "gouvernement", "vilayet", "il", "ostan", "viloyat", "marz", "krai",
               "область", "регион", "провинция", "край", "محافظة", "المحافظة", "ولاية", "الولاية", "إقليم", "استان",
               "ولایت", "省", "省份", "州"),
    "country": ("country", "country_name", "country_txt", "nation", "land", "pays", "pais", "paese", "ulke", "iso",
                "iso2", "iso3", "iso_2", "iso_3", "country_code", "country_iso", "country_iso2", "country_iso3",
                "adm0", "admin0", "adm0_name", "admin0_name", "страна", "країна", "الدولة", "البلد", "بلد", "دولة",
                "کشور", "国家", "國家", "국가"),
    "actor": ("actor", "actor1", "actor_1", "perpetrator", "perpetrators", "perpetrator_group", "group", "gname",
              "armed_group", "attacker", "attackers", "responsible", "party", "side_a", "actor_name",
              "perpetrator_name", "aggressor", "acteur", "groupe", "auteur", "auteurs", "groupe_arme", "autor",
              "actor_armado", "grupo", "grupo_armado", "perpetrador", "responsable", "tater", "taeter", "gruppe",
              "akteur", "fail", "grup", "группа", "исполнитель", "виновник", "الفاعل", "الجهة", "الجهة المنفذة",
              "المجموعة", "الجماعة", "الطرف المسؤول", "گروه", "عامل", "组织", "行为者", "凶手"),
    "target": ("target", "targets", "victim", "victims", "actor2", "actor_2", "side_b", "target1", "target_name",
               "cible", "victime", "victimes", "objetivo", "victima", "victimas", "ziel", "opfer", "hedef", "цель",
               "жертва", "الهدف", "الضحية", "المستهدف", "هدف", "目标"),
    "killed_min": ("killed_min", "min_killed", "deaths_min", "min_deaths", "fatalities_min", "min_fatalities",
                   "killed_low", "deaths_low", "reported_minimum_killed", "morts_min", "muertos_min"),
    "killed_max": ("killed_max", "max_killed", "deaths_max", "max_deaths", "fatalities_max", "max_fatalities",
                   "killed_high", "deaths_high", "morts_max", "muertos_max"),
    "wounded_min": ("wounded_min", "min_wounded", "injured_min", "min_injured", "injuries_min", "min_injuries",
                    "blesses_min", "heridos_min"),
    "wounded_max": ("wounded_max", "max_wounded", "injured_max", "max_injured", "injuries_max", "max_injuries",
                    "blesses_max", "heridos_max"),
    "killed": ("killed", "deaths", "fatalities", "dead", "nkill", "fatalities_total", "best", "tote", "getotete",
               "todesopfer", "morts", "deces", "tues", "nombre_de_morts", "muertos", "muertes", "fallecidos", "mortos",
               "morti", "number_killed", "people_killed", "death_toll", "kia", "olu", "olu_sayisi", "убитые", "убито",
               "погибшие", "погибло", "загиблі", "вбито", "القتلى", "عدد القتلى", "قتلى", "الشهداء", "عدد الشهداء",
               "الوفيات", "عدد الوفيات", "القتيل", "کشته", "کشته شدگان", "کشته ها", "死亡", "死亡人数", "死者"),
    "wounded": ("wounded", "injured", "injuries", "nwound", "verletzte", "verwundete", "blesses", "nombre_de_blesses",
                "heridos", "feridos", "feriti", "number_wounded", "people_injured", "wia", "yarali", "yarali_sayisi",
                "раненые", "ранено", "поранені", "الجرحى", "عدد الجرحى", "جرحى", "المصابين", "المصابون", "الإصابات",
                "عدد المصابين", "زخمی", "مجروحان", "زخمی ها", "受伤", "受伤人数", "伤者"),
    "event_type": ("event_type", "type", "incident_type", "attack_type", "category", "event", "attacktype1_txt",
                   "type_of_incident", "type_of_event", "type_of_attack", "typ", "kategorie", "art_des_vorfalls",
                   "sub_event_type", "type_d_incident", "type_d_evenement", "type_d_attaque", "categorie",
                   "tipo", "tipo_de_evento", "tipo_de_incidente", "tipo_de_ataque", "categoria", "olay_turu", "tur",
                   "тип", "тип события", "вид", "тип події", "نوع الحادث", "نوع الحدث", "نوع الهجوم", "النوع", "نوع",
                   "نوع حادثه", "类型", "事件类型"),
    "title": ("title", "headline", "name", "incident", "event_name", "label", "titel", "titre", "titulo", "titolo",
              "uberschrift", "schlagzeile", "baslik", "название", "заголовок", "назва", "العنوان", "عنوان", "标题"),
    "summary": ("summary", "description", "notes", "details", "narrative", "comment", "comments", "remarks", "text",
                "desc", "beschreibung", "incident_description", "event_description", "resume", "descriptif",
                "descripcion", "descricao", "descrizione", "resumen", "detalles", "zusammenfassung", "bemerkung",
                "bemerkungen", "aciklama", "описание", "примечание", "опис", "الوصف", "وصف", "وصف الحادث", "التفاصيل",
                "تفاصيل", "ملاحظات", "الملخص", "شرح", "توضیحات", "描述", "说明", "摘要"),
    "source": ("source", "sources", "source_name", "reference_url", "url", "link", "source_url", "quelle", "quellen",
               "links", "fuente", "fuentes", "fonte", "kaynak", "источник", "джерело", "المصدر", "المصادر", "منبع",
               "来源"),
    "precision": ("geo_precision", "where_prec", "location_precision", "specificity", "accuracy"),
}  # fmt: skip
NAMES: dict[str, tuple[str, ...]] = {
    prop: tuple(dict.fromkeys(key_of(name) for name in names)) for prop, names in _NAMES.items()
}
"""By property of an incident: the names under which tables hold it, as they are compared, the likeliest first."""

OF_DEATH = frozenset({
    "place_of_death", "location_of_death", "death_place", "city_of_death", "date_of_death", "death_date", "date_killed",
    "lieu_du_deces", "lieu_de_deces", "lugar_de_muerte", "sterbeort", "todesort",
    *(key_of(name) for name in ("место гибели", "место смерти", "مكان الوفاة", "مكان الاستشهاد")),
})  # fmt: skip
"""Names by which a table tells of people and their deaths: its plain ``city`` or ``state`` is where they came from."""

_SCHEMA_NAMES = (
    "time_precision", "disorder_type", "sub_event_type", "inter1", "inter2", "interaction", "assoc_actor_1",
    "type_of_violence", "conflict_name", "dyad_name", "date_prec", "event_clarity", "deaths_civilians", "gwnoa",
    "approxdate", "attacktype1", "targtype1_txt", "weaptype1_txt", "guncertain1", "country_txt", "provstate",
)  # fmt: skip

KNOWN_NAMES = frozenset(_SCHEMA_NAMES).union(*NAMES.values())
"""Every name that is known, to find the header among the first records."""
_SQUASHED = frozenset(map(squashed, KNOWN_NAMES))
_CORES = frozenset(core(name) for name in KNOWN_NAMES if core(name) and len(name) > 2)


def is_known_name(cell: str) -> bool:
    """Whether a cell could be the name of a column: as it stands, in CamelCase, or with words around it.

    >>> is_known_name("EventDate"), is_known_name("min_ppl_killed"), is_known_name("خط العرض"), is_known_name("Basra")
    (True, True, True, False)
    """
    if key_of(cell) in KNOWN_NAMES:
        return True
    split = split_key(cell)
    return bool(split) and (squashed(split) in _SQUASHED or core(split) in _CORES)
