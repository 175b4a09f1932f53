"""What a row of the registry says of an agreement, field by field, as a question asks for it.

Some words ask for one field (`data/fields.tsv`): a depositary, the place, a mediator, what it
replaced. What is asked in other words is looked for in the row's provisions, its notes and the
notes of its acts: the words of the question that name neither the agreement nor a party must be
held, each by itself or by one of like meaning, and how near the two wordings are adds to it where
the extra `vectors` is installed.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from servanda.asking.answers import Sentence
from servanda.asking.facts import of_act, of_row
from servanda.asking.meanings import marks_of, meanings
from servanda.asking.says import listed
from servanda.asking.topics import without_own
from servanda.asking.understand import Asked
from servanda.asking.words import lemmas, table
from servanda.lexicon.registry import Instrument, Registry
from servanda.reasoning.case import Case
from servanda.reasoning.parties import state_of
from servanda.vectors import nearness

WORD = re.compile(r"\w[\w'’-]*\w|\w")
CLAUSE = re.compile(r"(?<=[.;])\s+")
LIKE = 0.9  # of a word's weight, where another word of like meaning stands
ALONE, TOGETHER = 0.85, 0.95  # share that must be held by itself; share and nearness added up
HALF = 0.3  # of the words, what must be held however near the wording is
BESIDE = 0.12  # how far behind the best a fact may be that is told beside it
MOST = 3
BROAD = frozenset({"row:L.say"})  # too many words to be of like meaning
# What a fact must hold to answer a question of a form.
COUNTED = ("how_many", "how_much", "how_long")


class Fact(Struct, frozen=True):
    """What a field says: a sentence, the words that are compared, and the ids that it cites."""

    text: str
    words: str
    cites: tuple[str, ...]
    source: str
    actor: str = ""


@lru_cache(maxsize=1)
def _asking() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    return tuple((row["field"], tuple(tuple(e.split("_")) for e in row["words"].split()))
                 for row in table("fields.tsv"))  # fmt: skip


def fields_of(question: str) -> frozenset[str]:
    """Return the fields of a row that the words of a question ask for."""
    words = [lemmas(m.group()) | {m.group().lower()} for m in WORD.finditer(question)]
    return frozenset(
        field for field, entries in _asking()
        if any(all(w in words[n + k] for k, w in enumerate(entry))
               for entry in entries for n in range(len(words) - len(entry) + 1))
    )  # fmt: skip


def field_answers(case: Case, asked: Asked, rows: list[Instrument]) -> Iterator[Sentence]:
    """Yield what the rows say in the fields that a question asks for by name."""
    if asked.intent in CLOSED or judged(asked):
        return
    for field in sorted(fields_of(asked.question)):
        for row in rows:
            yield from FIELDS[field](case, asked, row)


def _depositary(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    if row.depositary:
        yield of_row(row, f"{case.name(row.id)}: depositary {row.depositary}")


def _place(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    if row.place and SEATED & {asked.form, *asked.signs}:
        days = row.date.replace("/", " to ")
        yield of_row(row, f"{case.name(row.id)} was signed or adopted at {row.place}, {days}")


SEATED = frozenset({"where", "focus:WIDE_PLACE", "head:WIDE_PLACE"})


def _brokered(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    for note in _notes(row):
        if BROKERS.search(note):
            yield of_row(row, f"{case.name(row.id)}: {note}")


BROKERS = re.compile(r"\b(?:mediat|broker|facilitat|auspices|observer|witness|guarant|host)",
                     re.IGNORECASE)  # fmt: skip


def _links(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    """Yield what an agreement replaced, amends, carries out, and what does so to it."""
    for link in row.links:
        day = f" ({link.date.replace('/', ' to ')})" if link.date else ""
        yield Sentence(f"{case.name(row.id)} {SAYS[link.relation]} {case.name(link.to)}{day}",
                       registry=(row.id,), quotes=(link.source,))  # fmt: skip
    for other in case.registry.instruments:
        for link in other.links:
            if link.to == row.id:
                yield Sentence(f"{case.name(other.id)} {SAYS[link.relation]} {case.name(row.id)}",
                               registry=(other.id,), quotes=(link.source,))  # fmt: skip


SAYS = {"amends": "amends", "reaffirms": "reaffirms", "implements": "implements",
        "supersedes": "supersedes", "annexed to": "is annexed to",
        "part of": "is part of"}  # fmt: skip


def _nature(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    form = {"treaty": "a treaty", "political": "a political document",
            "ceasefire": "a ceasefire", "unknown": "of unsettled form"}[row.form]  # fmt: skip
    yield of_row(row, f"{case.name(row.id)} is in the registry as {form} ({row.kind})")
    for note in _notes(row):
        if re.search(r"\b(?:treaty or|political|binding|legal)", note):
            yield of_row(row, f"{case.name(row.id)}: {note}")


def _exit(case: Case, asked: Asked, row: Instrument) -> Iterator[Sentence]:
    """Yield whether and how a party may leave."""
    say = {"allowed": "its text lets a party leave", "silent": "its text is silent on leaving",
           "none": "its text excludes leaving"}[row.terms.exit]  # fmt: skip
    yield of_row(row, f"{case.name(row.id)}: {say}")
    yield from (of_row(row, f"{case.name(row.id)}: {note}") for note in _notes(row)
                if LEAVING.search(note))  # fmt: skip


LEAVING = re.compile(r"\b(?:leav|way out|notice|irrevocable|indefinite|denounc|withdraw|ended by)",
                     re.IGNORECASE)  # fmt: skip


def _notes(row: Instrument) -> list[str]:
    """Return the sentences of a row's notes."""
    text = [*CLAUSE.split(row.parties_note), *CLAUSE.split(row.terms_note)]
    return [t.strip().rstrip(";") for t in text if t.strip()]


