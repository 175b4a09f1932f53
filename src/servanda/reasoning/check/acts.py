"""Acts: who signed, ratified, left, suspended ... what and when, against the acts on record."""

import re
from collections.abc import Iterator

from servanda.model import Act, When
from servanda.reasoning.board import LIVING, OVER, WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held, Verdict, softened
from servanda.reasoning.log import BREACH, MODALITY
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.parties import state_of, told_by_text
from servanda.reasoning.shown import Shown, dated, done_by, parties_of, shown

# Acts that are done once: a telling on another day is a difference and not another act.
ONCE = ("signature", "ratification", "accession", "entry_into_force", "expiry")
ENDS = ("expiry", "termination", "withdrawal", "supersession")
LEAVING = ("withdrawal", "notice", "termination", "suspension", "non_renewal", "supersession")
HOLDS = ("reaffirmation",)
# The statuses that bear out each telling of an end, and those that bear out that it holds.
OVER_BY = {
    "expiry": frozenset(("expired", "terminated")),
    "withdrawal": frozenset(("withdrawn", "terminated")),
    "supersession": frozenset(("superseded",)),
}
HOLDING = LIVING - {"suspended"}
PLANS = {
    "future": "something still to come", "conditional": "something under a condition",
    "possible": "only a possibility",
}  # fmt: skip
NOBODY = re.compile(r"\b(?:neither|nobody|no one|none|no (?:side|party|state))\b[^,;]*$", re.I)
HOW = re.compile(r"\s+(?:by|in|at|on)\b")
UNTIL = re.compile(r"\s+(?:\w+\s+)?until\b")
ANOTHER = "another instrument or another act is meant"


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield what the record holds of an act: kind, party, day, and whether it still holds."""
    act = claim.record
    if not isinstance(act, Act) or told_by_text(act) or _no_longer(claim, act):
        return
    done = MODALITY[act.modality]
    if done in PLANS:
        yield Held(verdict="not checkable", aspect="act", rule="check/plan",
                   says=f"the act is told as {PLANS[done]}")  # fmt: skip
        return
    negated = act.polarity == "negated" or done == "negated" or _nobody(claim, act)
    name = claim.name(act.instrument)
    if name is None or (case.registry.get(name) is None and not shown(case, name)):
        yield Held(verdict="not in the record", aspect="instrument", rule="check/unknown",
                   says="the record has nothing on what is meant here")  # fmt: skip
        return
    if act.act == "signature" and act.anchors[0].quote.lower().startswith("initial"):
        found = _initialled(case, name)
    elif act.act in BREACH:
        found = _breach(case, claim, act, name)
    elif negated and not _contrasted(claim, act):
        found = _not_done(case, claim, act, name)
    else:
        found = _done(case, claim, act, name)
    for held in found:
        yield held if surely_meant(act.instrument) else softened(held)


def _no_longer(claim: Claim, act: Act) -> bool:
    """Say whether an end is told as a denied state, or only how it was done is denied.

    "Is no longer a party", "lasted until", "was not signed in Rome".
    """
    text = claim.told.documents[act.document].text
    words = text[act.anchors[0].start : act.anchors[-1].end + 1]
    until = UNTIL.match(text, act.anchors[-1].end) is not None
    how = act.act == "signature" and HOW.match(text, act.anchors[-1].end) is not None
    return act.polarity == "negated" and ("no longer" in words or until or how)


def _nobody(claim: Claim, act: Act) -> bool:
    """Say whether it is told that nobody did it: "neither has declared it ended"."""
    text = claim.told.documents[act.document].text
    before = text[claim.sentence[0] : act.anchors[0].start]
    return NOBODY.search(before) is not None


def _initialled(case: Case, name: str) -> Iterator[Held]:
    """Yield whether the record tells that a text was initialled, which is no signature."""
    row = case.registry.get(name)
    notes = f"{row.place}; {row.terms_note}; {row.parties_note}" if row else ""
    if row is not None and "initial" in notes:
        yield Held(verdict="agrees", aspect="act", rule="check/initialled", registry=row.id,
                   says=f"{case.name(name)}: {notes.strip('; ')}", source=row.source)  # fmt: skip
    else:
        yield Held(verdict="not in the record", aspect="act", rule="check/initialled",
                   says="the record has signatures and no initials")  # fmt: skip


def _contrasted(claim: Claim, act: Act) -> bool:
    """Say whether only how it was done is denied: "signed not by the presidents but by ..."."""
    text = claim.told.documents[act.document].text
    end = act.anchors[-1].end
    return re.match(r"\s+not\s+(?:by|in|on|at|with)\b", text[end : end + 12]) is not None


def _done(case: Case, claim: Claim, act: Act, name: str) -> Iterator[Held]:
    """Yield what the record holds of an act told as done, for each party that is named."""
    acts, parties = shown(case, name), parties_of(case, name)
    known = _parties(case, claim, act)
    found = False
    for party in known or (None,):
        fitting = done_by(acts, act.act, party, parties)
        if party is None and act.actors and act.date is None:
            fitting = [f for f in fitting if f.actor == "all"]  # whoever it was
        if fitting:
            found = True
            yield _dated(case, claim, act, name, fitting)
        elif (other := _strange(case, act, name, party, acts)) is not None:
            found = True
            yield other
    if not found and act.act in (*ENDS, *HOLDS):
        status = _status(case, claim, act, name, over=act.act in ENDS)
        found = status is not None
        if status is not None:
            yield status
    if not found:
        yield Held(
            verdict="not in the record", aspect="act", rule="check/no-such-act",
            says=f"the record shows no {_word(act.act)} of {_names(case, known)}: "
            f"{case.name(name)}",
        )  # fmt: skip


def _parties(case: Case, claim: Claim, act: Act) -> tuple[str, ...]:
    """Return for whom those who did an act acted, on its day where one is told."""
    day = act.date.latest if act.date and act.date.latest else None
    found = (claim.party(case, r, day) for r in act.actors)
    return tuple(dict.fromkeys(p for p in found if p and not p.startswith("person:")))


def _dated(case: Case, claim: Claim, act: Act, name: str, fitting: list[Shown]) -> Held:
    """Return whether the day that is told is a day on which the record has the act."""
    nearest = fitting[0]
    when = act.date
    if when is None or when.earliest is None or when.latest is None:
        return _held("agrees", "act", "check/act", case, name, nearest)
    for one in fitting:
        if _meets(when, one):
            return _held("agrees", "date", "check/act-date", case, name, one)
    told = {abs((a.first - when.earliest).days): a for a in fitting if a.first and a.last}
    if not told:
        return _held("agrees", "act", "check/act", case, name, nearest)
    nearest = told[min(told)]
    # A parliament ratifies before the instrument is deposited: only another year tells.
    year = nearest.first is not None and when.earliest.year != nearest.first.year
    if act.act in ("ratification", "accession") and _effect(when, nearest, act):
        return _held("not in the record", "date", "check/act-date", case, name, nearest)
    if act.act == "ratification" and PARLIAMENT.search(claim.words):
        return _held("not in the record", "date", "check/act-date", case, name, nearest)
    once = act.act in ONCE and act.act == nearest.kind and (year or act.act != "ratification")
    if (once or _slipped(when, nearest)) and not _pointed_at(claim, when):
        return _held("differs", "date", "check/act-date", case, name, nearest)
    return _held("not in the record", "date", "check/act-date", case, name, nearest)


# A parliament approves before the instruments are exchanged, which is the day on record.
PARLIAMENT = re.compile(r"\b(?:Senate|Duma|Congress|Rada|Bundestag|Knesset|Majlis|Sejm|Riksdag|"
                        r"Federation Council|National Assembly|Verkhovna)\b")  # fmt: skip
POINTED = re.compile(r"\b(?:that|the same|the (?:next|following)|this)\s+$", re.IGNORECASE)


def _pointed_at(claim: Claim, when: When) -> bool:
    """Say whether a day is told by pointing back: of "that June" the year is worked out."""
    text = claim.told.documents[claim.record.document].text
    at = when.anchors[0].start if when.anchors else 0
    quote = when.anchors[0].quote if when.anchors else ""
    return POINTED.search(text[max(0, at - 20) : at]) is not None or (
        POINTED.match(quote + " ") is not None
    )


FORMAL = re.compile(r"ratif|acced|deposit|instrument|access|approv|accept|adher", re.IGNORECASE)
LATER = 400  # days from a deposit to its effect


def _effect(when: When, one: Shown, act: Act) -> bool:
    """Say whether a joining may be told of the day it took effect: "in February it was back"."""
    quote = " ".join(a.quote for a in act.anchors)
    if FORMAL.search(quote) or not (when.earliest and one.last):
        return False
    return 0 < (when.earliest - one.last).days <= LATER


def _meets(when: When, one: Shown) -> bool:
    """Say whether a telling and an act on record have a day in common."""
    first, last = when.earliest, when.latest
    return bool(
        first and last
        and (one.first is None or one.first <= last) and (one.last is None or first <= one.last)
    )  # fmt: skip


def _slipped(when: When, one: Shown) -> bool:
    """Say whether a told day is another than the one on record by more than steps lie apart.

    An exit is announced, notified and takes effect on several days: only a later day of the same
    month, the same day of another year, and what is told years off, is a difference.
    """
    if not (when.earliest and when.latest and one.first and one.last):
        return False
    told = when.earliest
    exact = told == when.latest and one.first == one.last
    if exact and (told.year, told.month) == (one.first.year, one.first.month):
        return told > one.first
    if exact and (told.year, told.day) == (one.first.year, one.first.day):
        return True
    if exact and (told.month, told.day) == (one.first.month, one.first.day):
        return True
    return told.year > one.last.year + 1 or when.latest.year < one.first.year - 1


def _strange(case: Case, act: Act, name: str, party: str | None, acts: list[Shown]) -> Held | None:
    """Return the difference where somebody is said to have signed what others signed.

    Only states and such bodies, and only where the registry knows the parties and has no note
    that others took part.
    """
    row = case.registry.get(name)
    if act.act != "signature" or party is None or row is None or not row.parties:
        return None
    if row.verified == "unverified" or row.parties_note or len(row.parties) > 6:
        return None
    own = party in row.parties or not party.startswith(("state:", "polity:"))
    days = dated(row)
    signers = {state_of(p, days[0], case.entities) for p in row.signed_by} if days else set()
    if own or party in signers or case.name(party) in row.terms_note:
        return None
    parties = _names(case, row.parties)
    return Held(
        verdict="differs", aspect="party", rule="check/party", registry=row.id,
        source=row.source, says=f"{case.name(name)} is between {parties}",
        otherwise=f"{case.name(party)} signed as a witness or guarantor",
    )  # fmt: skip


def _not_done(case: Case, claim: Claim, act: Act, name: str) -> Iterator[Held]:
    """Yield what the record holds of an act told as not done: "never ratified", "still holds"."""
    acts, parties = shown(case, name), parties_of(case, name)
    known = _parties(case, claim, act)
    before = claim.day or case.day
    for party in known or (None,):
        done = [a for a in done_by(acts, act.act, party, parties)
                if a.kind == act.act or act.act in ("ratification", "accession")]  # fmt: skip
        done = [a for a in done if a.last is None or a.last <= before]
        if act.act == "signature" and (note := _unsigned(case, name)):
            yield Held(verdict="agrees", aspect="act", rule="check/unsigned", registry=name,
                       says=f"{case.name(name)}: {note}")  # fmt: skip
        elif done and (party is not None or act.act in ONCE):
            yield _held("differs", "act", "check/act-denied", case, name, done[-1])
        elif act.act not in ENDS and not done and party and _kept_of(acts, act.act, party):
            yield Held(
                verdict="agrees", aspect="act", rule="check/none-on-record", registry=name,
                says=f"the record shows no {_word(act.act)} of {case.name(party)} "
                f"({case.name(name)})", otherwise="the record is not complete",
            )  # fmt: skip
        elif act.act in ENDS and (status := _status(case, claim, act, name, over=False)):
            yield status
        else:
            yield Held(
                verdict="not in the record", aspect="act", rule="check/no-such-act",
                says=f"the record shows no {_word(act.act)} of {_names(case, known)}: "
                f"{case.name(name)}",
            )  # fmt: skip


def _unsigned(case: Case, name: str) -> str:
    """Return the note of a row that says that its instrument was agreed and not signed."""
    row = case.registry.get(name)
    notes = [row.parties_note, row.terms_note, *(a.note for a in row.acts)] if row else []
    return next((n for n in notes if UNSIGNED.search(n)), "")


UNSIGNED = re.compile(r"\b(?:not|never) signed\b|\bunsigned\b|\bwithout (?:a )?signature", re.I)


def _kept_of(acts: list[Shown], kind: str, party: str) -> bool:
    """Say whether the record follows acts of a kind and knows the party: its silence tells."""
    kinds = ("ratification", "accession", "entry_into_force") if kind == "ratification" else (kind,)
    follows = any(a.kind in kinds for a in acts) or kind in LEAVING
    return follows and any(a.actor == party for a in acts)


def _status(case: Case, claim: Claim, act: Act, name: str, *, over: bool) -> Held | None:
    """Return whether what is said to be over, or to hold, is so by the formal record that day."""
    told = act.date.latest if over and act.date else None
    day = min(told or claim.day or case.day, case.day)
    parties = case.parties(name)
    own = [p for r in act.actors if (p := claim.party(case, r)) in parties]
    answers = [case.answer(name, p, "record", day) for p in own or parties]
    if not answers or not all(sure for _, _, sure in answers):
        return None
    statuses = frozenset(s for _, found, _ in answers for s in found)
    words = ", ".join(sorted(WORDS[s] for s in statuses))
    says = f"{case.name(name)}: {words} on {day.day} {day:%B %Y} by the formal record"
    agrees, differs = (OVER_BY.get(act.act, OVER), LIVING) if over else (HOLDING, OVER)
    if statuses <= agrees:
        return Held(verdict="agrees", aspect="status", rule="check/status", registry=name,
                    says=says)  # fmt: skip
    if statuses <= differs and act.act not in HOLDS:
        return Held(verdict="differs", aspect="status", rule="check/status", registry=name,
                    says=says, otherwise="the words are an evaluation and no legal claim, or the "
                    "formal record lacks an act")  # fmt: skip
    return Held(verdict="not in the record", aspect="status", rule="check/status", says=says)


def _breach(case: Case, claim: Claim, act: Act, name: str) -> Iterator[Held]:
    """Yield who else alleges the same breach; whether it is one nobody's record decides."""
    accused = act.against or (act.actors[0] if act.actors else None)
    party = claim.party(case, accused) if accused else None
    for other in done_by(shown(case, name), act.act, None, ()):
        row = case.registry.get(name)
        rows = [a for a in row.acts if a.id == other.registry] if row else []
        late = bool(claim.day and other.first and other.first > claim.day)
        if rows and party and rows[0].against == party and not late:
            yield _held("agrees", "allegation", "check/allegation", case, name, other)
            return
    yield Held(verdict="not in the record", aspect="allegation", rule="check/allegation",
               says="the record shows no such allegation, and decides on none")  # fmt: skip


def _held(verdict: Verdict, aspect: str, rule: str, case: Case, name: str, one: Shown) -> Held:
    return Held(
        verdict=verdict, aspect=aspect, rule=rule, says=one.says(case, name),
        registry=one.registry, source=one.source, records=(one.record,) if one.record else (),
        otherwise=ANOTHER if verdict == "differs" else "",
    )  # fmt: skip


def _word(kind: str) -> str:
    return kind.replace("_", " ")


def _names(case: Case, parties: tuple[str, ...]) -> str:
    """Return parties in words: "Armenia, Azerbaijan and Russia"."""
    names = [case.name(p) for p in parties] or ["anybody"]
    return " and ".join(n for n in (", ".join(names[:-1]), names[-1]) if n)
