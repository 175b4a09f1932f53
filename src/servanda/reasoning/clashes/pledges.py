"""Clashes of tellings: what somebody says that it will do or not do, and what it did."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

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
from servanda.reasoning.tellings.thing import Thing

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
    """Yield what somebody says in its own name that it will or will not do, beside its deed.

    Beside another word of its own to the contrary it is a change.
    """
    index = case.tellings_of_deeds
    by_number = {(t.document, t.n): t for t in index.every}
    given = {(t.document, t.n): who for t in index.every if (who := _given(case, t, by_number))}
    for word in index.every:
        if (word.document, word.n) not in given:
            continue
        mine = replace(word, doers=given[word.document, word.n])
        if _willed(word):
            for deed in index.contrary(word):
                if done(deed) and contrary(word, deed) and one_object(word, deed):
                    yield from _broken(case, mine, deed, "did the contrary")
        for deed in index.alike(word):
            if not one_sense(word, deed):
                continue
            other = given.get((deed.document, deed.n))
            if other is not None and _willed(word) and not _willed(deed):
                yield from _taken_back(case, mine, replace(deed, doers=other))
            if deed.mood != "fact" or (deed.noun and not deed.when):
                continue
            if not _willed(word) and done(deed):
                yield from _broken(case, mine, deed, "did it")
            elif _willed(word) and deed.negated and not deed.force and (deed.ever or deed.when):
                yield from _broken(case, mine, deed, "did not do it")


def _willed(t: Telling) -> bool:
    """Say whether something is to be done, and not to be left."""
    return t.mood == "future" and not t.negated


def _given(
    case: "Case", t: Telling, by_number: dict[tuple[str, int], Telling]
) -> tuple[Thing, ...]:
    """Return who says in its own name that it will or will not do something, else nobody.

    "We will not", "Kelm said that it would", "the ministry announced that none would be sold".
    """
    p = case.evidence.predications[t.document][t.n]
    willed = t.mood == "future" or (t.mood == "fact" and t.force == "refuse" and not t.owed)
    if not willed or t.noun or t.senses & NO_PLEDGES or p.modal not in ("will", "would"):
        return ()
    page = case.pages[t.document]
    if t.doers and any(page.text[d.start : d.end].lower() in OWN for d in t.doers):
        return tuple(d for d in t.doers if not d.bare)
    above = by_number.get((t.document, p.above))
    if above is None or above.lemma not in SAYING or not above.told or above.negated:
        return ()
    own = any(same_who(d, s) for d in t.doers for s in above.doers)
    return above.doers if own or (p.passive and not t.doers) else ()


def _taken_back(case: "Case", word: Telling, other: Telling) -> Iterator[Finding]:
    """Yield two words of one giver to the contrary, given at different times."""
    if (word.document, word.sentence) == (other.document, other.sentence) or names_left(
        word, other
    ):
        return
    doer = one_doer(word, other)
    heads = {d.head for d in word.doers} & {d.head for d in other.doers} - {""}
    if doer is False or not (doer or heads) or one_object(word, other) is False:
        return
    if of_one_matter(case, word, other) and agreed(case, word, other) >= needed(word, other, SURE):
        yield between(
            case, "change", "change/word-taken-back", place_of(word), place_of(other),
            explanation="what was to be done is said, at another time, not to be",
            dissolved_by="the two are of different deeds or times",
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