FIELDS = {"depositary": _depositary, "place": _place, "broker": _brokered, "link": _links,
          "nature": _nature, "exit": _exit}  # fmt: skip


def signers(case: Case, row: Instrument) -> list[tuple[str, str]]:
    """Return who signed, each with the party that they acted for on the day, where it is known."""
    day = date.fromisoformat(row.date[:10]) if len(row.date) >= len("2020-11-09") else case.day
    return [(p, state_of(p, day, case.entities) or "") for p in row.signed_by]


def signed_by(case: Case, row: Instrument) -> str:
    """Return the signers in words, each with the party they acted for where it is known."""
    found = signers(case, row)
    return listed([case.name(p) + (f" for {case.name(s)}" if s else "") for p, s in found])


def rest_of(case: Case, asked: Asked, rows: list[Instrument]) -> Iterator[Sentence]:
    """Yield what the rows' provisions, notes and acts say of what is asked, the nearest first."""
    if not rows or asked.unknown or asked.locator or asked.intent in CLOSED or judged(asked):
        return
    actors = {a for a in asked.actors if a.startswith(("state:", "polity:", "group:"))}
    rows = [row for row in rows if actors <= {*row.parties, *(a.actor for a in row.acts)}]
    words = [(m, weight(case, m)) for _, m in meanings(without_own(asked))]
    if not words:
        return
    scored = []
    for fact in (f for row in rows for f in facts_of(case, row)):
        share = held(words, fact.words)
        if share < HALF or not _answers(asked, fact) or (fact.actor and fact.actor not in
                                                         (actors or {fact.actor})):  # fmt: skip
            continue
        alike = nearness(asked.question, [fact.words])
        scored.append((share, share + (alike[0] if alike else 0.0), fact))
    scored.sort(key=lambda x: (-x[1], x[2].text))
    best = [s for s in scored if s[0] >= ALONE or s[1] >= TOGETHER][:MOST]
    for _, score, fact in best:
        if score >= best[0][1] - BESIDE:
            yield Sentence(fact.text, registry=fact.cites, quotes=(fact.source,))


