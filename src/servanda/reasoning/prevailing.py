"""Two agreements on one subject: the later prevails between the parties of both.

VCLT 30(3)-(4): only as far as the earlier is incompatible with the later, only between states that
are parties to both, and only while the later operates. Whether two duties are incompatible is a
reading; the answer says by which it would be otherwise.
"""

from functools import lru_cache

from msgspec import Struct

from servanda.lexicon.registry import Registry
from servanda.model import Commitment
from servanda.model.dates import parse_date
from servanda.model.errors import DateError
from servanda.model.terms import Force
from servanda.reasoning.case import Case
from servanda.reasoning.deadlines import signed_days
from servanda.reasoning.deeds import head_of
from servanda.reasoning.links import connected
from servanda.reasoning.owed import Duty, duties_under, in_order
from servanda.reasoning.parties import party_of
from servanda.reasoning.shelves import ANY, HEAD
from servanda.reasoning.status.desk import BINDING
from servanda.reasoning.traces import Wanted

FORBIDS = "one forbids what the other requires"
DAYS = "they name different due days"
ALIKE = 0.6  # share of the words of the shorter duty that both must have
NEGATIVE: tuple[Force, ...] = ("prohibition",)


class Prevails(Struct, frozen=True):
    """A duty under a later agreement that stands against one under an earlier.

    `how` says in what they conflict; `between` are the counterparties towards whom the later
    prevails, `apart` those who are not parties of both; `sure` that the later surely binds, and
    `later` whether it is surely the later: yes or cannot tell. `held` is its status where it does
    not operate, so that meanwhile the earlier applies.
    """

    earlier: Duty
    other: Duty
    how: str
    linked: bool
    later: str
    between: tuple[str, ...]
    apart: tuple[str, ...]
    sure: bool
    held: str = ""


def prevailing(case: Case, duty: Duty, seen_by: str) -> list[Prevails]:
    """Return the duties of later agreements that a duty conflicts with, the latest first."""
    mine = case.wanted(duty)
    near: dict[str, int] | None = None
    out: list[tuple[int, Prevails]] = []
    for other, theirs in _rivals(case, duty):
        how = conflict(duty, other, mine, theirs) if _whole(other) != _whole(duty) else ""
        if not how:
            continue
        near = dict(connected(case, duty.instrument)) if near is None else near
        dates = signing(case, duty, seen_by), signing(case, other, seen_by)
        if dates[0] is None or dates[1] is None or dates[1][1] < dates[0][0]:
            continue
        if dates[1][0] > case.day.toordinal():
            continue  # not yet made on the day asked about
        if how == DAYS and duty.deadline and duty.deadline[1].toordinal() < dates[1][0]:
            continue  # the earlier had fallen due before: the later is a promise made anew
        if dates[1] == dates[0] and dates[0][0] == dates[0][1]:
            continue  # signed together, neither is the later
        later = "yes" if dates[1][0] > dates[0][1] else "cannot tell"
        found = _between(case, duty, other, how, _whole(other) in near, later, seen_by)
        if found.held and found.held != "suspended":
            continue  # what has ended, or is not yet in force, displaces nothing
        out.append((dates[1][0], found))
    return [p for _, p in sorted(out, key=lambda x: -x[0])]


Rivals = dict[tuple[str, str], list[tuple[Duty, Wanted]]]


def rivals_in(case: Case) -> Rivals:
    """Return the duties of each bearer by what may conflict: forbidding, amount, due day, other."""
    out: Rivals = {}
    for duty in case.duties:
        one = duty, case.wanted(duty)
        if duty.force in NEGATIVE:
            out.setdefault((duty.bearer, "forbidding"), []).append(one)
            continue
        out.setdefault((duty.bearer, "requiring"), []).append(one)
        if duty.quantity:
            out.setdefault((duty.bearer, "amount"), []).append(one)
        if duty.deadline:
            out.setdefault((duty.bearer, "day"), []).append(one)
    return out


def _rivals(case: Case, duty: Duty) -> list[tuple[Duty, Wanted]]:
    """Return the duties of the same deed that may conflict with one, each once."""
    alike = _alike(case, duty)
    forbidding = [o for o in alike if o.force in NEGATIVE]
    requiring = [o for o in alike if o.force not in NEGATIVE]
    if duty.force in NEGATIVE:
        found = requiring
    else:
        amounts = [o for o in requiring if o.quantity] if duty.quantity else []
        days = [o for o in requiring if o.deadline] if duty.deadline else []
        found = list({id(o): o for o in (*forbidding, *amounts, *days)}.values())
    return [(o, case.wanted(o)) for o in found]


def _alike(case: Case, duty: Duty) -> list[Duty]:
    """Return the duties of the same bearer under other agreements that are of the same deed."""
    head = head_of(duty.action)
    known = _rows_owing(case.registry).get((duty.bearer, head), ())
    names = {n for n in known if case.rank(n) >= 0}
    for word in head:
        names |= _owing(case, word).get(duty.bearer, set())
    names.discard(_whole(duty))
    return [
        o
        for name in in_order(case, (n for n in names if duties_under(case, n)))
        for o in duties_under(case, name)
        if o.bearer == duty.bearer and head_of(o.action) == head
    ]


