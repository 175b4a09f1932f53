"""Provisions: what a document says that a paragraph holds, against its row in the registry."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.lexicon.registry_rows import Commitment as Owed
from servanda.lexicon.registry_rows import Provision as Row
from servanda.model import Commitment
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held, Verdict
from servanda.reasoning.check.terms import NUMBER
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.locators import place, same_place
from servanda.reasoning.wording import senses

SAME, NEAR, OTHER = 0.5, 0.3, 0.15  # shares of common words of sense
ENOUGH = 2  # words that two wordings must share at least
DUTIES = ("obligation", "prohibition")
CLASHING = {("obligation", "permission"), ("permission", "obligation"),
            ("obligation", "prohibition"), ("prohibition", "obligation"),
            ("prohibition", "permission"), ("permission", "prohibition")}  # fmt: skip


class Likeness(Struct, frozen=True):
    """A provision of the registry and how like it is to what a document says: share, words."""

    row: Row
    share: float
    words: int


# What a text says outright that one must, may or may not do; "freedom" and "right" of one are
# duties of another and tell nothing.
FORCE = (
    ("prohibition", re.compile(
        r"\b(?:may|shall|must|can) not\b|\bforbid\w*|\bprohibit\w*|\bban(?:s|ned)\b|\bbars?\b|"
        r"\brules? out\b", re.I)),
    ("permission", re.compile(
        r"\bmay\b|\bpermit(?:s|ted)?\b|\ballow\w*|\bfree to\b|\bentitled to\b|\blets\b", re.I)),
    ("obligation", re.compile(
        r"\bmust\b|\bshall\b|\bobliged?\b|\bobliges\b|\bha(?:s|ve) to\b|\brequire[sd]?\b", re.I)),
)  # fmt: skip
UNLIKE = {("permission", "prohibition"), ("permission", "obligation"),
          ("obligation", "permission"), ("prohibition", "permission")}  # fmt: skip
COUNTED = re.compile(
    r"\b(\d[\d,]*|" + "|".join(sorted(NUMBER, key=len, reverse=True)) + r")[\s-]+"
    r"(year|month|day|week|kilomet\w+|km|per cent|percent|men|soldiers|troops|point|hour)s?\b",
    re.IGNORECASE,
)


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of what a stretch says of an instrument's content."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    words = text.words(stretch)
    names = frozenset(w for p in row.parties for w in senses(case.name(p)))
    named = frozenset(w for n in (row.title, *row.names) for w in senses(n))
    said = senses(words) - names - named
    known = [
        _likeness(said, p, names | named) for p in row.provisions if p.verified != "unverified"
    ]
    if not known or not said:
        return
    best = max(known, key=lambda k: (k.share, k.words))
    here = [k for k in known if stretch.locator and _at(k.row.locator, stretch.locator)]
    own = max(here, key=lambda k: k.words, default=None)
    found = own if own is not None and _is_own(words, own, known) else None
    if found is None and stretch.locator and _elsewhere(stretch.locator, own, best):
        if stretch.told or best.words > ENOUGH:  # the content itself tells which one is meant
            yield _held("differs", "paragraph", row.id, best,
                        f"{stretch.locator} says something of the kind as well")  # fmt: skip
        return
    if found is None and not stretch.locator and best.share >= SAME and best.words > ENOUGH:
        found = best
    if found is None:
        return
    aspect = _other_number(words, found, bool(stretch.locator)) or _other_force(words, found)
    if stretch.told or not aspect or found.words > ENOUGH:
        yield _held("differs" if aspect else "agrees", aspect or "content", row.id, found,
                    "another sentence of the provision is meant" if aspect else "")  # fmt: skip


def _is_own(words: str, own: Likeness, known: list[Likeness]) -> bool:
    """Say whether what is told of a provision is its content: like no other's as much."""
    if own.words >= ENOUGH:
        return True
    same = counted(words).items() & counted(" ".join((own.row.text, *_actions(own.row)))).items()
    others = max((k.words for k in known if k.row.locator != own.row.locator), default=0)
    return own.words + len(same) > others


def _held(verdict: Verdict, aspect: str, registry: str, found: Likeness, otherwise: str) -> Held:
    return Held(
        verdict=verdict, aspect=aspect, rule=f"check/{aspect}", registry=registry,
        source=found.row.source, says=f"{found.row.locator}: {found.row.text}", otherwise=otherwise,
    )  # fmt: skip


def _at(locator: str, told: str) -> bool:
    """Say whether a row's locator is the one told, or lies within it: an article of an annex."""
    return same_place(locator, told) or place(locator).startswith(place(told) + ",")


def _other_number(words: str, found: Likeness, cited: bool) -> str:
    """Return `quantity` where both count one thing in the same unit, and the numbers differ."""
    told, has = counted(words), counted(" ".join((found.row.text, *_actions(found.row))))
    for unit, numbers in told.items():
        known = has.get(unit, frozenset())
        if len(numbers) == 1 and known and not numbers & known and (cited or found.words > ENOUGH):
            return "quantity"
    return ""