# Whose words or views, or what clashes or comes, no row of the registry tells.
CLOSED = frozenset({"said_about", "who_said", "position", "predicted", "clash", "unknown_gaps",
                    "why_broke", "who_first"})  # fmt: skip


def judged(asked: Asked) -> bool:
    """Say whether a question asks for a verdict or for advice, which no field gives."""
    return bool({"aux:should", "aux:shouldn't", "has:JUDGE"} & {*asked.signs})


def _answers(asked: Asked, fact: Fact) -> bool:
    """Say whether a fact has what the form of a question asks for: a number, a day, a party."""
    if asked.form in COUNTED:
        return bool(NUMBER.search(fact.text.partition(": ")[2]))
    if asked.form == "when":
        return bool(DAY.search(fact.text))
    return True


NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
                    r"fifteen|eighteen|twenty|thirty|forty|fifty|sixty|hundred)\b")  # fmt: skip
DAY = re.compile(r"\d{4}|\b(?:days?|months?|years?)\b")


def held(words: list[tuple[frozenset[str], float]], text: str) -> float:
    """Return the share of some weighed words that a text holds."""
    marks, full = marks_of(text) - BROAD, sum(w for _, w in words)
    itself, alike = list[float](), list[float]()
    for meant, w in words:
        stems = {m for m in meant if not m.startswith("row:")}
        if meant & marks:
            (itself if stems & marks else alike).append(w)
    if not itself and len(alike) < 2:
        return 0.0  # one word of like meaning is too little
    return (sum(itself) + LIKE * sum(alike)) / full if full else 0.0


def facts_of(case: Case, row: Instrument) -> tuple[Fact, ...]:
    """Return what a row says in its provisions, its notes and its acts up to the day."""
    name, day = case.name(row.id), case.day.isoformat()
    out = []
    for p in row.provisions:
        more = []
        for c in p.commitments:
            amount = f"{c.quantity.value:g} {c.quantity.unit}" if c.quantity else ""
            due = f"due {c.deadline}" if c.deadline else ""
            more += [x for x in (amount, due) if x]
        tail = f" ({', '.join(dict.fromkeys(more))})" if more else ""
        told = " ".join(c.action for c in p.commitments)
        out.append(Fact(f"{name}, {p.locator}, in our words: {p.text}{tail}",
                        f"{p.text} {told}{tail}", (f"{row.id}, {p.locator} ({p.verified})",),
                        p.source))  # fmt: skip
    for a in row.acts:
        if a.date[:10] <= day and a.note and not a.note.startswith("bound from"):
            s = of_act(case, row, a)
            kind = a.act.replace("_", " ")
            out.append(Fact(s.text, f"{kind} {case.name(a.actor) if a.actor != 'all' else ''} "
                                    f"{a.note}", s.registry, a.source,
                            "" if a.actor == "all" else a.actor))  # fmt: skip
    out += [Fact(f"{name}: {note}", note, (row.id,), row.source) for note in _notes(row)]
    return tuple(out)


def weight(case: Case, marks: frozenset[str]) -> float:
    """Return what a word weighs among all facts of the registry: the rarer, the more."""
    often, total = _often(case.registry)
    stems = [m for m in marks if not m.startswith("row:")] or [*marks]
    return math.log((total + 1) / (max((often[s] for s in stems), default=0) + 0.5))


@lru_cache(maxsize=2)
def _often(registry: Registry) -> tuple[Counter[str], int]:
    out: Counter[str] = Counter()
    total = 0
    for row in registry.instruments:
        for p in row.provisions:
            out.update(marks_of(p.text))
            total += 1
        for note in (*_notes(row), *(a.note for a in row.acts if a.note)):
            out.update(marks_of(note))
            total += 1
    return out, total
