"""What a question names: instruments, actors and places; capitals and slips of the key forgiven."""

import re
from functools import lru_cache
from typing import NamedTuple

from servanda.asking.dates import dates_in
from servanda.asking.descriptions import descriptions, states_in, stops
from servanda.asking.locator import LOCATOR
from servanda.asking.partial_names import (
    as_agreement,
    by_acronym,
    by_number,
    part_of_name,
    with_head,
)
from servanda.asking.words import group
from servanda.lexicon.registry import Instrument, Registry
from servanda.lexicon.registry_names import normal
from servanda.model import Instrument as InstrumentRecord
from servanda.reasoning.case import Case

WORD = re.compile(r"[#\w][\w'’.&/-]*")
YEAR_AFTER = re.compile(r"[\s,(]*(of\s+)?(?:[A-Z][a-z]+\s+)?(\d{4})\b")
YEAR_BEFORE = re.compile(r"\b(\d{4})\s+$")
ARTICLE = re.compile(r"the\b", re.IGNORECASE)
LONGEST = 9  # words of a name looked up together
PLAIN = ("name", "other_name", "demonym", "adjective", "capital")
SHORT = 4  # letters of a person's name in small letters; shorter ones are pronouns
UNMARKED = re.compile(r"[A-Za-z]{4,}[^\Ws]s")  # a possessive without its mark: "erdogans"
PAIR = 2
LONG, LONGER = 7, 10  # letters from which one and two slips are forgiven
SUBJECT = re.compile(r"\b(?:did|does|do|has|have|had|by|of)\s+$", re.IGNORECASE)
SEATED = re.compile(r"\b(?:in|at|near|visit(?:ed|s)?)\s+(?:the\s+)?$", re.IGNORECASE)


