"""Answers from the registry's rows: who signed, provisions, terms, acts, lists of agreements."""

import re
from collections.abc import Iterator

from servanda.asking.answers import Sentence
from servanda.asking.facts import act_kinds, acts_by, of_act, of_row
from servanda.asking.fields import signed_by
from servanda.asking.locator import LOCATOR
from servanda.asking.meanings import marks_of, meanings
from servanda.asking.topics import (
    by_sentence,
    covers,
    holds,
    ids_of,
    names_all,
    surroundings,
    telling,
    tellings,
    topic_of,
    without_asking,
)
from servanda.asking.understand import Asked
from servanda.asking.words import classes_at
from servanda.lexicon.registry import Instrument
from servanda.model import Record
from servanda.reasoning.board import WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties
from servanda.reasoning.locators import same_place
from servanda.reasoning.wording import senses

FORCE = {"obligation": "undertakes to", "prohibition": "undertakes not to", "permission": "may",
         "power": "may", "recognition": "undertakes to"}  # fmt: skip
SPAN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
SIGNED = re.compile(r"\bsign|\b(?:pen|ink|initial|names? to)", re.IGNORECASE)
PARTIES = re.compile(r"\b(?:part(?:y|ies)|members?|bound|binds?|participa\w+)\b", re.IGNORECASE)
BOUND = frozenset({"in_force", "suspended", "ending", "provisional", "consented"})


def rows_of(case: Case, asked: Asked) -> list[Instrument]:
    """Return the registry's rows of the instruments that a question names."""
    rows = [case.registry.get(i) for i in asked.instruments or asked.implied]
    if not asked.instruments and not asked.implied:
        rows = [_founding(case, a) for a in asked.actors if a.startswith("org:")]
    return list(dict.fromkeys(row for row in rows if row is not None))


def _founding(case: Case, org: str) -> Instrument | None:
    """Return the treaty that an organisation is named after, so that one may leave it."""
    name = case.name(org).casefold().removesuffix(" organization").removesuffix(" organisation")
    found = case.registry.by_name(name) if name != case.name(org).casefold() else []
    return found[0] if found else None


