"""The timeline by mouse, keys, touch and typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import ready
from tests.browser.stress import commits, day, drag, opened, reset, window

START, END = "2019-12-27", "2020-01-08"
FIRST_DAY, LAST_DAY = "2001-01-13", "2020-12-31"  # of what is not background


@pytest.fixture(scope="module")
def sheet(browser: Browser, stress: str) -> Iterator[Page]:
    with opened(browser, f"{stress}/?n=1000&window=10") as page:
        yield page


@pytest.fixture
def page(sheet: Page) -> Page:
    reset(sheet, START, END)
    return sheet


def wide(page: Page) -> None:
    """Show half a year around the window."""
    box = page.locator(".ia-tl-plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    for _ in range(3):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(40)


def all_dates(page: Page) -> None:
    """Show and choose all dates."""
    page.locator(".ia-tl-all").click()
    page.wait_for_timeout(80)


def test_sliders_come_start_then_end_and_say_their_dates(page: Page) -> None:
    sliders = page.get_by_role("slider")
    names = [sliders.nth(i).get_attribute("aria-label") for i in range(3)]
    assert names == ["Start date", "End date", "Whole window"]
    words = [sliders.nth(i).get_attribute("aria-valuetext") for i in range(3)]
    assert words == ["27 December 2019", "8 January 2020", "27 December 2019 to 8 January 2020"]
    assert sliders.nth(0).get_attribute("aria-valuenow") == str(day(START))
    assert sliders.nth(0).get_attribute("aria-valuemax") == str(day(END))


def test_the_count_is_announced_politely_with_its_dates(page: Page) -> None:
    count = page.locator(".ia-count")
    assert count.get_attribute("aria-live") == "polite"
    expect(count).to_contain_text(" of 1,000 incidents · 27 December 2019 – 8 January 2020 · ")


def test_dragging_the_end_acts_while_held_and_reports_once_when_let_go(page: Page) -> None:
    wide(page)
    drag(page, ".ia-tl-end", 160, release=False)
    assert window(page)[0] == day(START)
    assert window(page)[1] > day(END) + 3
    page.wait_for_timeout(700)
    assert commits(page) == 0, "holding still is no release"
    page.mouse.up()
    page.wait_for_timeout(40)
    assert commits(page) == 1


def test_dragging_the_window_keeps_its_length(page: Page) -> None:
    wide(page)
    drag(page, ".ia-tl-window", 150)
    start, end = window(page)
    assert start > day(START) + 3
    assert end - start == day(END) - day(START)


def test_the_start_stops_at_the_end_and_leaves_one_day(page: Page) -> None:
    drag(page, ".ia-tl-start", 1300)
    assert window(page) == (day(END), day(END))
    expect(page.locator(".ia-count")).to_contain_text(" · 8 January 2020 · ")


def test_drawing_on_the_histogram_makes_a_new_window(page: Page) -> None:
    all_dates(page)
    box = page.locator(".ia-tl-plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 25)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, box["y"] + 25, steps=6)
    page.wait_for_timeout(60)
    page.mouse.up()
    start, end = window(page)
    assert day(FIRST_DAY) < start < end < day(LAST_DAY)
    assert 365 < end - start < 5 * 365


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("ArrowRight", "2019-12-28"),
        ("ArrowLeft", "2019-12-26"),
        ("Shift+ArrowLeft", "2019-12-20"),
        ("Shift+ArrowRight", "2020-01-03"),
        ("Home", FIRST_DAY),
        ("End", "2020-01-08"),
    ],
)
def test_keys_on_the_start(page: Page, key: str, start: str) -> None:
    page.get_by_role("slider", name="Start date").focus()
    page.keyboard.press(key)
    assert window(page) == (day(start), day(END))
    page.wait_for_timeout(450)
    assert commits(page) == 1


def test_keys_on_the_whole_window(page: Page) -> None:
    page.get_by_role("slider", name="Whole window").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert window(page) == (day("2020-01-03"), day("2020-01-15"))
    page.keyboard.press("End")
    assert window(page)[1] == day(LAST_DAY)
    page.keyboard.press("Home")
    assert window(page)[0] == day(FIRST_DAY)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2019-12-03", "2019-12-03"),
        ("3.12.2019", "2019-12-03"),
        ("3 Dec 2019", "2019-12-03"),
        ("Dec 2019", "2019-12-01"),
        ("30/12/2019", "2019-12-30"),
        ("12/30/2019", "2019-12-30"),
        ("30 12 19", "2019-12-30"),
        ("3 Jan", "2020-01-03"),
        ("January 3rd", "2020-01-03"),
        ("2020", "2020-01-01"),
    ],
)
def test_a_typed_start(page: Page, text: str, start: str) -> None:
    page.get_by_label("From (date)").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_function("() => atlas.commits === 1")
    assert window(page) == (day(start), day(END))


@pytest.mark.parametrize(
    ("text", "told", "start"),
    [
        ("3 Jan", "Read as 3 January 2020.", "2020-01-03"),
        ("03/01/2020", "Read with the day first: 3 January 2020.", "2020-01-03"),
        ("3/1", "Read with the day first: 3 January 2020.", "2020-01-03"),
    ],
)
def test_how_an_unsure_date_was_read_is_told(page: Page, text: str, told: str, start: str) -> None:
    page.get_by_label("From (date)").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".ia-tl-problem")).to_have_text(told)
    assert window(page)[0] == day(start)
    assert page.get_by_label("From (date)").input_value() == "3 Jan 2020"


@pytest.mark.parametrize("text", ["31 Feb 2020", "yesterday", "31/31/2019", "1 Jan 1850"])
def test_a_wrong_date_is_told_in_words_and_the_old_one_stays(page: Page, text: str) -> None:
    page.get_by_label("From (date)").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".ia-tl-problem")).to_have_text(
        f"“{text}” is not a date. Write a day as 27 Dec 2019, 27 Dec, 27/12/2019 or 2019-12-27, "
        "a month as Dec 2019, a year as 2019; from 1900 to 2100."
    )
    expect(page.get_by_label("From (date)")).to_have_value("27 Dec 2019")
    assert window(page) == (day(START), day(END))


def test_wheel_zooms_and_double_click_gives_all(page: Page) -> None:
    box = page.locator(".ia-tl-plot").bounding_box()
    before = page.locator(".ia-tl-window").bounding_box()
    assert box is not None
    assert before is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 25)
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(120)
    after = page.locator(".ia-tl-window").bounding_box()
    assert after is not None
    assert after["width"] < before["width"] * 0.7
    assert commits(page) == 0
    page.mouse.dblclick(box["x"] + 30, box["y"] + 25)
    assert window(page) == (day(FIRST_DAY), day(LAST_DAY))


def test_play_by_the_space_bar_moves_the_window_and_reports_once_when_stopped(page: Page) -> None:
    page.get_by_role("slider", name="Whole window").focus()
    page.keyboard.press("Space")
    page.wait_for_function(f"atlas.store.get().window.start >= {day(START) + 3}")
    assert page.get_by_role("button", name="Pause").is_visible()
    assert commits(page) == 0
    page.keyboard.press("Space")
    start, end = window(page)
    assert end - start == day(END) - day(START)
    assert page.evaluate("atlas.store.get().playing") is False
    assert commits(page) == 1


def test_play_can_grow_from_the_start_and_stops_at_the_end(page: Page) -> None:
    reset(page, "2020-11-01", "2020-12-20")
    page.locator(".ia-tl-mode").select_option("growing")
    page.locator(".ia-tl-speed").select_option("month")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("atlas.store.get().playing === false")
    assert window(page) == (day("2020-11-01"), day(LAST_DAY))
    assert commits(page) == 1
    page.locator(".ia-tl-mode").select_option("moving")
    page.locator(".ia-tl-speed").select_option("week")


def test_who_asked_for_less_motion_sees_a_step_a_second(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(500)
    assert window(page)[0] == day(START)
    page.wait_for_function(f"atlas.store.get().window.start === {day(START) + 7}")
    page.get_by_role("button", name="Pause").click()
    page.emulate_media(reduced_motion="no-preference")


def test_step_buttons(page: Page) -> None:
    page.get_by_role("button", name="Forward 1 week").click()
    assert window(page) == (day("2020-01-03"), day("2020-01-15"))
    page.get_by_role("button", name="Back 1 week").click()
    assert window(page) == (day(START), day(END))


class Fingers:
    """Fingers on the page."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def __call__(self, kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_a_finger_drags_the_end(page: Page) -> None:
    wide(page)
    box = page.locator(".ia-tl-end").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = Fingers(page)
    touch("touchStart", (x, y))
    for dx in (20, 60, 110, 160):
        touch("touchMove", (x + dx, y))
        page.wait_for_timeout(30)
    assert window(page)[1] > day(END) + 3
    assert commits(page) == 0
    touch("touchEnd")
    page.wait_for_timeout(60)
    assert window(page)[0] == day(START)
    assert commits(page) == 1


