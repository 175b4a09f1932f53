"""Tellings of a document: its predications with who and what they name, when, and how meant."""

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from servanda.model.predications import Argument, Predication
from servanda.reasoning.tellings.meaning import DONE, LACKING, Meant, meant, noun_of_duty
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.other_end import from_other_end
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.pointing import pointed
from servanda.reasoning.tellings.sense import Window, taken_back, window_of
from servanda.reasoning.tellings.thing import NO_NAMES, Thing, thing, timed
from servanda.reasoning.tellings.words import idiom, senses_of, sorts_of, states

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

EVER = re.compile(r"\b(?:never|ever|at no time|at any time|not (?:a|one) single|at all|nobody|none|"
                  r"no|not one)\b", re.IGNORECASE)  # fmt: skip
NEVER = re.compile(r"\b(?:never|ever|at no time|at any time)\b", re.IGNORECASE)
STAYING = frozenset({"present", "stay"})
# Prepositions that lead to what an idiom is done to: "put his name to the memorandum".
TO = frozenset({"to", "on", "upon", "onto", "of", "with", "in", "into", "at", "from", "over", "for",
                "against", "out of", "through", "by"})  # fmt: skip
HOLDING = frozenset({"be", "stay", "remain", "keep", "lie", "stand", "leave", "hold", "find",
                     "become", "make", "get", "go", "declare", "come"})  # fmt: skip
ONCE = re.compile(r"(?:once|as soon as|until|till)\s", re.IGNORECASE)
THERE = re.compile(r"\bthere\s(?:\w+\s)?$", re.IGNORECASE)


