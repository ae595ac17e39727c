"""The limits of what people may bring, and the sentences where one is met."""

from __future__ import annotations

from geo.errors import UnreadableFile
from geo.importing.limits import MEBIBYTE
from geo.number_words import quantity
from geo.ui.datasets.upload_store import OwnUploads, held_bytes_in_all
from geo.ui.server.upload_limits import read_limits


def check_number(own: OwnUploads) -> None:
    """Raises UnreadableFile where a person has as many datasets as one may."""
    most = read_limits().person_datasets
    if len(own.uploads) >= most:
        problem = f"you have {quantity(len(own.uploads), 'dataset')} here, and {most:,} is the most for one person on this server"
        raise UnreadableFile("Your uploads", problem, "Delete one that you no longer need, and import again.")


def check_room(own: OwnUploads, name: str, more: int = 0) -> None:
    """Raises UnreadableFile where what a person holds, or all people together, is more than is allowed; ``more`` is what
    is to come (bytes), ``name`` what it is about."""
    limits = read_limits()
    mine = own.held_bytes + more
    if mine > limits.person * MEBIBYTE:
        problem = (
            f"your files, datasets and layers would take {_mebibytes(mine)} MiB on this server, and {limits.person:,} MiB is the "
            "most for one person"
        )
        remedy = "Delete a dataset that you no longer need and press “Remove the files now”; then try again."
        raise UnreadableFile(name, problem, remedy)
    everybody = held_bytes_in_all() + more
    if everybody > limits.server * MEBIBYTE:
        problem = (
            f"the uploads of all people would take {_mebibytes(everybody)} MiB on this server, and {limits.server:,} MiB is "
            "the most"
        )
        remedy = (
            "Delete what you no longer need, or try again later; if it stays so, tell whoever looks after this server."
        )
        raise UnreadableFile(name, problem, remedy)


def _mebibytes(size: int) -> str:
    return f"{size / MEBIBYTE:,.1f}"
