"""quantity of plain sentences: two numbers of one thing that is named alike."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_stems import names_in, words_of
from servanda.reasoning.clashes.pair import Place
from servanda.reasoning.clashes.plain_numbers import two_numbers
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import taken_back

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def find(case: "Case") -> Iterator[Finding]:
    """Yield two numbers of one thing named alike: "111 Indian enclaves", "102 Indian enclaves"."""
    groups: dict[frozenset[str], list[Figure]] = defaultdict(list)
    for page, (counted, told) in figures_by_document(case):
        id_ = page.document.id
        for line, numbers in counted if case.asked(id_) else ():
            yield from _in_one(case, page, line, numbers)
        for figure in told:
            groups[figure.number.row].append(figure)
    for found in groups.values():
        for one, other in combinations(found[: alike.COMMON], 2):
            ids = one.page.document.id, other.page.document.id
            two = case.asked(*ids) and one.number.apart(other.number) and one.line != other.line
            if (
                two
                and _one_figure(one, other)
                and case.clauses.kindred.of_one_passage(
                    ids[0], one.number.start, ids[1], other.number.start
                )
            ):
                yield two_numbers(case, *(
                    Place(f.page.document.id, f.number.start, f.number.end,
                          f.page.voice(f.number.start)) for f in (one, other)
                ))  # fmt: skip


def figures_by_document(case: "Case") -> Iterator[tuple[Page, "Figures"]]:
    """Yield the pages with the numbers of their sentences, each worked out once."""
    for id_, page in case.pages.items():
        yield page, case.once("figures", id_, partial(_figures, page))


Figures = tuple[list[tuple[Line, list[Number]]], list["Figure"]]


def _figures(page: Page) -> tuple[list[tuple[Line, list[Number]]], list["Figure"]]:
    """Return the numbers of a document by sentence, and those that may be met again elsewhere."""
    back = taken_back(page)
    counted, told = [], []
    for line in page.lines:
        if line in back or SUPPOSED.search(page.text, line.start, line.end):
            continue
        numbers = list(numbers_in(page.text, line.start, line.end))
        counted.append((line, numbers))
        words = page.text[line.start : line.end]
        for number in numbers:
            near = page.text[max(line.start, number.start - 30) : number.end + 25]
            exact = number.unit != "days" and not LOOSELY.search(near)
            if len(number.row) > 1 and exact:
                told.append(Figure(page, line, number, names_in(page, words), words_of(words)))
    return counted, told


SUPPOSED = re.compile(r"\b(?:if|would|could|might)\b|\?", re.IGNORECASE)
LOOSELY = re.compile(
    r"\b(?:another|other|further|more|first|remaining|additional|each|every|instead|not|per|"
    r"demand\w*|propos\w+|want\w*|draft\w*)\b", re.IGNORECASE,
)  # fmt: skip


def _in_one(case: "Case", page: Page, line: Line, numbers: list[Number]) -> Iterator[Finding]:
    """Yield two numbers of one sentence: a part above its whole, or "13 in the same year"."""
    for one, other in pairwise(numbers):
        if one.unit != other.unit or not one.unit or one.unit == "days":
            continue
        more = other.of_them and other.low > one.high
        after = page.text[other.end : min(other.end + 75, line.end)]
        again = not other.row - one.row and one.apart(other) and SAME_TIME.search(after)
        if more or again:
            spans = (line.start, one.end), (other.start - 12, other.end)
            yield two_numbers(case, *(
                Place(page.document.id, max(start, line.start), end, page.voice(end - 1))
                for start, end in spans
            ))  # fmt: skip


SAME_TIME = re.compile(r"\b(?:the|that) (?:very )?same (?:day|week|month|year|time|period)\b", re.I)


class Figure(Struct, frozen=True):
    """A number of a sentence, with the proper words of the sentence."""

    page: Page
    line: Line
    number: Number
    names: frozenset[str]
    words: frozenset[str]


def _one_figure(a: Figure, b: Figure) -> bool:
    """Say whether two figures are of one place and time."""
    if a.names and b.names and not a.names & b.names:
        return False
    if not a.names & b.names and a.page is not b.page and not (
        (a.words & b.words) - a.number.row - {a.number.unit}
    ):  # fmt: skip
        return False
    times = [f.page.times_in(f.line.start, f.line.end) for f in (a, b)]
    if any(t.granularity in ("day", "month", "year") for some in times for t in some):
        return bool(times[0] and times[1]) and any(
            x.earliest and y.latest and y.earliest and x.latest
            and x.earliest <= y.latest and y.earliest <= x.latest
            for x in times[0] for y in times[1]
        )  # fmt: skip
    return True
