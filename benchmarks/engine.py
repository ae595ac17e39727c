"""``python -m benchmarks.engine make 1000000 /tmp/1m.duckdb``: a file of made-up incidents for the engine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.made_up import make as make_up
from geo.engine.address import read_address
from geo.engine.loading.publish import about_of, publish
from geo.engine.loading.stage import Stage

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Benchmarks of the engine."""


@app.command()
def make(
    size: int,
    into: Annotated[str, typer.Argument(help="A path ending in .duckdb, or the address of a database.")],
    documents: bool = True,
) -> None:
    """Make up incidents and store them."""
    address = read_address(into if "://" in into or into.startswith("spark") else f"duckdb://{Path(into).resolve()}")
    began = time.perf_counter()
    with Stage(Path("/tmp") if Path("/tmp").is_dir() else None, memory="4GB") as stage:  # noqa: S108
        head = make_up(stage, size, documents=documents)
        typer.echo(f"made in {time.perf_counter() - began:.0f} s")
        stage.finish()
        typer.echo(f"sorted after {time.perf_counter() - began:.0f} s")
        publish(stage, about_of(stage, head), address, head.dataset.id, lambda told: typer.echo(f"  {told}"))
    typer.echo(f"stored after {time.perf_counter() - began:.0f} s: {address.shown}")


if __name__ == "__main__":
    app()
