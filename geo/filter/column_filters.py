"""Columns of a dataset's file as filters: which there are, which can be chosen, and the dataset that knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.model.file_columns import MOST_COLUMNS, MOST_VALUES, ColumnAbout, column_about, file_column
from geo.model.kept_by_dataset import kept_by_dataset, last_kept
from geo.number_words import listed

_TOLD = 12
"""Columns that a sentence names."""


def offered_columns(dataset: Dataset) -> tuple[ColumnAbout, ...]:
    """The columns of the rows that the incidents were read from, in the order of the file; none where there was no
    table. Looked through once a dataset."""
    return _columns_of(_plain(dataset))


@kept_by_dataset
def _columns_of(plain: Dataset) -> tuple[ColumnAbout, ...]:
    rows, ids = plain.source_rows, plain.incidents.index
    every = rows.counted(ids) or (column_about(name, cells) for name, cells in rows.distinct(ids))
    return tuple(about for about in every if about.values)


def with_columns(dataset: Dataset, names: Sequence[str]) -> Dataset:
    """The dataset with the chosen columns (``Filter.columns``) as facets: the same object for the same arguments. A
    column that it lacks, or that has too many values, leaves its facet unused (``column_problems`` says so)."""
    if dataset.column_names == tuple(names):
        return dataset
    plain = _plain(dataset)
    return _with_columns(plain, tuple(names)) if names else plain


def _plain(dataset: Dataset) -> Dataset:
    return (dataset.plain or _without_columns(dataset)) if dataset.column_names else dataset


@last_kept(8)
def _without_columns(dataset: Dataset) -> Dataset:
    return replace(dataset, file_columns=(), column_names=(), plain=None)


@last_kept(8)
def _with_columns(plain: Dataset, names: tuple[str, ...]) -> Dataset:
    usable = {about.name for about in offered_columns(plain) if about.usable}
    incidents = [str(incident) for incident in plain.incidents.index]
    chosen = tuple(
        file_column(name, incidents, plain.source_rows.cells(incidents, name)) if name in usable else None
        for name in names
    )
    return replace(plain, file_columns=chosen, column_names=names, plain=plain)


def column_problems(filter: Filter, dataset: Dataset) -> list[str]:
    """Why a chosen column can't be one of the dataset's facets, one sentence each."""
    found = {about.name: about for about in offered_columns(dataset)} if filter.columns else {}
    return [sentence for name in filter.columns if name and (sentence := _problem(name, found))]


def with_usable_columns(filter: Filter, dataset: Dataset) -> Filter:
    """The filter without the columns that ``column_problems`` names, nor what was chosen of them."""
    usable = {about.name for about in offered_columns(dataset) if about.usable} if filter.columns else set()
    names = tuple(name if name in usable else "" for name in filter.columns)
    names += ("",) * (MOST_COLUMNS - len(names))
    lost = {f"column{slot}": () for slot, name in enumerate(names, 1) if not name}
    return filter.model_copy(update={"columns": trimmed_names(names), **lost})


def trimmed_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns without the empty ones at the end."""
    while names and not names[-1]:
        names = names[:-1]
    return tuple(names)


def _problem(name: str, found: dict[str, ColumnAbout]) -> str | None:
    if not found:
        return f"There is no column “{name}” to filter by: the incidents of this dataset were not read from a table."
    if name not in found:
        return f"The rows of this dataset have no column “{name}”; they have {listed(list(found), _TOLD)}."
    if not found[name].usable:
        return (
            f"The column “{name}” has {found[name].counted} different values; a filter takes a column of up to "
            f"{MOST_VALUES}, or one of numbers. The search finds its words."
        )
    return None