def counted(text: str) -> dict[str, frozenset[int]]:
    """Return the numbers that a text has with each unit."""
    out: dict[str, set[int]] = {}
    for match in COUNTED.finditer(text):
        word = match[1].lower().replace(",", "")
        number = int(word) if word.isdecimal() else NUMBER.get(word, 0)
        out.setdefault(match[2].lower()[:4], set()).add(number)
    return {unit: frozenset(numbers) for unit, numbers in out.items()}


def _other_force(words: str, found: Likeness) -> str:
    """Return `force` where what is told as a duty, ban or freedom is surely another of these."""
    forces = {c.force for c in found.row.commitments}
    told = next((f for f, p in FORCE if p.search(words)), "")
    sure = told and forces and found.share >= SAME and found.words > ENOUGH
    clash = all((told, f) in UNLIKE for f in forces)
    return "force" if sure and clash else ""


def _actions(row: Row) -> tuple[str, ...]:
    return tuple(c.action for c in row.commitments)


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield what the record holds of the content, force and bearer told of a provision."""
    told = claim.record
    if not isinstance(told, Commitment) or told.instrument is None or told.registry is not None:
        return
    name = claim.name(told.instrument)
    row = case.registry.get(name) if name else None
    if row is None or told.action is None:
        return
    names = frozenset(w for p in row.parties for w in senses(case.name(p)))
    said = senses(told.action.text) - names
    known = [_likeness(said, p, names) for p in row.provisions if p.verified != "unverified"]
    if not known or not said:
        yield _none(case, name or "", told.provision)
        return
    best = max(known, key=lambda k: (k.share, k.words))
    here = [k for k in known if told.provision and _at(k.row.locator, told.provision)]
    own = max(here, key=lambda k: k.share, default=None)
    if own is not None and own.share >= NEAR and own.words >= ENOUGH:
        yield _content(case, claim, told, own)
    elif told.provision and _elsewhere(told.provision, own, best):
        yield Held(
            verdict="differs", aspect="paragraph", rule="check/paragraph", registry=row.id,
            source=best.row.source, says=f"{best.row.locator}: {best.row.text}",
            otherwise=f"{told.provision} says something of the kind as well",
        )  # fmt: skip
    elif not told.provision and best.share >= SAME and best.words >= ENOUGH:
        yield _content(case, claim, told, best)
    else:
        yield _none(case, name or "", told.provision)


def _none(case: Case, name: str, provision: str) -> Held:
    where = f"{provision} of {case.name(name)}" if provision else case.name(name)
    return Held(
        verdict="not in the record", aspect="content", rule="check/no-such-content",
        says=f"the record tells nothing of this of {where}",
    )  # fmt: skip


def _likeness(said: frozenset[str], row: Row, names: frozenset[str]) -> Likeness:
    text = " ".join((row.text, *_actions(row)))
    has = senses(text) - names
    shared = said & has
    return Likeness(row, len(shared) / max(1, min(len(said), len(has))), len(shared))


def _elsewhere(provision: str, own: Likeness | None, best: Likeness) -> bool:
    """Say whether the words are clearly those of another paragraph of the same kind."""
    same_kind = provision.partition(" ")[0] == best.row.locator.partition(" ")[0]
    clear = best.share >= SAME and best.words > ENOUGH
    return same_kind and clear and (own is None or own.share <= OTHER)


def _content(case: Case, claim: Claim, told: Commitment, found: Likeness) -> Held:
    """Return whether force and bearer are those of the provision; else that its content agrees."""
    owed = [c for c in found.row.commitments if c.force in (*DUTIES, "permission")]
    force, forces = _force(told), {c.force for c in owed}
    bearers = {p for r in told.bearers if (p := claim.party(case, r))}
    aspect = ""
    if forces and force not in forces and all((force, f) in CLASHING for f in forces):
        aspect = "force"
    elif bearers and owed and not any(_bears(c, bearers) for c in owed) and found.share >= SAME:
        aspect = "bearer"
    name = claim.name(told.instrument) if told.instrument else None
    return Held(
        verdict="differs" if aspect else "agrees", aspect=aspect or "content",
        rule=f"check/{aspect or 'content'}", registry=name or "", source=found.row.source,
        says=f"{found.row.locator}: {found.row.text}",
        otherwise="another sentence of the provision is meant" if aspect else "",
    )  # fmt: skip


def _force(told: Commitment) -> str:
    """Return the force told, a denied duty as what it leaves: "does not oblige" is a permission."""
    if told.polarity == "negated":
        return {"obligation": "permission", "permission": "prohibition"}.get(told.force, told.force)
    return told.force


def _bears(owed: Owed, told: set[str]) -> bool:
    known = {b for b in owed.bearers if b.startswith(("state:", "polity:", "org:", "group:"))}
    return not known or bool(known & told)
