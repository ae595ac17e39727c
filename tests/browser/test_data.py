"""The page Data: bring a file, read its account, mend what was set aside, see it on the map, put two together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import address, choose, ready, settled, shows
from tests.importing.conftest import FIXTURES

Open = Callable[..., Page]
TOWNS = (
    "id,date,place,country,lat,lon\n"
    "1,2020-01-03,Baghdad,Iraq,33.3,44.4\n"
    "2,soon,Basra,Iraq,30.5,47.8\n"
    "3,2020-01-05,Mosul,Iraq,36.3,43.1,extra\n"
    "4,2020-01-06,Erbil,Iraq,36.2,44.0\n"
)


@pytest.fixture
def data(server: str, open_page: Open) -> Page:
    """The page, open in a new session."""
    page = open_page(f"{server}/data")
    expect(page.get_by_role("heading", level=1, name="Data")).to_be_visible()
    return page


def bring(page: Page, *files: Path) -> None:
    """Choose files, call the dataset as the first one is called, and import them."""
    page.locator(".st-key-sheet [data-testid=stFileUploader] input[type=file]").first.set_input_files(list(files))
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_enabled()
    title = page.get_by_role("textbox", name="Title", exact=True)
    title.fill(files[0].stem)
    title.press("Tab")
    settled(page)
    button.click()


def account(page: Page, title: str) -> str:
    """The account of a dataset as it is read, once it is there."""
    plate = page.locator(".ia-plate", has=page.get_by_role("heading", name=title, exact=True))
    expect(plate).to_contain_text(re.compile("rows? read"))
    return re.sub(r"\s+", " ", plate.inner_text())


def download(page: Page, name: str, to: Path) -> Path:
    """What a button gives."""
    with page.expect_download() as started:
        page.get_by_role("button", name=name).first.click()
    started.value.save_as(to)
    return to


def test_every_row_of_a_known_dataset_is_accounted_for_and_on_the_map(data: Page) -> None:
    bring(data, FIXTURES / "acled_new.csv")
    told = account(data, "acled_new")
    assert "6 rows read = 6 accepted + 0 rejected. 6 accepted = 3 placed on the map + 3 without a map location." in told
    assert "acled_new.csv: ACLED" in told
    assert "ACLED forbids passing its raw rows on" in told
    data.get_by_role("button", name="Open in the atlas").click()
    ready(data)
    shows(data, 6)
    assert "dataset=acled-new-" in data.url


def test_a_working_copy_is_kept_and_brought_again(data: Page, tmp_path: Path) -> None:
    bring(data, FIXTURES / "acled_new.csv")
    account(data, "acled_new")
    copy = download(data, "Working copy (Parquet)", tmp_path / "mine.parquet")
    data.get_by_role("button", name="Delete", exact=True).click()
    data.get_by_role("button", name="Yes, delete", exact=True).click()
    expect(data.get_by_role("button", name="Open in the atlas")).to_have_count(0)
    bring(data, copy)
    assert "6 rows read = 6 accepted + 0 rejected. 6 accepted = 3 placed on the map" in account(data, "mine")
    assert "ACLED forbids passing its raw rows on" in account(data, "mine")


def test_a_reload_keeps_what_was_brought_and_nobody_else_sees_it(data: Page, server: str, open_page: Open) -> None:
    bring(data, FIXTURES / "acled_new.csv")
    account(data, "acled_new")
    expect(
        data.get_by_text(re.compile(r"have not used the atlas for 24 hours \(as of now, until \d+ \w+ \d{4}"))
    ).to_be_visible()
    settled(data)
    data.get_by_role("button", name="Open in the atlas").click()
    ready(data)
    shows(data, 6)
    link = address(data)
    data.reload()
    ready(data)
    shows(data, 6)
    expect(data.locator(".st-key-missing_dataset")).to_have_count(0)
    [cookie] = [one for one in data.context.cookies() if one["name"] == "atlas_owner"]
    assert cookie["httpOnly"], "no script can read it"
    assert cookie["value"] not in link
    other = open_page(link)
    expect(other.get_by_text("is not here. An upload is seen only in the browser that uploaded it")).to_be_visible()
    other.get_by_role("link", name="Data", exact=True).click()
    expect(other.get_by_role("heading", level=1, name="Data")).to_be_visible()
    expect(other.get_by_role("button", name="Open in the atlas")).to_have_count(0)
    bring(other, FIXTURES / "acled_new.csv")
    account(other, "acled_new")
    expect(other.locator(".st-key-missing_dataset")).to_have_count(0)


def test_deleting_asks_and_can_be_undone(data: Page) -> None:
    bring(data, FIXTURES / "acled_new.csv")
    account(data, "acled_new")
    settled(data)
    data.get_by_role("button", name="Delete", exact=True).click()
    expect(data.get_by_text("Delete “acled_new” (6 incidents) with its files")).to_be_visible()
    data.get_by_role("button", name="Keep it").click()
    expect(data.get_by_role("button", name="Yes, delete")).to_have_count(0)
    data.get_by_role("button", name="Delete", exact=True).click()
    data.get_by_role("button", name="Yes, delete").click()
    expect(data.get_by_role("button", name="Open in the atlas")).to_have_count(0)
    data.get_by_role("button", name="Undo", exact=True).click()
    expect(data.get_by_role("button", name="Open in the atlas")).to_be_visible()
    assert "6 rows read" in account(data, "acled_new")


def test_rows_of_one_event_are_taken_together_and_counted(data: Page) -> None:
    bring(data, FIXTURES / "acled_revisions.csv")
    told = account(data, "acled_revisions")
    read, accepted, aside = map(int, re.search(r"(\d+) rows read = (\d+) accepted \+ (\d+) rejected", told).groups())  # type: ignore[union-attr]
    assert read == accepted + aside
    assert "A later revision of the same id is in the file" in told
    assert "The same row stands in the file before" in told


def test_mended_rows_go_back_to_their_place(data: Page, tmp_path: Path) -> None:
    towns = tmp_path / "towns.csv"
    towns.write_text(TOWNS)
    bring(data, towns)
    told = account(data, "towns")
    assert "4 rows read = 2 accepted + 2 rejected. 2 accepted = 2 placed on the map + 0 without a map location." in told
    assert "The date is not understood" in told
    assert "More or fewer cells than the header" in told
    file = download(data, "Rejected rows (CSV)", tmp_path / "set-aside.csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [(row["atlas_file"], row["atlas_row"], row["place"]) for row in rows] == [
        ("towns.csv", "2", "Basra"), ("towns.csv", "3", "Mosul"),
    ]  # fmt: skip
    rows[0]["date"], rows[1]["cell 7"] = "2020-01-04", ""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    bring(data, file)
    expect(data.locator(".ia-plate").filter(has_text="4 rows read = 4 accepted + 0 rejected")).to_be_visible()
    expect(data.get_by_role("button", name="Open in the atlas")).to_have_count(1)
    assert "Rows corrected by hand" in account(data, "towns")
    expect(data.get_by_role("button", name="Rejected rows (CSV)")).to_have_count(0)
    data.get_by_role("button", name="Open in the atlas").click()
    ready(data)
    shows(data, 4)


FAULTY = {
    "empty": (b"", "empty.csv: is empty. Fetch the file again from where it came."),
    "cut": (
        (FIXTURES / "book.xlsx").read_bytes()[:900],
        "cut.xlsx: ",
    ),
    "no incidents": (b"name,colour\nA,red\nB,blue\n", "holds no column that could be read as dates"),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_what_cannot_be_imported_is_said_in_a_sentence(data: Page, tmp_path: Path, kind: str) -> None:
    content, sentence = FAULTY[kind]
    file = tmp_path / ("cut.xlsx" if kind == "cut" else f"{kind.replace(' ', '-')}.csv")
    file.write_bytes(content)
    bring(data, file)
    expect(data.get_by_text("This could not be imported.")).to_be_visible()
    expect(data.locator(".st-key-sheet")).to_contain_text(sentence)
    expect(data.locator(".st-key-sheet")).not_to_contain_text("Traceback")
    expect(data.get_by_role("button", name="Open in the atlas")).to_have_count(0)


def test_a_row_cut_in_the_middle_is_set_aside(data: Page, tmp_path: Path) -> None:
    towns = tmp_path / "towns.csv"
    towns.write_text("id,date,place\n1,2020-01-03,Baghdad\n2,2020-01-04,Basra\n3,2020-01")
    bring(data, towns)
    assert "3 rows read = 2 accepted + 1 rejected" in account(data, "towns")
    assert "The last row is cut off" in account(data, "towns")


def test_two_datasets_brought_one_by_one_are_compared_and_joined(data: Page, tmp_path: Path) -> None:
    head = "id,date,title,actor,lat,lon,country\n"
    for name, row in (
        ("one", "1,2020-01-03,Rocket attack on a base,Harbour Brigade,33.30,44.40,Iraq\n"),
        ("two", "9,2020-01-04,Rockets hit base,Harbour Brigade,33.31,44.41,Iraq\n"),
    ):
        (tmp_path / f"{name}.csv").write_text(head + row)
        bring(data, tmp_path / f"{name}.csv")
        account(data, name)
    data.get_by_text("Possible duplicates").first.click()
    data.get_by_text("Look for them").first.click()
    expect(data.get_by_text("0 pairs may be one incident each.")).to_be_visible()
    settled(data)
    choose(data, "Compare with", "one")
    expect(data.get_by_text("1 pair of incidents here and in one may be one incident each.")).to_be_visible()
    side = data.locator(".ia-plate").filter(has_text="Rocket attack on a base").filter(has_text="Rockets hit base")
    expect(side.first).to_be_visible()
    data.get_by_role("button", name="Put both on one map").click()
    expect(data.locator(".ia-plate").filter(has_text="2 rows read = 2 accepted + 0 rejected")).to_be_visible()
    data.get_by_role("button", name="Join: it is one incident").click()
    expect(data.get_by_role("button", name="Part them again")).to_be_visible()
    data.get_by_role("button", name="Open in the atlas").first.click()
    ready(data)
    shows(data, 1)


def test_the_ground_sets_off_the_country_of_the_dataset(data: Page, tmp_path: Path) -> None:
    towns = tmp_path / "turkey.csv"
    towns.write_text("id,date,place,country,lat,lon\n1,2020-01-03,Ankara,Turkey,39.93,32.85\n")
    bring(data, towns)
    account(data, "turkey")
    data.get_by_role("button", name="Open in the atlas").click()
    ready(data)
    shows(data, 1)
    asked = "performance.getEntriesByType('resource').some((one) => one.name.endsWith('.json?focus=TR'))"
    data.wait_for_function(asked)
    data.get_by_role("link", name="Present", exact=True).click()
    expect(data.get_by_text("Show Türkiye only")).to_be_visible()
