"""Stances: what a document says that somebody holds, against what other documents say they hold."""

from collections.abc import Iterator

from servanda.model import Position
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held
from servanda.reasoning.issues import holder, opposed, quote, same_issue, words_of
from servanda.reasoning.wording import senses

OWN = ("author", "voice", "speaker")


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield what other documents tell of a holder's stance; the author's own is opinion."""
    told = claim.record
    if not isinstance(told, Position) or told.modality not in ("actual", "denied"):
        return
    who = claim.party(case, told.holder)
    if who is None or (told.holder.method in OWN and not told.attribution):
        return
    issue = words_of(case, told.issue, told.about)
    about = case.shelves.in_order(r for i in case.agents(who) for r in case.shelves.about(i))
    fitting = [p for p in about if isinstance(p, Position) and holder(case, p) == who
               and same_issue(issue, words_of(case, p.issue, p.about))]  # fmt: skip
    same = [p for p in fitting if p.stance == told.stance and p.polarity == told.polarity]
    contrary = [p for p in fitting if opposed(told, p) and _one_day(claim, case, p)]
    name = case.name(who)
    if same:
        yield Held(verdict="agrees", aspect="stance", rule="check/stance", records=(same[0],),
                   says=f"{name}: {quote(same[0])}")  # fmt: skip
    elif contrary:
        yield Held(
            verdict="differs", aspect="stance", rule="check/stance", records=(contrary[0],),
            says=f"{name}: {quote(contrary[0])}",
            otherwise="they changed their mind, or it is said of another matter",
        )  # fmt: skip
    elif registry := _recognised(case, who, told, issue):
        yield registry
    else:
        yield Held(verdict="not in the record", aspect="stance", rule="check/stance",
                   says=f"the record tells of no such stance of {name}")  # fmt: skip


def _one_day(claim: Claim, case: Case, other: Position) -> bool:
    """Say whether two stances are told of one day: else the holder may have turned."""
    mine = claim.record.date.latest if claim.record.date else claim.day
    theirs = other.date.latest if other.date else case.evidence.said_on(other)[1]
    return mine is not None and mine == theirs


def _recognised(case: Case, who: str, told: Position, issue: frozenset[str]) -> Held | None:
    """Return the agreement in which somebody recognised what they are said to recognise."""
    if told.stance != "recognises" or told.polarity == "negated" or told.issue is None:
        return None
    plain, ids = senses(told.issue.text), {w for w in issue if ":" in w}
    for row in case.registry.instruments:
        if who not in row.parties or row.verified == "unverified":
            continue
        for provision, owed in ((p, c) for p in row.provisions for c in p.commitments):
            has = senses(owed.action)
            about = not ids or ids & {*owed.counterparties, *row.parties}
            if owed.force != "recognition" or who not in owed.bearers or not about:
                continue
            if len(plain & has) * 2 > len(plain):
                return Held(
                    verdict="agrees", aspect="recognition", rule="check/recognition",
                    registry=row.id, source=provision.source,
                    says=f"{case.name(row.id)}, {provision.locator}: {provision.text}",
                )  # fmt: skip
    return None
