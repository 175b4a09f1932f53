"""Work that takes longer than a page may: done beside, once, while the page says so."""

from collections.abc import Callable, Hashable
from threading import Event, Lock, Thread
from time import monotonic

MOST = 200  # finished pieces of work that are remembered
FRESH = 8  # of these, whose results are held until they are taken


class _Piece:
    """One piece of work: when it began, and whether it is done, well or not."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.done = Event()
        self.made: object = None  # what the work gave, until it is taken


class Workers:
    """Starts pieces of work by key; whoever asks again joins the one that runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pieces: dict[Hashable, _Piece] = {}

    def taken(self, key: Hashable) -> object:
        """Return what a piece of work that is done gave, once; None where there is nothing."""
        with self._lock:
            piece = self._pieces.get(key)
            if piece is None or not piece.done.is_set():
                return None
            made, piece.made = piece.made, None
            return made

    def waiting(self, key: Hashable, work: Callable[[], object], wait: float) -> float | None:
        """Return for how many seconds a piece of work has been going on, or None where it is done.

        It is waited for `wait` seconds. A failure counts as done: who asks then meets it.
        """
        with self._lock:
            piece = self._pieces.get(key)
            if piece is None:
                done = [k for k, p in self._pieces.items() if p.done.is_set()]
                for old in done[: max(0, len(self._pieces) - MOST)]:
                    del self._pieces[old]
                for old in done[:-FRESH]:  # what nobody came back for need not be held
                    if old in self._pieces:
                        self._pieces[old].made = None
                piece = self._pieces[key] = _Piece()
                Thread(target=_run, args=(piece, work), daemon=True).start()
        return None if piece.done.wait(wait) else monotonic() - piece.began


def _run(piece: _Piece, work: Callable[[], object]) -> None:
    try:
        piece.made = work()
    finally:
        piece.done.set()
