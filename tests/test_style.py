"""The table of styles: every token there, hues that all can tell apart, a style that stays at home."""

from __future__ import annotations

import itertools
import json
import re
import warnings
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from fontTools.ttLib import TTFont

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own string escapes are out of date
    from colorspacious import cspace_convert  # type: ignore[import-untyped]

from geo.basemap import DATA, MAX_ZOOM, MIN_ZOOM
from geo.filter.facets import CasualtiesStated
from geo.model.own_layer import LayerColour
from geo.model.vocabularies import EventType, Kind, LocationPrecision, PerpetratorKind, Verification, Weapon
from geo.style.basemap_layers import LAYERS
from geo.style.column_hues import VALUE_HUES, column_hue, hue_keys, other_words
from geo.style.fixed_hues import EVENT_HUES, OTHER, OTHER_HUE, PRECISION_HUES
from geo.style.fonts import FACES, MAP_FACES, font_face_css, load_requests
from geo.style.hues import GREY, mix
from geo.style.layer_types import Dot, Fill, Label, Line, Stops
from geo.style.maplibre import style
from geo.style.own_layer_style import layer_colour
from geo.style.sequential import AREAS, HEXAGONS, SEQUENTIAL, letters_colour
from geo.style.symbol_styles import FORM_STYLES, SELECTION, SIZE_CLASSES
from geo.style.symbols import (
    CASUALTY_HUES,
    FORM_BY_VERIFICATION,
    KIND_HUES,
    PERPETRATOR_HUES,
    VERIFICATION_HUES,
    WEAPON_HUES,
    Form,
    hue,
)
from geo.style.tokens import THEMES, Theme, Tokens, tokens
from geo.style.town_layers import TOWN_LAYERS

PALETTES = {
    # Palette and the least distance (CAM02-UCS) between two of its hues, under every kind of colour vision.
    "perpetrator": (PERPETRATOR_HUES, 11.0),
    "weapon": ({**WEAPON_HUES, "not_stated": GREY}, 7.0),
    "verification": (VERIFICATION_HUES, 17.0),
    "kind": (KIND_HUES, 6.5),
    "event type": (EVENT_HUES, 6.5),
    "location precision": (PRECISION_HUES, 4.0),
    "casualties": (CASUALTY_HUES, 15.0),
    "a chosen column": (
        {**{str(k): hue for k, hue in enumerate(VALUE_HUES)}, OTHER: OTHER_HUE, "not_stated": GREY},
        6.5,
    ),
    "ten ranges": ({key: column_hue(key) for key in (f"{place}/10" for place in range(1, 11))}, 3.0),
    "six ranges": ({key: column_hue(key) for key in (f"{place}/6" for place in range(1, 7))}, 6.0),
}
VISIONS = (None, "deuteranomaly", "protanomaly", "tritanomaly")


def _rgb(colour: str) -> np.ndarray[Any, Any]:
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def _luminance(colour: str) -> float:
    channels = _rgb(colour)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _seen(colour: str, vision: str | None) -> np.ndarray[Any, Any]:
    rgb = _rgb(colour)
    if vision:
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
        rgb = np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)
    found: np.ndarray[Any, Any] = cspace_convert(rgb, "sRGB1", "CAM02-UCS")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_every_token_is_a_colour(theme: Theme) -> None:
    wrong = [f.name for f in fields(Tokens) if not re.fullmatch("#[0-9a-f]{6}", getattr(tokens(theme), f.name))]
    assert wrong == []


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_the_page_can_be_read(theme: Theme) -> None:
    colours = tokens(theme)
    for ink in (colours.ink, colours.muted, colours.accent, colours.warning):
        for paper in (colours.paper, colours.paper_raised):
            assert _contrast(ink, paper) >= 4.5, (ink, paper)


