"""What a prediction asks: the telling of the deed that it foretells, as the parse has it."""

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Anchor, Prediction
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.deeds import coming, light, told_senses
from servanda.reasoning.foretold.tables import rows as table_rows
from servanda.reasoning.tellings.index import Tellings
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import governors

# Verbs that only say that the deed of their subject comes about.
COMING = frozenset({"be", "take effect", "come into effect", "complete", "go ahead", "take place",
                    "happen", "come", "occur", "follow", "see", "have", "get"})  # fmt: skip
# Words before what has no day of its own: a limit that nobody can reckon.
LIMITS = re.compile(
    r"\b(?:before|until|till|while|(?:as|so) long as|once|as soon as|by (?:the|then|that|its|their|"
    r"his|her)|at the (?:first|next|last|end|latest)|this side of|ahead of)\b", re.IGNORECASE,
)  # fmt: skip
NOTHING = frozenset({"be", "see", "have", "get", "follow", "come", "double", "triple", "halve",
                     "quadruple", "end up", "turn out"})  # fmt: skip
# What is told of a thing that is foretold to be: "a ceasefire is unlikely before June".
ARISING = frozenset({"sign", "conclude", "enter", "begin", "establish", "happen", "stage"})
THERE = re.compile(r"\bthere(?:['’]ll|\s+(?:will|would|may|might|could|is|are)\b)", re.IGNORECASE)
BEING = frozenset({"be", "go", "go ahead", "stay"})
VERB = re.compile(r"\w+\s+")
AND = re.compile(r"\b(?:and|but)\b", re.IGNORECASE)
LET_GO = re.compile(r"\blet\b[^.;]{0,60}\bgo\b", re.IGNORECASE)
LEAVING = frozenset({"leave", "withdraw", "resign", "dismiss"})
LIVES = frozenset({"keep", "stay", "continue", "respect", "present", "hold", "withhold", "bar"})


class Asked(Struct, frozen=True):
    """The deed that a prediction foretells.

    `sign` is -1 where it is foretold not to come, `lasts` says that it is a state to the end,
    `more` that another deed is foretold with it: "will meet and sign".
    """

    telling: Telling
    sign: int
    lasts: bool
    more: bool = False

    @property
    def parts(self) -> tuple[Thing, ...]:
        """Return whom and what it names."""
        t = self.telling
        return (*t.doers, *t.things, *t.around)


@lru_cache(maxsize=2)
def by_document(index: Tellings) -> dict[str, tuple[Telling, ...]]:
    """Return the tellings of a case by document, in their order."""
    out: dict[str, list[Telling]] = {}
    for t in index.every:
        out.setdefault(t.document, []).append(t)
    return {d: tuple(some) for d, some in out.items()}


def asked_by(case: Case, record: Prediction) -> Asked | None:
    """Return the deed that a prediction foretells; None where the parse tells none."""
    parsed = case.evidence.predications.get(record.document, ())
    aside = record.condition.anchors if record.condition else ()
    inside = {
        t.n: t for t in by_document(case.tellings_of_deeds).get(record.document, ())
        if _stands_in(t.head, record.proposition.anchors) and not _stands_in(t.head, aside)
    }  # fmt: skip
    if not inside:
        return _of_noun(case, record)
    main = _main(record, inside, {n: parsed[n].above for n in inside})
    negated = _no(main)
    text = case.evidence.documents[record.document].text
    seen = {main.n}
    while (below := _below(main, inside, {n: parsed[n].above for n in inside})) is not None:
        if below.n in seen:
            break
        seen.add(below.n)
        inherited = main
        main = below
        negated = negated != (below.negated and not below.noun)
        if not main.doers and inherited.doers and not main.noun:
            main = _with_doers(main, inherited)
    main = (_of_being(main, text) if main.lemma in BEING else None) or _read(main, record)
    if not main.noun:
        main = replace(main, senses=told_senses(case, main))
    if main.lemma in NOTHING and all(s.startswith("=") for s in main.senses):
        return None  # of what comes about nothing is told
    more = any(
        parsed[n].link == "conjunct" and parsed[n].above in seen and not t.noun
        and t.n not in seen and AND.search(text, main.head, t.head)
        for n, t in inside.items()
    )  # fmt: skip
    return Asked(main, -1 if negated else 1, bool(main.senses & LIVES), more)


