"""Compiling of the large-log kernel with numba, which comes with the extra `bulk`."""

from collections.abc import Callable
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
    """Compile a function when it is first called."""
    return cast(F, numba.njit(function))