@pytest.mark.parametrize("theme", THEMES)
def test_names_on_the_map_can_be_read_on_what_lies_behind_them(theme: Theme) -> None:
    colours = tokens(theme)
    land = ("land", "land_focus")
    behind = {
        "label_water": ("lake", "sea", *land),
        "label_airport": (*land, "airport_ground"),
        "label_town": (*land, "built", "lake"),
    }
    labels = [layer for layer in (*LAYERS, *TOWN_LAYERS) if isinstance(layer, Label)]
    assert {"label_water", "label_province", "label_country", "label_town"} <= {layer.colour for layer in labels}
    for layer in labels:
        halos = [halo for halo in (layer.halo, layer.halo_in_focus) if halo]
        for ground in (*halos, *behind.get(layer.colour, land)):
            assert _contrast(getattr(colours, layer.colour), getattr(colours, ground)) >= 4.5, (layer.id, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_labels_of_own_layers_and_numbers_on_counts_can_be_read(theme: Theme) -> None:
    colours = tokens(theme)
    for colour in LayerColour:
        assert _contrast(layer_colour(colour, theme), colours.halo_focus) >= 4.5, colour
    for shade in SEQUENTIAL[theme]:
        letters = letters_colour(shade, colours.ink, colours.paper)
        for land, opacity in itertools.product((colours.land, colours.land_focus), (HEXAGONS.opacity, AREAS.opacity)):
            assert _contrast(letters, mix(shade, land, opacity)) >= 4.5, (shade, letters)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PALETTES)
def test_hues_stand_out_from_the_land(name: str, theme: Theme) -> None:
    palette, _ = PALETTES[name]
    for value, colour in palette.items():
        for ground in (tokens(theme).land, tokens(theme).land_focus):
            assert _contrast(colour[theme], ground) >= 3.0, (value, colour[theme], ground)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PALETTES)
def test_hues_are_told_apart_whatever_the_colour_vision(name: str, theme: Theme, vision: str | None) -> None:
    palette, least = PALETTES[name]
    seen = {value: _seen(colour[theme], vision) for value, colour in palette.items()}
    for (a, first), (b, second) in itertools.combinations(seen.items(), 2):
        assert np.linalg.norm(first - second) >= least, (a, b)


def test_selection_is_seen_in_both_themes() -> None:
    assert min(_contrast(SELECTION.colour, tokens(theme).land_focus) for theme in THEMES) >= 3.0


def test_palettes_cover_the_vocabularies() -> None:
    assert set(PERPETRATOR_HUES) == set(PerpetratorKind.words())
    assert set(KIND_HUES) == set(Kind.words())
    assert set(VERIFICATION_HUES) == set(FORM_BY_VERIFICATION) == set(Verification.words())
    assert set(WEAPON_HUES) == set(Weapon.words()) - {"other"}
    assert set(PRECISION_HUES) == set(LocationPrecision.words())
    assert set(EVENT_HUES) <= set(EventType.words())
    assert set(CASUALTY_HUES) == set(CasualtiesStated.words())


def test_values_that_share_a_hue_are_called_other_with_their_number() -> None:
    keys = hue_keys("event_type", EventType.words())
    assert (keys[0], keys[-3:]) == ("rocket_attack", (OTHER, OTHER, OTHER))
    assert other_words("event_type", keys) == "Other (7 values)"
    assert other_words("column1", hue_keys("column1", list("abcdefgh"))) is None, "a rest of one stands alone"
    assert other_words("column1", hue_keys("column1", list("abcdefghi"))) == "Other (2 values)"
    assert other_words("kind", hue_keys("kind", Kind.words())) is None, "a value of this name is no rest"


def test_hue_of_a_facet() -> None:
    assert hue("perpetrator_kind", "iran") == PERPETRATOR_HUES["iran"]
    assert hue("weapon", "katyusha_rocket") != hue("weapon", "rocket")
    assert hue("weapon", "not_stated") == PERPETRATOR_HUES["unknown"]
    assert hue("admin1", "0") == VALUE_HUES[0], "a governorate by its place in the dataset's order"
    assert hue("actors", "kataib_hezbollah") is None


def test_forms_and_sizes() -> None:
    assert [int(form) for form in Form] == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert set(FORM_STYLES) == set(Form)
    assert FORM_STYLES[Form.DISPUTED].dashes > 0 == FORM_STYLES[Form.CLAIMED_ONLY].dashes
    assert FORM_STYLES[Form.AREA].shape == "rounded_square"
    assert [(size.at_least, size.radius) for size in SIZE_CLASSES] == [(0, 7.0), (1, 10.0), (10, 14.0)]


def test_stops_follow_the_zoom() -> None:
    width = Stops(((2, 1.0), (4, 3.0)), base=1)
    assert [width(zoom) for zoom in (0, 2, 3, 4, 9)] == [1.0, 1.0, 2.0, 3.0, 3.0]
    assert Stops(((2, 1.0), (4, 3.0)), base=2)(3) == pytest.approx(1 + 2 / 3)


