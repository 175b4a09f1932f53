"""The registry of instruments: who agreed what with whom, on which terms, and what came after.

``load_registry()`` reads ``data/registry/*.json`` once; nothing is read at import.

>>> registry = load_registry()
>>> registry.get("instrument:trilateral-statement-2020").children[0].terms.renewal
'P5Y'
>>> [row.id for row in registry.by_name("Good Friday Agreement")]
['instrument:good-friday-agreement-1998']
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from servanda.lexicon.registry_checks import problems_of
from servanda.lexicon.registry_log import status_log
from servanda.lexicon.registry_names import derived, normal
from servanda.lexicon.registry_rows import (
    Act,
    Child,
    Commitment,
    DisputeFile,
    Entry,
    Instrument,
    Link,
    Provision,
    Quantity,
    Terms,
)
from servanda.model.errors import LexiconError

__all__ = [
    "Act",
    "Child",
    "Commitment",
    "Entry",
    "Instrument",
    "Link",
    "Provision",
    "Quantity",
    "Registry",
    "Terms",
    "load_registry",
    "status_log",
]


_Index = dict[str, tuple[Instrument, ...]]


def _index(named: Iterable[tuple[str, Instrument]]) -> _Index:
    """Rows by the normal form of their names, each row once a name, in the order given."""
    rows: dict[str, dict[str, Instrument]] = {}
    for name, row in named:
        rows.setdefault(normal(name), {})[row.id] = row
    return {name: tuple(found.values()) for name, found in rows.items()}


class Registry:
    """All instruments, by id and by every way of naming them; unchanged once it is made."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.instruments: tuple[Instrument, ...] = tuple(instruments)

    @cached_property
    def _by_id(self) -> dict[str, Instrument]:
        return {row.id: row for row in self.instruments}

    @cached_property
    def _named(self) -> _Index:
        return _index((name, row) for row in self.instruments for name in (row.title, *row.names))

    @cached_property
    def _derived(self) -> _Index:
        return _index((name, row) for row in self.instruments for name in derived(row))

    def get(self, instrument_id: str) -> Instrument | None:
        """The instrument of this id; for a child's id its parent; None where there is none."""
        return self._by_id.get(instrument_id.partition("#")[0])

    def by_name(self, surface: str) -> list[Instrument]:
        """Every instrument that may be named so, in the registry's order; case does not count.

        Titles and names come first. Only a surface that nobody bears as a name is looked up among
        the forms made of kind and date ("statement of 10 November 2020", "November 10 statement")
        and of kind and place ("Sochi statement"); one surface may mean several instruments.
        """
        key = normal(surface)
        return list(self._named.get(key) or self._derived.get(key, ()))

    def problems(self) -> list[str]:
        """What is inconsistent in the rows, one sentence each; [] when all is sound."""
        return problems_of(self.instruments)

    def log(self, day: str | None = None) -> dict[str, Any]:
        """The status log of the whole registry; see `status_log`."""
        return status_log(self.instruments, day)


@lru_cache(maxsize=1)
def load_registry() -> Registry:
    """The registry shipped with the package, read once.

    Raises LexiconError naming the file that does not have the shape of `registry_rows`.
    """
    folder = files("servanda.lexicon").joinpath("data", "registry")
    decoder = msgspec.json.Decoder(DisputeFile)
    rows: list[Instrument] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".json"):
            rows.extend(decode(decoder, entry.name, entry.read_bytes()).instruments)
    return Registry(rows)


def decode(decoder: msgspec.json.Decoder[DisputeFile], name: str, raw: bytes) -> DisputeFile:
    """One file of the registry from its bytes; LexiconError names the file and the field."""
    try:
        return decoder.decode(raw)
    except msgspec.DecodeError as error:
        raise LexiconError(
            str(error),
            place=f"registry/{name}",
            remedy="give the row the fields of servanda.lexicon.registry_rows",
        ) from error
