"""Things of tellings: whom or what an argument of a clause names."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model.predications import Argument
from servanda.model.spelt import count_of
from servanda.reasoning.parties import party_of, state_of
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
# Capitals at the head of a sentence that the parse may take for a name.
NO_NAMES = PRONOUNS | EVERYBODY | NONE | frozenset({
    "nobody", "people", "secretary", "minister", "president", "loading", "talks", "peace", "war",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
})  # fmt: skip
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
    is a time; `called` is the proper one that is the head.
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
    called: str = ""

    @property
    def bare(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.ids or self.sorts or self.head or self.names)


@lru_cache(maxsize=256)
def _possessors(text: str) -> frozenset[str]:
    found = (m[1].lower() for m in POSSESSOR.finditer(text))
    return frozenset(w for w in found if not sorts_of(w) and w not in NO_NAMES | THEY | TIMES)


POSSESSOR = re.compile(r"(?:^|[.!?:;\n]\s*)([A-Z][\w-]+)['’]s?\s")


def named_in(page: Page) -> frozenset[str]:
    """Return the words at the head of sentences that own something as names do, in lower case."""
    return _possessors(page.text)


def thing(case: "Case", page: Page, a: Argument) -> Thing:
    """Return whom or what an argument names."""
    text = page.text[a.start : a.end]
    ids: frozenset[str] = frozenset(_ids(case, page, a))
    words, names, headed = set[str](), set[str](), ""
    proper = page.proper | named_in(page)
    for m in WORD.finditer(text):
        low = m.group().lower().replace("’", "'").removesuffix("'s").rstrip("'")
        own = a.name and a.start + m.start() == a.head and not sorts_of(low)
        if m.group()[0].isupper() and _singular(low) not in THEY and low not in NO_NAMES and (
            low in proper or DEMONYM.match(m.group()) or own
        ):  # fmt: skip
            names.add(low[:6])
            headed = low[:6] if a.start + m.start() == a.head else headed
        elif a.start + m.start() != a.head and len(low) > 2 and count_of(low) is None and (
            low not in MEASURES and low not in empty_words() and low not in PRONOUNS
        ):  # fmt: skip
            words.add(low[:STEM])
    lemma = _singular(a.lemma.lower())
    if not a.name and (of := _contents(text, lemma)):
        words.discard(of[:STEM])
        words.add(lemma[:STEM])
        lemma = of
    if a.name and lemma.endswith("s") and not sorts_of(lemma) and sorts_of(lemma[:-1]):
        lemma = lemma[:-1]
    if sorts_of(lemma) & {"#text", "#law"}:
        names |= set(YEAR.findall(text))
    written_small = page.text[a.head : a.head + 1].islower()
    common = not a.name or written_small or lemma in THEY or bool(sorts_of(lemma))
    head = "" if not common or lemma in PRONOUNS | EVERYBODY | NONE else lemma[:STEM]
    if not ids and not names and not words and text.lower() in ("i", "me"):
        names.add(f"i:{page.voice(a.head)}")  # whoever speaks there
    elif not ids and not names and text.lower() in OURS:
        said, called = _speaking(case, page, page.voice(a.head))
        ids |= said
        names |= called
    number = next(iter(numbers_in(page.text, a.start, a.end)), None) if a.number else None
    none = a.determiner in ("no", "neither") or lemma in NONE
    return Thing(
        a.start, a.end, head, ids, sorts_of(lemma) if common else EMPTY, frozenset(words),
        frozenset(names), _everybody(a, lemma, text), none, number, a.preposition,
        timed(page, a),
        a.determiner in ("all", "every", "both", "each", "any", "no") or bool(WHOLE.match(text)),
        headed,
    )  # fmt: skip


MEASURES = frozenset({"per", "cent", "percent", "about", "some", "nearly", "roughly", "single"})
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
NAME = re.compile(r"[A-Z][\w-]{2,}")


def _speaking(case: "Case", page: Page, voice: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids and names of whom "we" of a speaker are; none of a mere source."""
    if voice == page.document.source:
        return EMPTY, EMPTY
    if voice.partition(":")[0] in ACTORS:
        day = page.document.published
        party = state_of(voice, day, case.entities) if voice.startswith("person:") and day else ""
        return frozenset({voice, *([party] if party else [])}), EMPTY
    found = (w.lower() for w in NAME.findall(voice))
    return EMPTY, frozenset(w[:6] for w in found if w in page.proper | named_in(page))


WHOLE = re.compile(
    r"(?:all|every|each|both|none|(?:its|their|his|her|our|the) (?:last|entire|whole|very last))\b",
    re.IGNORECASE,
)  # fmt: skip
# Words for so much of something: "a store of mines" is mines, "two wagons of coal" are coal.
CONTAINERS = frozenset({
    "crate", "store", "cache", "load", "shipment", "consignment", "batch", "battery", "wagon",
    "tonne", "ton", "barrel", "litre", "liter", "metre", "meter", "kilo", "kilogram", "box",
    "dozen", "number", "handful", "hundred", "thousand", "million", "billion", "part", "half",
    "rest",
    "remainder", "third", "quarter", "majority", "bulk", "piece", "sack", "bag", "truckload",
    "lorry-load", "lorryload", "boatload", "share", "amount", "quantity", "kind", "sort", "type",
    "set", "series", "wave", "round", "stock", "stockpile", "pile", "column", "pair", "couple",
    "score", "trace", "shred", "drop", "line", "page", "word", "copy", "use", "delivery", "supply",
    "gallon", "bushel", "acre", "hectare", "mile", "kilometre", "truck", "lorry", "train",
    "group", "band", "team", "crowd", "body", "trickle", "flood", "stretch", "section", "bit",
    "plot", "parcel", "fleet", "convoy", "scrap", "ounce", "gram", "pound", "penny", "cent",
    "some", "many", "most", "several", "few",
})  # fmt: skip
OF = re.compile(r"\bof\s(?:the\s|its\s|their\s|our\s|his\s|her\s|these\s|those\s|all\s)?([^,;]+)")
ENDS = re.compile(
    r"\s(?:of|in|at|on|from|for|to|with|by|near|under|over|a (?:day|week|month|year))\b"
)


def _contents(text: str, lemma: str) -> str:
    """Return the noun for what is in a container or makes up a number; empty where none is."""
    if lemma not in CONTAINERS or (m := OF.search(text)) is None:
        return ""
    last = ENDS.split(m[1])[0].split()[-1:]
    word = last[0].lower().strip("'’\"”") if last and last[0][:1].islower() else ""
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word[:-3] + "y"):
        if form and sorts_of(form):
            return form
    return ""


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