def _owing(case: Case, word: str) -> dict[str, set[str]]:
    """Return who owes a deed that begins with a word, as records tell it, and under what."""
    if word not in case.owed_by_head:
        out: dict[str, set[str]] = {}
        shelves, evidence = case.shelves, case.evidence
        for record in (*shelves.by_word(HEAD, word), *shelves.by_word(HEAD, ANY)):
            if not isinstance(record, Commitment) or record.instrument is None:
                continue
            name, day = record.instrument.id, evidence.said_on(record)[1]
            for ref in record.bearers if name else ():
                bearer = party_of(ref, day, case.entities, evidence)
                if bearer and name:
                    out.setdefault(bearer, set()).add(
                        evidence.same.get(name, name).partition("#")[0]
                    )
        case.owed_by_head[word] = out
    return case.owed_by_head[word]


@lru_cache(maxsize=4)
def _rows_owing(registry: Registry) -> dict[tuple[str, frozenset[str]], tuple[str, ...]]:
    """Return for each bearer and deed the agreements of the registry by which it is owed."""
    out: dict[tuple[str, frozenset[str]], dict[str, None]] = {}
    for row in registry.instruments:
        for owed in (c for p in row.provisions for c in p.commitments):
            for bearer in owed.bearers:
                out.setdefault((bearer, head_of(owed.action)), {})[row.id] = None
    return {key: tuple(names) for key, names in out.items()}


def _whole(duty: Duty) -> str:
    return duty.instrument.partition("#")[0]


def signing(case: Case, duty: Duty, seen_by: str) -> tuple[int, int] | None:
    """Return the first and last day on which the agreement of a duty was signed by all."""
    name = _whole(duty)
    found = signed_days(case, name, seen_by)
    if found is not None and found[1] is not None:
        return found[0], found[1]
    row = case.registry.get(name)
    if row is None:
        return None
    try:
        date = parse_date(row.date)
    except DateError:
        return None
    return date.earliest.toordinal(), date.latest.toordinal()


def conflict(one: Duty, other: Duty, mine: Wanted, theirs: Wanted) -> str:
    """Return in what two duties of one bearer cannot both be kept; nothing where they can.

    They must be about the same deed to the same thing, at the same places where both name some.
    """
    if mine.names and theirs.names and not mine.names & theirs.names:
        return ""
    deed = head_of(one.action)
    if not deed or deed != head_of(other.action):
        return ""
    things, others = mine.words - deed, theirs.words - deed
    fewest = min(len(things), len(others))
    if not fewest or len(things & others) < ALIKE * fewest:
        return ""
    objects = mine.thing - deed, theirs.thing - deed
    if all(objects) and not objects[0] & objects[1]:
        return ""
    if one.ceiling or other.ceiling:
        return ""  # two limits, or a limit and a ban, can both be kept
    if (one.force in NEGATIVE) != (other.force in NEGATIVE):
        return FORBIDS
    if one.force in NEGATIVE:
        return ""
    if one.quantity and other.quantity and one.quantity != other.quantity:
        units = one.unit.split()[-1:] == other.unit.split()[-1:]
        return "they name different amounts" if units else ""
    if (
        one.deadline
        and other.deadline
        and (one.deadline[1] < other.deadline[0] or other.deadline[1] < one.deadline[0])
    ):
        return DAYS
    return ""


def _between(
    case: Case, duty: Duty, other: Duty, how: str, linked: bool, later: str, seen_by: str
) -> Prevails:
    """Return towards whom the later prevails: who is bound by both with the bearer."""
    mine = [c for c in duty.counterparties or case.parties(duty.instrument) if c != duty.bearer]
    parties = set(case.parties(other.instrument))
    both = [c for c in mine if c in parties]
    bound = {
        party: case.binds(other.instrument, duty.bearer, party, seen_by)
        for party in (both if other.bearer in parties else [])
    }
    between = tuple(c for c in both if bound.get(c, "not") != "not")
    held = ""
    if both and not between and other.bearer in parties:
        held = " or ".join(_idle(case, other, (duty.bearer, *both), seen_by))
    return Prevails(
        duty, other, how, linked, later, between, tuple(c for c in mine if c not in parties),
        bool(between)
        and all(bound[c] == "surely" for c in between)
        and (linked or how == FORBIDS),
        held,
    )  # fmt: skip


def _idle(case: Case, duty: Duty, parties: tuple[str, ...], seen_by: str) -> list[str]:
    """Return the statuses by which an agreement does not bind some parties to one another."""
    found = {
        status
        for party in parties
        for status in case.answer(duty.instrument, party, seen_by)[1]
        if status not in BINDING
    }
    return sorted(found)


def says(case: Case, found: Prevails) -> str:
    """Return a conflict in a sentence, with the reading by which it would be otherwise."""
    title = case.name(found.other.instrument)
    where = f"{title}, {found.other.provision}" if found.other.provision else title
    if not found.between:
        if found.held:
            held = found.held.replace("_", " ")
            return f"{where} conflicts ({found.how}) but is {held}: meanwhile this one applies"
        names = ", ".join(case.name(c) for c in found.apart)
        conflicts = f"{where} conflicts ({found.how})"
        return f"{conflicts} but does not bind {names}: towards them this one applies"
    whom = ", ".join(case.name(c) for c in (found.earlier.bearer, *found.between))
    verb = "prevails" if found.sure and found.later == "yes" else "may prevail"
    text = f"the later {where} {verb} between {whom} ({found.how})"
    if found.apart:
        text += f", not towards {', '.join(case.name(c) for c in found.apart)}"
    if found.later != "yes":
        text += ", if it is the later: the days of signature cannot tell"
    unless = "the two can be read as compatible"
    if not found.linked:
        unless += " or are not about the same subject"
    return f"{text}, unless {unless}"
