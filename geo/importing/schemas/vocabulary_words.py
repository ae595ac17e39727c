"""Maps a table's own words to the atlas's vocabularies; what they don't say stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.model.vocabularies import EventType, Kind, Weapon

TOTAL = re.compile(
    r"(?:grand |sub)?-?totals?(?: général| general| generale)?:?|sum:?|gesamt(?:summe)?:?|summe:?|insgesamt:?|somme:?|suma:?"
    r"|totales:?|totale:?|итого:?|всего:?|разом:?|toplam:?|المجموع:?|الإجمالي:?|الاجمالي:?|المجموع الكلي:?|مجموع:?|合计|总计",
    re.IGNORECASE,
)
"""A cell that makes its row a total."""
TOTAL_OF = re.compile(r"(?:grand |sub)?-?totals? (?:for |of |in )?(?:[^\W\d_]+ )?\d{4}:?", re.IGNORECASE)
"""A total of a month or a year, in words."""

Meaning = tuple[Kind, EventType, tuple[Weapon, ...]]
NO_EVENT: Meaning = (Kind.OTHER, EventType.OTHER, ())


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words in small letters with their edges, what they mean, and whether a text must tell an act beside them."""

    pattern: re.Pattern[str]
    meaning: Meaning
    needs_act: bool = False


def _rule(
    words: str, kind: Kind, event: EventType, weapons: tuple[Weapon, ...] = (), *, needs_act: bool = False
) -> _Rule:
    return _Rule(re.compile(rf"\b(?:{words})\b"), (kind, event, weapons), needs_act)


