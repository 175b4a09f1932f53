"""What is owed: duties of the registry, and duties as documents tell them, joined by provision."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon import registry as rows
from servanda.model import Commitment, When
from servanda.model.spelt import LENGTH
from servanda.model.terms import Force
from servanda.reasoning.case import Case
from servanda.reasoning.deeds import deeds
from servanda.reasoning.locators import place
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses, sentence_around

OWED: tuple[Force, ...] = ("obligation", "prohibition", "recognition")
SHARED = 2  # words of sense that a report or telling must share with a duty


class Duty(Struct, frozen=True):
    """One bearer's commitment under an instrument, from the registry or as a document tells it.

    `deadline` are the first and last day that its date may mean; `until` says that the day ends
    the duty rather than making it due. `words` hold the deadline where it is told in words, e.g.
    "within 60 days of the entry into force". `ceiling`: the quantity is a limit, not a task.
    `own`: it is told by the agreement's own text.
    """

    instrument: str
    provision: str
    bearer: str
    counterparties: tuple[str, ...]
    force: Force
    action: str
    deadline: tuple[date, date] | None
    deadline_text: str
    quantity: float | None
    unit: str
    registry: str
    source: str
    records: tuple[str, ...]
    quote: str = ""
    condition: str = ""
    exception: str = ""
    words: str = ""
    until: bool = False
    ceiling: bool = False
    own: bool = False


def all_duties(case: Case) -> list[Duty]:
    """Return the duties of the registry for the instruments in play, then those told by documents.

    A told duty that cites a provision of the registry is added to that one as its telling.
    """
    return [d for name in owing(case) for d in duties_under(case, name)]


def owing(case: Case) -> list[str]:
    """Return the agreements under which something is owed, those of the registry first."""
    same = case.evidence.same
    named = (r.instrument.id for r in case.shelves.of(Commitment) if r.instrument is not None)
    told = dict.fromkeys(same.get(i, i).partition("#")[0] for i in named if i)
    names = dict.fromkeys((*(n for n in case.instruments if "#" not in n), *told))
    return in_order(case, (n for n in names if duties_under(case, n)))


def in_order(case: Case, names: Iterable[str]) -> list[str]:
    """Return agreements under which something is owed in the order in which their duties stand."""
    return sorted(names, key=lambda n: _rank(case, n))


def _rank(case: Case, name: str) -> tuple[int, int]:
    first = duties_under(case, name)[0]
    if first.registry:
        return 0, case.rank(name)
    return 1, case.shelves.place(case.shelves.by_id[first.records[0]])


def duties_under(case: Case, name: str) -> tuple[Duty, ...]:
    """Return the duties under one agreement, its parts included, as `all_duties` has them."""
    kept = case.family(name).kept
    if ("duties", name) not in kept:
        kept["duties", name] = tuple(_under(case, name))
    found: tuple[Duty, ...] = kept["duties", name]
    return found


def _under(case: Case, name: str) -> Iterable[Duty]:
    ids = {*case.called(name)}
    out: dict[tuple[str, ...], Duty] = {}
    known = _registered(case, name) if case.rank(name) >= 0 else ()
    told = (
        d for r in case.naming(name)
        if isinstance(r, Commitment) and r.instrument is not None and r.instrument.id in ids
        for d in _told(case, r)
    )  # fmt: skip
    for duty in (*known, *told):
        key = _key(duty, out)
        old = out.get(key)
        out[key] = duty if old is None else _joined(old, duty)
    return out.values()


def _registered(case: Case, instrument: str) -> Iterator[Duty]:
    row = case.registry.get(instrument)
    if row is not None and "#" not in instrument:
        yield from case.formal("owed", instrument, lambda: tuple(_of_rows(row)))


def _of_rows(row: rows.Instrument) -> Iterator[Duty]:
    for provision in row.provisions:
        for commitment in provision.commitments:
            if commitment.force in OWED:
                yield from _of_row(row, provision, commitment)


def _of_row(
    row: rows.Instrument, provision: rows.Provision, commitment: rows.Commitment
) -> Iterator[Duty]:
    quantity = commitment.quantity
    for bearer in commitment.bearers:
        others = commitment.counterparties or row.parties
        yield Duty(
            instrument=provision.child or row.id,
            provision=provision.locator,
            bearer=bearer,
            counterparties=tuple(p for p in others if p != bearer),
            force=commitment.force,
            action=commitment.action,
            deadline=_days(commitment.deadline),
            deadline_text=commitment.deadline or "",
            quantity=quantity.value if quantity else None,
            unit=quantity.unit if quantity else "",
            registry=f"{row.id}, {provision.locator} ({provision.verified})",
            source=provision.source,
            records=(),
            condition=commitment.condition or "",
            exception=commitment.exception or "",
            words=commitment.deadline or _time_words(commitment.action),
            ceiling=is_ceiling(commitment.action, quantity.unit if quantity else ""),
        )


def _told(case: Case, record: Commitment) -> Iterator[Duty]:
    """Yield the duties that a commitment record tells of, one a bearer that is known."""
    if record.force not in OWED or record.polarity == "negated" or record.instrument is None:
        return
    name = record.instrument.id
    document = case.evidence.documents.get(record.document)
    own_text = document is not None and document.genre == "agreement"
    if record.action is None or not senses(record.action.text):
        return  # "it", "its obligations": nothing is told that could be kept
    if not name or MODALITY[record.modality] not in (("done", "future") if own_text else ("done",)):
        return
    day = case.evidence.said_on(record)[1]
    name = case.evidence.same.get(name, name)
    others = [party_of(r, day, case.entities, case.evidence) for r in record.counterparties]
    bearers = [party_of(r, day, case.entities, case.evidence) for r in record.bearers]
    thing = _acted_upon(case, record)
    action = f"{thing} {record.action.text if record.action else ''}".strip()
    counted = COUNTED.search(thing) if record.quantity is None else None
    exception = record.exception.text if record.exception else ""
    deadline = record.deadline
    last = deadline.latest if deadline else None
    told = last is not None
    for bearer in dict.fromkeys(b for b in bearers if b):
        mutual = [o for o in others if o] or [b for b in bearers if b]
        if own_text and not set(mutual) - {bearer}:
            mutual = list(case.parties(name))
        yield Duty(
            instrument=name,
            provision=record.provision,
            bearer=bearer,
            counterparties=tuple(dict.fromkeys(o for o in mutual if o != bearer)),
            force=record.force,
            action=without(action, exception),
            deadline=_meant(action, deadline),
            deadline_text=deadline.edtf if deadline and told else _time_words(action),
            quantity=record.quantity.value
            if record.quantity
            else (float(counted[1].replace(",", "")) if counted else None),
            unit=record.quantity.unit
            if record.quantity
            else (counted[2] if counted else _every(action)),
            registry="",
            source=asserted_by(record, case.entities, case.evidence),
            records=(record.id,),
            quote=" ... ".join(a.quote for a in (record.action or record).anchors),
            condition=record.condition.text if record.condition else "",
            exception=exception,
            words="" if told else _time_words(action),
            until=told and _is_until(action),
            ceiling=is_ceiling(action, ""),
            own=own_text,
        )


TIME = re.compile(
    r"\b(?:(?:no|not) later than|within|by|before|upon|on|immediately (?:after|upon)|at the latest"
    r"|until|from|after)\s+[^.;,]*", re.IGNORECASE,
)  # fmt: skip
POINT = re.compile(
    rf"\b{LENGTH.pattern}|\b(?:entry|enters?|entered) into (?:force|effect)"
    r"|\bsign(?:ature|ing|ed)\b|\bratification\b", re.IGNORECASE,
)  # fmt: skip
UNTIL = re.compile(r"\b(?:until|till|through|up to)\s+(?:the\s+)?[\w ]{0,12}\d", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
END_OF = re.compile(r"\b(?:end|close|last day) of\b", re.IGNORECASE)
CEILING = re.compile(
    r"\b(?:at most|no more than|not more than|not exceed\w*|up to|ceilings?|limits?|maximum"
    r"|accountable)\b|^\s*(?:keep|reduce|limit)\b", re.IGNORECASE,
)  # fmt: skip


COUNTED = re.compile(r"(?<![\w.,])(\d[\d,]*)\s+((?:[a-z]+\s+){0,2}[a-z]+)$")
NUMBERING = re.compile(r"^\W*(?:\(?[\da-z]{1,3}[.)]\s+)?")


def _acted_upon(case: Case, record: Commitment) -> str:
    """Return the thing of a passive clause: "40 sailors" where these "shall be released"."""
    if record.action is None or not record.action.text.startswith("be ") or not record.anchors:
        return ""
    document = case.evidence.documents.get(record.document)
    if document is None:
        return ""
    start, _ = sentence_around(document, record.anchors[0])
    return NUMBERING.sub("", document.text[start : record.anchors[0].start]).strip()


EVERY = re.compile(
    r"\b(?:all|every|its|their)\s+(?:(?:of|the|its|their|remaining)\s+)*([a-z]+)(?:\s+of\s+([a-z]+))?",
    re.IGNORECASE,
)  # fmt: skip
STOCKS = frozenset({"stock", "stocks", "stockpile", "stockpiles", "arsenal", "rest", "remainder"})
UNCOUNTED = frozenset({"personnel", "military", "equipment", "artillery"})


def _every(action: str) -> str:
    """Return what all of is owed: "release all prisoners" counts prisoners, however many."""
    found = EVERY.search(action)
    if found is None:
        return ""
    word = found[2] if found[1].lower() in STOCKS and found[2] else found[1]
    return word if word.endswith("s") or word.lower() in UNCOUNTED else ""


def _meant(action: str, told: When | None) -> tuple[date, date] | None:
    """Return the days that a deadline may mean: "by the end of 2023", "before 1 January"."""
    if told is None or told.latest is None:
        return None
    first = told.earliest or told.latest
    quote = told.anchors[0].quote if told.anchors else ""
    lead = action[: action.find(quote)][-24:] if quote and quote in action else ""
    if BEFORE.search(lead):
        day = first - timedelta(days=1)
        return day, day
    if END_OF.search(lead + quote):
        return told.latest, told.latest
    return first, told.latest


@lru_cache(maxsize=8192)
def _time_words(action: str) -> str:
    """Return the words of an action that say when in lengths or by events, or nothing."""
    found = [m[0] for m in TIME.finditer(action) if POINT.search(m[0])]
    return found[0].strip() if found else ""


def _is_until(action: str) -> bool:
    return UNTIL.search(action) is not None


def is_ceiling(action: str, unit: str) -> bool:
    """Say whether a quantity limits what may be, rather than telling how much is to be done."""
    return CEILING.search(f"{action} {unit}") is not None or unit.startswith(("days", "kilomet"))


def without(text: str, part: str) -> str:
    """Return a text less a part of it, blanks and commas at the seam put right."""
    if not part or part not in text:
        return text
    return " ".join(text.replace(part, " ").split()).strip(" ,;")


def _key(duty: Duty, known: dict[tuple[str, ...], Duty]) -> tuple[str, ...]:
    """Return under which key a duty is kept: one provision, bearer, force and action.

    A telling goes to the duty of its provision that shares most words of sense with it.
    """
    parent = duty.instrument.partition("#")[0]
    key = (parent, place(duty.provision), duty.bearer, duty.force)
    if duty.registry:
        return (*key, duty.action)
    if not duty.provision:
        return (*key, *duty.records)
    words = deeds(duty.action)
    # A text that leaves out by whom ("shall be returned") may mean whom the registry names.
    alike = {
        k: d
        for k, d in known.items()
        if k[:4] == key or (duty.own and d.registry and (*k[:2], k[3]) == (*key[:2], key[3]))
    }
    shared = {k: len(words & deeds(d.action)) for k, d in alike.items()}
    best = max(shared, key=lambda k: shared[k], default=None)
    return best if best is not None and shared[best] >= SHARED else (*key, *duty.records)


def _joined(old: Duty, new: Duty) -> Duty:
    return replace(old, records=tuple(dict.fromkeys(old.records + new.records)))


# An action told by a noun: "its security duties", "obligations of assistance".
NOUN = re.compile(r"\w+(?:ity|tion|sion|ance|ence|ness|ship)s?", re.IGNORECASE)


def owes(duty: Duty, *, past: bool = False) -> str:
    """Return what a duty says of its bearer: "undertakes to withdraw", "recognises the border"."""
    action = duty.action.removeprefix("to ")
    if duty.force == "recognition" and not duty.registry:  # the registry words actions as verbs
        return f"{'recognised' if past else 'recognises'} {action}"
    if NOUN.fullmatch(action):
        return f"{'owed' if past else 'owes'} “{action}”"  # told by a noun: "its security duties"
    verb = "undertook" if past else "undertakes"
    return f"{verb} {'not to' if duty.force == 'prohibition' else 'to'} {action}"


def _days(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and last day that a deadline may mean; one told in words has none."""
    from servanda.model.dates import parse_date
    from servanda.model.errors import DateError

    if not edtf:
        return None
    try:
        found = parse_date(edtf)
    except DateError:
        return None
    return found.earliest, found.latest
