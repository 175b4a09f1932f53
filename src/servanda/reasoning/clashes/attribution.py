"""attribution: one quotation in two mouths, or in two wordings that do not say the same."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches

from msgspec import Struct

from servanda.model import Finding, Ref, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.check.words import CHANGED, distance, words_in
from servanda.reasoning.clashes.pair import clash
from servanda.reasoning.deeds import proper
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import empty_words, senses, sentence_of

LEAST = 7  # words from which on two people seldom say the same by chance
RUN = 3  # words in a row that two quotations must share to be compared at all
COMMON = 40  # quotations that may share a run before it is taken for a phrase of the trade
OCCASION = timedelta(days=10)  # tellings further apart may be of two speeches
VARIANT = 0.75  # likeness from which on two words are two spellings of one
DENYING = frozenset({
    "no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without",
})  # fmt: skip
NUMBER = re.compile(r"\d+")
# Words that mark that the speaker repeats somebody else's words.
ECHO = re.compile(
    r"\b(?:repeat\w*|echo\w*|quot\w+|cit(?:ed|es|ing)|read(?:s|ing)? out|recit\w+|recall\w*|"
    r"remind\w*|paraphras\w+|in the words of|borrow\w*|jointly|both|reads?)\b", re.IGNORECASE,
)  # fmt: skip
OFFICE = re.compile(
    r"\b(?:spokes\w+|ministry|office|government|presidency|kremlin|white house|department|agency|"
    r"army|press|service|embassy|statement|source|official|he|she|they|it|who)\b", re.IGNORECASE,
)  # fmt: skip


class Quoted(Struct, frozen=True):
    """A direct quotation: its words, who is said to have said it, and the person or party."""

    record: Statement
    words: tuple[str, ...]
    speaker: Ref
    person: str
    party: str


def find(case: Case) -> Iterator[Finding]:
    """Yield quotations that are told of two speakers, and those that are told with other words."""
    seen: set[tuple[str, ...]] = set()
    for one, other in _pairs(_quoted(case)):
        key = _key(one, other)
        if key in seen or ECHO.search(_around(case, one) + _around(case, other)):
            continue
        far = distance(list(one.words), list(other.words)) / max(len(one.words), len(other.words))
        if far > CHANGED:
            continue
        if _same_mouth(one, other):
            if far and one.record.document != other.record.document and _near(case, one, other):
                changed = _changed(one.words, other.words)
                if changed:
                    seen.add(key)
                    yield _finding(case, "attribution/other-words", one, other, changed)
        elif not far and _two_mouths(one, other) and _near(case, one, other):
            seen.add(key)
            yield _finding(case, "attribution/two-mouths", one, other, "")


def _quoted(case: Case) -> list[Quoted]:
    out = []
    for record in case.evidence.records:
        if not isinstance(record, Statement) or record.manner != "direct" or not record.speaker:
            continue
        words = tuple(words_in(record))
        if len(words) < LEAST or record.registry is not None:
            continue
        who = record.speaker
        person = case.evidence.same.get(who.id, who.id) if who.id else ""
        day = case.evidence.said_on(record)[1]
        party = party_of(who, day, case.entities, case.evidence) or ""
        out.append(Quoted(record, words, who, person, party))
    return out


def _pairs(quoted: list[Quoted]) -> Iterator[tuple[Quoted, Quoted]]:
    """Yield pairs that share a run of words, each once; runs that all share tell nothing."""
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(quoted):
        near: dict[int, None] = {}
        runs = {one.words[i : i + RUN] for i in range(len(one.words) - RUN + 1)}
        for run in sorted(runs):
            if len(by_run[run]) < COMMON:
                near |= dict.fromkeys(by_run[run])
                by_run[run].append(n)
        for m in near:
            longer, shorter = sorted((len(one.words), len(quoted[m].words)), reverse=True)
            if longer - shorter <= CHANGED * longer:
                yield quoted[m], one


def _key(one: Quoted, other: Quoted) -> tuple[str, ...]:
    """Return what a pair is known by: who said which words; telling it again adds nothing."""
    return tuple(sorted(f"{q.person or q.speaker.surface}: {' '.join(q.words)}"
                        for q in (one, other)))  # fmt: skip


def _around(case: Case, one: Quoted) -> str:
    """Return what stands about a quotation in its sentence, the quotation left out."""
    text = sentence_of(case.evidence, one.record)
    for anchor in one.record.content:
        text = text.replace(anchor.quote, " ")
    return f" {text} "


def _names(ref: Ref) -> frozenset[str]:
    return proper(ref.surface) - senses("President Minister Prime Foreign Defence Secretary "
                                        "General Ambassador King Chancellor Mr Mrs Dr")  # fmt: skip


def _same_mouth(one: Quoted, other: Quoted) -> bool:
    """Say whether both are surely told of one speaker: by identity, else by the same full name."""
    if one.person and other.person:
        return one.person == other.person
    names = _names(one.speaker), _names(other.speaker)
    return not one.person and not other.person and names[0] == names[1] and bool(names[0])


def _two_mouths(one: Quoted, other: Quoted) -> bool:
    """Say whether the speakers are surely two: two persons, or two parties."""
    if any(OFFICE.search(q.speaker.surface) for q in (one, other)):
        return False  # an office speaks for whoever holds it
    names = _names(one.speaker), _names(other.speaker)
    if names[0] & names[1] or not all(names):
        return False
    if one.person and other.person:
        persons = [q.person.startswith("person:") for q in (one, other)]
        return one.person != other.person and (all(persons) or one.party != other.party)
    # Unknown to the lexicon: two names of two people, not a name and a country.
    return not any(q.person and not q.person.startswith("person:") for q in (one, other))


def _near(case: Case, one: Quoted, other: Quoted) -> bool:
    """Say whether both may tell of one occasion."""
    days = case.evidence.said_on(one.record), case.evidence.said_on(other.record)
    if any(d is None for pair in days for d in pair):
        return True
    first, last = sorted(d[0] for d in days if d[0])[-1], min(d[1] for d in days if d[1])
    return first - last <= OCCASION


def _changed(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return what of the sense is otherwise: a denial, a number, or words of sense exchanged.

    Words left out or put in are no other words: papers shorten what they quote.
    """
    a, b = frozenset(one), frozenset(other)
    if _denials(one) != _denials(other):
        return "a denial"
    numbers = [{w for w in x if NUMBER.fullmatch(w)} for x in (a, b)]
    if all(numbers) and numbers[0] != numbers[1]:
        return "a number"
    mine, theirs = (
        _senses(frozenset(w for w in x if not get_close_matches(w, y, 1, VARIANT)))
        for x, y in ((a - b, b - a), (b - a, a - b))
    )
    return "words" if mine - theirs and theirs - mine else ""


def _denials(words: tuple[str, ...]) -> int:
    # "don't" comes as two words, "don" and "t".
    return sum(w in DENYING or w == "t" for w in words) % 2


def _senses(words: frozenset[str]) -> frozenset[str]:
    return senses(" ".join(sorted(w for w in words if w not in empty_words())))


def _finding(case: Case, rule: str, one: Quoted, other: Quoted, changed: str) -> Finding:
    names = [case.name(q.person) if q.person else q.speaker.surface for q in (one, other)]
    quotes = [" ... ".join(a.quote for a in q.record.content) for q in (one, other)]
    explanation = (
        f"{names[0]} is quoted with “{quotes[0]}” and with “{quotes[1]}”: {changed} otherwise"
        if changed
        else f"“{quotes[0]}” is told as the words of {names[0]} and as those of {names[1]}"
    )
    return clash(
        case, "attribution", rule, one.record, other.record, explanation=explanation,
        dissolved_by=(
            "they are two translations, or were said on two occasions" if changed
            else "one repeats the other, or both read out one text"
        ),
    )  # fmt: skip
