"""A mark of all that findings follow by, so that what was kept under other rules is not used."""

import hashlib
from functools import lru_cache
from importlib import resources

from servanda.vectors import installed
from servanda.version import VERSION

READ = (".py", ".tsv", ".txt", ".json", ".jsonl")


@lru_cache(maxsize=8)
def mark_of(*rooms: str) -> str:
    """Return a mark of the files of some rooms, e.g. `servanda.reasoning`, code and data."""
    found = hashlib.sha256()
    left = [resources.files(room) for room in rooms]
    while left:
        for entry in sorted(left.pop().iterdir(), key=lambda e: e.name):
            if entry.is_dir():
                left.append(entry)
            elif entry.name.endswith(READ):
                found.update(entry.name.encode() + entry.read_bytes())
    with_vectors = "+vectors" if installed() else ""  # likeness orders what is shown
    return f"{VERSION}{with_vectors} {found.hexdigest()[:16]}"
