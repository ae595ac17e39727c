"""The page About this server, for its administrator: version, dataset, what is held, and what went wrong. Nothing of what
people look at or brought is on it."""

from __future__ import annotations

from collections.abc import Iterator

from geo.number_words import quantity
from geo.query import Source
from geo.ui.access.access_file import Role
from geo.ui.access.current_person import access, is_administrator, live_access
from geo.ui.components.prose import Block, heading, table, terms, text
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import widget
from geo.ui.datasets import catalog
from geo.ui.datasets.health_routes import health
from geo.ui.datasets.uploads import STORE
from geo.ui.server.blob_cache import BLOBS, MOST_BYTES
from geo.ui.server.recent_errors import MOST, RECENT
from geo.ui.state import session
from geo.ui.state.navigation import open_requested_page

_MEGABYTE = 1_000_000


def about_page(source: Source, current: session.Session) -> None:
    """Draw the page; to nobody but an administrator."""
    open_requested_page()
    with reference_page("About this server"):
        if not is_administrator():
            text_line("This page is for administrators.", "muted", "not_an_administrator")
            return
        widget("prose", "about_prose", {"blocks": [*_state(), *_people(), *_errors()]})


def _state() -> Iterator[Block]:
    from geo.ui.server import request_metrics as numbers

    found, memory = health(), numbers.resident_bytes()
    dataset = found.get("dataset")
    people, datasets, layers = STORE.held()
    held = f"{quantity(datasets, 'dataset')} and {quantity(layers, 'layer')} of {people:,} {'person' if people == 1 else 'people'}"
    yield text("Of this process alone: where several serve the atlas, each has numbers of its own.", "muted")
    yield terms(
        [
            ("Version", found["version"]),
            ("Ready", "yes" if found["ready"] else f"no: {found['reason']}"),
            ("Dataset", f"{dataset['title']}, version {dataset['version']}" if dataset else ""),
            ("Incidents", f"{dataset['incidents']:,}" if dataset else ""),
            ("Engine", found.get("engine", "")),
            ("Memory", "" if memory is None else _megabytes(memory)),
            ("Open pages", f"{numbers.open_pages():,}"),
            ("Uploads held", held),
            ("Kept answers", f"{BLOBS.count():,}; {_megabytes(BLOBS.size())} of {_megabytes(MOST_BYTES)} on disk"),
        ]
    )


def _people() -> Iterator[Block]:
    found = access()
    if found is None:
        return
    yield heading("Who may use it")
    if faults := live_access().faults:
        yield text("The file was changed, and cannot be followed as it is now. What it said before holds.")
        for sentence in faults:
            yield text(sentence)
    rows = []
    for role in reversed(Role):
        claimed = [f"{found.claim.name}: {value}" for value in found.claimed(role)] if found.claim else []
        rows.append((role.name.capitalize(), ", ".join([*found.named(role), *claimed]) or "nobody"))
    yield terms(rows)
    yield terms([("The dataset it opens with is for", ", ".join(found.dataset_for))])
    if found.datasets:
        yield heading("Other datasets")
        listed = [(one.file, ", ".join(one.people)) for one in found.datasets]
        yield table("Datasets that are listed", [("File", "50%"), ("For", "50%")], listed)
        for sentence in catalog.listed_faults():
            yield text(sentence)


def _errors() -> Iterator[Block]:
    yield heading("Last errors")
    if not RECENT:
        yield text("None since this process started.")
        return
    columns = [("When (UTC)", "25%"), ("Where", "40%"), ("What", "35%")]
    rows = [(f"{one.when:%Y-%m-%d %H:%M:%S}", one.part, one.kind) for one in reversed(RECENT)]
    yield table(f"The last {MOST} errors of the log", columns, rows)
    yield text("The server's log says more of each.", "muted")


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:,.0f} MB"
