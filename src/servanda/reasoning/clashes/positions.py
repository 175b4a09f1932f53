"""polarity and change: opposite stances of one holder on one issue, at one time or over time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from servanda.model import Finding, Position
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.issues import holder, issue_words, opposed, same_issue

SAME_TIME = timedelta(days=31)  # stances further apart in time are a turn, not a contradiction


def find(case: Case) -> Iterator[Finding]:
    """Yield pairs of opposite stances: `polarity` where times meet, `change` where they do not."""
    by_holder: dict[str, list[tuple[Position, frozenset[str]]]] = {}
    for record in case.evidence.records:
        if isinstance(record, Position) and _held(record):
            who = holder(case, record)
            if who:
                by_holder.setdefault(who, []).append((record, issue_words(case, record)))
    for who, held in by_holder.items():
        shown: set[tuple[str, ...]] = set()
        for (a, words_a), (b, words_b) in combinations(held, 2):
            if not (opposed(a, b) and same_issue(words_a, words_b)):
                continue
            if _mutual(a) != _mutual(b) and _of_another(who, words_a | words_b):
                continue
            pair = sorted(tellers(case, a, b))
            key = (*pair, *sorted((a.stance, b.stance)), str(_turned(case, a, b)))
            if key not in shown:
                shown.add(key)
                yield _finding(case, who, a, b)


MUTUAL = re.compile(r"\b(?:each other|one another|both|mutual\w*|reciprocal\w*)\b", re.IGNORECASE)


def _mutual(record: Position) -> bool:
    return record.issue is not None and MUTUAL.search(record.issue.text) is not None


def _of_another(who: str, words: frozenset[str]) -> bool:
    """Say whether an issue names somebody else: "each other's borders" are not those of a third."""
    return any(w.startswith(("state:", "polity:", "group:")) and w != who for w in words)


def _held(record: Position) -> bool:
    return record.modality == "actual" and record.issue is not None


def _finding(case: Case, who: str, a: Position, b: Position) -> Finding:
    turned = _turned(case, a, b)
    kind = "change" if turned else "polarity"
    return clash(
        case, kind, f"{kind}/opposite-stances", a, b,
        explanation=(
            f"{case.name(who)} {_says(a)} and {_says(b)} "
            f"{'the same issue at different times' if turned else 'the same issue'}: "
            f"“{a.issue.text if a.issue else ''}” / “{b.issue.text if b.issue else ''}”"
        ),
        dissolved_by=(
            "the two issues are not the same" if turned else
            "the stances were held at different times, or a reporter put words into a mouth"
        ),
    )  # fmt: skip


def _turned(case: Case, a: Position, b: Position) -> bool:
    return _apart(when(case, a), when(case, b))


def when(case: Case, position: Position) -> tuple[date | None, date | None]:
    """Return the first and last day on which a stance is held as told, else said."""
    if position.date is not None and position.date.earliest:
        return position.date.earliest, position.date.latest
    return case.evidence.said_on(position)


def _apart(x: tuple[date | None, date | None], y: tuple[date | None, date | None]) -> bool:
    if x[0] is None or x[1] is None or y[0] is None or y[1] is None:
        return False
    return x[1] + SAME_TIME < y[0] or y[1] + SAME_TIME < x[0]


def _says(p: Position) -> str:
    return f"does not {p.stance.rstrip('s')}" if p.polarity == "negated" else p.stance
