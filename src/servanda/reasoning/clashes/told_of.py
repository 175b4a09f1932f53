"""What parsed clauses tell of agreements, beside what `told` finds by words.

An agreement's deeds are told by few verbs and states; who says them, when and how meant is known
from the telling.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from servanda.model.predications import Predication
from servanda.reasoning.clashes.told import Told
from servanda.reasoning.tellings.index import in_document
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import PRONOUNS, Thing
from servanda.reasoning.tellings.words import rows

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

ENDED = ("no longer", "ceased", "ceases", "not any longer", "stopped")
IT = frozenset({"it", "which"})
BEING = frozenset({"be", "remain", "stay", "continue", "keep", "become", "stand", "lie", "prove"})
# Whose reference an agreement is that is signed, left or ended: what the verb is done to.
DONE_TO = frozenset({"sign", "ratify", "leave", "terminate", "reaffirm"})


def told_of(case: "Case", found: Iterable[Told]) -> Iterator[Told]:
    """Yield what tellings tell of agreements where no telling of `found` stands."""
    taken: dict[str, list[Told]] = defaultdict(list)
    for told in found:
        taken[told.document].append(told)
    for document in case.pages:
        what = f"told of {case.threads.meant(document)}"
        yield from case.once(what, document, partial(_in_document, case, document, taken[document]))


def _in_document(case: "Case", document: str, taken: list[Told]) -> list[Told]:
    out = []
    for telling in in_document(case, document):
        made = _told(case, telling)
        if made is None or telling.treaty:
            continue
        clear = not any(
            (t.start < made.end and made.start < t.end and t.deed == made.deed)
            or (t.start <= telling.head < t.end and t.key == made.key)
            for t in taken
        )  # fmt: skip
        if clear:
            out.append(made)
    return out


def of_another(case: "Case", told: Told) -> bool:
    """Say whether what words tell of an agreement its clause tells of another thing.

    "The conversation that lasted an hour and ended": no agreement ended.
    """
    if told.deed in ("sign", "ratify") and told.key.startswith("instrument:"):
        ids = {
            i for t in in_document(case, told.document)
            if told.start <= t.head < told.end and t.senses & {"sign", "conclude", "ratify"}
            for x in t.things for i in x.ids if i.startswith("instrument:")
        }  # fmt: skip
        return bool(ids) and told.key not in ids  # "superseded by Oslo II, signed in Washington"
    if told.deed not in ("end", "stand", "since", "enter"):
        return False
    text = case.pages[told.document].text
    inside = [
        t for t in case.tellings_of_deeds.of(told.document)
        if told.start <= t.head < told.end
        and case.evidence.predications[t.document][t.n].form == "finite"
    ]  # fmt: skip
    of = [x for t in inside for x in (*t.doers, *(t.things if t.passive else ()))]
    return bool(of) and not any(
        case.threads.spots(told.document, x.start, x.end)
        or text[x.start : x.end].lower() in PRONOUNS for x in of
    )  # fmt: skip


def _told(case: "Case", t: Telling) -> Told | None:
    p = case.evidence.predications[t.document][t.n]
    deed, negated = _deed(case, t, p)
    if not deed or t.force in ("must", "ban", "may"):
        return None
    key = _key(case, t, t.things if deed in DONE_TO else (*t.things, *t.doers))
    if not key:
        return None
    actors = frozenset[str]()
    for doer in t.doers if deed in DONE_TO or deed == "notice" else ():
        actors |= frozenset(i for i in doer.ids if not i.startswith("instrument:")) | doer.names
    return Told(
        t.document, t.start, t.end, deed, key, negated,
        t.ever or (negated and p.perfect), "open" if t.force == "refuse" else t.mood, actors,
        t.everybody, t.when, t.said, t.voice, now=p.tense == "present",
    )  # fmt: skip


def _deed(case: "Case", t: Telling, p: Predication) -> tuple[str, bool]:
    """Return which deed of an agreement a telling may be of, and whether it is denied."""
    table = _table()
    state = ""
    verb, _, particle = p.lemma.partition(" ")
    if verb in BEING:
        words = [particle, *(
            f"{a.preposition} {a.lemma}".strip().lower() for a in p.arguments
            if a.role in ("attribute", "oblique")
        )]  # fmt: skip
        state = next((f"be {w}" for w in words if f"be {w}" in table), "")
    deed = table.get(state or p.lemma, "")
    if p.progressive and deed in ("terminate", "end"):
        return "", False  # "is tearing up the paper": not yet done
    if deed == "stand" and t.negated:
        if t.ever and p.perfect:
            return "enter", True  # "has never been in force"
        return ("end", False) if _no_longer(case, t, p) else ("", False)
    if deed == "end" and t.negated and not p.perfect:
        return "stand", False
    if deed == "stand" and p.perfect:
        return "since", False
    if deed == "stand" and p.form in ("noun", "participle", "infinitive") and not state:
        return "", False
    return deed, t.negated


def _no_longer(case: "Case", t: Telling, p: Predication) -> bool:
    """Say whether what is denied held before: "no longer", "ceased to"."""
    text = case.pages[t.document].text[t.sentence[0] : t.head + len(p.lemma)].lower()
    return (p.tense == "present" and not p.perfect) or any(w in text for w in ENDED)


def _key(case: "Case", t: Telling, things: tuple[Thing, ...]) -> str:
    """Return which agreement is spoken of: named among some things, else what "it" points at."""
    for thing in things:
        spots = case.threads.spots(t.document, thing.start, thing.end)
        if spots:
            return spots[0].key
    ids = [i for thing in things for i in sorted(thing.ids) if i.startswith("instrument:")]
    return ids[0] if ids else ""


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return {
        w.replace("_", " "): row[1] for row in rows("agreement_deeds.tsv") for w in row[2].split()
    }
