"""What the server keeps for browsers: everybody's share of it, and that nothing is made twice."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from geo.ui.server.blob_cache import BlobCache
from geo.ui.server.kept_once import KeptOnce

FILE = "application/octet-stream"


def content(cache: BlobCache, name: str) -> bytes | None:
    found = cache.get(name)
    return None if found is None else found[0]


def test_the_answers_of_a_hundred_people_are_all_kept() -> None:
    cache = BlobCache()
    names = [cache.put(f"incidents of {person}".encode(), FILE, f"secret {person}") for person in range(100)]
    assert [content(cache, name) for name in names] == [f"incidents of {person}".encode() for person in range(100)]


def test_who_makes_much_pushes_out_only_their_own() -> None:
    cache = BlobCache(most_bytes=1000)
    first = cache.put(b"a" * 100, FILE, "first person")
    shared = cache.put(b"b" * 100, FILE)
    films = [cache.put(bytes([film]) * 300, FILE, "second person") for film in range(20)]
    assert content(cache, first) == b"a" * 100
    assert content(cache, shared) == b"b" * 100
    assert [content(cache, film) is not None for film in films] == [False] * 18 + [True] * 2


def test_one_answer_larger_than_all_room_is_still_given() -> None:
    cache = BlobCache(most_bytes=1000)
    name = cache.put(b"a" * 5000, FILE, "a person")
    assert content(cache, name) == b"a" * 5000


def test_what_is_made_later_has_a_share_of_its_own() -> None:
    cache = BlobCache(most_lazy=4)
    first = cache.put_lazy(lambda: b"first", "picture", "image/png", "first person")
    others = [cache.put_lazy(lambda: b"other", f"{number}", "image/png", "second person") for number in range(9)]
    assert content(cache, first) == b"first"
    assert [content(cache, name) for name in others] == [None] * 6 + [b"other"] * 3


def test_the_same_content_of_two_people_has_two_addresses() -> None:
    cache = BlobCache()
    names = {cache.put(b"same", FILE, owner) for owner in ("first person", "second person", "")}
    assert len(names) == 3
    cache.forget("first person")
    assert sorted(content(cache, name) is None for name in names) == [False, False, True]


def test_answers_that_nobody_uses_leave_the_disk_after_a_day(tmp_path: Path) -> None:
    now = [0.0]
    cache = BlobCache(now=lambda: now[0])
    unused, used = cache.put(b"unused", FILE), cache.put(b"used", FILE)
    now[0] += 20 * 3600
    assert content(cache, used) == b"used"
    now[0] += 10 * 3600
    cache.put(b"new", FILE)
    assert (content(cache, unused), content(cache, used)) == (None, b"used")
    assert len(list(cache._folder().iterdir())) == 2


def test_two_who_ask_at_once_get_what_is_made_once() -> None:
    kept: KeptOnce[str] = KeptOnce(2)
    builds: list[str] = []

    def build() -> str:
        time.sleep(0.05)
        builds.append("picture")
        return "picture"

    seen: list[str] = []
    people = [threading.Thread(target=lambda: seen.append(kept.get("view", build))) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (seen, builds) == (["picture"] * 8, ["picture"])


def test_what_failed_is_tried_again() -> None:
    kept: KeptOnce[int] = KeptOnce(2)
    for _ in range(2):
        try:
            kept.get("view", lambda: 1 // 0)
        except ZeroDivisionError:
            continue
    assert kept.get("view", lambda: 7) == 7


def test_the_least_used_is_given_up_first() -> None:
    kept: KeptOnce[int] = KeptOnce(2)
    builds: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: builds.append(key) or 0)  # type: ignore[misc, func-returns-value]
    assert builds == ["a", "b", "c", "b"]
