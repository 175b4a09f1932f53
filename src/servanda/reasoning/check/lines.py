"""Lines: what a row of the registry tells in words, each with its days, numbers and names."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry_rows import Provision
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.provisions import actions

SENTENCE = re.compile(r"(?<=[.;])\s+")
CAPITAL = re.compile(r"\b[A-Z][\w’'-]*[\w](?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]*\w)*")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
DAY = re.compile(r"(?:\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
                 r"(?:\b(" + "|".join(MONTHS) + r")\s+)?"
                 r"\b(1[6-9]\d\d|20\d\d)\b")  # fmt: skip
MARK = re.compile(r"[;:.,](?=\s|$)")
BETWEEN = re.compile(r"Between ([^.]+)\.")
KINDS = ("state", "polity", "org", "group", "place", "person")
Days = tuple[date, date]


class Line(Struct, frozen=True):
    """One thing that a row tells: a provision, a sentence of a note, or an act with its note."""

    text: str
    locator: str
    source: str
    registry: str
    words: frozenset[str]
    names: frozenset[str]
    days: tuple[Days, ...]
    provision: Provision | None = None
    told: str = ""  # the text alone, as it is shown
    parts: tuple[frozenset[str], ...] = ()  # who is named in each part between marks
    sides: tuple[str, ...] = ()  # the names of parties that the lexicon does not know


def lines_of(case: Case, row: Row) -> tuple[Line, ...]:
    """Return what a row tells in words, unverified provisions and acts left out."""
    out: list[Line] = []
    out += [line_of(case, p, row.id) for p in row.provisions if p.verified != "unverified"]
    for note in (row.parties_note, row.terms_note):
        for text in SENTENCE.split(note):
            if len(text.split()) > 2:
                out.append(_line(case, text, text, "", row.source, row.id, None))
    for a in row.acts:
        if a.note and a.verified != "unverified":
            who = "" if a.actor == "all" else case.name(a.actor)
            told = f"{who} {a.act.replace('_', ' ')}: {a.note}".strip()
            out.append(_line(case, f"{told} {_in_words(a.date)}", told, "", a.source, a.id, None))
    sides = sides_of(row)
    return tuple(replace(line, sides=sides) for line in out) if sides else tuple(out)


def sides_of(row: Row) -> tuple[str, ...]:
    """Return the names by which a row's parties go that have no id: of "Between A and B" these."""
    told = BETWEEN.match(row.parties_note) if not row.parties else None
    names = [CAPITAL.findall(p) for p in told[1].split(" and ")] if told else []
    return tuple(dict.fromkeys(n[-1].split()[-1] for n in names if n))


def line_of(case: Case, provision: Provision, registry: str = "") -> Line:
    """Return what a provision tells, its commitments with it."""
    text = " ".join((provision.text, *actions(provision)))
    return _line(case, text, provision.text, provision.locator, provision.source, registry,
                 provision)  # fmt: skip


def _in_words(edtf: str) -> str:
    when = parse_date(edtf)
    if not when.earliest or not when.latest:
        return ""
    if when.earliest == when.latest:
        return f"{when.earliest.day} {MONTHS[when.earliest.month - 1]} {when.earliest.year}"
    return str(when.earliest.year)


def _line(
    case: Case, full: str, text: str, locator: str, source: str, registry: str,
    provision: Provision | None,
) -> Line:  # fmt: skip
    return Line(full, locator, source, registry, sense(full), names_in(case.entities, full),
                tuple(days_in(full)), provision, text,
                tuple(names_in(case.entities, p) for p in MARK.split(text)))  # fmt: skip


def days_in(text: str) -> Iterator[Days]:
    """Yield the days, months and years told in a text in figures, as first and last day."""
    for m in DAY.finditer(text):
        year, month = int(m[3]), MONTHS.index(m[2]) + 1 if m[2] else 0
        try:
            if month and m[1]:
                yield date(year, month, int(m[1])), date(year, month, int(m[1]))
            elif month:
                after = date(year + month // 12, month % 12 + 1, 1)
                yield date(year, month, 1), date.fromordinal(after.toordinal() - 1)
            else:
                yield date(year, 1, 1), date(year, 12, 31)
        except ValueError:
            continue


def names_in(entities: Entities, text: str) -> frozenset[str]:
    """Return the ids of the states, bodies and places that a text names."""
    out: set[str] = set()
    for m in CAPITAL.finditer(text):
        words = m[0].split()
        while words:
            for n in range(len(words), 0, -1):
                found = [c.id for c in entities.lookup(" ".join(words[:n]))
                         if c.id.partition(":")[0] in KINDS]  # fmt: skip
                if found:
                    out.add(found[0])
                    words = words[n:]
                    break
            else:
                words = words[1:]
    return frozenset(out)
