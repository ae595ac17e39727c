"""A picture, slide, page or film of ``render`` as a file, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import typer

from geo.disk.whole_files import write_whole
from geo.errors import AtlasError
from geo.export.before_after_files import PAIR_FORMATS, pair_bytes
from geo.export.export_request import ExportRequest
from geo.export.formats import Format
from geo.export.redistribution import redistribution_refusal
from geo.filter.view import View
from geo.scene.build_scene import unseen_words


def write_picture(kind: Format, order: ExportRequest, after: View | None, output: Path) -> None:
    """Write a view in a format, beside the one ``after`` where it is given, and say so. Raises AtlasError and BadParameter
    where that can't be done."""
    missing = kind.missing()
    if missing:
        raise typer.BadParameter(missing)
    kept = redistribution_refusal(order.dataset) if kind.of_rows else None
    if kept:
        raise typer.BadParameter(f"{kind.title}: it would hold the rows themselves. {kept}")
    try:
        content = _film(kind, order) if kind.slow and after is None else _still(kind, order, after)
    except (AtlasError, typer.BadParameter):
        raise
    except Exception as error:
        kept = " ".join(str(error).split())[:200]
        raise typer.BadParameter(
            f"the {kind.noun} can't be made ({kept or type(error).__name__}); try another format."
        ) from None
    write_whole(output, content)
    typer.echo(f"{output}: {len(content):,} bytes")
    unseen = unseen_words(order.scene)
    if unseen:
        typer.echo(unseen, err=True)


def _still(kind: Format, order: ExportRequest, after: View | None) -> bytes:
    if after is None:
        return kind.write(order)
    if kind.name not in PAIR_FORMATS:
        raise typer.BadParameter(
            f"before and after can't be written as {kind.title}; allowed: {', '.join(PAIR_FORMATS)}."
        )
    return pair_bytes(kind.name, order.dataset, order.view, after, order.picture)


def _film(kind: Format, order: ExportRequest) -> bytes:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(kind.title, total=1.0)
        return kind.write(replace(order, progress=lambda share: bar.update(task, completed=share)))
