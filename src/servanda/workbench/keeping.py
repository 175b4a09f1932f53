"""Results that are kept while what they rest on stays the same, worked out once by one thread."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 40  # results kept at a time


class _Slot:
    """The place of one result; whoever comes first makes it, others wait for that one alone."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: list[Any] = []


class Keeper:
    """Keeps results by key for one stamp; another stamp drops them all."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: Hashable = None
        self._slots: dict[Hashable, _Slot] = {}

    def kept(self, stamp: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave for a key and stamp; a failure is not kept."""
        with self._lock:
            if stamp != self._stamp:
                self._slots = {}
                self._stamp = stamp
            slot = self._slots.pop(key, None) or _Slot()
            self._slots[key] = slot  # the last used stand last, the first is the one to go
            if len(self._slots) > MOST:
                del self._slots[next(iter(self._slots))]
        with slot.lock:
            if not slot.made:
                slot.made.append(make())
            found: T = slot.made[0]
            return found
