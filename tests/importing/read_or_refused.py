"""Opens any file as the import does: its account balances, or it is refused in words; nothing is left beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from geo.errors import AtlasError
from geo.importing import import_files, open_working_copy
from geo.model.dataset import Dataset
from tests.importing.conftest import TODAY


def opened(content: bytes, name: str) -> tuple[Dataset, int]:
    """What is in a file: the dataset, and the rows read. Raises AtlasError where the file is refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        out = Path(folder) / "out.parquet"
        try:
            found = import_files([path], out, today=TODAY)
        except AtlasError as error:
            _check_words(error)
            assert not out.exists()
            raise
        finally:
            assert {one.name for one in Path(folder).iterdir()} <= {name, "out.parquet"}, "nothing lies beside it"
        account = found.account
        assert account.read == account.accepted + account.set_aside
        assert account.accepted == account.placed + account.not_placed
        assert account.set_aside == sum(account.reasons.values()) == len(found.rejects)
        dataset = open_working_copy(out)
        assert len(dict(dataset.records)) == account.incidents
        return dataset, account.read


def _check_words(error: AtlasError) -> None:
    """Each fault is a sentence that was foreseen, and doesn't tell where the server keeps files."""
    assert error.faults
    assert all(fault.sentence().endswith(".") for fault in error.faults)
    for word in ("/tmp", "object has no attribute", "can't be taken in"):  # noqa: S108
        assert word not in str(error)
