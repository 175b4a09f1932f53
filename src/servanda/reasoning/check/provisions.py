"""Provisions: what a document says that a paragraph holds, against its row in the registry."""

from collections.abc import Iterator

from msgspec import Struct

from servanda.lexicon.registry_rows import Commitment as Owed
from servanda.lexicon.registry_rows import Provision as Row
from servanda.model import Commitment
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense as senses
from servanda.reasoning.check.claim import Claim, Held
from servanda.reasoning.locators import place, same_place

SAME, NEAR, OTHER = 0.5, 0.3, 0.15  # shares of common words of sense
ENOUGH = 2  # words that two wordings must share at least
DUTIES = ("obligation", "prohibition")
# A duty to do and a ban on undoing are often one; a freedom is neither.
CLASHING = {("obligation", "permission"), ("permission", "obligation"),
            ("prohibition", "permission"), ("permission", "prohibition")}  # fmt: skip


class Likeness(Struct, frozen=True):
    """A provision of the registry and how like it is to what a document says: share, words."""

    row: Row
    share: float
    words: int


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
    known = [likeness(said, p, names) for p in row.provisions if p.verified != "unverified"]
    if not known or not said:
        yield _none(case, name or "", told.provision)
        return
    best = max(known, key=lambda k: (k.share, k.words))
    here = [k for k in known if told.provision and at_place(k.row.locator, told.provision)]
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


def likeness(said: frozenset[str], row: Row, names: frozenset[str]) -> Likeness:
    """Return how like what is said is to a provision, the names of the parties left out."""
    text = " ".join((row.text, *actions(row)))
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
    force, forces = force_of(told), {c.force for c in owed}
    bearers = {p for r in told.bearers if (p := claim.party(case, r))}
    aspect = ""
    if forces and force not in forces and all((force, f) in CLASHING for f in forces):
        aspect = "force"
    elif bearers and owed and found.share >= SAME and not any(
            _bears(c, bearers) for c in found.row.commitments):  # fmt: skip
        aspect = "bearer"
    name = claim.name(told.instrument) if told.instrument else None
    return Held(
        verdict="differs" if aspect else "agrees", aspect=aspect or "content",
        rule=f"check/{aspect or 'content'}", registry=name or "", source=found.row.source,
        says=f"{found.row.locator}: {found.row.text}",
        otherwise="another sentence of the provision is meant" if aspect else "",
    )  # fmt: skip


def force_of(told: Commitment) -> str:
    """Return the force told, a denied duty as what it leaves: "does not oblige" is a permission."""
    if told.polarity == "negated":
        return {"obligation": "permission", "permission": "prohibition"}.get(told.force, told.force)
    return told.force


def _bears(owed: Owed, told: set[str]) -> bool:
    known = {b for b in owed.bearers if b.startswith(("state:", "polity:", "org:", "group:"))}
    return not known or bool(known & told)


def at_place(locator: str, told: str) -> bool:
    """Say whether a row's locator is the one told, or lies within it: an article of an annex."""
    mine, theirs = place(locator), place(told)
    return same_place(locator, told) or mine.startswith((theirs + ",", theirs + "("))


def actions(row: Row) -> tuple[str, ...]:
    """Return what a provision has its bearers do, in words."""
    return tuple(
        f"{c.action}, {c.quantity.value:g} {c.quantity.unit}" if c.quantity else c.action
        for c in row.commitments
    )
