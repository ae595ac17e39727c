"""What can be wrong with a file, told so that a person can put it right."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in one file: where it is, what is wrong, what is allowed and what to do about it."""

    file: str
    """Name of the file, without its folders."""
    feature: str | None
    """Id of the feature, actor or source; ``None`` for the file as a whole or where the id is unusable."""
    row: int | None
    """Place of the feature, actor or source in its file, counted from 1."""
    field: str
    """Path of the field, such as ``claims[2].stance`` (list places counted from 1); empty for the whole."""
    value: str | None
    """The value found, as JSON and shortened; ``None`` where nothing is there."""
    problem: str
    """What is wrong, without a full stop."""
    allowed: str
    """What is allowed; empty where the remedy says it all."""
    remedy: str
    """What to do, as a full sentence."""

    def where(self) -> str:
        """The place in words: ``incidents.geojson, feature 3 (2019-12-27-kirkuk-rockets), kind``."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"entry {self.row}" + (f" ({self.feature})" if self.feature else ""))
        elif self.feature:
            parts.append(self.feature)
        if self.field:
            parts.append(self.field)
        return ", ".join(parts)

    def sentence(self) -> str:
        """The whole fault in words, one line."""
        value = "" if self.value is None else f" {self.value}"
        allowed = f" Allowed: {self.allowed}." if self.allowed else ""
        return f"{self.where()}:{value} {self.problem}.{allowed} {self.remedy}".replace(":  ", ": ")

    def to_dict(self) -> dict[str, str | int | None]:
        """The fault for machines, with the sentence beside its parts."""
        return asdict(self) | {"sentence": self.sentence()}


class AtlasError(Exception):
    """Bad input; ``faults`` holds all that was found, the message is their sentences."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(fault.sentence() for fault in self.faults))


class UnreadableFile(AtlasError):  # noqa: N818 - says what the file is, not that it is an error
    """A file that can't be read at all; it carries exactly one fault, and ``str()`` is its sentence."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__([Fault(file, None, None, "", None, problem, "", remedy)])