_RULES: tuple[_Rule, ...] = (
    _rule(r"rockets?(?: |-)?(?:attacks?|fire|strikes?|launch(?:es)?)?|katyushas?|raketenangriff\w*|tirs? de roquettes?|roquettes?"
          r"|cohetes?|ракетный обстрел|صواريخ كاتيوشا|قذائف صاروخية", Kind.ATTACK, EventType.ROCKET_ATTACK, (Weapon.ROCKET,), needs_act=True),
    _rule(r"ballistic missiles?|ballistic", Kind.OTHER, EventType.MISSILE_STRIKE, (Weapon.BALLISTIC_MISSILE,), needs_act=True),
    _rule(r"missiles?|missile strikes?|missile attacks?|frappes? de missiles?|misiles?|ракетный удар|ракетные удары"
          r"|صاروخ|صواريخ|هجوم صاروخي|قصف صاروخي", Kind.OTHER, EventType.MISSILE_STRIKE, needs_act=True),
    _rule(r"drones?|uavs?|uas|unmanned aerial vehicles?|drohnen?|drohnenangriff\w*|беспилотник\w*|дрон\w*|طائرة مسيرة|طائرات مسيرة"
          r"|مسيرة|طائرة بدون طيار|insansız hava arac\w*", Kind.OTHER, EventType.DRONE_STRIKE, (Weapon.ARMED_DRONE,), needs_act=True),
    _rule(r"air ?-?strikes?|air ?-?raids?|aerial (?:bombing|bombardment|attack|strike)s?|bombardment from the air|bombing raids?"
          r"|frappes? aériennes?|raids? aériens?|bombardements? aériens?|ataques? aéreos?|bombardeos? aéreos?|luftangriff\w*"
          r"|luftschl[aä]g\w*|авиаудар\w*|авианалет\w*|авіаудар\w*|hava saldırı\w*|غارة|غارات|غارة جوية|غارات جوية|قصف جوي|空袭",
          Kind.OTHER, EventType.AIR_STRIKE, (Weapon.AIR_DELIVERED,)),
    _rule(r"aerial", Kind.OTHER, EventType.AIR_STRIKE, (Weapon.AIR_DELIVERED,), needs_act=True),
    _rule(r"convoys?", Kind.ATTACK, EventType.CONVOY_ATTACK, needs_act=True),
    _rule(r"mortars?|mortar fire", Kind.ATTACK, EventType.OTHER, (Weapon.MORTAR,), needs_act=True),
    _rule(r"shelling|shelled|artillery fire|artillery shelling|pilonnages?|artilleriebeschuss|beschuss|обстрел\w*|обстріл\w*|قصف"
          r"|قصف مدفعي", Kind.ATTACK, EventType.OTHER),
    _rule(r"ieds?|vbieds?|bomb(?:ed|ings?)|bombs?|car bombs?|explosions?|exploded|explodes|detonat(?:ed|ion|ions)|explosives?"
          r"|landmines?|suicide (?:bomb\w*|attacks?|vests?)|attentats?(?: à la bombe| suicide)?|explosión|explosiones"
          r"|atentados?|bombenanschl[aä]g\w*|explosionen|взрыв\w*|вибух\w*|теракт\w*|patlama\w*|bombalı saldırı"
          r"|انفجار|انفجارات|تفجير|تفجيرات|عبوة ناسفة|سيارة مفخخة|爆炸", Kind.ATTACK, EventType.BOMBING, (Weapon.EXPLOSIVE_DEVICE,)),
    _rule(r"armed clash(?:es)?|clash(?:es|ed)?|battles?|fighting|firefights?|gun ?battles?|skirmish(?:es)?|affrontements?"
          r"|combats?|enfrentamientos?|combates?|gefechte?|zusammenst(?:oß|öße)|столкновени\w*|бо[ийя]|зіткненн\w*|çatışma\w*"
          r"|اشتباك|اشتباكات|معارك|معركة|冲突|交火", Kind.CLASH, EventType.GROUND_ASSAULT),
    _rule(r"(?<!sexual )assaults?|ambush(?:es|ed)?|raids?|raided|embuscades?|emboscadas?|hinterhalt|засада|كمين",
          Kind.ATTACK, EventType.GROUND_ASSAULT),
    _rule(r"shootings?|gunfire|small[ -]arms(?: fire)?|gunm[ae]n|opened fire|shot dead|tiroteos?|fusillades?|schießerei|schüsse"
          r"|перестрелк\w*|стрельб\w*|إطلاق نار|اطلاق نار|枪击", Kind.ATTACK, EventType.GROUND_ASSAULT, (Weapon.SMALL_ARMS,)),
    _rule(r"arson|incendies? criminels?|brandanschl[aä]g\w*|поджог\w*", Kind.UNREST, EventType.OTHER, (Weapon.FIRE,)),
    _rule(r"storming|stormed", Kind.UNREST, EventType.STORMING),
    _rule(r"riots?|riot(?:ers|ing|ed)|unrest|mob|mobs|émeutes?|disturbios?|unruhen|krawalle|беспорядк\w*|أعمال شغب|骚乱",
          Kind.UNREST, EventType.OTHER),
    _rule(r"protest(?:s|ed|ers?|ing)?|demonstrations?|demonstrat(?:ed|ors)|protest march(?:es)?|marched|rally|rallies|sit-ins?"
          r"|manifestations?|manifestación|manifestaciones|protestas?|demonstrationen|kundgebung\w*|proteste|протест\w*|митинг\w*"
          r"|демонстраци\w*|gösteri\w*|protesto\w*|مظاهرة|مظاهرات|تظاهرة|تظاهرات|احتجاج|احتجاجات|اعتصام|抗议|示威",
          Kind.PROTEST, EventType.DEMONSTRATION),
    _rule(r"(?<!heart )(?<!panic )(?<!asthma )(?<!cyber )(?<!verbal )attack(?:s|ed|ers?|ing)?|attaques?|ataques?|angriff\w*"
          r"|anschl[aä]ge?|нападени\w*|атак\w*|saldırı\w*|هجوم|هجمات|اعتداء|袭击", Kind.ATTACK, EventType.OTHER),
)  # fmt: skip
_ANY = re.compile("|".join(rule.pattern.pattern for rule in _RULES))
"""Any of the words: most texts have none, and are done with."""
_JOINED = re.compile(r"\b(?:ال|وال|بال|لل|و|ب)(?=[\u0621-\u06ff]{3})")
"""What Arabic writes in one with the word behind it."""
_ACT = re.compile(
    r"\b(?:attack(?:s|ed|ing)?|str(?:ike|ikes|uck|iking)|fired?|fires|firing|launch(?:ed|es)?|hit|hits|hitting|land(?:ed|s)|fell"
    r"|target(?:ed|s|ing)|explod(?:ed|es)|explosion|bomb(?:ed|ing)|ambush(?:ed)?|kill(?:ed|s|ing)?|wound(?:ed|s)|injur(?:ed|es)"
    r"|destroy(?:ed|s)|crash(?:ed|es)|shot|blast|shell(?:ed|ing)|impact(?:ed|s)?|round|rounds|shells?|salvo|barrage)\b|[^\x00-\x7f]"
    r"|tirs?|roquettes|lanz|cohetes|disparo|angriff",
    re.IGNORECASE,
)
_NOT_SET_OFF = re.compile(
    r"\b(?:no|without(?: any)?) (?:\w+ ){0,2}(?:attack|explosion|clash|protest|violence)\w*|\b(?:labou?r|hunger|general) strike|"
    r"\bon strike\b|\bfire(?:fight|-fight)ing\b|\bfighting (?:a |the )?(?:fire|fires|blaze|corruption|poverty|crime)\b|"
    r"\bbattle (?:against|of ideas|with) (?:\w+ )?(?:cancer|corruption|poverty|disease)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:army|armed forces|military(?: forces)?|air ?force|navy|police(?: forces)?|security forces|government|state forces"
    r"|coalition|defen[cs]e forces?|gendarmerie|border guards?|war ?planes?|fighter jets?|jets|army aviation|idf|nato)\b"
    r"|الجيش|القوات المسلحة|سلاح الجو|طيران|التحالف|القوات الأمنية|الشرطة|армия|ввс|ordusu|armée|ejército|armee|luftwaffe",
    re.IGNORECASE,
)
_NOT_STATE = re.compile(
    r"\b(?:liberation army|salvation army|people's army|arakan army|lord'?s resistance army|free \w+ army)\b",
    re.IGNORECASE,
)


