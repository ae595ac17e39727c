"""How an incident is drawn: hue says one thing (what the person colours by), form says how well it is
attested. What the forms look like is in ``symbol_styles.py``.

Everything here is data; the browser's map, the legend and the pictures all read it. Hues are told apart
under protanopia, deuteranopia and tritanopia and stand out from the land at 3:1 or more in both themes
(``tests/test_style.py``). None of them is taken from a flag.
"""

from __future__ import annotations

from enum import IntEnum

from geo.model.file_columns import COLUMN_FACETS
from geo.model.place_facets import PLACE_FACETS
from geo.model.vocabularies import CONTEXT_KINDS
from geo.style.column_hues import column_hue
from geo.style.fixed_hues import EVENT_HUES, PRECISION_HUES
from geo.style.hues import BLUE, BROWN, GREY, MAUVE, OCHRE, RED, SAGE, SLATE, STEEL, STRAW, Hue, hue_of

PERPETRATOR_HUES: dict[str, Hue] = {
    "armed_group": RED,
    "united_states": BLUE,
    "iran": MAUVE,
    "other_state": OCHRE,
    "crowd": SAGE,
    "parties": STEEL,
    "other": BROWN,
    "unknown": GREY,
}
"""By ``PerpetratorKind``: whose act it is, as told."""

KIND_HUES: dict[str, Hue] = {
    "attack": RED,
    "strike": BLUE,
    "unrest": OCHRE,
    "clash": MAUVE,
    "protest": SAGE,
    "context": SLATE,
    "background": STRAW,
    "other": GREY,
}
"""By ``Kind``: eight are more than can be told apart at a glance; context and background differ least."""

WEAPON_HUES: dict[str, Hue] = {
    "rocket": RED,
    "katyusha_rocket": hue_of("#5e0e12", "#f8912b"),
    "mortar": hue_of("#7a2b37", "#ea1526"),
    "ballistic_missile": MAUVE,
    "cruise_missile": hue_of("#4b2338", "#cd56b7"),
    "manpads": hue_of("#775182", "#96647d"),
    "air_delivered": BLUE,
    "armed_drone": hue_of("#7f77be", "#a2c6f9"),
    "drone": hue_of("#381a85", "#6d68de"),
    "explosive_device": OCHRE,
    "small_arms": SAGE,
    "fire": SLATE,
}
"""By ``Weapon``: each has its own; those of one kind (rockets and mortars, missiles, what flies) are alike in hue and
differ in lightness."""

VERIFICATION_HUES: dict[str, Hue] = {
    "corroborated": hue_of("#0e4666", "#bef6fc"),
    "reported": hue_of("#3f84cf", "#5d95e8"),
    "claimed_only": hue_of("#b97103", "#ffdb55"),
    "disputed": hue_of("#a22f2d", "#d96b61"),
}
"""By ``Verification``; the form says it too."""

CASUALTY_HUES: dict[str, Hue] = {"killed": RED, "wounded": OCHRE, "none_stated": GREY}

_BY_FACET: dict[str, dict[str, Hue]] = {
    "perpetrator_kind": PERPETRATOR_HUES,
    "kind": KIND_HUES,
    "weapon": WEAPON_HUES,
    "verification": VERIFICATION_HUES,
    "casualties": CASUALTY_HUES,
    "event_type": EVENT_HUES,
    "location_precision": PRECISION_HUES,
}
COLOUR_FACETS: tuple[str, ...] = (*_BY_FACET, *PLACE_FACETS, *COLUMN_FACETS)
"""Facets by which the map can be coloured."""


def hue(facet: str, value: str) -> Hue | None:
    """The hue of a facet's value in both themes; grey where the facet has hues but not this value; else None. Of a
    chosen column, a country and a governorate ``value`` is the value's key (``geo.style.column_hues.hue_keys``)."""
    if facet in (*PLACE_FACETS, *COLUMN_FACETS):
        return column_hue(value)
    hues = _BY_FACET.get(facet)
    return None if hues is None else hues.get(value, GREY)


class Form(IntEnum):
    """The form of a symbol; the numbers are shared with the browser's shader."""

    label: str

    CORROBORATED = 0, "Corroborated: solid"
    REPORTED = 1, "Reported: lighter core, solid rim"
    CLAIMED_ONLY = 2, "Claimed only: hollow"
    DISPUTED = 3, "Disputed: hollow, dashed"
    AREA = 4, "Somewhere in this area: dashed square"
    CONTEXT_CORROBORATED = 5, "Context, corroborated: solid diamond"
    CONTEXT_REPORTED = 6, "Context, reported: diamond with a lighter core"
    CONTEXT_CLAIMED_ONLY = 7, "Context, claimed only: hollow diamond"
    CONTEXT_DISPUTED = 8, "Context, disputed: hollow, dashed diamond"

    def __new__(cls, number: int, label: str) -> Form:
        member = int.__new__(cls, number)
        member._value_ = number
        member.label = label
        return member


FORMS: tuple[Form, ...] = tuple(Form)
"""By number."""
CONTEXT_FORM: dict[Form, Form] = {
    form: Form[f"CONTEXT_{form.name}"] for form in (Form.CORROBORATED, Form.REPORTED, Form.CLAIMED_ONLY, Form.DISPUTED)
}
"""The form of what is of ``CONTEXT_KINDS``, a diamond, by the one that an act attested as well has."""
ACT_FORM: dict[Form, Form] = {context: form for form, context in CONTEXT_FORM.items()}
"""The other way round."""


FORM_BY_VERIFICATION: dict[str, Form] = {
    "corroborated": Form.CORROBORATED,
    "reported": Form.REPORTED,
    "claimed_only": Form.CLAIMED_ONLY,
    "disputed": Form.DISPUTED,
}


def form_of(verification: str, kind: str) -> Form:
    """The form of a point's symbol; what is not graded is drawn as reported."""
    form = FORM_BY_VERIFICATION.get(verification, Form.REPORTED)
    return CONTEXT_FORM[form] if kind in CONTEXT_KINDS else form
