"""Positions over time: each holder's stances, one row an issue, the oldest first."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import pairwise

from servanda.dossier.pages import Held, Stance
from servanda.dossier.plain import clipped
from servanda.dossier.scribe import Scribe
from servanda.model import Position, Record
from servanda.model.date_words import span_words
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.positions import when
from servanda.reasoning.issues import Parted, holder, issue_words
from servanda.reasoning.wording import sentence_of

SIDES = {
    "recognises": "for", "supports": "for", "accepts": "for", "refuses": "against",
    "opposes": "against", "rejects": "against", "condemns": "against", "denies": "against",
    "blames": "against", "demands": "asks",
}  # fmt: skip
# Words that point to an issue and do not name it.
POINTING = frozenset(("it", "that", "this", "these", "those", "them", "what", "more", "so"))
# Who does not support is against; who does not oppose is not thereby for it.
TURNED = {"for": "against", "against": "else", "asks": "else", "else": "else"}
NEGATED = {"recognises": "does not recognise", "refuses": "does not refuse",
           "denies": "does not deny"}  # fmt: skip


class Row:
    """Stances of one holder on what seems one issue."""

    def __init__(self, holder: str, words: frozenset[str]) -> None:
        self.holder = holder
        self.words = words
        self.held: list[Position] = []


def positions(scribe: Scribe) -> list[Held]:
    """Return positions by holder and issue; holders with the most stances first."""
    return [held(scribe, r) for who, some in holders(scribe) for r in issues(scribe, who, some)]


def holders(scribe: Scribe) -> list[tuple[str, list[Position]]]:
    """Return who holds anything, with their stances as they are told; the most stances first."""
    case = scribe.case
    parties: dict[str, str | None] = {}
    for some in case.by_document("holders", partial(_parties, case)):
        parties.update(some)
    found: dict[str, list[Position]] = {}
    names: dict[str, str] = {}
    for record in case.shelves.of(Position):
        party = parties[record.id]
        if party and party not in names:
            names[party] = scribe.name(party)
        who = names[party] if party else scribe.ref(record.holder)
        found.setdefault(who, []).append(record)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def _parties(case: Case, records: Iterable[Record]) -> dict[str, str | None]:
    return {r.id: holder(case, r) for r in records if isinstance(r, Position)}


def issues(scribe: Scribe, who: str, stances: list[Position]) -> list[Row]:
    """Return the stances of a holder by what seems one issue, single ones last.

    They are worked out once for these stances as long as their documents have the same records.
    """
    case = scribe.case
    rest = tuple(stances), *(case.shelves.within(r.document) for r in stances)
    return case.families.resting("issues", who, rest, lambda: _issues(scribe, who, stances))


def _issues(scribe: Scribe, who: str, stances: list[Position]) -> list[Row]:
    rows: list[Row] = []
    parted: list[Parted] = []
    for record in stances:
        words = issue_words(scribe.case, record)
        own = Parted.of(words)
        n = next((n for n, p in enumerate(parted) if p.same(own)), None)
        if n is None:
            row = Row(who, words)
            rows.append(row)
            parted.append(own)
        else:
            row = rows[n]
        row.held.append(record)
    return sorted(rows, key=lambda r: (len(r.held) == 1, _first(scribe, r)))


def _first(scribe: Scribe, row: Row) -> date:
    """Return the first day on which a row's stances are known to be held."""
    return min(when(scribe.case, r)[0] or date.max for r in row.held)


def _in_time(scribe: Scribe, row: Row) -> list[Position]:
    return sorted(row.held, key=lambda r: (when(scribe.case, r)[0] or date.max, r.id))


def issue_of(scribe: Scribe, row: Row) -> str:
    """Return what the stances of a row are on, in the fewest words that say what."""
    told = [(not says_what(scribe, r), issue_text(scribe, r)) for r in _in_time(scribe, row)]
    return min(told, key=lambda t: (t[0], len(t[1])))[1]


def says_what(scribe: Scribe, record: Position) -> bool:
    """Say whether the words of an issue name it: "to go", "that" and "this reading" do not."""
    words = record.issue.text.lower().split() if record.issue else []
    if not words or not issue_words(scribe.case, record):
        return False
    return len(words) > 2 or (words[0] not in POINTING and words[-1] not in POINTING)


def issue_text(scribe: Scribe, record: Position) -> str:
    """Return what a stance is on: the issue's words, else those of the sentence that it is told in.

    Pieces of an issue that touch or overlap in the source are read as one.
    """
    if record.issue is None or not says_what(scribe, record):
        return f"“{clipped(sentence_of(scribe.case.evidence, record), 118)}”"
    document, spans = (
        scribe.document(record),
        sorted((a.start, a.end) for a in record.issue.anchors),
    )
    if document is None or not any(b[0] <= a[1] + 1 for a, b in pairwise(spans)):
        return clipped(record.issue.text, 120)
    merged = [list(spans[0])]
    for start, end in spans[1:]:
        if start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return clipped(" ... ".join(document.text[a:b] for a, b in merged), 120)


def held(scribe: Scribe, row: Row) -> Held:
    """Return a row in words, the oldest stance first."""
    return Held(
        holder=row.holder,
        issue=issue_of(scribe, row),
        stances=tuple(
            Stance(
                when=span_words(*when(scribe.case, r)) or "date not known",
                stance=stance_words(r),
                issue=issue_text(scribe, r),
                cite=scribe.cite(r.id),
                side=side(r),
                earliest=_iso(when(scribe.case, r)[0]),
                latest=_iso(when(scribe.case, r)[1]),
            )
            for r in _in_time(scribe, row)
        ),
    )


def side(record: Position) -> str:
    """Return on which side a stance is: for, against, asks or else (what is not held outright)."""
    if record.modality != "actual":
        return "asks" if record.modality in ("demanded", "intended") else "else"
    found = SIDES.get(record.stance, "else")
    return TURNED[found] if record.polarity == "negated" else found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def stance_words(record: Position) -> str:
    """Return a stance in words, with negation and modality kept."""
    said: str = record.stance
    if record.polarity == "negated":
        said = NEGATED.get(said, f"does not {said.removesuffix('s')}")
    return said if record.modality == "actual" else f"{said} ({record.modality})"
