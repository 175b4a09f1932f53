"""What a stretch of text names, before anything is decided by context."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["entity", "title", "group", "organ", "person", "instrument"]


@dataclass(frozen=True)
class Named:
    """A naming at `start` to `end`: the ids that it may stand for, likeliest first.

    `how` is the kind of name (name, acronym, capital, adjective, surname, title, short form ...).
    """

    start: int
    end: int
    sort: Sort
    ids: tuple[str, ...] = ()
    how: str = "name"
    confidence: float = 0.9