class Telling(Struct, frozen=True):
    """A deed as one clause tells it.

    `senses` are what its verb may mean, `doers` who does it, `things` to whom or what, `around`
    the rest (places, recipients, circumstances) with their prepositions. `mood`, `force` and
    `negated` are those of `meaning.Meant`; `ever` says that a denial is of all time. `when` are
    its days, `said` those on which it is told, `voice` who tells it. `keys` are the agreements
    that it names. `treaty` says that it stands in an agreement's own text, `heading` under which
    article. `owed` says that a verb of promise or order governs it.
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
    owed: bool = False
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
    parsed = _cut(page, case.evidence.predications.get(page.document.id, ()))
    page = replace(page, proper=page.proper | _named(parsed))
    back = taken_back(page)
    out: list[Telling] = []
    for n, p in enumerate(parsed):
        line = page.line_at(p.head)
        if line is None or line in back:
            continue
        out.append(pointed(out, _telling(case, page, line, parsed, n), page))
    return [_dated(t, parsed, out) for t in out]


def _dated(t: Telling, parsed: tuple[Predication, ...], every: list[Telling]) -> Telling:
    """Return the telling of a deed noun with the day of the verb that says that it was done.

    "The exchange of prisoners took place on 8 February."
    """
    p = parsed[t.n]
    if not t.noun or t.when is not None or p.link != "subject-noun" or p.above < 0:
        return t
    if parsed[p.above].lemma not in DONE:
        return t
    when = next((o.when for o in every if o.n == p.above), None)
    return replace(t, when=when)


def _named(parsed: tuple[Predication, ...]) -> frozenset[str]:
    """Return the words that stand as a name by themselves somewhere, in lower case."""
    found = {
        a.lemma.lower() for p in parsed for a in p.arguments
        if a.name and a.lemma[:1].isupper() and a.end - a.start <= len(a.lemma) + 2
    }  # fmt: skip
    return frozenset(w for w in found if not sorts_of(w)) - NO_NAMES


def _cut(page: Page, parsed: tuple[Predication, ...]) -> tuple[Predication, ...]:
    """Return predications where no clause hangs on one beyond a semicolon."""
    out: list[Predication] = []
    for p in parsed:
        if p.above >= 0 and not p.mark and p.link in ("complement", "parataxis", "adverbial"):
            g = parsed[p.above]
            if ";" in page.text[min(p.head, g.head) : max(p.head, g.head)]:
                p = replace(p, above=-1, link="")
        out.append(p)
    return tuple(out)


def _telling(
    case: "Case", page: Page, line: Line, parsed: tuple[Predication, ...], n: int
) -> Telling:
    p = parsed[n]
    text = page.text
    question = text[p.sentence[0] : p.sentence[1]].rstrip(' "”’)').endswith("?")
    how: Meant = _counted(page, p, meant(parsed, n, question or bool(ONCE.match(text, p.start))))
    if how == Meant() or how == Meant(negated=True):
        how = _by_text(p, how)
    doers = tuple(
        thing(case, page, a)
        for a in p.doers()
        if a.role != "of" and not BUT_NOT.search(text[max(a.start - 9, 0) : a.head])
    )
    if how.duty >= 0:
        g = parsed[how.duty]
        ordered = _ordered(g, p)
        if p.doers() and _expletive(g, p):
            doers = ()
        elif ordered or not doers:
            doers = tuple(thing(case, page, a) for a in ordered or g.doers())
    senses, done_to = _meaning(case, page, p, doers)
    things = tuple(thing(case, page, a) for a in done_to)
    mine = {id(a) for a in (*p.doers(), *done_to)}
    around = tuple(thing(case, page, a) for a in p.arguments if id(a) not in mine)
    things = things or tuple(t for t in around if t.preposition in ("of",))
    state = _state(page, p)
    if state:
        senses = frozenset({state})
        if not things and state not in STAYING:  # "the road is shut": whoever shut it
            things, doers = doers, ()
    elif p.lemma == "be" and _somewhere(p, doers):
        senses = frozenset({"present"})  # "soldiers are still on the island"
    elif p.lemma == "be" and THERE.search(text, p.sentence[0], p.at[0]):
        senses = frozenset({"present"})  # "There are 2,200 soldiers here"
    first, last = min(p.start, p.at[0]), max(p.end, p.at[1])
    start = max(first, line.start)
    spots = case.threads.spots(page.document.id, first, last)
    ruled = spots  # the text that orders it is spoken of too
    if how.duty >= 0:
        g = parsed[how.duty]
        ruled = [*spots, *case.threads.spots(page.document.id, min(g.start, g.at[0]), g.at[1])]
    clause = text[first:last]
    names = [(s.start, s.end) for s in spots] + [(m.start() + first, m.end() + first)
                                               for m in DATED.finditer(clause)]  # fmt: skip
    when = window_of(page, (start, p.at[0], p.at[1], min(last, line.end)), line, None, names)
    denied = not p.negated and DENIED.search(text, *p.sentence)
    lacking = p.mark in LACKING
    no = EVER if p.tense != "present" or p.perfect else NEVER  # "has no observers" is of now
    ever = how.negated and bool(no.search(clause) or p.perfect or denied or lacking)
    if how.negated and TO_DATE.search(text, first, max(last, p.sentence[1])):
        ever, when = True, None
    told = Telling(
        page.document.id, n, first, last, p.head, p.sentence, p.lemma,
        senses, doers, things, around, how.mood, how.force, how.negated,
        ever, when, page.days(),
        page.voice(p.head), frozenset(s.key for s in ruled), p.passive, p.form == "noun",
        page.treaty, line.heading, p.tense, how.duty >= 0, tuple(numbers_in(text, first, last)),
    )  # fmt: skip
    return from_other_end(told, p, page)


def _by_text(p: Predication, how: Meant) -> Meant:
    """Return a duty where the present tells what is so by a text: "by the accord all have it"."""
    if p.tense != "present" or p.perfect or p.progressive or p.form != "finite":
        return how
    for a in p.of("oblique"):
        ruled = sorts_of(a.lemma.lower()) & {"#text", "#law"} or a.lemma.lower() in PROVISIONS
        if a.preposition in UNDER and ruled:
            return replace(how, force="ban" if how.negated else "must", negated=False)
    return how


UNDER = frozenset({"under", "by", "according to", "pursuant to", "in accordance with",
                   "in line with", "as per"})  # fmt: skip
PROVISIONS = frozenset({"article", "paragraph", "point", "clause", "section", "rule", "provision",
                        "annex"})  # fmt: skip


def _ordered(g: Predication, p: Predication) -> tuple[Argument, ...]:
    """Return whom a governor orders, forbids or allows to do it; nobody where it binds itself."""
    if p.form != "infinitive" or g.lemma in BINDS_ITSELF or g.form in ("noun", "copula"):
        return ()
    if g.passive:
        return g.of("subject") if p.link == "adverbial" else ()
    return g.of("object", "recipient") if not noun_of_duty(g) else ()


BINDS_ITSELF = frozenset({"promise", "pledge", "vow", "swear", "undertake", "guarantee", "assure",
                          "agree", "commit", "engage", "owe", "have"})  # fmt: skip


def _expletive(g: Predication, p: Predication) -> bool:
    """Say whether a duty is told by an "it" that is nobody: "it is forbidden to fish there"."""
    return g.lemma in DECREED and g.passive and p.form == "infinitive" and any(
        a.lemma == "it" for a in g.of("subject")
    )  # fmt: skip


DECREED = frozenset({"forbid", "prohibit", "ban", "outlaw", "agree", "stipulate", "decide",
                     "resolve", "lay down", "ordain"})  # fmt: skip


# "Has not been marked to this day": of all time, and no day of the deed.
TO_DATE = re.compile(
    r"\b(?:to this (?:very )?day|to date|so far|until (?:now|today)|up to now|as yet|"
    r"to the present day|till now|even now|yet)\b",
    re.IGNORECASE,
)


def _conditional(text: str, p: Predication) -> bool:
    """Say whether what will be hangs on a condition: "if they left, the council would not meet"."""
    if IF_FIRST.match(text, p.sentence[0], p.head):
        return True
    return p.modal == "would" and bool(IF_AFTER.search(text, p.head, p.sentence[1]))


IF_FIRST = re.compile(r"[\s“\"‘'(]*(?:If|Unless|Should|Were|In case|Provided|As long as)\b")
IF_AFTER = re.compile(r"\b(?:if|unless|provided|in case|as long as|were it)\b")
# A name with its year: no day of a deed. "the Nairobi Protocol of 2004"
DATED = re.compile(
    r"\b(?:treaty|agreement|accord|pact|convention|protocol|memorandum|declaration|charter|statement|"
    r"armistice|truce|ceasefire|law|act|resolution|decree|deal|compact|covenant|talks|summit)\s"
    r"(?:of|from)\s(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?\d{4}\b", re.IGNORECASE,
)  # fmt: skip
BEFORE = re.compile(r"\b(?:once|until|till|unless|if|whether|provided that|as soon as|lest)\s+"
                    r"(?:the\s+)?$", re.IGNORECASE)  # fmt: skip
NOT_ONE = re.compile(r"\bnot (?:a|an|one|even (?:a|one)|any)\b", re.IGNORECASE)
UNSOUND = re.compile(
    r"\b(?:misleading|wrong|false|untrue|mistaken|incorrect|inaccurate|absurd|nonsense|a mistake|"
    r"a lie|unfair|premature|too early|an error|naive|tempting)\s(?:\w+\s)?to (?:\w+\s)?"
    r"(?:say|claim|think|suppose|assume|conclude|believe|speak|argue|pretend|maintain|suggest|call)\b",
    re.IGNORECASE,
)
NOR = re.compile(r"\bnor\s+(?:was|were|is|are|has|have|had|did|do|does)\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|untrue|false|baseless|unfounded|groundless)\b", re.IGNORECASE
)
BUT_NOT = re.compile(  # "police, not soldiers"
    r"[,(]\s?(?:and |but )?not\s(?!one\b|an?\b|even\b|any\b)(?:\w+\s){0,2}$"
)
NO_OTHER = re.compile(r"\b(?:no[ -]?one|nobody|none|nothing) (?:else|other|but)\b", re.IGNORECASE)
# "Has never let less than that through": the deed is not what is denied.
THAN = re.compile(r"^[^.;:]{0,40}?\b(?:less|more|fewer|later|longer|earlier|higher|lower|better|"
                  r"worse|as (?:much|many|far|long|often)) (?:than|as)\b", re.I)  # fmt: skip
NOT_DENIED = re.compile(
    r"^[^.;:]{0,70}?\b(?:until|till|because|lightly|under duress|out of fear|in vain|for nothing|"
    r"by accident|by chance|alone|willingly|overnight|before(?=[.,;:!]))(?!\w)", re.IGNORECASE,
)  # fmt: skip


def _counted(page: Page, p: Predication, how: Meant) -> Meant:
    """Return how a deed is meant where its words deny more, or less, than the parse has."""
    text = page.text
    if how.mood != "open" and BEFORE.search(text[max(p.sentence[0], p.start - 20) : p.start]):
        return replace(how, mood="open")
    if p.modal in ("will", "would") and _conditional(text, p):
        return replace(how, mood="open")
    if how.mood == "fact" and UNSOUND.search(text, p.sentence[0], p.head):
        return replace(how, mood="open")
    if how.negated and how.mood == "fact":
        clause = text[min(p.start, p.at[0]) : max(p.end, p.at[1])]
        after = text[p.at[1] : p.sentence[1]]
        if NO_OTHER.search(text, p.sentence[0], p.head) or NO_OTHER.search(clause):
            return replace(how, negated=False)
        return replace(how, mood="open") if NOT_DENIED.match(after) or THAN.match(after) else how
    if how.negated or how.mood != "fact":
        return how
    lead = text[max(p.sentence[0], min(p.start, p.at[0]) - 5) : p.at[1]]
    if not p.negated and NOR.search(lead) and how.force == "":
        return replace(how, negated=True)
    for a in p.of("subject", "object", "agent"):
        if NOT_ONE.search(text[max(a.start - 9, p.sentence[0]) : a.head]) and not a.implied:
            if how.force in ("must", "may"):
                return replace(how, force="ban")
            return replace(how, negated=True)
    return how


def _meaning(
    case: "Case", page: Page, p: Predication, doers: tuple[Thing, ...]
) -> tuple[frozenset[str], list[Argument]]:
    """Return the senses of a deed and whom or what it is done to.

    What belongs to the verb ("foot" of "set foot in the zone") leaves what follows as the object.
    """
    done_to = list(p.done_to())
    ways = [(w, a) for a in p.arguments if not timed(page, a) for w in _ways(a, passive=p.passive)]
    ends = (p.at[1], *(a.end for a in p.of("object")))
    after = tuple(m[1].lower() for m in (AFTER.match(page.text, e) for e in ends) if m)
    way = idiom(p.lemma, (*after, *(w for w, _ in ways)))
    used = [a for w, a in ways if w == way][:1] if way else []
    if used and not used[0].preposition:
        done_to = [a for a in done_to if a not in used]
        if not done_to:
            done_to = [a for a in p.arguments if a.role in ("oblique", "recipient")
                       and a.preposition in TO and not timed(page, a)][:1]  # fmt: skip
    elif used and not done_to and way == used[0].preposition:
        done_to = used
    found = [thing(case, page, a) for a in done_to]
    sorts = frozenset[str]().union(*(t.sorts | {t.head} for t in found or doers))
    if not found and not doers:
        others = [thing(case, page, a) for a in p.arguments]
        sorts = frozenset[str]().union(*(t.sorts | {t.head} for t in others))
    return senses_of(p.lemma, sorts, way), done_to


def _ways(a: Argument, *, passive: bool) -> tuple[str, ...]:
    """Return what may belong to a verb for its sense: "into", "home", "foot" of "set foot"."""
    if a.role in ("oblique", "recipient") and a.preposition:
        pair = f"{a.preposition} {a.lemma.lower()}"
        return (pair,) if a.preposition in PARTICLES else (pair, a.preposition)
    if a.role in ("object", "attribute") or (a.role == "oblique" and not a.preposition) or (
        passive and a.role == "subject"
    ):  # fmt: skip
        return (a.lemma.lower(),)
    return ()


# What belongs to a verb as a particle, and leads no phrase of its own where it does.
PARTICLES = frozenset({"in", "by", "up", "down", "off", "out", "away", "back", "under", "as"})
AFTER = re.compile(
    r"\s(home|free|back|away|down|empty|open|shut|closed|idle|go|pass|loose|alone|intact|untouched|"
    r"over|up|out|off|standing|unharmed|in peace|waiting|aside)\b(?!\sof\b)"
)


def _somewhere(p: Predication, doers: tuple[Thing, ...]) -> bool:
    """Say whether somebody, or what can be moved, is told to be at a place and nothing else."""
    placed = any(
        a.preposition in PLACES and (a.name or sorts_of(a.lemma) & LANDED) for a in p.of("oblique")
    )
    return placed and not p.of("attribute") and any(d.sorts & MOVED for d in doers)


PLACES = frozenset({"in", "on", "at", "inside", "near", "across", "behind", "within"})
LANDED = frozenset({"#soil", "#town", "#village", "#post", "#camp", "#border", "#crossing"})
MOVED = frozenset({"#troops", "#guards", "#police", "#groups", "#monitors", "#advisers", "#ships",
                   "#aircraft", "#missile", "#arms", "#mines", "#prisoners", "#refugees",
                   "#settlers", "#leader", "#envoy"})  # fmt: skip


AS_IT_STANDS = re.compile(r"[\w-]+")


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
            shown = AS_IT_STANDS.match(page.text, a.head)  # "keep the gate closed": no "close"
            if not a.preposition and shown and shown.group().lower() in states():
                return states()[shown.group().lower()]
    return ""