def test_two_fingers_zoom_into_time(page: Page) -> None:
    wide(page)
    before = page.locator(".ia-tl-window").bounding_box()
    box = page.locator(".ia-tl-plot").bounding_box()
    assert before is not None
    assert box is not None
    y, middle = box["y"] + 25, box["x"] + box["width"] / 2
    touch = Fingers(page)
    touch("touchStart", (middle - 200, y), (middle + 200, y))
    touch("touchMove", (middle - 300, y), (middle + 300, y))
    page.wait_for_timeout(30)
    touch("touchMove", (middle - 400, y), (middle + 400, y))
    page.wait_for_timeout(120)
    touch("touchEnd")
    after = page.locator(".ia-tl-window").bounding_box()
    assert after is not None
    assert after["width"] > before["width"] * 1.4


def test_everything_is_reached_by_the_tab_key(page: Page) -> None:
    page.get_by_label("From (date)").focus()
    reached = []
    for _ in range(8):
        label = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        reached.append(page.evaluate(label))
        page.keyboard.press("Tab")
    assert reached == [
        "From (date)", "To (date)", "Start date", "End date", "Whole window", "Back 1 week", "Play", "Forward 1 week",
    ]  # fmt: skip


OVER = """(handle) => {
  const { x, y, width, height } = handle.getBoundingClientRect();
  const timeline = handle.closest(".ia-timeline");
  return Array.from({ length: Math.floor(width) }, (_, k) => document.elementFromPoint(x + k + 0.5, y + height / 2))
    .filter((found) => !timeline.contains(found)).map((found) => found?.dataset.testid ?? found?.className);
}"""


@pytest.mark.parametrize("width", [1440, 900])
def test_nothing_of_the_page_lies_over_a_handle(server: str, open_page: Callable[..., Page], width: int) -> None:
    """The edge at which the sidebar is made wider, least of all: a drag would change the page in place of the dates."""
    page = ready(open_page(server, width=width))
    for side in ("start", "end"):
        page.wait_for_function(f"() => ({OVER})(document.querySelector('.ia-tl-{side}')).length === 0")
