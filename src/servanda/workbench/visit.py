"""One visit: a request that came in, the ledger opened for it, and what a page hands back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from starlette.datastructures import UploadFile

from servanda.ledger import Ledger
from servanda.model.errors import ServandaError
from servanda.workbench.desk import Desk
from servanda.workbench.options import PAGE
from servanda.workbench.state import State

Form = Mapping[str, Sequence[str | UploadFile]]
Rows = Callable[[], Iterable[Mapping[str, Any]]]


class Visit(Struct, frozen=True):
    """What a page's function works on; `form` is empty unless something is sent."""

    desk: Desk
    ledger: Ledger
    state: State
    path: str
    item: str = ""
    who: str = ""
    form: Form = {}
    patient: bool = True  # whether all is waited for; a page in a browser shows what is there

    def field(self, name: str) -> str:
        """Return a text field of the form, or nothing."""
        found = self.form.get(name, ())
        return found[-1].strip() if found and isinstance(found[-1], str) else ""


class Page(Struct, frozen=True):
    """What a page shows: a template, its data, and the table of the CSV twin where it is one.

    `data` is what the JSON twin holds; everything in it is a struct or a plain JSON type. `rows`
    makes the table's rows when they are asked for: all pages of a list, not one.
    """

    template: str
    title: str
    data: dict[str, Any]
    columns: tuple[str, ...] = ()
    rows: Rows = tuple
    status: int = 200


class Go(Struct, frozen=True):
    """Where a browser is sent after a change; `data` is what a JSON client gets instead."""

    to: str
    who: str = ""
    data: dict[str, Any] = {}


class Missing(ServandaError):  # noqa: N818
    """There is no such page."""


class Slice(Struct, frozen=True):
    """One page of a long list: which one, how many there are, how many items in all."""

    page: int
    pages: int
    total: int
    first: int
    last: int

    def of(self, items: Sequence[Any]) -> Sequence[Any]:
        """Return the items of this page."""
        return items[max(self.first - 1, 0) : self.last]


def sliced(total: int, page: int, size: int = PAGE) -> Slice:
    """Return the slice of a list for a page number; one beyond the end is the last page."""
    pages = max(1, -(-total // size))
    page = min(page, pages)
    first = (page - 1) * size + 1 if total else 0
    return Slice(page, pages, total, first, min(page * size, total))
