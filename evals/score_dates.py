"""Own time expressions: how many of the invented lines are read right, and what is read in error.

Three files under tests/reading/data: `dates_dev.tsv` and `dates_held.tsv` (kind, day of publication
or "-", TIMEX3 type and value, EDTF or "-", text with the expression in [[ ]]) and `not_dates.txt`
(lines that give no date but what stands in [[ ]]). The held-out half is counted, never listed.

usage: python -m evals.score_dates [--wrong]
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.reading.dates import Match, Options, find

DATA = Path(__file__).resolve().parent.parent / "tests" / "reading" / "data"
MARKED = re.compile(r"\[\[(.*?)\]\]")
VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
DAY = date(2023, 9, 13)


@dataclass(frozen=True)
class Line:
    """A line with one marked expression and what it means."""

    kind: str
    published: date | None
    timex_type: str
    value: str
    edtf: str
    text: str
    span: tuple[int, int]


def positives(half: str) -> list[Line]:
    """Return the lines of a half, "dev" or "held"."""
    rows = (DATA / f"dates_{half}.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return [_line(row.split("\t")) for row in rows]


def _line(row: list[str]) -> Line:
    kind, published, timex_type, value, edtf, marked = row
    match = MARKED.search(marked)
    if match is None:
        raise ValueError(f"no [[ ]] in {marked!r}")
    text = marked.replace("[[", "").replace("]]", "")
    span = (match.start(), match.start() + len(match.group(1)))
    day = None if published == "-" else date.fromisoformat(published)
    return Line(kind, day, timex_type, value, "" if edtf == "-" else edtf, text, span)


def right(line: Line) -> bool:
    """Say whether the marked expression is found, its span, type, value and EDTF all right."""
    for m in find(line.text, line.published, Options(wide=True)):
        if (m.start, m.end) == line.span:
            return (m.timex_type, m.timex_value, m.edtf) == (
                line.timex_type, line.value, line.edtf
            )  # fmt: skip
    return False


def negatives() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield kind, text and the dates that are allowed, of each line that holds no other date."""
    kind = ""
    for row in (DATA / "not_dates.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("## "):
            kind = row[3:]
        elif row and not row.startswith("#"):
            text = row.replace("[[", "").replace("]]", "")
            yield kind, text, frozenset(MARKED.findall(row))


def read_in_error(text: str, allowed: frozenset[str]) -> list[Match]:
    """Return what is found besides the allowed, with and without a day and the wide rules.

    The wide rules mark vague words ("former") on purpose; those do not count.
    """
    plain = [m for day in (DAY, None) for m in find(text, day)]
    plain += find(text, DAY, Options(narrative=True))
    wide = [m for m in find(text, DAY, Options(wide=True)) if m.timex_value not in VAGUE]
    return [m for m in plain + wide if m.text not in allowed]


def measure() -> dict[str, float]:
    """Return the share of lines read right in each half, and of lines without false dates."""
    figures = {}
    for half in ("dev", "held"):
        lines = positives(half)
        figures[half] = sum(map(right, lines)) / len(lines)
    rows = list(negatives())
    figures["not_dates"] = sum(not read_in_error(t, a) for _, t, a in rows) / len(rows)
    return figures


def main() -> None:
    """Print the figures; with --wrong also the lines of the first half that are read wrong."""
    for name, figure in measure().items():
        print(f"{name:10} {figure:.3f}")
    if "--wrong" not in sys.argv:
        return
    for line in positives("dev"):
        if not right(line):
            got = [(m.text, m.timex_type, m.timex_value, m.edtf, m.rule)
                   for m in find(line.text, line.published, Options(wide=True))]  # fmt: skip
            print(
                f"[{line.kind}] {line.text}\n   {line.timex_type} {line.value} {line.edtf}: {got}"
            )
    for kind, text, allowed in negatives():
        bad = sorted({(m.text, m.timex_value, m.rule) for m in read_in_error(text, allowed)})
        if bad:
            print(f"[{kind}] {text}\n   {bad}")


if __name__ == "__main__":
    main()