def test_layers_have_their_own_ids_and_known_files_and_colours() -> None:
    ids = [layer.id for layer in LAYERS]
    assert len(ids) == len(set(ids))
    assert [layer.file for layer in LAYERS if not (DATA / f"{layer.file}.geojson").is_file()] == []
    names = {field.name for field in fields(Tokens)}
    for layer in LAYERS:
        used = {layer.fill, layer.rim} if isinstance(layer, Dot) else {layer.colour}  # type: ignore[attr-defined]
        if isinstance(layer, Label):
            used |= {layer.halo, layer.halo_in_focus or layer.halo}
        assert isinstance(layer, (Fill, Line, Dot, Label))
        assert used <= names, layer.id


@pytest.mark.full
def test_layers_ask_only_for_properties_that_their_files_have() -> None:
    for layer in LAYERS:
        features = json.loads((DATA / f"{layer.file}.geojson").read_text(encoding="utf-8"))["features"]
        for where in layer.where:
            values = {feature["properties"].get(where.name) for feature in features}
            if None not in where.values:
                assert values & set(where.values), (layer.id, where)


@pytest.mark.parametrize("theme", THEMES)
def test_style_stays_below_its_base_address(theme: Theme) -> None:
    found = style(theme, "/atlas/basemap")
    assert found["version"] == 8
    assert not {"glyphs", "sprite"} & set(found)
    addresses = [source["data"] for source in found["sources"].values()]
    assert all(re.fullmatch(r"/atlas/basemap/[a-z_]+\.geojson", address) for address in addresses)
    assert "http" not in json.dumps(found)
    assert {layer["source"] for layer in found["layers"] if "source" in layer} == set(found["sources"])


def test_style_without_a_base_is_relative() -> None:
    assert style("light", "")["sources"]["world_land"]["data"] == "world_land.geojson"


def test_themes_differ_in_colours_only() -> None:
    def bare(theme: Theme) -> str:
        return re.sub("#[0-9a-f]{6}", "#", json.dumps(style(theme, "")["layers"]))

    assert bare("light") == bare("dark")
    assert style("light", "") != style("dark", "")


def test_focus_sets_off_the_asked_country() -> None:
    land = next(layer for layer in style("light", "", focus=["UA"])["layers"] if layer["id"] == "world-land-focus")
    assert '["literal", ["UA"]]' in json.dumps(land["filter"])
    assert land["paint"]["fill-color"] == tokens("light").land_focus


def test_no_name_is_left_to_collision() -> None:
    names = [layer for layer in style("light", "")["layers"] if layer["type"] == "symbol"]
    assert names
    assert all(layer["layout"]["text-allow-overlap"] for layer in names)
    assert all(layer["layout"]["text-ignore-placement"] for layer in names)


def test_zooms() -> None:
    assert 0 < MIN_ZOOM < MAX_ZOOM <= 10
    assert all(layer.min_zoom < layer.max_zoom for layer in LAYERS)


def test_family_names_are_plain_css_words_that_say_their_weight() -> None:
    words = {"Regular": 400, "Italic": 400, "Semibold": 600, "Bold": 700}
    for face in FACES:
        assert re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)*", face.family)
        assert words[face.family.split()[-1]] == face.weight
    assert {layer.face for layer in LAYERS if isinstance(layer, Label)} <= set(MAP_FACES)
    assert load_requests()[1] == 'italic 400 24px "Atlas Sans Italic"'


def test_font_rules_point_below_their_base() -> None:
    css = font_face_css("/atlas/fonts")
    assert css.count("@font-face") == 2 * len(FACES)
    assert set(re.findall(r'url\("([^"]+)"\)', css)) == {f"/atlas/fonts/{face.file}" for face in FACES}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.family)
def test_fonts_hold_the_letters_of_the_region(face: Any) -> None:
    with TTFont(face.path) as font:
        letters = font.getBestCmap()
    arabic, latin = "ءأإآؤئةىپچژگڤڕڵۆێەیک٠١٩۰۹،؛؟", "āḥṣḍṭẓʿʾīūĀḤşğıİçöü’–—×→ąłőАЯаяіїєґЁΑωή□"
    first, last = face.ranges[0] if face.ranges else (0, 0)
    own = "".join([chr(code) for code in range(first, last + 1) if chr(code).isalpha()][:10])
    wanted = own or (arabic if "Arabic" in face.family else latin)
    assert [letter for letter in wanted if ord(letter) not in letters] == []
    assert sum(face.path.stat().st_size for face in FACES) < 2.5 * 1024 * 1024
