"""The base of every controlled vocabulary: a word for files, a label for people, a definition."""

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of words: the value for files, ``label`` for the screen, ``definition`` to explain."""

    label: str
    definition: str

    def __new__(cls, value: str, label: str, definition: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.definition = definition
        return member

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """The allowed words, in the order of the codebook."""
        return tuple(member.value for member in cls)
