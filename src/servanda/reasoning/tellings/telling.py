"""Tellings of a document: its predications with who and what they name, when, and how meant."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model.predications import Argument, Predication
from servanda.model.spelt import count_of
from servanda.reasoning.parties import party_of
from servanda.reasoning.tellings.meaning import Meant, meant
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import Window, taken_back, window_of
from servanda.reasoning.tellings.words import EMPTY, senses_of, sorts_of, states
from servanda.reasoning.wording import STEM, empty_words

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

ACTORS = ("state", "polity", "group", "org", "person")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
EVERYBODY = frozenset({"both", "all", "every", "each", "either", "neither", "no"})
NONE = frozenset({"nobody", "nothing", "none", "no-one"})
PARTIES = frozenset({"side", "party", "signatory", "country", "state", "government", "nobody",
                     "everybody", "everyone"})  # fmt: skip
THEY = PARTIES | {"article", "protocol", "mission", "commission", "president", "minister", "law",
                  "council", "office"}  # fmt: skip
EVER = re.compile(r"\b(?:never|ever|at no time|at any time|not (?:a|one) single|at all|nobody|none|"
                  r"no|not one)\b", re.IGNORECASE)  # fmt: skip
PRONOUNS = frozenset({"i", "we", "us", "me", "you", "he", "him", "she", "her", "it", "they", "them",
                      "this", "that", "these", "those", "who", "which", "one", "what",
                      "itself", "themselves", "himself", "herself", "ourselves"})  # fmt: skip
HOLDING = frozenset({"be", "stay", "remain", "keep", "lie", "stand", "leave", "hold", "find",
                     "become", "make", "get", "go", "declare", "come"})  # fmt: skip
ONCE = re.compile(r"(?:once|as soon as|until|till)\s", re.IGNORECASE)
THERE = re.compile(r"\bthere\s(?:\w+\s)?$", re.IGNORECASE)
DEMONYM = re.compile(r"^[A-Z]\w+(?:ese|ian|ians|ish|ean|ani|anian|ich|i|is)$")


class Thing(Struct, frozen=True):
    """Who or what a clause names: its place, ids, sorts and words.

    `ids` are those of the actors and agreements named (of a person or office also the state that
    it acts for), `sorts` what sort of thing the head is, `head` its stem; `words` are the stems of
    the other words, `names` the proper ones among them in lower case. `every` says that all
    parties are meant, `none` that there is none.
    """

    start: int
    end: int
    head: str
    ids: frozenset[str] = EMPTY
    sorts: frozenset[str] = EMPTY
    words: frozenset[str] = EMPTY
    names: frozenset[str] = EMPTY
    every: bool = False
    none: bool = False
    number: Number | None = None
    preposition: str = ""

    @property
    def bare(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.ids or self.sorts or self.head or self.names)


class Telling(Struct, frozen=True):
    """A deed as one clause tells it.

    `senses` are what its verb may mean, `doers` who does it, `things` to whom or what, `around`
    the rest (places, recipients, circumstances) with their prepositions. `mood`, `force` and
    `negated` are those of `meaning.Meant`; `ever` says that a denial is of all time. `when` are
    its days, `said` those on which it is told, `voice` who tells it. `keys` are the agreements
    that it names. `treaty` says that it stands in an agreement's own text, `heading` under which
    article.
    """

    document: str
    n: int
    start: int
    end: int
    head: int
    sentence: tuple[int, int]
    lemma: str
    senses: frozenset[str]
    doers: tuple[Thing, ...]
    things: tuple[Thing, ...]
    around: tuple[Thing, ...]
    mood: str
    force: str
    negated: bool
    ever: bool
    when: Window | None
    said: tuple[date | None, date | None]
    voice: str
    keys: frozenset[str]
    passive: bool = False
    noun: bool = False
    treaty: bool = False
    heading: str = ""
    tense: str = ""
    numbers: tuple[Number, ...] = ()

    @property
    def told(self) -> bool:
        """Say whether it is told as a fact, done or not done."""
        return self.mood == "fact" and self.force in ("", "refuse")

    @property
    def everybody(self) -> bool:
        """Say whether all parties are to do it, or none."""
        return any(d.every for d in self.doers)


def tellings_of(case: "Case", page: Page) -> list[Telling]:
    """Return what the clauses of a document tell, in order; none where it was not parsed."""
    parsed = case.evidence.predications.get(page.document.id, ())
    back = taken_back(page)
    out = []
    for n, p in enumerate(parsed):
        line = page.line_at(p.head)
        if line is None or line in back:
            continue
        out.append(_telling(case, page, line, parsed, n))
    return out


def _telling(
    case: "Case", page: Page, line: Line, parsed: tuple[Predication, ...], n: int
) -> Telling:
    p = parsed[n]
    text = page.text
    question = text[p.sentence[0] : p.sentence[1]].rstrip(' "”’)').endswith("?")
    how: Meant = meant(parsed, n, question or bool(ONCE.match(text, p.start)))
    doers = tuple(thing(case, page, a) for a in p.doers() if a.role != "of")
    done_to = tuple(thing(case, page, a) for a in p.done_to())
    mine = {id(a) for a in (*p.doers(), *p.done_to())}
    around = tuple(thing(case, page, a) for a in p.arguments if id(a) not in mine)
    things = done_to or tuple(t for t in around if t.preposition in ("of",))
    if how.duty >= 0 and not doers:
        doers = tuple(thing(case, page, a) for a in parsed[how.duty].doers())
    sorts = frozenset[str]().union(*(t.sorts | {t.head} for t in things or (*doers, *around)))
    ways = tuple(w for a in p.arguments for w in _ways(a))
    senses, state = senses_of(p.lemma, sorts, ways), _state(page, p)
    if state:
        senses = frozenset({state})
    elif p.lemma == "be" and THERE.search(text, p.sentence[0], p.at[0]):
        senses = frozenset({"present"})  # "There are 2,200 soldiers here"
    first, last = min(p.start, p.at[0]), max(p.end, p.at[1])
    start = max(first, line.start)
    keys = frozenset(s.key for s in case.threads.spots(page.document.id, first, last))
    clause = text[first:last]
    when = window_of(page, (start, p.at[0], p.at[1], min(last, line.end)), line)
    return Telling(
        page.document.id, n, first, last, p.head, p.sentence, p.lemma,
        senses, doers, things, around, how.mood, how.force, how.negated,
        how.negated and bool(EVER.search(clause) or p.perfect), when, page.days(),
        page.voice(p.head), keys, p.passive, p.form == "noun", page.treaty, line.heading, p.tense,
        tuple(numbers_in(text, first, last)),
    )  # fmt: skip


def _ways(a: Argument) -> tuple[str, ...]:
    """Return what may belong to a verb for its sense: "into", "home", "foot" of "set foot"."""
    if a.role in ("oblique", "recipient") and a.preposition:
        return (a.preposition,)
    if a.role in ("object", "attribute") or (a.role == "oblique" and not a.preposition):
        return (a.lemma.lower(),)
    return ()


def _state(page: Page, p: Predication) -> str:
    """Return the sense of a state that a verb of being or keeping tells of: "stays shut"."""
    verb, _, particle = p.lemma.partition(" ")
    if verb not in HOLDING:
        return ""
    if particle in states():
        return states()[particle]
    for a in p.arguments:
        if a.role in ("attribute", "oblique") and a.preposition in ("", "in", "at", "on", "under",
                                                                   "behind"):  # fmt: skip
            word = f"{a.preposition} {a.lemma}".strip().lower()
            if word in states():
                return states()[word]
    return ""


def thing(case: "Case", page: Page, a: Argument) -> Thing:
    """Return whom or what an argument names."""
    text = page.text[a.start : a.end]
    ids = frozenset(_ids(case, page, a))
    words, names = set[str](), set[str]()
    for m in WORD.finditer(text):
        low = m.group().lower().replace("’", "'").removesuffix("'s").rstrip("'")
        if m.group()[0].isupper() and _singular(low) not in THEY and (
            low in page.proper or DEMONYM.match(m.group())
        ):  # fmt: skip
            names.add(low[:6])
        elif a.start + m.start() != a.head and len(low) > 2 and low not in empty_words() and (
            count_of(low) is None and low not in PRONOUNS
        ):  # fmt: skip
            words.add(low[:STEM])
    lemma = _singular(a.lemma.lower())
    common = not a.name or lemma in THEY or bool(sorts_of(lemma))
    head = "" if not common or lemma in PRONOUNS | EVERYBODY | NONE else lemma[:STEM]
    number = next(iter(numbers_in(page.text, a.start, a.end)), None) if a.number else None
    none = a.determiner in ("no", "neither") or lemma in NONE
    return Thing(
        a.start, a.end, head, ids, sorts_of(lemma) if common else EMPTY, frozenset(words),
        frozenset(names), _everybody(a, lemma, text), none, number, a.preposition,
    )  # fmt: skip


def _everybody(a: Argument, lemma: str, text: str) -> bool:
    """Say whether an argument means all parties, or none of them."""
    if lemma in ("nobody", "everybody", "everyone", "no-one"):
        return True
    plural = a.lemma.lower() != lemma or text.lower().rstrip().endswith("s")
    wide = a.determiner in EVERYBODY or (a.determiner == "the" and plural)
    return (lemma in PARTIES and wide) or (lemma in EVERYBODY and not a.number)


def _singular(word: str) -> str:
    """Return a noun that the parse took for a name in the singular: "Parties", "Party"."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and word[:-1] in THEY else word


def _ids(case: "Case", page: Page, a: Argument) -> Iterator[str]:
    """Yield the ids of whom an argument names; of who acts for a state, the state's too."""
    for start, end, ref in page.names_in(a.start, a.end):
        if not (start <= a.head < end) and not ref.surface[:1].isupper():
            continue
        if ref.id and ref.id.partition(":")[0] in (*ACTORS, "instrument", "place"):
            yield case.evidence.same.get(ref.id, ref.id)
        party = party_of(ref, page.document.published, case.entities, case.evidence)
        if party:
            yield party
    for spot in case.threads.spots(page.document.id, a.start, a.end):
        yield spot.key
