"""A query and its answer: what holds over all worlds, how sure, and because of what.

Status rules, sections 1 and 4.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from servanda.model.dates import parse_day
from servanda.model.errors import DateError, ServandaError
from servanda.reasoning.status.flags import Flag
from servanda.reasoning.status.log import RuleSet


class QueryFault(ServandaError, ValueError):  # noqa: N818
    """A query that is malformed or asks about what the log does not hold."""


class Query(msgspec.Struct, frozen=True):
    """A question: the status of a party under an instrument, on a day, in a perspective.

    `as_of` is an ordinal; `seen_by` is `record`, `party:ID` or `source:ID`.
    """

    instrument: str
    party: str
    as_of: int
    seen_by: str = "record"


class Answer(msgspec.Struct, frozen=True):
    """What the log says to a query; `raw` gives it the form of the status rules, section 6."""

    query: Query
    statuses: tuple[str, ...]
    flags: Mapping[str, Flag]
    acts: tuple[str, ...]
    rules: tuple[str, ...]
    rule_set: RuleSet

    @property
    def sure(self) -> bool:
        """Tell whether all worlds agree on the status."""
        return len(self.statuses) == 1

    def raw(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return {
            "instrument": self.query.instrument,
            "party": self.query.party,
            "as_of": date.fromordinal(self.query.as_of).isoformat(),
            "seen_by": self.query.seen_by,
            "statuses": list(self.statuses),
            "sure": self.sure,
            "flags": {name: _raw_flag(flag) for name, flag in sorted(self.flags.items())},
            "because": {"acts": list(self.acts), "rules": list(self.rules)},
            "rule_set": self.rule_set,
        }


def _raw_flag(flag: Flag) -> dict[str, Any]:
    """Return a flag as plain JSON values, its items in a fixed order."""
    items = [{key: _raw_value(key, value) for key, value in one} for one in flag.items]
    items.sort(key=lambda one: (one["acts"], [str(value) for value in one.values()]))
    return {"certainty": "sure" if flag.sure else "possible", "items": items}


def _raw_value(key: str, value: str | tuple[str, ...] | None) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if key == "day" and value is not None:
        return date.fromordinal(int(value)).isoformat()
    return value


def parse_query(raw: object) -> Query:
    """Read a decoded query; raises QueryFault for any other form."""
    if not isinstance(raw, Mapping):
        raise QueryFault("a query is a JSON object")
    instrument, party, seen_by = raw.get("instrument"), raw.get("party"), raw.get("seen_by")
    if not isinstance(instrument, str) or not isinstance(party, str):
        raise QueryFault("a query names an instrument and a party")
    if not isinstance(seen_by, str) or not _is_perspective(seen_by):
        raise QueryFault(f"seen_by is 'record', 'party:ID' or 'source:ID', not {seen_by!r}")
    try:
        as_of = parse_day(raw.get("as_of"))
    except DateError as error:
        raise QueryFault(f"as_of: {error}") from error
    return Query(instrument, party, as_of.toordinal(), seen_by)


def _is_perspective(text: str) -> bool:
    point, colon, name = text.partition(":")
    return text == "record" or (point in ("party", "source") and bool(colon and name))
