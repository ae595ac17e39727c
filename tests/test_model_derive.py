"""The stated rules: perpetrators, verification, hue and sums follow from the ledger and the figures."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import derive
from geo.model.actor import Actor
from geo.model.cited_source import Relay, Source
from geo.model.incident import Casualty, Claim
from geo.model.record_base import Citation, Figure
from geo.model.vocabularies import ActorKind, CasualtyGroup, PerpetratorKind, Stance


def claim(stance: str, actor: str | None = "group", by: str = "other") -> Claim:
    return Claim(
        actor=actor, stance=Stance(stance), by=by, known_since=date(2020, 1, 1), source="a", paragraph=1
    )  # fmt: skip


def actor(actor_id: str, kind: ActorKind, state: str | None = None) -> Actor:
    return Actor(
        id=actor_id, name=actor_id, native_name=None, kind=kind, state=state, part_of=(), aliases=(),
        allegiance=(), may_be=(),
    )  # fmt: skip


def source(source_id: str, *relays: str) -> Source:
    return Source(
        id=source_id, title="t", short_title="t", title_stated=True, publisher="p",
        date_start=date(2020, 1, 1),
        date_end=date(2020, 1, 1), date_basis="b", language="en", paragraphs=9, stated_totals=(),
        relays=tuple(Relay(origin=origin, paragraphs=(2,), note="n") for origin in relays),
    )  # fmt: skip


ACTORS = {
    found.id: found
    for found in (
        actor("group", ActorKind.ARMED_GROUP),
        actor("umbrella", ActorKind.UMBRELLA),
        actor("us", ActorKind.STATE, "US"),
        actor("us_army", ActorKind.STATE_FORCE, "US"),
        actor("iran", ActorKind.STATE, "IR"),
        actor("kuwait", ActorKind.STATE_BODY, "KW"),
        actor("general", ActorKind.PERSON, "IR"),
        actor("leader", ActorKind.PERSON),
        actor("crowd", ActorKind.CROWD),
        actor("paper", ActorKind.MEDIA),
    )
}


@pytest.mark.parametrize("stance", ["claimed", "attributed", "suspected", "reported"])
def test_these_stances_put_an_actor_forward(stance: str) -> None:
    assert derive.perpetrators([claim(stance)]) == ("group",)


@pytest.mark.parametrize("stance", ["denied", "disputed"])
def test_these_put_nobody_forward_and_take_nobody_off(stance: str) -> None:
    assert derive.perpetrators([claim(stance)]) == ()
    assert derive.perpetrators([claim("attributed"), claim(stance)]) == ("group",)


def test_perpetrators_keep_the_order_of_the_ledger() -> None:
    ledger = [claim("reported", None), claim("suspected", "b"), claim("claimed", "a"), claim("reported", "b")]
    assert derive.perpetrators(ledger) == ("b", "a")


def test_a_party_is_no_perpetrator_and_a_perpetrator_no_party() -> None:
    ledger = [
        claim("party", "a"),
        claim("party", "b"),
        claim("reported", "b"),
        claim("party", None),
        claim("party", "a"),
    ]
    assert derive.perpetrators(ledger) == ("b",)
    assert derive.parties(ledger) == ("a",)
    assert derive.parties([claim("denied", "a"), claim("party", "a")]) == ("a",), "a denial is kept beside"


def test_an_incident_with_parties_alone_has_a_hue_of_its_own() -> None:
    assert derive.perpetrator_kind((), ACTORS, ("us", "group")) is PerpetratorKind.PARTIES
    assert derive.perpetrator_kind(("group",), ACTORS, ("us",)) is PerpetratorKind.ARMED_GROUP
    assert derive.perpetrator_kind(("group", "us"), ACTORS, ("iran",)) is PerpetratorKind.OTHER


@pytest.mark.parametrize(
    ("ledger", "cited", "expected"),
    [
        ([claim("disputed", None), claim("claimed", by="group")], ["a", "b"], "disputed"),
        ([claim("claimed", by="group")], ["a", "b"], "claimed_only"),
        ([claim("claimed", by="group"), claim("denied", "x", by="x")], ["a"], "claimed_only"),
        ([claim("claimed", by="group"), claim("reported", None, by="report")], ["a"], "reported"),
        ([claim("claimed", by="group"), claim("reported", None, by="group")], ["a"], "claimed_only"),
        ([claim("attributed"), claim("denied", by="group")], ["a"], "reported"),
        ([claim("claimed", by="group"), claim("party", "x", by="report")], ["a"], "reported"),
        ([claim("party", "a", by="report"), claim("party", "b", by="report")], ["a"], "reported"),
        ([claim("attributed")], ["a", "b"], "corroborated"),
        ([], ["a"], "reported"),
        ([], ["a", "a"], "reported"),
    ],
)
def test_verification(ledger: list[Claim], cited: list[str], expected: str) -> None:
    citations = [Citation(source=source_id, paragraph=1) for source_id in cited]
    assert derive.verification(ledger, citations, {"a": source("a"), "b": source("b")}) == expected


def test_two_sources_that_hand_on_one_report_are_not_independent() -> None:
    sources = {"a": source("a", "Agency"), "b": source("b", "Agency")}
    same = [Citation(source="a", paragraph=2), Citation(source="b", paragraph=2)]
    own = [Citation(source="a", paragraph=2), Citation(source="b", paragraph=3)]
    assert derive.verification([], same, sources) == "reported"
    assert derive.verification([], own, sources) == "corroborated"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([], "unknown"),
        (["group"], "armed_group"),
        (["group", "umbrella"], "armed_group"),
        (["us", "us_army"], "united_states"),
        (["iran"], "iran"),
        (["kuwait"], "other_state"),
        (["crowd"], "crowd"),
        (["group", "us"], "other"),
        (["group", "general"], "armed_group"),
        (["general"], "iran"),
        (["leader"], "other"),
        (["general", "leader"], "other"),
        (["paper"], "other"),
        (["nobody"], "other"),
    ],
)
def test_a_hue_says_only_what_a_source_says(named: list[str], expected: str) -> None:
    assert derive.perpetrator_kind(named, ACTORS) is PerpetratorKind(expected)


def casualty(group: str, low: int | None, high: int | None = None, source_id: str = "a") -> Casualty:
    killed = None if low is None else Figure(min=low, max=high)
    return Casualty(
        group=CasualtyGroup(group), killed=killed, wounded=Figure(min=1, max=1), source=source_id, paragraph=1
    )


def test_groups_add_up_and_alternatives_do_not() -> None:
    rows = [casualty("civilians", 2, 3), casualty("civilians", 1, 5, "b"), casualty("us_forces", 4, 4)]
    assert derive.killed(rows) == Figure(min=5, max=9)


def test_what_is_not_stated_stays_so() -> None:
    assert derive.killed([casualty("civilians", None)]) is None
    assert derive.killed([]) is None
    assert derive.killed([casualty("civilians", None), casualty("us_forces", 0, 0)]) == Figure(min=0, max=0)


def test_an_open_maximum_leaves_the_sum_open() -> None:
    assert derive.killed([casualty("civilians", 2), casualty("us_forces", 1, 1)]) == Figure(min=3, max=None)


def test_an_open_maximum_in_one_of_two_alternatives_is_open() -> None:
    assert derive.killed([casualty("civilians", 2), casualty("civilians", 3, 3, "b")]) == Figure(min=2, max=None)
