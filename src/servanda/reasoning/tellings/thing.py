"""Things of tellings: whom or what an argument of a clause names."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model.predications import Argument
from servanda.model.spelt import count_of
from servanda.reasoning.parties import party_of
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Page
from servanda.reasoning.tellings.words import EMPTY, sorts_of
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
                  "council", "office", "republic", "kingdom", "army", "navy", "brigade",
                  "battalion", "ministry", "corps", "regiment", "division", "police", "cabinet",
                  "senate", "assembly", "parliament", "court", "board", "treaty", "agreement",
                  "accord", "declaration"}  # fmt: skip
LIKELY = 0.5  # confidence from which on a pronoun is taken for whom it was resolved to
PRONOUNS = frozenset({"i", "we", "us", "me", "you", "he", "him", "she", "her", "it", "they", "them",
                      "this", "that", "these", "those", "who", "which", "one", "what", "its",
                      "itself", "themselves", "himself", "herself", "ourselves", "their", "his",
                      "our", "my", "your", "other", "others", "rest", "remainder", "some", "many",
                      "most", "few", "several", "two", "three", "someone", "somebody", "anyone",
                      "anybody", "anything", "everything", "something", "mine", "ours", "theirs",
                      "same", "latter", "former", "whose", "own", "such", "half"})  # fmt: skip
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
DEMONYM = re.compile(r"^[A-Z]\w+(?:ese|ian|ians|ish|ean|ani|anian|ich|i|is)$")
TIMES = frozenset({"day", "week", "month", "year", "hour", "night", "morning", "time", "today",
                   "yesterday", "moment", "evening", "afternoon", "week-end", "weekend", "decade",
                   "minute", "date", "period", "while", "long", "spring", "summer", "autumn",
                   "winter"})  # fmt: skip


class Thing(Struct, frozen=True):
    """Who or what a clause names: its place, ids, sorts and words.

    `ids` are those of the actors and agreements named (of a person or office also the state that
    it acts for), `sorts` what sort of thing the head is, `head` its stem; `words` are the stems of
    the other words, `names` the proper ones among them in lower case. `every` says that all
    parties are meant, `none` that there is none, `all` that the whole of it is, `timed` that it
    is a time.
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
    timed: bool = False
    all: bool = False

    @property
    def bare(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.ids or self.sorts or self.head or self.names)


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
    if a.name and lemma.endswith("s") and not sorts_of(lemma) and sorts_of(lemma[:-1]):
        lemma = lemma[:-1]
    if sorts_of(lemma) & {"#text", "#law"}:
        names |= set(YEAR.findall(text))
    common = not a.name or lemma in THEY or bool(sorts_of(lemma))
    head = "" if not common or lemma in PRONOUNS | EVERYBODY | NONE else lemma[:STEM]
    number = next(iter(numbers_in(page.text, a.start, a.end)), None) if a.number else None
    none = a.determiner in ("no", "neither") or lemma in NONE
    return Thing(
        a.start, a.end, head, ids, sorts_of(lemma) if common else EMPTY, frozenset(words),
        frozenset(names), _everybody(a, lemma, text), none, number, a.preposition,
        timed(page, a), a.determiner in ("all", "every", "both", "each", "any", "no"),
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
        if ref.surface.lower() in PRONOUNS and ref.confidence < LIKELY:
            continue  # it may be anybody
        if not (start <= a.head < end) and not ref.surface[:1].isupper():
            continue
        if ref.id and ref.id.partition(":")[0] in (*ACTORS, "instrument", "place"):
            yield case.evidence.same.get(ref.id, ref.id)
        party = party_of(ref, page.document.published, case.entities, case.evidence)
        if party:
            yield party
    for spot in case.threads.spots(page.document.id, a.start, a.end):
        yield spot.key


def timed(page: Page, a: Argument) -> bool:
    """Say whether an argument is a time, or a state and no place ("in force")."""
    if page.text[a.start : a.end].lower() in ("force", "effect", "place", "principle", "practice"):
        return True
    return a.lemma.lower() in TIMES or any(
        t.anchors[0].start <= a.head < t.anchors[0].end for t in page.times_in(a.start, a.end)
    )
