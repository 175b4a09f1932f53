"""Acts on instruments as the registry's rows have them, found by the words of a question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from servanda.asking.answers import Sentence
from servanda.asking.words import WORD, lemmas, table
from servanda.lexicon.registry import Act, Instrument
from servanda.reasoning.case import Case

ENDING = frozenset({
    "withdrawal", "termination", "expiry", "supersession", "non_renewal", "notice", "suspension",
})  # fmt: skip
JOINING = frozenset({"signature", "ratification", "accession", "entry_into_force"})
WIDER = (ENDING, frozenset({"ratification", "accession", "entry_into_force"}))


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for row in table("act_words.tsv"):
        for entry in row["words"].split():
            words = tuple(entry.split("_"))
            out[words[0]].append((words, frozenset(row["kinds"].split())))
    return {first: tuple(found) for first, found in out.items()}


def act_kinds(question: str) -> frozenset[str]:
    """Return the kinds of acts on instruments that the words of a question may mean."""
    words = [m.group().lower() for m in WORD.finditer(question)]
    out: set[str] = set()
    for n, word in enumerate(words):
        for lemma in lemmas(word):
            for entry, kinds in _entries().get(lemma, ()):
                ahead = words[n : n + len(entry)]
                if len(ahead) == len(entry) and all(
                    e == w or e in lemmas(w) for e, w in zip(entry[1:], ahead[1:], strict=True)
                ):
                    out |= kinds
    return frozenset(out)


def acts_of(case: Case, row: Instrument, kinds: frozenset[str]) -> list[Act]:
    """Return a row's acts of some kinds (all where none is given) up to the day, oldest first."""
    acts = [a for a in row.acts if (not kinds or a.act in kinds)
            and a.date[:10] <= case.day.isoformat()]  # fmt: skip
    return sorted(acts, key=lambda a: a.date)


def acts_by(
    case: Case, row: Instrument, kinds: frozenset[str], actors: Iterable[str], *, widen: bool = True
) -> list[Act]:
    """Return the acts of some kinds by some actors, or by all parties, oldest first.

    Where none is of these kinds and `widen` is set, those that come to the same: one who withdrew
    may have given notice, one who is bound may have acceded. Without actors, an act of all parties
    stands for what follows from it for each.
    """
    who = set(actors)
    known = {*row.parties, *row.signed_by, *(a.actor for a in row.acts)}
    if any(a not in known for a in who):
        return []
    own = [a for a in acts_of(case, row, kinds) if not who or a.actor in (*who, "all")]
    if who and any(a.actor in who for a in own):
        own = [a for a in own if a.actor in who or a.act not in ("entry_into_force",)]
    if not who:
        whole = {a.act for a in own if a.actor == "all"}
        own = [a for a in own if a.actor == "all" or a.act not in whole]
    if own or not widen or not kinds:
        return own
    for some in WIDER:
        if kinds & some and kinds <= some | {"notice"}:
            more = acts_by(case, row, some, who, widen=False)
            return [a for a in more if a.act != "suspension" or "suspension" in kinds] or more
    return []


def of_act(case: Case, row: Instrument, act: Act) -> Sentence:
    """Return an act of the registry as a sentence."""
    who = "all parties" if act.actor == "all" else case.name(act.actor)
    note = f" ({act.note})" if act.note else ""
    doubt = ", not verified" if act.verified == "unverified" else ""
    days = act.date.replace("/", " to ")
    more = f", until {act.to}" if act.to and act.to[:1].isdigit() else ""
    against = f" against {case.name(act.against)}" if act.against else ""
    return Sentence(
        f"{days}: {act.act.replace('_', ' ')} by {who}{against}, {case.name(row.id)}{more}"
        f"{note}{doubt}",
        registry=(act.id,), quotes=(act.source,),
    )  # fmt: skip


def of_row(row: Instrument, text: str) -> Sentence:
    """Return a sentence that rests on a row of the registry."""
    return Sentence(text, registry=(row.id,), quotes=(row.source,))


def no_act(case: Case, row: Instrument, kinds: frozenset[str], actors: Iterable[str]) -> Sentence:
    """Return that the record shows no such act, or that somebody is no party at all."""
    names, who = case.name(row.id), [*actors]
    known = {*row.parties, *row.signed_by, *(a.actor for a in row.acts)}
    outside = [a for a in who if a not in known and not a.startswith("person:")]
    if outside and row.parties:
        rest = ", which lists not all of them" if row.parties_note else ""
        return of_row(row, f"The record does not show it: {case.name(outside[0])} is no party to "
                           f"{names} in it{rest}, and it has no act of theirs")  # fmt: skip
    some = " and ".join(map(case.name, who)) or "any party"
    kind = ", ".join(sorted(k.replace("_", " ") for k in kinds)) or "any kind"
    never = kinds & {"entry_into_force", "ratification"} and not acts_of(case, row, kinds)
    tail = ": by the record it never entered into force" if (
        never and not acts_of(case, row, frozenset({"entry_into_force"})) and not who
    ) else ""  # fmt: skip
    return of_row(row, f"The record does not show it: no act of {some} on {names} ({kind}){tail}")


def successors(case: Case, row: Instrument) -> Iterator[Sentence]:
    """Yield the instruments that supersede one, as links of the registry have it."""
    for other in case.registry.instruments:
        for link in other.links:
            if link.relation == "supersedes" and link.to == row.id:
                day = (link.date or other.date).replace("/", " to ")
                yield of_row(other, f"{day}: {case.name(other.id)} supersedes {case.name(row.id)}")