_TITLE_BEFORE = re.compile(r"\b(?:mr|mrs|ms|dr|prof|sheikh|gen|col|maj|capt|lt|president|minister)\.?$", re.IGNORECASE)
_ALSO_NAMES = frozenset({"battle", "battles", "rocket", "bomb", "rally", "raid", "mortar", "mob", "drone"})
"""Words that begin names of places and bodies."""


def event_of(event_type: str, title: str) -> Meaning:
    """Kind, event type and weapons by a row's own type; where that says nothing, by its title.

    >>> event_of("Rocket attack", "")[1].value, event_of("", "Meeting")[0].value
    ('rocket_attack', 'other')
    """
    small = _small(event_type)
    for rule in _RULES:
        if small and rule.pattern.search(small):
            return rule.meaning
    return event_in_text(title)


def _small(text: str) -> str:
    """A text in small letters, each at its place; Arabic with its articles apart from the words."""
    small = text.lower()
    small = small if len(small) == len(text) else text
    return small if small.isascii() else _JOINED.sub(lambda found: " " * len(found[0]), small)


def event_in_text(text: str) -> Meaning:
    """Kind, event type and weapons by what a text tells first; a word inside a word or a name is no event.

    >>> event_in_text("Airstrike on a workshop")[1].value, event_in_text("Mr Larson visited Bombay")[0].value
    ('air_strike', 'other')
    """
    if not _ANY.search(_small(text[:600])):
        return NO_EVENT
    plain = _NOT_SET_OFF.sub(" ", text[:600])
    small = _small(plain)
    act = _ACT.search(plain) is not None
    found: list[tuple[int, int]] = []
    for number, rule in enumerate(_RULES):
        first = next((hit for hit in rule.pattern.finditer(small) if not _is_name(plain, hit)), None)
        if first is not None and (act or not rule.needs_act):
            found.append((first.start(), number))
    if not found:
        return NO_EVENT
    start, number = min(found)
    return _RULES[_closest(found, start, number)].meaning


def _closest(found: list[tuple[int, int]], start: int, number: int) -> int:
    """The rule of the first words; those of a means that stands within the same few words (``attacked by drones``)."""
    near = [rule for place, rule in found if place - start < 80]
    general = len(_RULES) - 1
    specific = [rule for rule in near if rule != general]
    return min(specific) if number == general and specific else number


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word is part of a name: capitalised within a sentence, beside another capitalised word."""
    word = text[found.start() : found.end()]
    if not word[:1].isupper() or not word.isascii():
        return False
    before = text[: found.start()].rstrip()
    if _TITLE_BEFORE.search(before):
        return True
    starts = not before or before[-1] in ".!?:;\n-–—,(\"'"
    if starts and word.casefold() in _ALSO_NAMES:
        return (
            re.match(r"\s+[A-Z](?!\w*(?i:attack|strike|fire|blast|explo|hit|launch|kill|wound))", text[found.end() :])
            is not None
        )
    behind = re.match(r"\s+([A-Z][a-z]+)", text[found.end() :])
    in_front = re.search(r"([A-Z][a-z]+)\s+$", text[: found.start()]) if not starts else None
    return bool(in_front) or (not starts and bool(behind))


def is_state_force(text: str) -> bool:
    """Whether a text names the forces of a state as those who act.

    >>> is_state_force("coalition aircraft"), is_state_force("Free Ruritanian Army"), is_state_force("Group A")
    (True, False, False)
    """
    return bool(_STATE.search(_NOT_STATE.sub(" ", text)))


def is_total(word: str) -> bool:
    """Whether a cell calls its row a total.

    >>> is_total("Total"), is_total("Total 2020"), is_total("Total chaos in Town A")
    (True, True, False)
    """
    return bool(TOTAL.fullmatch(word) or TOTAL_OF.fullmatch(word))
