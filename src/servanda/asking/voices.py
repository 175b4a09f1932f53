"""Answers on words: who said what, and where somebody stands, over time."""

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.gap import Found, Gap, find, gap_of, tell
from servanda.asking.names import names_in
from servanda.asking.offices import Speakers, holders_of, offices_in
from servanda.asking.promises import PROMISED, promises
from servanda.asking.says import meant, of_record, parties_named
from servanda.asking.standing import status
from servanda.asking.topics import without_asking
from servanda.asking.understand import Asked
from servanda.asking.units import Unit, Units, units_of
from servanda.asking.words import classes_at
from servanda.model import Position, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by
from servanda.reasoning.wording import senses

LEAST = 0.5  # share of the topic that words of somebody who is asked about must hold
WORDS = 12  # sentences of words that are shown at most
POLITIES = ("state:", "polity:", "org:", "group:")


def said_about(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who said what: words of whoever is asked about, else of anybody, on the topic asked for."""
    by, unknown = speakers_of(case, asked)
    if asked.unknown or "has:JUDGE" in asked.signs:
        return
    if PROMISED.search(asked.question) and not unknown:
        found = list(promises(case, asked, by))
        if found:
            yield from found
            return
    yield from _words(case, asked, by, unknown)


def _words(case: Case, asked: Asked, by: Speakers, unknown: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences that tell words of some speakers, or of one whom nothing resolves."""
    units, speakers = units_of(case), by.ids
    if asked.intent == "said_about" and not speakers and not unknown and not asked.sources:
        return
    gap = gap_of(case, asked, without=speakers)
    gap = replace(gap, words=tuple(w for w in gap.words if not w.marks & unknown))
    spoken = [
        u
        for u in units.every
        if u.text and u.records and (by.any or by.of(case, u)) and _speaks(case, u, by.of(case, u))
    ]
    if unknown:
        spoken = [u for u in spoken if unknown <= u.marks]
    for f in _on(case, gap, spoken, bool(speakers or gap.days)):
        yield _said(case, f.unit, speakers)


def _said(case: Case, u: Unit, speakers: frozenset[str]) -> Sentence:
    """Return a sentence of words: who said what, as told by whom; else the sentence as it is."""
    for r in u.sheet.records_in(u.line.start, u.line.end):
        if not isinstance(r, Statement) or r.speaker is None:
            continue
        if speakers and not u.sheet.who(r, r.speaker) & speakers:
            continue
        who = case.name(r.speaker.id) if r.speaker.id else r.speaker.surface
        by = case.name(asserted_by(r, case.entities, case.evidence))
        content = " ... ".join(a.quote for a in r.content) or quote(r)
        return of_record(case, f"{who}, as told by {by}: {content}{meant(r)}", r)
    return tell(case, u)


def speeches(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield who said something where and when a question asks: all that spoke at a meeting."""
    gap = gap_of(case, asked)
    gap = replace(gap, words=tuple(w for w in gap.words if "row:L.say" not in w.marks))
    spoken = [u for u in units_of(case).every if u.text and u.records
              and _speaks(case, u, frozenset())]  # fmt: skip
    if gap.words or gap.wanted or gap.days:
        for f in find(case, gap, spoken, least=LEAST, near=True)[:WORDS]:
            yield _said(case, f.unit, frozenset())


def words_of(
    case: Case, asked: Asked, speakers: frozenset[str], without: tuple[str, ...]
) -> Iterator[Sentence]:
    """Yield what some speakers say on the topic of a question, names left out that it gives."""
    gap = gap_of(case, asked, without=without)
    spoken = [u for u in units_of(case).every if u.text and u.records
              and _speaks(case, u, speakers)]  # fmt: skip
    for f in _on(case, gap, spoken, known=True):
        yield _said(case, f.unit, speakers)


def _on(case: Case, gap: Gap, spoken: list[Unit], known: bool) -> list[Found]:
    """Return the words on a topic, best first; all words where there is no topic."""
    if not gap.words and not gap.wanted:
        units = [u for u in spoken if not gap.days or find(case, gap, [u])]
        return [Found(1.0, 1, u) for u in units[:WORDS]] if known else []
    return find(case, gap, spoken, least=LEAST if known else 0.72, near=known)[:WORDS]


def _speaks(case: Case, u: Unit, speakers: frozenset[str]) -> bool:
    """Say whether a sentence tells words of one of some speakers, or of anybody where none is."""
    if not speakers:
        return bool(u.speakers - {u.page.document.source})
    return bool(u.speakers & speakers) or _own_voice(case, u, speakers)


def _own_voice(case: Case, u: Unit, speakers: frozenset[str]) -> bool:
    """Say whether the document is of a speaker itself: a ministry speaks for its state."""
    if u.page.document.source not in u.speakers:
        return False
    source = u.page.document.source
    return bool({*names_in(case, source).ids} & speakers) and u.page.document.genre in OFFICIAL


OFFICIAL = ("official statement", "speech", "agreement")


def speakers_of(case: Case, asked: Asked) -> tuple[Speakers, frozenset[str]]:
    """Return whose words are asked for, and else the words for a speaker whom nothing resolves.

    "What did the Pope say on X" asks for the words of one who is in no table: only sentences that
    call him so can answer. An office is whoever held it.
    """
    if asked.intent == "who_said":
        return Speakers(), frozenset()
    if asked.view:
        return Speakers(frozenset({asked.view})), frozenset()
    if offices := offices_in(case, asked.subject):
        holders = holders_of(case, offices, asked.subject)
        return holders, frozenset() if holders.ids else senses(offices[0].titles[0])
    mine = [i for i in names_in(case, asked.subject).ids if i in asked.actors]
    if mine:
        return Speakers(frozenset({mine[0]})), frozenset()
    left = _plain(without_asking(asked.subject)) if asked.subject else frozenset[str]()
    if left:
        return Speakers(), left
    return Speakers(frozenset(asked.actors[:1])), frozenset()


def _plain(text: str) -> frozenset[str]:
    """Return the words of a subject that name somebody, those of asking left out."""
    words = text.split()
    kept = [w for n, w in enumerate(words)
            if not any(c in ("SOURCE", "SAY") for c, _, _ in classes_at(words, n))]  # fmt: skip
    return senses(" ".join(kept))


def position(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Where somebody stands, over time: what they hold, said or did on the topic."""
    if asked.unknown:
        return
    by, _ = speakers_of(case, asked)
    holders = by.ids
    if not holders and not asked.sources:
        return
    units = units_of(case)
    gap = gap_of(case, asked, without=holders)
    mine = [u for u in units.every if u.text and u.records
            and (by.any or by.of(case, u)) and _holds(case, u, by.of(case, u))]  # fmt: skip
    found = _on(case, gap, mine, known=True)
    for f in sorted(found, key=lambda f: _day(units, f.unit)):
        yield _held(case, f.unit, holders)
    if asked.instruments and "has:INFORCE" in asked.signs:
        for party in parties_named(case, asked)[:1]:
            view = replace(asked, view=party, actors=())
            yield from status(case, view, seen_by)


def _held(case: Case, u: Unit, holders: frozenset[str]) -> Sentence:
    """Return a sentence of where somebody stands: stance and issue, else what is said or told."""
    for r in u.sheet.records_in(u.line.start, u.line.end):
        if isinstance(r, Position) and holders & u.sheet.who(r, r.holder):
            name = case.name(r.holder.id) if r.holder.id else r.holder.surface
            day = case.evidence.said_on(r)[1]
            issue = r.issue.text if r.issue else ""
            said = f" (said {day})" if day else ""
            return of_record(case, f"{name} {r.stance}: {issue}{meant(r)}{said}", r)
    return _said(case, u, holders) if _speaks(case, u, holders) else tell(case, u)


def _holds(case: Case, u: Unit, holders: frozenset[str]) -> bool:
    """Say whether a sentence tells what a holder says, holds, or does."""
    if _speaks(case, u, holders):
        return True
    for r in u.records:
        if isinstance(r, Position) and holders & u.sheet.who(r, r.holder):
            return True
    return any(holders & d.ids for t in u.tellings for d in t.doers)


def _day(units: Units, u: Unit) -> str:
    return str(units.case.evidence.said_on(u.records[0])[1])
