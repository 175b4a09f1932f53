"""The state of a page is its address: filters, day, perspective, page. All addresses are made here.

One Struct reads a query string and writes it again, so that a link keeps what was chosen.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args
from urllib.parse import quote, urlencode

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import QueryParams

from servanda.ledger import Filter
from servanda.ledger.index import PENDING
from servanda.ledger.judging import VERDICTS
from servanda.model import KINDS
from servanda.model.errors import ServandaError
from servanda.model.terms import Genre

EVERYWHERE = ("as_of", "seen_by", "accepted")  # what a link to another page carries along
ORIGINS = ("documents", "registry")  # where an entry of the timeline comes from
LONGEST = 500  # characters of a query


class State(Struct, frozen=True):
    """What the address of a page asks for; a field that is not there has its default."""

    as_of: date | None = None
    seen_by: tuple[str, ...] = ()
    accepted: bool = False
    kind: tuple[str, ...] = ()
    document: str = ""
    verdict: str = ""
    genre: str = ""
    origin: str = ""
    publisher: str = ""
    year: str = ""
    since: date | None = None
    until: date | None = None
    undated: bool = False
    query: str = ""
    id: str = ""
    page: int = 1

    @property
    def filter(self) -> Filter:
        """Return the filter of record lists."""
        return Filter(self.kind, self.document, self.verdict)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the state as pairs of a query string, defaults left out."""
        out: list[tuple[str, str]] = []
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if value == State.__struct_defaults__[self.__struct_fields__.index(name)]:
                continue
            if isinstance(value, tuple):
                out += [(name, v) for v in value]
            else:
                out.append((name, "1" if value is True else str(value)))
        return out

    def only(self, names: Iterable[str]) -> "State":
        """Return a state that has these fields of this one and else the defaults."""
        return State(**{n: getattr(self, n) for n in names})

    def toggled(self, name: str, value: str) -> "State":
        """Return the state with one more value of a list, or one less where it was there."""
        old = getattr(self, name)
        new = tuple(v for v in old if v != value) if value in old else (*old, value)
        return replace(self, **{name: new}, page=1)


def read_state(params: QueryParams) -> State:
    """Read a query string; raises ServandaError that names the field and how it is written."""
    return State(
        as_of=_day(params, "as_of"),
        seen_by=tuple(s for s in params.getlist("seen_by") if s.strip())[:8],
        accepted=params.get("accepted", "") not in ("", "0"),
        kind=tuple(_one_of("kind", k, KINDS) for k in params.getlist("kind") if k),
        document=params.get("document", ""),
        verdict=_one_of("verdict", params.get("verdict", ""), ("", PENDING, *VERDICTS)),
        genre=_one_of("genre", params.get("genre", ""), ("", *get_args(Genre))),
        origin=_one_of("origin", params.get("origin", ""), ("", *ORIGINS)),
        publisher=params.get("publisher", "")[:LONGEST],
        year=params.get("year", "")[:9],
        since=_day(params, "since"),
        until=_day(params, "until"),
        undated=params.get("undated", "") not in ("", "0"),
        query=" ".join((params.get("query") or params.get("q") or "").split())[:LONGEST],
        id=params.get("id", ""),
        page=_page(params.get("page", "1")),
    )


def address(path: str, state: State = State(), fragment: str = "", **changes: Any) -> str:  # noqa: B008
    """Return the address of a page: its path and the state with changes."""
    query = urlencode(replace(state, **changes).pairs())
    return (
        quote(path, safe="/:#~._-")
        + (f"?{query}" if query else "")
        + (f"#{quote(fragment)}" if fragment else "")
    )


def item_path(kind: str, id_: str, suffix: str = "") -> str:
    """Return the path of a record or document page."""
    return f"/{kind}/{quote(id_, safe=':')}{suffix}"


def _day(params: QueryParams, name: str) -> date | None:
    text = params.get(name, "")
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise ServandaError(
            f"no day: {text[:40]!r}", place=name, remedy="write 2023-09-13"
        ) from None


def _one_of(name: str, value: str, choices: Iterable[str]) -> str:
    if value not in choices:
        known = ", ".join(c for c in choices if c)
        raise ServandaError(f"unknown: {value[:40]!r}", place=name, remedy=f"one of {known}")
    return value


def _page(text: str) -> int:
    return max(int(text[:9]), 1) if text.isascii() and text.isdigit() else 1