class Named(NamedTuple):
    """The ids named in their order, the other words, unknown descriptions, and where each stands.

    `at` are (start, end, id) of each name, in text order; `inside` are the parties and persons by
    whom an instrument is described ("the Putin-Aliyev declaration").
    """

    ids: list[str]
    rest: str
    unknown: bool
    at: tuple[tuple[int, int, str], ...] = ()
    inside: tuple[str, ...] = ()

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return the spans of all names."""
        return [(start, end) for start, end, _ in self.at]


def names_in(case: Case, text: str) -> Named:
    """Return what a text names, longest names first from the left, and the other words."""
    words = [m.span() for m in WORD.finditer(text)]
    told = _told_names(case)
    described = descriptions(case, text)
    dates = [(m.start, m.end) for m in dates_in(text, case.day)]
    cited = [m.span() for m in LOCATOR.finditer(text)]
    found: list[str] = []
    rest: list[str] = []
    at: list[tuple[int, int, str]] = []
    inside: list[str] = []
    i = 0
    while i < len(words):
        start = words[i][0]
        begun = words[i + 1][0] if ARTICLE.match(text, start) and words[i + 1 :] else start
        hit = next((d for d in described if d.start <= begun < d.end and d.instrument), None)
        if any(s <= start < e for s, e in cited):
            i += 1
            continue
        n, ids = _longest(case, told, text, words[i : i + LONGEST], dates)
        loose = any(x in told.values() for x in ids)  # "the truce", which a text alone knows
        further = hit is not None and n and words[i + n - 1][1] < hit.end  # "of 10 November 2020"
        if (
            hit
            and further
            and _shares(case, ids, text[start : words[i + n - 1][1]], hit.instrument)
        ):
            ids = []  # a name that several bear: what follows it tells which
        spoken = any(x in case.instruments for x in ids) or (loose and not further)
        whole = (
            hit is not None
            and bool(ids)
            and _bears(case, ids[0], text[start : words[i + n - 1][1]])
            and words[i + n - 1][1] >= hit.end
        )  # a name that leaves nothing of the description over
        if hit and not spoken and not whole:
            found.append(hit.instrument)
            inside += _parties_in(case, text[hit.start : hit.end])
            at.append((hit.start, hit.end, hit.instrument))
            i = next((j for j in range(i, len(words)) if words[j][0] >= hit.end), len(words))
        elif ids:
            found += ids
            if ids[0].startswith(("instrument:", "group:")):
                inside += _parties_in(case, text[start : words[i + n - 1][1]])
            at.append((start, words[i + n - 1][1], ids[0]))
            i += n
        else:
            if not any(s <= start < e for s, e in dates):
                rest.append(text[slice(*words[i])])
            i += 1
    named = [i for i in found if i.startswith("instrument:")]
    unknown = not named and any(d.proper for d in described)
    return Named(
        list(dict.fromkeys(found)), " ".join(rest), unknown, tuple(at), tuple(dict.fromkeys(inside))
    )


def _parties_in(case: Case, text: str) -> list[str]:
    """Return the states and persons that are named within the name of an instrument."""
    out = []
    for word in re.findall(r"[A-Z][\w’']*", text):
        plain = re.sub(r"['’]s?$", "", word)
        found = [c for c in case.entities.lookup(plain) if c.kind != "capital"]
        ids = _one(case, [c.id for c in found if c.id.startswith(("state:", "person:"))])
        out += [i for i in ids if i.startswith("state:") or i in case.spoken]
    return out


def _longest(
    case: Case,
    told: dict[str, str],
    text: str,
    words: list[tuple[int, int]],
    dates: list[tuple[int, int]],
) -> tuple[int, list[str]]:
    """Return the longest run of words from the first on that is a name, and whose it is."""
    start = words[0][0]
    for n in range(len(words), 0, -1):
        end = words[n - 1][1]
        surface = text[start:end].rstrip(".?!")
        before, after = text[:start], text[end:]
        ids = _instruments(case, told, surface, before, after) or by_number(case, surface, before)
        if not ids and not any(s < end and start < e for s, e in dates):
            ids = as_agreement(case, surface, before, after) or _entities(case, surface, before)
        if ids:
            return n, ids
    word = re.sub(r"['’]s?$", "", text[slice(*words[0])].rstrip(".?!"))
    known = case.entities.lookup(word) or any(s <= start < e for s, e in dates)
    if len(word) > SHORT and word[0].isupper() and not known and word.lower() not in stops():
        return (1, only) if (only := with_head(case, word)) else (0, [])
    return 0, []


def _instruments(
    case: Case, told: dict[str, str], surface: str, before: str, after: str
) -> list[str]:
    """Return the one instrument of a surface; of several the one that is spoken of.

    A year beside a name tells which is meant, else whose parties are named besides; "of" a year in
    which there is none, that none is.
    """
    plain = re.sub(r"['’]s?$", "", surface)
    key = plain.casefold().removeprefix("the ")
    if key in told:
        return [told[key]]
    bare = re.sub(r"^[Tt]he ", "", plain)
    named = case.registry.by_name(bare)
    if year := YEAR_AFTER.match(after):
        dated = [r for r in named if year.group(2) in f"{r.date} {r.id} {r.title}"]
        named = dated or ([] if year.group(1) else named)
    if len(named) > 1:
        named = _beside(case, named, before, after)
    rows = [r.id for r in named]
    rows = rows or _headless(case, bare) or part_of_name(case, bare) or _squashed(case, bare)
    rows = rows or by_acronym(case, bare)
    return ([r for r in rows if r in case.instruments] or rows)[:1]


def _beside(case: Case, named: list[Instrument], before: str, after: str) -> list[Instrument]:
    """Return those of some instruments of one name whose year or parties stand beside it."""
    if year := YEAR_BEFORE.search(before):
        named = [r for r in named if year.group(1) in f"{r.date} {r.title}"] or named
    around = states_in(case, f"{before} {after}")
    most = max(len(around & {*r.parties}) for r in named)
    return [r for r in named if len(around & {*r.parties}) == most]


def _shares(case: Case, ids: list[str], surface: str, other: str) -> bool:
    """Say whether a surface that was found to be one instrument is the name of another as well."""
    bare = re.sub(r"^[Tt]he ", "", surface.strip(" .?!"))
    return bool(ids) and other not in ids and other in {r.id for r in case.registry.by_name(bare)}


def _bears(case: Case, id_: str, surface: str) -> bool:
    """Say whether an instrument bears a surface as its name, not one made of kind and date."""
    row = case.registry.get(id_)
    plain = re.sub(r"['’]s?$", "", surface.strip(" .?!"))
    return row is not None and normal(plain) in {normal(n) for n in (row.title, *row.names)}


def _squashed(case: Case, bare: str) -> list[str]:
    """Return the instrument of a name written without its blanks: "NewSTART", "Openskies"."""
    if not re.fullmatch(r"[A-Za-z]{7,}", bare):
        return []
    found = _without_blanks(case.registry).get(bare.casefold(), ())
    return [*found] if len(found) == 1 else []


@lru_cache(maxsize=4)
def _without_blanks(registry: Registry) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in registry.instruments:
        for name in row.names:
            if " " in name:
                key = re.sub(r"[\s-]", "", name).casefold()
                out[key] = tuple(dict.fromkeys((*out.get(key, ()), row.id)))
    return out


def _headless(case: Case, bare: str) -> list[str]:
    """Return the one instrument whose name lacks its noun: "the Comprehensive Test Ban"."""
    if " " not in bare or len(bare) < LONGER or re.search(r"\d", bare):
        return []
    return with_head(case, bare)


def _entities(case: Case, surface: str, before: str) -> list[str]:
    """Return the one actor or place of a surface; in small letters only what is surely a name."""
    plain = re.sub(r"['’]s?$", "", surface)
    if UNMARKED.fullmatch(plain) and not case.entities.lookup(plain.capitalize()):
        known = case.entities.lookup(plain[:-1].capitalize())
        surface, plain = (f"{plain[:-1]}'s", plain[:-1]) if known else (surface, plain)
    if plain.islower() and not plain.startswith("#"):
        return _small(case, plain, before, whose=plain != surface) or _joined(case, plain, before)
    if not plain[:1].isupper() and not plain.startswith("#"):
        return []
    offices = case.entities.offices_named(plain)
    if offices:
        return [offices[0].of]  # whoever holds it: for whom an office acts is sure
    found = case.entities.lookup(plain)
    if not found and "-" in plain:
        return _joined(case, plain, before)
    if SEATED.search(before):  # "in Prague" is a place, not the state whose capital it is
        found = tuple(c for c in found if c.kind != "capital")
    capital = any(c.kind == "capital" for c in case.entities.lookup(plain))
    seats = () if capital else case.entities.stands_for(plain, case.day.isoformat())
    return _one(case, [c.id for c in found]) or [s.stands_for for s in seats[:1]]


def _one(case: Case, ids: list[str]) -> list[str]:
    """Return the candidate that is spoken of, else one that serves or exists on the day."""
    day = case.day.isoformat()
    ids = [i for i in ids if not i.startswith("seat:")]
    alive = [i for i in ids if not getattr(case.entities.by_id.get(i), "end", "")] or ids
    serving = [i for i in ids if case.entities.offices_of(i, day)]
    return ([i for i in alive if i in case.spoken] or serving or alive)[:1]


def _joined(case: Case, plain: str, before: str) -> list[str]:
    """Return the two states of a pair: "Russia-Turkey", "armenian-azerbaijani"."""
    parts = re.split(r"[-–/]", plain)
    if len(parts) != PAIR or " " in plain:
        return []
    both = [_entities(case, p.capitalize() if plain.islower() else p, before) for p in parts]
    states = [i[0] for i in both if i and i[0].startswith(("state:", "polity:"))]
    return states if len(states) == PAIR else []


def _small(case: Case, plain: str, before: str, *, whose: bool) -> list[str]:
    """Return who is named in small letters: states by any name, persons where somebody acts.

    A person also where something is theirs, or where the documents speak of nobody else so named.
    """
    name = " ".join(w if w in ("of", "the", "and") else w.capitalize() for w in plain.split())
    if " " not in plain and (len(plain) == PAIR or "." in plain):  # "the u.s.", "uk"
        pointed = "." in plain or re.search(r"\bthe\s+$", before, re.IGNORECASE)
        name = plain.replace(".", "").upper() if pointed or plain == "uk" else name
    found = case.entities.lookup(name)
    states = [
        c.id
        for c in found
        if c.id.startswith(("state:", "polity:")) and (c.kind in PLAIN or name.isupper())
    ]
    if states:
        return _one(case, states)
    if " " in plain and (seats := case.entities.stands_for(name, case.day.isoformat())):
        return [seats[0].stands_for]  # "the white house"
    persons = [c.id for c in found if c.id.startswith("person:")]
    known = [i for i in persons if i in case.spoken and len(plain) > SHORT]
    if (SUBJECT.search(before) or whose) and " " not in plain and len(plain) >= SHORT:
        return _one(case, persons)
    if not known and len(plain) > SHORT and plain not in _plain_words(case.registry):
        return _one(case, persons)  # no word that texts use otherwise
    return known[:1]


@lru_cache(maxsize=4)
def _plain_words(registry: Registry) -> frozenset[str]:
    """Return the words that the registry and the grammar write in small letters."""
    texts = [p.text for row in registry.instruments for p in row.provisions]
    words = {w for t in texts for w in re.findall(r"(?<![A-Za-z])[a-z]{5,}", t)}
    return frozenset(words | stops() | group("plain_names") | {*GRAMMAR_WORDS})


@lru_cache(maxsize=4)
def _told_names(case: Case) -> dict[str, str]:
    """Return how documents name the instruments that the registry does not have."""
    return {
        name.casefold().removeprefix("the "): r.entity.id
        for r in case.shelves.of(InstrumentRecord)
        if r.entity.id and not case.registry.get(r.entity.id)
        for name in (r.title, r.entity.surface, *r.aliases)
        if name
    }


def mended(case: Case, text: str) -> str:
    """Return a text with slips of the key in long words put right, where one word is so near.

    Only words of names and of the grammar are mended to; inflected forms are left as they are.
    """
    every, states = _vocabulary(case), _states(case)

    def put(m: re.Match[str]) -> str:
        word = m.group()
        low = word.lower()
        known = every if len(low) >= LONG else states
        if len(low) < LONG - 1 or low in every or any(_inflected(low, k) for k in known):
            return word
        near = {k for k in known if abs(len(k) - len(low)) <= 1 and near_enough(low, k)}
        if len(near) != 1:
            return word
        (best,) = near
        return best.capitalize() if word[0].isupper() else best

    return re.sub(r"[^\W\d_]+", put, text)


def _inflected(a: str, b: str) -> bool:
    short, long_ = sorted((a, b), key=len)
    return long_.startswith(short[:-1]) and len(long_) - len(short) <= 4


def near_enough(a: str, b: str) -> bool:
    """Say whether two long words differ by one letter (from ten letters on two), or by a swap."""
    most = 2 if min(len(a), len(b)) >= LONGER else 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if older and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1] <= most


GRAMMAR_WORDS = (
    "agreement", "statement", "declaration", "protocol", "convention", "memorandum",
    "obligations", "obligation", "position", "contradict", "predicted", "provision",
    "article", "paragraph", "ceasefire", "trilateral", "tripartite", "timeline",
    "withdraw", "suspended", "signed", "parties", "recognise", "recognize",
    "predictions",
)  # fmt: skip


@lru_cache(maxsize=4)
def _states(case: Case) -> frozenset[str]:
    """Return the names of states that are one word of at least six letters."""
    return frozenset(s.name.lower() for s in case.entities.states
                     if s.name.isalpha() and len(s.name) >= LONG - 1)  # fmt: skip


@lru_cache(maxsize=4)
def _vocabulary(case: Case) -> frozenset[str]:
    """Return the long words of the names of what is spoken of, of states, and of the grammar."""
    names = [state.name for state in case.entities.states]
    names += [n for i in case.instruments if (row := case.registry.get(i)) for n in row.names]
    names += [case.name(i) for i in case.spoken if i.startswith(("person:", "place:", "polity:"))]
    words = {w.lower() for name in names for w in re.findall(r"[^\W\d_]{6,}", name)}
    return frozenset(words | {*GRAMMAR_WORDS})
