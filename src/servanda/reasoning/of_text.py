"""What follows from a text alone: worked out once, and kept where there is a place.

The id of a document stands for its text, so that no decision and no other document makes any of it
stale.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol, TypeVar

import msgspec

T = TypeVar("T")


class Store(Protocol):
    """What outlives a process: bodies of one sort by the thing that they are of."""

    def every(self, sort: str) -> dict[str, bytes]:
        """Return all bodies of a sort by the names of their things."""

    def keep(self, sort: str, name: str, stamp: bytes, key: str, body: bytes) -> None:
        """Keep a body."""


class OfText:
    """What was made of texts, by sort and name, safe to share by threads and cases."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._made: dict[tuple[str, str], Any] = {}
        self._bodies: dict[str, dict[str, bytes]] = {}
        self._followed: dict[str, Any] = {}

    def of(self, sort: str, name: str, form: Any, make: Callable[[], T]) -> T:
        """Return what `make` gives for the text that a name stands for; `form` is its type."""
        key = (sort, name)
        if key not in self._made:
            self._made[key] = self._kept(sort, name, form, make)
        found: T = self._made[key]
        return found

    def followed(self, what: str, make: Callable[[T | None], T]) -> T:
        """Return what `make` gives for what it gave the last time, which it must not change."""
        found = self._followed[what] = make(self._followed.get(what))
        return found

    def _kept(self, sort: str, name: str, form: Any, make: Callable[[], T]) -> T:
        if self._store is None:
            return make()
        if sort not in self._bodies:
            self._bodies[sort] = self._store.every(sort)
        try:
            found: T = _decoder(form).decode(self._bodies[sort].pop(name, b""))
        except msgspec.DecodeError:  # it is not there, or damaged
            found = make()
            self._store.keep(sort, name, b"", "", msgspec.msgpack.encode(found))
        return found


@lru_cache(maxsize=8)
def _decoder(form: Any) -> Any:
    return msgspec.msgpack.Decoder(form)
