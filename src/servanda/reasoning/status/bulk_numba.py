"""Compiling of the kernel for large logs with numba, which comes with the extra `bulk`.

Compiling takes a minute; what is compiled is kept in the user's cache folder, under a name made
of the kernel's sources, so that it is never older than they are.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from servanda.model.errors import NotAvailable

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba
except ImportError as error:  # pragma: no cover - the test environment has it
    raise NotAvailable(
        "status of large logs: numba is not installed",
        remedy='pip install "servanda[bulk]", or follow keys one by one with `intervals`',
    ) from error


def compiled(function: F) -> F:
    """Compile a function as part of the one that calls it."""
    made = numba.njit(function)
    if numba.config.DISABLE_JIT:  # as when a fault is looked for
        return function
    typed = made.get_call_template

    def plain(args: Any, kws: Any) -> Any:
        # Else it would be compiled anew for every constant that it is called with.
        return typed(tuple(map(numba.types.unliteral, args)), kws)

    made.get_call_template = plain
    return cast(F, made)


def kept(function: F) -> F:
    """Compile a function when it is first called, and keep it on disk."""
    if numba.config.DISABLE_JIT:
        return function
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(_folder())
    try:
        return cast(F, numba.njit(cache=True)(function))
    finally:
        numba.config.CACHE_DIR = before


def _folder() -> Path:
    """Return the folder for what is compiled from the sources as they are."""
    room = Path(__file__).parent
    sources = sorted(room.glob("bulk*.py"))
    sources += [room.parents[1] / "model" / name for name in ("dates.py", "period.py")]
    digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "servanda" / f"kernel-{digest}"
