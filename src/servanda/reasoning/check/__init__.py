"""Check: each claim of a document held against the record, and what the record shows instead."""

from collections.abc import Callable, Iterator

from servanda.model import (
    Act,
    Commitment,
    Evidence,
    Finding,
    Mention,
    Position,
    Prediction,
    Question,
    Record,
    Statement,
)
from servanda.reasoning.case import Case
from servanda.reasoning.check import (
    acts,
    contents,
    deeds,
    firsts,
    intervals,
    likened,
    namings,
    near,
    opinions,
    passages,
    provisions,
    sides,
    stances,
    statuses,
    terms,
    words,
)
from servanda.reasoning.check.claim import Claim, Held, finding_of, softened
from servanda.reasoning.check.doubt import doubted, unsure
from servanda.reasoning.check.own_rows import cited, with_own_texts
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.scenes import Scene
from servanda.reasoning.check.settled import settled
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import Kept, Stretch, Text

Rule = Callable[[Case, Claim], Iterator[Held]]

RULES: tuple[Rule, ...] = (
    acts.hold, namings.hold, provisions.hold, stances.hold, words.hold,
    opinions.hold,
)  # fmt: skip

OWN = (Position, Prediction, Question, Statement)  # kinds that are told as somebody's
NEAR = (near.hold, contents.near, statuses.near, deeds.near, terms.near, firsts.near,
        intervals.near, likened.near, sides.near)  # fmt: skip
SLIPPED, DATED = "check/slipped-date", ("check/act-date", "check/deed-date", "check/line-date")
CONTENTS = (contents.near, terms.near, likened.near)  # what an agreement says may be supposed


def check(case: Case, told: Evidence, kept: Kept | None = None) -> list[Finding]:
    """Return a finding for each claim of some documents, in the order of their texts.

    `case` is the record that they are held against and must not rest on them; `told` are the
    documents with their records. A finding's `type` is the verdict: `agrees`, `differs`, `not in
    the record` or `not checkable`. Claims at one place of which one says all that another says
    are one claim. `kept` is what an earlier check kept of one and the same document.
    """
    asked, case = case, with_own_texts(case)
    own = Case(told, case.day, registry=case.registry, entities=case.entities)
    texts = [Text(d, told, case, own, kept) for d in told.documents.values()]
    rows = Rows.of(case)
    walked = {t.document.id: tuple(Scene(t, rows).stretches()) for t in texts}
    for text in texts:
        text.spoken = frozenset(s.instrument for s in walked[text.document.id])
    known, places = settled(told, walked)
    held: dict[str, list[Held]] = {}
    claims: dict[str, Claim] = {}
    for record in known.records:
        place = places.get(record.id)
        if place is not None and place.aside(told) and not isinstance(record, OWN):
            continue
        claim = Claim(record, known)
        if here := [h for rule in RULES for h in rule(case, claim)]:
            claims[record.id], held[record.id] = claim, here
    for text in texts:
        for one, found in (
            *_near(case, text, walked[text.document.id]),
            *passages.echoed(case, text),
            *passages.hold(case, text),
        ):
            claims.setdefault(one.id, Claim(one, known))
            held.setdefault(one.id, []).append(found)
    for mine, other in _told_again(claims):
        held[other] += held.pop(mine)
    held = dict(passages.borne_out(held, claims))
    of = {t.document.id: t for t in texts}
    for i, some in held.items():
        claim = claims[i]
        document = told.documents[claim.record.document]
        text = of[claim.record.document]
        held[i] = [
            softened(h) if doubted(document, claim.record, h, claim.sentence)
            or unsure(text, claim.record, h, walked[document.id]) else h for h in some
        ]  # fmt: skip
    findings = [finding_of(asked, claims[i], [cited(asked, case, h) for h in some])
                for i, some in held.items()]  # fmt: skip
    findings = [f for f in findings if not (f.rule == SLIPPED and _dated_too(f, findings))]
    return sorted(findings, key=lambda f: (f.values["document"], f.values["start"], f.id))


def _dated_too(slipped: Finding, findings: list[Finding]) -> bool:
    """Say whether an act in the same sentence differs in its day already."""
    mine = slipped.values
    return any(
        f.type == "differs" and f.rule in DATED and f.values["document"] == mine["document"]
        and f.values["sentence"] == mine["sentence"] for f in findings)  # fmt: skip


def _near(case: Case, text: Text, stretches: tuple[Stretch, ...]) -> Iterator[tuple[Record, Held]]:
    """Yield what is held of the stretches of a text, each with the record that tells it."""
    for stretch in stretches:
        if stretch.aside(text.told, contents=True):
            continue
        for rule in CONTENTS if stretch.aside(text.told) else NEAR:
            yield from ((h.at or stretch.by, h) for h in rule(case, text, stretch))


def _told_again(claims: dict[str, Claim]) -> Iterator[tuple[str, str]]:
    """Yield namings with the act or provision of the same instrument in the same sentence.

    "The memorandum of 5 December 1994 was signed ...": what is told with the name is told of the
    act, and both are one claim.
    """
    carrying: dict[tuple[str, int, str | None], str] = {}
    for i, claim in claims.items():
        if isinstance(claim.record, (Act, Commitment)) and claim.record.instrument is not None:
            at = (claim.record.document, claim.sentence[0], claim.name(claim.record.instrument))
            carrying.setdefault(at, i)
    for i, claim in claims.items():
        if isinstance(claim.record, Mention) and claim.record.rule != SPOT:
            at = (claim.record.document, claim.sentence[0], claim.name(claim.record.refers_to))
            if at in carrying:
                yield i, carrying[at]


def against(evidence: Evidence, documents: tuple[str, ...]) -> tuple[Evidence, Evidence]:
    """Return the record without some documents of it, and these documents by themselves."""
    mine = {i: d for i, d in evidence.documents.items() if i in documents}
    rest = {i: d for i, d in evidence.documents.items() if i not in documents}
    own: list[Record] = [r for r in evidence.records if r.document in mine]
    others: list[Record] = [r for r in evidence.records if r.document not in mine]
    record = Evidence(
        documents=rest,
        records=tuple(others),
        verdicts=evidence.verdicts,
        same=evidence.same,
        outcomes=evidence.outcomes,
    )
    told = Evidence(
        documents=mine,
        records=tuple(own),
        verdicts=evidence.verdicts,
        same=evidence.same,
        outcomes=evidence.outcomes,
    )
    return record, told
