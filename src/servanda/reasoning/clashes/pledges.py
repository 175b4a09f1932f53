"""Clashes of tellings: what somebody says that it will do or not do, and what it did."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import (
    SURE,
    agreed,
    done,
    needed,
    of_one_matter,
    place_of,
)
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import (
    contrary,
    names_left,
    one_doer,
    one_object,
    one_sense,
    same_who,
)
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

OWN = frozenset({"we", "i", "this government", "our government", "my government", "our country",
                 "my country", "this country", "our army", "our side"})  # fmt: skip
SAYING = frozenset({"say", "declare", "announce", "insist", "state", "tell", "add", "stress",
                    "affirm", "reaffirm", "confirm", "assure", "repeat", "write", "maintain",
                    "promise", "reply", "answer"})  # fmt: skip
# Of these a word is no pledge: they are what one thinks, or what comes to pass by itself.
NO_PLEDGES = frozenset({"win", "lose", "rise", "fall", "die", "happen", "continue", "end", "lapse",
                        "collapse", "begin", "reach", "complete", "speak", "accuse"})  # fmt: skip


def find(case: "Case") -> Iterator[Finding]:
    """Yield what somebody says in its own name that it will or will not do, beside its deed."""
    index = case.tellings_of_deeds
    by_number = {(t.document, t.n): t for t in index.every}
    for word in index.every:
        if not _pledged(case, word, by_number):
            continue
        yes = word.mood == "future" and not word.negated
        if yes:
            for deed in index.contrary(word):
                if done(deed) and contrary(word, deed) and one_object(word, deed):
                    yield from _broken(case, word, deed, "did the contrary")
        for deed in index.alike(word):
            if not one_sense(word, deed) or deed.mood != "fact" or (deed.noun and not deed.when):
                continue
            if not yes and done(deed):
                yield from _broken(case, word, deed, "did it")
            elif yes and deed.negated and not deed.force and (deed.ever or deed.when):
                yield from _broken(case, word, deed, "did not do it")


def _pledged(case: "Case", t: Telling, by_number: dict[tuple[str, int], Telling]) -> bool:
    """Say whether whoever is to do something says so: "we will not", "Kelm said that it would"."""
    willed = t.mood == "future" or (t.mood == "fact" and t.force == "refuse" and not t.owed)
    if not willed or t.noun or t.senses & NO_PLEDGES or not t.doers:
        return False
    p = case.evidence.predications[t.document][t.n]
    if p.modal not in ("will", "would") or p.passive:
        return False
    page = case.pages[t.document]
    if any(page.text[d.start : d.end].lower() in OWN for d in t.doers):
        return bool(page.voice(t.head)) and any(not d.bare for d in t.doers)
    above = by_number.get((t.document, p.above))
    return above is not None and above.lemma in SAYING and above.told and not above.negated and (
        any(same_who(d, s) for d in t.doers for s in above.doers)
    )  # fmt: skip


def _broken(case: "Case", word: Telling, deed: Telling, how: str) -> Iterator[Finding]:
    if not one_doer(word, deed) or names_left(word, deed) or not of_one_matter(case, word, deed):
        return
    if agreed(case, word, deed) < needed(word, deed, SURE) or not _later(word, deed):
        return
    if (word.document, word.sentence) == (deed.document, deed.sentence):
        return
    yield between(
        case, "breach", "breach/word-and-deed", place_of(word), place_of(deed),
        explanation=f"a word given; by the other telling who gave it {how}",
        dissolved_by="the deed is not what was meant, or it was told before the word was given",
    )  # fmt: skip


def _later(word: Telling, deed: Telling) -> bool:
    """Say whether a deed is of a day after the word, or of the days that the word is of."""
    if word.when is not None and deed.when is not None and word.when.apart(deed.when):
        return False
    given = word.said[0]
    if given is None:
        return word.document == deed.document
    if deed.when is not None and deed.when.last is not None:
        return deed.when.last >= given
    return deed.said[0] is not None and deed.said[0] >= given and word.document != deed.document
