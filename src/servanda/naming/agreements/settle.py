"""The identity of an agreement by what its naming tells, of the registry or of its own words."""

import re
from dataclasses import replace

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal
from servanda.model import Alternative, Ref
from servanda.naming.agreements.back import by_antecedent
from servanda.naming.agreements.clues import Clues, clues_of, head_of, tells
from servanda.naming.agreements.weigh import kind_fits, prominent, weigh
from servanda.naming.phrases import slug, stripped
from servanda.naming.world import World

ENOUGH, MARGIN = 3.0, 0.75
NUMBER = re.compile(r"(\d{2,4})(?:/(\d+))?")
ASSEMBLY = re.compile(r"General Assembly|UNGA|A/RES|\bassembly\b", re.IGNORECASE)
CANDIDATE = "instrument:candidate-"
UNIT = re.compile(r"\b(?:point|article|paragraph|clause|provision)s?\b", re.IGNORECASE)
NEW = frozenset({"a", "an", "any", "no", "some", "every", "each", "another", "such", "all", "new"})
KNOWN = frozenset({"the", "these", "those", "its", "their", "both", "said", "our", "his", "her"})


def settle_agreement(world: World, ref: Ref, how: str) -> Ref:
    """Return a naming of an agreement with its identity.

    The registry's row that fits best and clearly; a row or candidate named before for one that
    points back; else a candidate id made of its own words.
    """
    anchor = ref.anchors[0]
    if ref.id and how in ("named", "") and not ref.alternatives:
        surely = how != "named" or (_spoken_of(world, ref) and not _only_dated(ref))
        return ref if surely else _elsewhere(world, ref)
    if how == "number":
        return by_number(world, ref)
    if how == "place":
        return _by_place(world, ref)
    if how == "back":
        return _told_after(world, ref) or by_antecedent(world, ref)
    if not how and _is_back(ref.surface):
        unknown = Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
        return unknown if _is_new(world, ref) else by_antecedent(world, ref)
    clues = clues_of(world, ref, anchor.start, anchor.end)
    if how and not tells(clues) and _is_new(world, ref):
        return introduced(world, ref)
    if not how and not tells(clues):
        if UNIT.search(ref.surface):
            return by_antecedent(world, ref)  # "contrary to Point 8"
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    if clues.head.startswith("resolution") and not NUMBER.search(ref.surface):
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    among = [a.id for a in ref.alternatives]
    found = by_clues(world, ref, clues, among)
    if found.id is None and _is_known(world, ref):
        found = by_antecedent(world, ref, again=True)
    return found if found.id or not how else introduced(world, ref)


def _spoken_of(world: World, ref: Ref) -> bool:
    """Say whether a text that uses a common name or an acronym speaks of that row's parties.

    "CPA" and "the Framework Agreement" are names of several agreements, of which the registry may
    know one.
    """
    row = load_registry().get(ref.id or "")
    if row is None or not row.parties or len(row.parties) > COMMON:
        return True
    words = [w for w in re.findall(r"[^\W\d_]+", ref.surface) if w[:1].isupper()]
    nouns = load_nouns()
    telling = [w for w in words if not any(nouns.has(c, w.lower()) for c in PLAIN)]
    if telling and not all(w.isupper() and len(w) <= SHORT for w in telling):
        return True
    named = {m.ref.id for m in world.mentions}
    return bool(named & {*row.parties, *row.signed_by})


def _only_dated(ref: Ref) -> bool:
    """Say whether a naming is but a noun with a day or month: several agreements may have it."""
    row = load_registry().get(ref.id or "")
    known = row is not None and normal(ref.surface) in map(normal, (row.title, *row.names))
    return not known and DATED_FORM.search(ref.surface) is not None


DATED_FORM = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
COMMON, SHORT = 8, 4  # parties of an agreement that everybody knows; letters of an acronym
PLAIN = ("instrument", "instrument_adjective", "no_modifier", "topic", "plain")


def _elsewhere(world: World, ref: Ref) -> Ref:
    """Return another row that fits a common name in this text; else a candidate of it alone."""
    clues = clues_of(world, ref, ref.anchors[0].start, ref.anchors[0].end)
    found = by_clues(world, ref, clues, [])
    if found.method != "candidate" and found.id:
        return found
    name = slug(f"{stripped(ref.surface)} {world.document.id[-8:]}")
    return Ref(ref.surface, CANDIDATE + name, ref.anchors, "candidate", 0.4)


def _by_place(world: World, ref: Ref) -> Ref:
    """Return the agreement of a place or first words that fits the text; of a place else none."""
    clues = clues_of(world, ref, ref.anchors[0].start, ref.anchors[0].end)
    among = [ref.id] if ref.id else [a.id for a in ref.alternatives]
    rows = [row for i in among if (row := load_registry().get(i))]
    fitting = [row.id for row in rows if not clues.head or kind_fits(row, clues) >= 0]
    found = by_clues(world, ref, clues, fitting) if fitting else candidate(world, ref, clues)
    if found.method == "candidate" and not head_of(ref.surface):
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    return found


def _told_after(world: World, ref: Ref) -> Ref | None:
    """Return the row of "that accord, reached on 2 July 1972": what points back, told again."""
    end = ref.anchors[0].end
    after = TOLD.match(world.text, end, min(world.sentence(end)[1], end + 60))
    if after is None:
        return None
    clues = clues_of(world, ref, ref.anchors[0].start, after.end())
    if not clues.dates and not clues.months:
        return None
    found = by_clues(world, ref, clues, [])
    return found if load_registry().get(found.id or "") and found.confidence >= CLEAR else None