def who_row(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who signed, and who the parties are; of a party that is none, that the record has no such."""
    for row in rows_of(case, asked):
        names = ", ".join(map(case.name, row.parties))
        others = [a for a in asked.actors if a not in (*row.parties, *row.signed_by)]
        own = senses(" ".join((row.title, *row.names, names)))
        if topic_of(asked) - senses(OF_SIGNING) - own:
            continue
        if others and asked.actors:
            yield of_row(row, f"The record does not show {case.name(others[0])} among those who "
                              f"signed {case.name(row.id)}: its parties are {names}")  # fmt: skip
        elif SIGNED.search(asked.question) and not PARTIES.search(asked.question):
            by = signed_by(case, row) or names
            yield of_row(row, f"{case.name(row.id)} ({row.date.replace('/', ' to ')}) was signed "
                              f"by {by}")  # fmt: skip
        elif PARTIES.search(asked.question):
            note = f" ({row.parties_note.rstrip('.')})" if row.parties_note else ""
            yield of_row(row, f"{case.name(row.id)}: parties {names}{note}")
            gone = acts_by(case, row, frozenset({"withdrawal"}), (), widen=False)
            yield from (of_act(case, row, act) for act in gone)


# Words beside a question for signers or parties that ask for nothing more.
OF_SIGNING = (
    "sign signed signatories leaders behalf put pen ink names text document paper states countries "
    "country state capitals governments government participants members sides parties statesmen "
    "politicians heads presidents ministers foreign minister delegates representing represent "
    "breakaway regions regional leader bound bind behind stand stands under late originally"
)


def span(text: str) -> str:
    """Return an ISO 8601 period as people read it: "P6M" is "6 months"."""
    m = SPAN.fullmatch(text)
    parts = zip(m.groups() if m else (), ("year", "month", "day"), strict=False)
    said = [f"{n} {unit}{'s' if n != '1' else ''}" for n, unit in parts if n]
    return ", ".join(said) or text


def provision(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What a provision says: the registry's row, then how documents tell it; terms by name."""
    low = asked.question.lower()
    topic = topic_of(asked)
    number = re.search(r"\bhow many (article|point|paragraph|clause|provision)s\b", low)
    found = False
    if not asked.locator and asked.instruments:
        for s in _terms(case, asked, low):
            found = True
            yield s
    if asked.locator and asked.focus and not _has_focus(case, asked):
        return
    for row in rows_of(case, asked) if not found else ():
        for p in row.provisions:
            fits = (
                _at(p.locator, asked.locator) if asked.locator
                else bool(topic) and not number and holds(topic, f"{p.text} {_actions(p)}")
            )  # fmt: skip
            if fits:
                found = True
                yield Sentence(
                    f"{case.name(row.id)}, {p.locator}, in our words: {p.text}{_amounts(p)}",
                    registry=(f"{row.id}, {p.locator} ({p.verified})",), quotes=(p.source,),
                )  # fmt: skip
    if asked.locator and (not asked.instruments or rows_of(case, asked)):
        yield from _told_provisions(case, asked)
    if asked.locator:
        if re.search(r"\bhow long|how many years", low):
            yield from _terms(case, asked, low)
        if not found and asked.instruments:
            yield from _cited(case, asked)
    elif not found and number:
        yield from _counted(case, asked, number.group(1))
    elif not found and topic:
        for text, records in tellings(case, topic, asked.actors):
            if "how many" not in low or re.search(r"\d", text):
                yield telling(case, text, records)


def _has_focus(case: Case, asked: Asked) -> bool:
    """Say whether a provision cited holds the noun that is asked for: "what penalty"."""
    words = asked.focus.split()
    plain = " ".join(
        w for n, w in enumerate(words)
        if not any(part != "verbs" for _, part, _ in classes_at(words, n))
    )  # fmt: skip
    noun = [m for _, m in meanings(LOCATOR.sub(" ", without_asking(plain)))][-1:]
    if not noun or asked.form not in ("which", "what", "how_many", "how_much"):
        return True
    held = [f"{row.title} {p.text} {_actions(p)}" for row in rows_of(case, asked)
            for p in row.provisions if _at(p.locator, asked.locator)]  # fmt: skip
    return not held or any(noun[0] & marks_of(text) for text in held)


def _at(locator: str, asked: str) -> bool:
    """Say whether a locator is the one asked for, or a paragraph of the article asked for."""
    return same_place(locator, asked) or same_place(locator.partition("(")[0], asked)


def _counted(case: Case, asked: Asked, unit: str) -> Iterator[Sentence]:
    """Yield the sentences that give the number of an agreement's articles or points."""
    told = re.compile(rf"\b(?:\d+|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?|nine|ten|eleven) {unit}s\b")
    for (_, text), records in by_sentence(case).items():
        ids = set().union(*(ids_of(case, r) for r in records))
        around = surroundings(case, records[0])
        if told.search(text) and names_all(case, asked.instruments, ids | _near(case, records),
                                           around):  # fmt: skip
            yield telling(case, text, records)


def _near(case: Case, records: list[Record]) -> set[str]:
    """Return what the records refer to that stand in the same paragraph."""
    first = records[0]
    document = case.evidence.documents[first.document]
    block = document.block_at(first.anchors[0].start)
    if block is None:
        return set()
    return {
        i
        for (doc, _), others in by_sentence(case).items()
        if doc == first.document and block.start <= others[0].anchors[0].start < block.end
        for r in others
        for i in ids_of(case, r)
    }


def _actions(p: object) -> str:
    return " ".join(c.action for c in getattr(p, "commitments", ()))


def _amounts(p: object) -> str:
    """Return the numbers that a provision's commitments name, beyond its text."""
    said = [f"{c.quantity.value:g} {c.quantity.unit}" for c in getattr(p, "commitments", ())
            if c.quantity is not None]  # fmt: skip
    return f" ({', '.join(dict.fromkeys(said))})" if said else ""


def _told_provisions(case: Case, asked: Asked) -> Iterator[Sentence]:
    from servanda.asking.says import cited, leaves_of

    for f in duties(case):
        v = f.values
        told = same_place(v["provision"], asked.locator) and not v["registry"]
        if told and (not asked.instruments or v["instrument"] in asked.instruments):
            yield cited(f.explanation, leaves_of(f.because))


def _cited(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the sentences of documents that cite a provision of the instrument named."""
    from servanda.reasoning.locators import place, places_in

    wanted = place(asked.locator)
    unit, _, number = asked.locator.partition(" ")
    cite = re.compile(rf"\b{unit}\s+{re.escape(number)}(?!\w)", re.IGNORECASE)
    for (_, text), records in by_sentence(case).items():
        if not cite.search(text) and wanted not in places_in(text):
            continue
        ids = set().union(*(ids_of(case, r) for r in records))
        whole = case.evidence.documents[records[0].document].text[:600]
        if names_all(case, asked.instruments, ids, f"{text} {whole}"):
            yield telling(case, text, records)


def _terms(case: Case, asked: Asked, low: str) -> Iterator[Sentence]:
    """Yield the notice or the duration that the registry gives, where that is asked for."""
    for row in rows_of(case, asked):
        name = case.name(row.id)
        point = asked.locator.partition(" ")[2]
        parts = [c for c in row.children
                 if c.id in asked.instruments or c.id.partition("#")[2] == point]  # fmt: skip
        terms = parts[0].terms if parts else row.terms
        cite = parts[0].id if parts else row.id
        where = f"{name}, point {cite.partition('#')[2]}" if parts else name
        if "notice" in low and terms.notice:
            text = f"{where}: notice of {span(terms.notice)} is to be given before leaving"
            yield Sentence(text, registry=(cite,), quotes=(row.source,))
        if re.search(r"\bhow (?:long|many years)|duration|term\b", low) and terms.duration:
            more = f", renewed by {span(terms.renewal)}" if terms.renewal else ""
            text = f"{where}: in force for {span(terms.duration)}{more}"
            yield Sentence(text, registry=(cite,), quotes=(row.source,))


def row_duties(case: Case, asked: Asked, bearers: tuple[str, ...]) -> Iterator[Sentence]:
    """Yield what the registry's provisions of the named instruments lay on the bearers."""
    topic = topic_of(asked)
    rows = rows_of(case, asked)
    states = {a for a in asked.actors if a.startswith(("state:", "polity:"))}
    if not rows and len(states) > 1 and topic:
        rows = [r for r in case.registry.instruments if states <= set(r.parties)]
    for row in rows:
        for p in row.provisions:
            if asked.locator and not same_place(p.locator, asked.locator):
                continue
            for c in p.commitments:
                who = [b for b in c.bearers if not bearers or b in bearers]
                if not who or (topic and covers(topic, f"{p.text} {c.action}") < 0.5):
                    continue
                due = f", due {c.deadline}" if c.deadline else ""
                amount = f" ({c.quantity.value:g} {c.quantity.unit})" if c.quantity else ""
                yield Sentence(
                    f"{', '.join(map(case.name, who))} {FORCE[c.force]} {c.action}{amount}{due} - "
                    f"{p.locator}, {case.name(row.id)}",
                    registry=(f"{row.id}, {p.locator} ({p.verified})",), quotes=(p.source,),
                )  # fmt: skip


def timeline_of(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Yield all acts of the registry on the named instruments, oldest first."""
    for row in rows_of(case, asked):
        parts = [a for c in row.children for a in c.acts]
        acts = sorted({a.id: a for a in (*row.acts, *parts)}.values(), key=lambda a: a.date)
        yield from (of_act(case, row, a) for a in acts if a.date[:10] <= case.day.isoformat())


def list_rows(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Which agreements are between those named, or which of them somebody left, suspended ...

    Those on a topic alone, where the question gives one ("which ARMS CONTROL treaties").
    """
    kinds = act_kinds(asked.rest) - {"supersession"}
    states = tuple(a for a in asked.actors if a.startswith(BINDABLE))
    topic = _beside(asked)
    if not states or (topic and not {"has:TEXT", "has:WIDE_TEXT"} & {*asked.signs}):
        return  # "all generals": no list of agreements
    rows = [row for row in case.registry.instruments if covers(topic, matter(row)) == 1.0]
    if kinds - {"signature"} or (kinds and asked.since is not None):
        acts = [(act, row) for row in rows for act in acts_by(case, row, kinds, (), widen=False)
                if (act.actor in states or (act.actor == "all" and {*states} <= {*row.parties}))
                and _within(act.date, asked)]  # fmt: skip
        yield from (of_act(case, row, act) for act, row in sorted(acts, key=lambda x: x[0].date))
        return
    if topic and not any({*states} <= {*row.parties} for row in rows):
        return
    yield from between(case, asked, states, topic)


BINDABLE = ("state:", "polity:", "org:", "group:")


def _beside(asked: Asked) -> frozenset[str]:
    """Return what a question for a list asks for besides parties and acts: its topic."""
    words = [w for w in without_asking(asked.rest).split() if not act_kinds(w)]
    return senses(" ".join(words)) - senses(OF_LISTS)


OF_LISTS = (
    "government rebels movement all legal conclude treaty pact accord deal document text paper "
    "bilateral between since until year years date together by number out which each"
)


def _within(day: str, asked: Asked) -> bool:
    """Say whether an act is of the days that a question names, if it names any."""
    if asked.since is None or asked.day is None:
        return True
    return asked.since.isoformat()[: len(day)] <= day[:10] <= asked.day.isoformat()


def between(
    case: Case, asked: Asked, states: tuple[str, ...], topic: frozenset[str] = frozenset()
) -> Iterator[Sentence]:
    """Yield the agreements that bind all of some parties on the day, those spoken of first.

    A treaty that half the world is party to is listed only where documents speak of it; those on
    a topic alone, where one is given.
    """
    day = asked.day or case.day
    spoken = {i.partition("#")[0] for i in case.instruments}
    rows = [r for r in case.registry.instruments if set(states) <= set(r.parties)
            and r.date[:10] <= day.isoformat() and (r.id in spoken or len(r.parties) <= MANY)
            and r.kind != "resolution" and covers(topic, matter(r)) == 1.0]  # fmt: skip
    for row in sorted(rows, key=lambda r: (r.id not in spoken, len(r.parties), r.date)):
        said = []
        known = case.parties(row.id)  # none, where no act of the row is verified
        for state in (s for s in states if s in known):
            _, statuses, _ = case.answer(row.id, state, "record", day)
            said.append(", or ".join(WORDS[s] for s in statuses))
        how = " / ".join(dict.fromkeys(s for s in said if s)) or "status not worked out"
        names = " and ".join(map(case.name, states))
        yield of_row(row, f"{case.name(row.id)} ({row.date[:4]}), parties {names} among "
                          f"{len(row.parties)}: {how} on {day}")  # fmt: skip


def matter(row: Instrument) -> str:
    """Return the words that tell what an agreement is about: names, dispute, provisions."""
    words = (row.title, *row.names, row.kind, row.dispute.replace("-", " "),
             *(p.text for p in row.provisions))  # fmt: skip
    return " ".join(words)


MANY = 12  # parties of a treaty that is listed though no document speaks of it
