"""Who held an office on a day, in a manner: now, before, next, the first of all, new, going."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Term
from servanda.lexicon.tables import first_day, last_day
from servanda.naming.persons_manner import Manner

ELECT_DAYS = 400  # an elected successor takes office within about a year
FRESH_DAYS = 14  # who took office days ago is still called incoming, who left outgoing
NEW_DAYS = 80  # between a vote and the oath, who was elected is "the new president" already
SETTLED_DAYS = 300  # nobody is new who has served as long as this
HANDOVER_DAYS = 3  # a resignation is told when the next holder is in already
FOUNDING_DAYS = 900  # the first holder known is the first where the state is no older than this
COUP_DAYS = 730
LEADERS = frozenset({"head_of_state", "head_of_government", "leader"})
RIVAL = re.compile(r"\brival\b")
STAND_IN = re.compile(r"\b(?:acting|interim|caretaker|provisional|transitional)\b")


def holders(offices: Sequence[Office], day: str, manner: Manner, seat: str = "") -> list[str]:
    """Return who held some offices on a day in a manner of holding, each person once.

    Without a day all who ever held them.
    """
    terms = [t for o in offices for t in load_entities().terms_by_office.get(o.id, ())]
    if not day:
        return _people(terms)
    if manner.how in ("former", "ousted", "previous"):
        gone = _gone(terms, day)
        return gone if manner.how == "former" else gone[:1]
    if manner.how == "ranked":
        return _ranked(offices, terms, manner.rank)
    if manner.how == "elect":
        return _elect(terms, day)
    now = [t for t in terms if t.covers(day, day)]
    claimed = [t for t in now if RIVAL.search(t.note)]
    if claimed and len(claimed) < len(now):
        now = claimed if manner.how == "rival" else [t for t in now if t not in claimed]
    if len(_people(now)) > 1 and (manner.how or not manner.move):
        stand_ins = [t for t in now if acts(t)]
        others = [t for t in now if not acts(t)]
        now = (stand_ins if manner.how == "acting" else others) or now
    if len(_people(now)) > 1:
        now = _leading(now, day, seat)
    return _people(_moving(now, terms, day, manner))


def acts(term: Term) -> bool:
    """Say whether a term is that of a stand-in."""
    return bool(STAND_IN.search(term.note))


def _moving(now: list[Term], terms: list[Term], day: str, manner: Manner) -> list[Term]:
    """Return of those in office on a day, or about then, who is new or going, where told."""
    if manner.how == "seized":  # "the coup leader" is who came to power not long ago
        return [t for t in now if first_day(t.start) > _shifted(day, -COUP_DAYS)]
    if manner.how == "new" or (manner.move == "enters" and manner.how != "outgoing"):
        last = max((first_day(t.start) for t in now), default="")
        proper = max((first_day(t.start) for t in now if not acts(t)), default="")
        if (manner.how == "new" and proper < _shifted(day, -SETTLED_DAYS)) or not now:
            return elected(terms, day)[:1] or now
        return [t for t in now if first_day(t.start) == last]
    if manner.how == "outgoing" or manner.move == "leaves":
        limit = HANDOVER_DAYS if manner.move else FRESH_DAYS
        kinds = {t.office for t in now}
        first = min((first_day(t.start) for t in now), default="")
        settled = [t for t in now if first_day(t.start) == first < _shifted(day, -limit)]
        left = [t for t in terms if (t.office in kinds or not now) and not acts(t)
                and _shifted(day, -limit) <= last_day(t.end) <= day]  # fmt: skip
        return settled or sorted(left, key=lambda t: last_day(t.end))[-1:] or now
    return now


def elected(terms: Sequence[Term], day: str) -> list[Term]:
    """Return the terms that begin soon after a day, the next first, stand-ins left aside."""
    limit = _shifted(day, NEW_DAYS)
    coming = [t for t in terms if day < first_day(t.start) <= limit and not acts(t)]
    return sorted(coming, key=lambda t: first_day(t.start))


def _elect(terms: list[Term], day: str) -> list[str]:
    """Return who is elected and not in yet on a day, or took office days ago."""
    limit, fresh = _shifted(day, ELECT_DAYS), _shifted(day, -FRESH_DAYS)
    coming = [t for t in terms if day < first_day(t.start) <= limit and not acts(t)]
    coming = coming or [t for t in terms if t.covers(day, day)
                        and fresh <= first_day(t.start) <= day]  # fmt: skip
    return _people(sorted(coming, key=lambda t: first_day(t.start)))[:1]


def _ranked(offices: Sequence[Office], terms: list[Term], rank: int) -> list[str]:
    """Return the n-th holder of an office of a state whose first holder is known."""
    owners = {o.of for o in offices}
    row = load_entities().by_id.get(next(iter(owners))) if len(owners) == 1 else None
    founded = getattr(row, "start", "")
    own = sorted((t for t in terms if not acts(t)), key=lambda t: first_day(t.start))
    if not founded or not own or len({t.office for t in own}) > 1:
        return []
    if first_day(own[0].start) > _shifted(first_day(founded), FOUNDING_DAYS):
        return []
    return _people(own)[rank - 1 : rank]


def _gone(terms: list[Term], day: str) -> list[str]:
    """Return who held some offices before a day and no longer does, the latest first."""
    now = {t.person for t in terms if t.covers(day, day)}
    past = [t for t in terms if t.end and last_day(t.end) <= day and t.person not in now]
    return _people(sorted(past, key=lambda t: last_day(t.end), reverse=True))


def _leading(terms: list[Term], day: str, seat: str) -> list[Term]:
    """Return the terms of who leads, where a title as wide as "leader" fits several offices."""
    entities = load_entities()
    kinds = {t: getattr(entities.by_id.get(t.office), "kind", "") for t in terms}
    if not set(kinds.values()) <= LEADERS or len(set(kinds.values())) < 2:
        return terms
    wide = [t for t in terms if kinds[t] == "leader"]
    if wide:
        return wide
    owner = getattr(entities.by_id.get(terms[0].office), "of", "")
    leads = entities.leading_kind(seat or owner, day) or entities.leading_kind(owner, day)
    return [t for t in terms if kinds[t] == (leads or "head_of_state")] or terms


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _people(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(t.person for t in terms))