TOLD = re.compile(
    r"(?:, (?:(?:which|that) was )?|,? (?:which|that) was | )"
    r"(?:reached|signed|concluded|adopted|agreed|initialled|made|struck|sealed)"
    r"(?= (?:in|on|at|by|between|last)\b)[^.;]{0,48}"
)
CLEAR = 0.6


def _is_known(world: World, ref: Ref) -> bool:
    """Say whether "the" stands before a naming: what it means has been told."""
    start = ref.anchors[0].start
    return (
        re.search(r"\b(?:the|this|that)\s+$", world.text[max(0, start - 8) : start], re.I)
        is not None
    )


def introduced(world: World, ref: Ref) -> Ref:
    """Return a candidate for an agreement that is new in the text, by where and when it was made.

    "Signed a ceasefire in Quito in September 2017"; without either, "signed a ceasefire" is an
    agreement of this document alone, and a definite phrase stays unknown.
    """
    start, end = ref.anchors[0].start, ref.anchors[0].end
    first, last = world.sentence(start)
    place = PLACE.match(world.text, end, min(last, end + FAR))
    times = [t for t in world.times_in(first, last) if t.edtf and t.granularity in DATED]
    day = min(times, key=lambda t: abs(t.anchors[0].start - end), default=None)
    if place is None and day is None and not _is_new(world, ref):
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    if day is not None and day.granularity == "day" and day.earliest and day.latest:
        clues = replace(clues_of(world, ref, start, end), dates=((day.earliest, day.latest),))
        found = by_clues(world, ref, clues, [])
        if load_registry().get(found.id or "") and found.confidence >= CLEAR:
            return found
    # What is told by neither stays apart from what other documents tell by the same words.
    own = "" if place or day else world.document.id[-8:]
    parts = [stripped(ref.surface), place[1] if place else "", day.edtf if day else "", own]
    name = slug(" ".join(p for p in parts if p))
    return Ref(ref.surface, CANDIDATE + name, ref.anchors, "candidate", 0.4)


PLACE = re.compile(r" (?:reached |signed |made )?(?:in|at) ([A-Z]\w+(?: [A-Z]\w+)?)")
FAR = 50  # characters after a naming in which its place or date may stand
DATED = ("day", "month", "year")


def by_number(world: World, ref: Ref) -> Ref:
    """Return a resolution by its number: the Security Council's, or the Assembly's if so told."""
    match = NUMBER.search(ref.surface)
    if match is None:
        return ref
    context = world.text[max(0, ref.anchors[0].start - 40) : ref.anchors[0].end]
    body = "unga" if match.group(2) or ASSEMBLY.search(context) else "unsc"
    number = match.group(1) + (f"-{match.group(2)}" if match.group(2) else "")
    entity = f"instrument:{body}-resolution-{number}"
    known = load_registry().get(entity)
    if known is None and not match.group(2):
        other = f"instrument:{'unga' if body == 'unsc' else 'unsc'}-resolution-{number}"
        if load_registry().get(other):
            return Ref(ref.surface, other, ref.anchors, "number", 0.8)
    return Ref(ref.surface, entity, ref.anchors, "number", 0.95 if known else 0.7)


def by_clues(world: World, ref: Ref, clues: Clues, among: list[str]) -> Ref:
    """Return the row that the clues fit best, or a candidate where none fits well enough."""
    rows = load_registry().instruments
    if among:
        rows = tuple(r for r in rows if r.id in among)
    named = {p.ref.id for p in world.instruments}
    spoken = prominent(world)
    weighed = [(weigh(row, clues, world, spoken, row.id in named), row.id) for row in rows]
    floor = ENOUGH - 2.0 if among else ENOUGH
    scored = sorted((w for w in weighed if w[0] >= floor), key=lambda x: (-x[0], x[1]))
    if not scored:
        return candidate(world, ref, clues)
    others = tuple(Alternative(i, round(min(0.4, s / 12), 2)) for s, i in scored[1:4])
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN
    if not clear and not among:
        return Ref(ref.surface, scored[0][1], ref.anchors, "clues", 0.4, others)
    confidence = round(min(0.9, 0.45 + scored[0][0] / 20), 2)
    return Ref(ref.surface, scored[0][1], ref.anchors, "clues", confidence, others)


def candidate(world: World, ref: Ref, clues: Clues) -> Ref:
    """Return a reference to an agreement that the registry does not know, by its own words.

    A longer or shorter form of a candidate named before is that one.
    """
    name = slug(stripped(ref.surface))
    mine = set(name.split("-"))
    for one in world.instruments:
        before = (one.ref.id or "").removeprefix(CANDIDATE)
        words = set(before.split("-"))
        alike = len(mine & words) > 1 and (mine <= words or words <= mine)
        if one.ref.method == "candidate" and alike and head_of(one.ref.surface) == clues.head:
            return Ref(ref.surface, one.ref.id, ref.anchors, "candidate", 0.4)
    known_by = clues.dates or clues.months or clues.years or clues.parties or clues.words
    if not known_by:
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    return Ref(ref.surface, CANDIDATE + name, ref.anchors, "candidate", 0.4)


def _is_new(world: World, ref: Ref) -> bool:
    """Say whether a bare noun brings up something new: "an agreement", "any truce", "accords"."""
    start = ref.anchors[0].start
    before = re.search(r"([^\W_]+)\s+$", world.text[max(0, start - 20) : start])
    determiner = before.group(1).lower() if before else ""
    return determiner in NEW or (ref.surface.endswith("s") and determiner not in KNOWN)


def _is_back(surface: str) -> bool:
    words = stripped(surface).split()
    return len(words) == 1 and load_nouns().has("instrument", words[0].lower())