def _of_noun(case: Case, record: Prediction) -> Asked | None:
    """Return the coming about of what a proposition only names: "a truce with the rebels"."""
    parsed = case.evidence.predications.get(record.document, ())
    aside = record.condition.anchors if record.condition else ()
    for t in by_document(case.tellings_of_deeds).get(record.document, ()):
        for a in parsed[t.n].arguments if t.n < len(parsed) else ():
            inside = _stands_in(a.head, record.proposition.anchors)
            if not inside or _stands_in(a.head, aside) or a.role not in ("subject", "object"):
                continue
            some = (x for x in (*t.doers, *t.things, *t.around) if x.start <= a.head < x.end)
            of, deeds = next(some, None), coming(a)
            if of is not None and deeds:
                made = replace(t, senses=deeds, things=(of,), doers=(), around=(), noun=True)
                return Asked(made, -1 if of.none else 1, lasts=False)
    return None


@lru_cache(maxsize=1)
def _being() -> tuple[tuple["re.Pattern[str]", frozenset[str], bool], ...]:
    """Return what words beside "be" foretell: their pattern, deeds, whether they are done to it."""
    return tuple(
        (re.compile(rf"(?:(?:still|again|also|all|already|finally) )*(?:{r['pattern']})", re.I),
         frozenset(r["deeds"].split()), r["object"] == "yes")
        for r in table_rows("foretold_being.tsv")
    )  # fmt: skip


def _of_being(t: Telling, text: str) -> Telling | None:
    """Return the deed that the words after "be" or "go" foretell: "will be out of the union"."""
    after = VERB.match(text, t.head)
    if after is None:
        return None
    for words, deeds, done_to in _being():
        if words.match(text, after.end()):
            who = t.doers or t.things
            things, doers = (who, ()) if done_to else ((), who)
            return replace(t, senses=deeds, things=things, doers=doers)
    return None


def _read(t: Telling, record: Prediction) -> Telling:
    """Return a telling with the senses of what is said by "be" and "go": is there, is gone."""
    thing = tuple(d for d in t.doers if d.sorts and not d.none)
    there = THERE.search(record.proposition.text) is not None
    if t.lemma == "be" and thing and (there or record.rule.endswith((".word", ".odds"))):
        return replace(t, senses=ARISING, things=thing, doers=())
    if t.lemma == "go" and LET_GO.search(record.proposition.text):
        return replace(t, senses=frozenset({"free"}), things=t.things or t.doers, doers=())
    if t.lemma == "go" and not any(x.preposition in ("to", "into", "through") for x in t.around):
        who = t.doers or t.things  # "will be gone" looks like a passive
        return replace(t, senses=LEAVING, doers=who, things=())
    return t


def _with_doers(t: Telling, other: Telling) -> Telling:
    return replace(t, doers=other.doers)


def _stands_in(place: int, anchors: tuple[Anchor, ...]) -> bool:
    return any(a.start <= place < a.end for a in anchors)


def _no(t: Telling) -> bool:
    """Say whether a telling is of what is not to come, whatever its mood."""
    return t.negated or t.force in ("ban", "refuse") or any(d.none for d in (*t.doers, *t.things))


def _main(record: Prediction, inside: dict[int, Telling], above: dict[int, int]) -> Telling:
    """Return the telling of the foretelling verb, else the uppermost of the proposition."""
    named = [t for t in inside.values() if _stands_in(t.head, record.anchors)]
    if named and not record.rule.endswith((".word", ".odds")):
        return max(named, key=lambda t: t.head)
    tops = [t for n, t in inside.items() if above[n] not in inside and t not in named]
    known = [t for t in tops if not all(s.startswith("=") for s in t.senses)]
    return (known or tops or list(inside.values()))[0]


def _below(main: Telling, inside: dict[int, Telling], above: dict[int, int]) -> Telling | None:
    """Return the deed that a verb of coming about or of beginning leads."""
    led: list[Telling] = [
        t for n, t in inside.items() if above[n] == main.n and t.head != main.head
    ]
    if main.lemma in COMING or main.lemma in light():
        nouns = [t for t in led if t.noun]
        of = (*main.doers, *main.things)
        about = [t for t in nouns if any(d.start <= t.head < d.end for d in of)]
        if about or main.lemma in COMING:
            return next(iter(about or nouns), None)
    if main.lemma == "let":
        return next((t for t in led if t.lemma == "go"), None)
    if governors().get(main.lemma) == "fact" and not main.things:
        return next((t for t in led if not t.noun and t.head > main.head), None)
    return None


def is_limited(record: Prediction) -> bool:
    """Say whether a prediction is bounded by a deed or season without a day."""
    return record.horizon is None and LIMITS.search(record.proposition.text) is not None
