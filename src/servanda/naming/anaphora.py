"""Pronouns and definite phrases: which of what was said before they mean, never as sure.

Reading tells what each may point to by grammar; here these places get their identities, those of
one identity are joined, and the heaviest is taken, the next ones kept as alternatives.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from msgspec.structs import replace as changed

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.model import Alternative, Anchor, Mention, Ref
from servanda.naming.persons import acts_for
from servanda.naming.phrases import by_phrase
from servanda.naming.pronouns import is_pronoun
from servanda.naming.voice import speaker_of, state_of
from servanda.naming.world import Placed, World

AGAIN, OFTEN = 0.1, 0.12  # weight of a further place, and of being named most in the text
SORTS = {
    "he": ("person",),
    "role": ("person",),
    "state": ("state", "polity"),
    "it": ("state", "polity", "org", "group", "instrument", "place", ""),
    "they": ("state", "polity", "org", "group", "instrument", "place", "person", ""),
}  # fmt: skip
DOUBT = 0.4
SURE, LIKELY, GUESS = 0.6, 0.5, 0.35
OF_TAIL = re.compile(r"\bof\s+(?:the\s+)?$")
IN_CITY = re.compile(r"\b[Ii]n #?([A-Z]\w+(?: [A-Z]\w+)?),?\s+$")
WHO_IN = re.compile(r"\s+(?:\w+\s+)?in #?([A-Z]\w+(?: [A-Z]\w+)?)\b")
SHE = ("she", "her", "hers", "herself")
POLITICAL = ("state", "polity", "org", "group")


@dataclass(frozen=True)
class Meant:
    """Something that a phrase may mean: its members, each with its place, and its weight."""

    members: tuple[Ref, ...]
    weight: float

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from others: ids, or places of what has none."""
        return tuple(sorted(r.id or f"@{r.anchors[0].start}" for r in self.members))


@dataclass
class Pointers:
    """The phrases of a document that point back, settled so far, by where they begin."""

    world: World
    settled: dict[int, tuple[Ref, ...]]
    counted: Counter[str]
    women: dict[str, bool] = field(default_factory=dict)

    def agrees(self, mention: Mention, person: Ref) -> bool:
        """Say whether "he" or "she" fits a person, by the given name or by what was said before."""
        she = mention.refers_to.surface.lower() in SHE
        key = person.id or person.surface
        named = (person.id or person.surface).partition(":")[2] or person.surface
        first = re.split(r"[\s-]", named.lower())[0]
        known = self.women.get(key)
        if known is None and load_nouns().has("woman_name", first):
            known = True
        return known is None or known == she

    def doubts(self, mention: Mention, person: Ref) -> bool:
        """Say whether "she" would be somebody of whom nothing tells that she is a woman."""
        she = mention.refers_to.surface.lower() in SHE
        name = (person.id or person.surface).rpartition(":")[2].lower()
        woman = load_nouns().has("woman_name", re.split(r"[\s-]", name)[0])
        return she and not woman and not self.women.get(person.id or person.surface, False)

    def note(self, mention: Mention, members: tuple[Ref, ...]) -> None:
        """Keep whether somebody was called "he" or "she"."""
        if mention.rule == "anaphor.he" and len(members) == 1:
            key = members[0].id or members[0].surface
            self.women.setdefault(key, mention.refers_to.surface.lower() in SHE)


def settle_anaphora(world: World, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Return by id the mentions that point back with whom they mean; those of nobody are left out.

    What is found is also put into the world, for fields that hold the same words.
    """
    counted = Counter(m.ref.id for m in (*world.mentions, *world.instruments) if m.ref.id)
    pointers = Pointers(world, {}, counted)
    out: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.anchors[0]):
        found = _settled(pointers, mention)
        if found is None:
            continue
        pointers.settled[mention.anchors[0].start] = found.antecedents
        pointers.note(mention, found.antecedents)
        world.pointing[mention.anchors[0].start] = found
        out[mention.id] = found
    return out


def _settled(pointers: Pointers, mention: Mention) -> Mention | None:
    form, _, rest = mention.rule.removeprefix("anaphor.").partition(".")
    if form in ("i", "we", "own"):
        spoken = speaker_of(pointers.world, mention, form)
        return None if spoken is None else changed(mention, refers_to=spoken,
                                                   antecedents=())  # fmt: skip
    if form == "several":
        size, _, word = rest.partition(".")
        return _several(pointers, mention, int(size), word)
    if form == "they" and (seated := _in_seat(pointers.world, mention)):
        return seated
    ranked = _ranked(pointers, mention, form, rest)
    if form == "other":
        two = parties_near(pointers.world, mention, 2)
        left = [r for r in two if not _opens_sentence(pointers.world, mention, Meant((r,), 0.0))]
        if two and len(left) == 1:
            return _as(mention, (left[0],), "parties", LIKELY, ranked)
        ranked = [m for m in ranked if not _opens_sentence(pointers.world, mention, m)]
    if form in ("former", "latter"):
        return _ordered(pointers, mention, form, ranked)
    return _chosen(mention, ranked, form)


def _in_seat(world: World, mention: Mention) -> Mention | None:
    """Return "they" as the government of the city in "in Moscow they know"."""
    anchor = mention.anchors[0]
    found = (IN_CITY.search(world.text, max(0, anchor.start - 40), anchor.start)
             or WHO_IN.match(world.text, anchor.end, anchor.end + 60))  # fmt: skip
    entity = state_of(found[1]) if found else None
    if found is None or entity is None:
        return None
    city = Anchor(found.start(1), found.end(1), found[1])
    return _as(mention, (Ref(found[1], entity, (city,), "seat", 0.6),), "seat", LIKELY, [])


def _ranked(pointers: Pointers, mention: Mention, form: str, word: str) -> list[Meant]:
    """Return what a phrase may mean, places of one identity joined, heaviest first."""
    by_key: dict[tuple[str, ...], Meant] = {}
    seen: set[tuple[str, ...]] = set()
    forbidden = _forbidden(pointers, mention, form)
    top = max(pointers.counted.values(), default=1)
    for candidate in mention.antecedents:
        members = tuple(m for a in candidate.anchors for m in _whom(pointers, a, form))
        if not members or not _fits(members, form) or not _is_body(members, form, word):
            continue
        if forbidden & {m.id or f"@{m.anchors[0].start}" for m in members}:
            continue
        if form == "he" and not pointers.agrees(mention, members[0]):
            continue
        weight = candidate.confidence * 2.5
        if form == "he" and pointers.doubts(mention, members[0]):
            weight -= DOUBT
        often = sum(pointers.counted[m.id] for m in members if m.id) / len(members) / top
        meant = Meant(members, weight + OFTEN * often + _office(members, word))
        before = by_key.get(meant.key)
        if before is None:
            by_key[meant.key] = meant
        else:
            best = max(before, meant, key=lambda m: m.weight)
            more = 0.0 if meant.key in seen else AGAIN
            seen.add(meant.key)
            by_key[meant.key] = replace(best, weight=best.weight + more)
    return sorted(by_key.values(), key=lambda m: (-m.weight, -m.members[0].anchors[0].start))


def _forbidden(pointers: Pointers, mention: Mention, form: str) -> set[str]:
    """Return who cannot be meant: the subject of the clause in which a phrase is the object."""
    barred = [c for c in mention.antecedents if c.confidence == 0.0]
    return {m.id or f"@{m.anchors[0].start}"
            for c in barred for a in c.anchors for m in _whom(pointers, a, form)}  # fmt: skip


def _is_body(members: tuple[Ref, ...], form: str, word: str) -> bool:
    """Say whether "the agency" fits a body: its name has the word, or nothing is known of it."""
    if form != "body" or word in members[0].surface.lower():
        return True
    row = load_entities().by_id.get(members[0].id or "")
    if row is None:
        return members[0].surface.isupper()
    names = (getattr(row, "name", ""), *getattr(row, "names", ()))
    return any(word in n.lower() for n in names)


def _whom(pointers: Pointers, anchor: Anchor, form: str) -> tuple[Ref, ...]:
    """Return who or what stands at a place: named, pointed to, or a phrase without identity."""
    world = pointers.world
    if anchor.start in pointers.settled:
        known = world.pointing[anchor.start]
        if known.anchors[0].end == anchor.end:
            return pointers.settled[anchor.start] or (known.refers_to,)
    elif anchor.start in world.pointing or is_pronoun(anchor.quote):
        return ()
    named = _exactly(world, anchor)
    if named is not None:
        return (named,)
    for one in world.instruments:
        if one.start < anchor.end <= one.end or (anchor.start <= one.start < anchor.end
                                                 and one.end >= anchor.end - 1):  # fmt: skip
            return (_placed(world, one),) if one.ref.id else (_bare(anchor),)
    for one in world.mentions:
        if one.ref.id and one.end >= anchor.end > one.start and one.start <= anchor.start + 40:
            if OF_TAIL.search(world.text, anchor.start, one.start):
                break  # "people of Georgia": the head tells what it is
            return (_placed(world, one),)
    found = by_phrase(world, Ref(anchor.quote, None, (anchor,)))
    if found.id and not found.id.startswith("group:"):
        return (Ref(anchor.quote, found.id, (anchor,), found.method, found.confidence),)
    return (_bare(anchor),)


def _exactly(world: World, anchor: Anchor) -> Ref | None:
    """Return the actor named by the very words of a place, also inside an agreement's name."""
    for one in world.inside(max(0, anchor.start - 1), anchor.end):
        if one.ref.id and one.end == anchor.end and one.start - anchor.start <= ARTICLE:
            return _placed(world, one)
    return None


ARTICLE = 4  # characters of "the "


def _placed(world: World, one: Placed) -> Ref:
    anchor = Anchor(one.start, one.end, world.text[one.start : one.end])
    return Ref(anchor.quote, one.ref.id, (anchor,), one.ref.method, one.ref.confidence)


def _bare(anchor: Anchor) -> Ref:
    return Ref(anchor.quote, None, (anchor,))


def _fits(members: tuple[Ref, ...], form: str) -> bool:
    allowed = SORTS.get(form)
    return allowed is None or all(not m.id or m.id.partition(":")[0] in allowed for m in members)


def _office(members: tuple[Ref, ...], word: str) -> float:
    """Return the weight of a person who is known to hold an office of that name."""
    if not word or len(members) != 1 or not (members[0].id or "").startswith("person:"):
        return 0.0
    entities = load_entities()
    for term in entities.terms_by_person.get(members[0].id or "", ()):
        office = entities.by_id.get(term.office)
        if isinstance(office, Office) and any(word in t.lower() for t in office.titles):
            return 0.3
    return 0.0


def _chosen(mention: Mention, ranked: list[Meant], form: str) -> Mention | None:
    """Return a mention as the heaviest of what it may mean, the next ones as alternatives.

    How far it must be ahead depends on the form: "he" has few rivals, "they" many. What is hardly
    ahead is left open, its alternatives told.
    """
    if not ranked:
        return None
    best = ranked[0]
    margin = best.weight - ranked[1].weight if len(ranked) > 1 else 1.0
    left_open, guess, likely = MARGINS.get(form, MARGINS[""])
    if margin < left_open:
        return _as(mention, (), form, LEFT_OPEN, ranked)
    named = any(m.id for m in best.members)
    if margin < guess or (form == "they" and not named):
        return _as(mention, best.members, form, GUESS, ranked[1:])
    confidence = LIKELY if margin < likely else SURE
    return _as(mention, best.members, form, confidence, ranked[1:])


# Margins of weight over the next below which a phrase is left open, a guess, likely.
MARGINS = {
    "he": (0.0, 0.08, 0.25), "it": (0.05, 0.35, 0.6), "they": (0.1, 0.35, 0.6),
    "other": (0.0, 9.0, 9.0), "place": (0.0, 0.3, 0.6), "": (0.0, 0.08, 0.25),
}  # fmt: skip
LEFT_OPEN = 0.2


def _as(mention: Mention, members: tuple[Ref, ...], method: str, confidence: float,
        others: list[Meant]) -> Mention:  # fmt: skip
    ref = mention.refers_to
    own = {m.id for m in members}
    ids = dict.fromkeys(m.id for o in others for m in o.members if m.id and m.id not in own)
    alternatives = tuple(Alternative(i, 0.2) for i in list(ids)[:3])
    entity = members[0].id if len(members) == 1 else None
    made = Ref(ref.surface, entity, ref.anchors, method, confidence, alternatives)
    return changed(mention, refers_to=made, antecedents=members, confidence=confidence)


def _several(pointers: Pointers, mention: Mention, size: int, word: str) -> Mention | None:
    """Return "both sides" or "the two leaders" as those last joined, or last named one by one."""
    again = _same_as_before(pointers, mention, size, word)
    if again:
        return _as(mention, again, "pair", LIKELY, [])
    noun = word or mention.refers_to.surface.lower().split()[-1]
    if noun.rstrip("s") in SIDES and (sides := parties_near(pointers.world, mention, size)):
        return _as(mention, sides, "parties", LIKELY, [])
    wanted = _sorts(noun)
    joined = [m for m in _ranked(pointers, mention, "several", "") if len(m.members) == size]
    ranked = [m for m in joined if _all_of(m, wanted)]
    if not ranked and joined and "state" in wanted and (states := _states(pointers, joined[0])):
        return _as(mention, states, "pair", GUESS, joined[1:])
    if ranked:
        first = ranked[0].members[0].anchors[0].start
        back = pointers.world.sentence_number(mention.anchors[0].start)
        close = back - pointers.world.sentence_number(first) <= 2
        confidence = LIKELY if len(ranked) == 1 or close else GUESS
        return _as(mention, ranked[0].members, "pair", confidence, ranked[1:])
    world, place = pointers.world, mention.anchors[0].start
    found: dict[str, Ref] = {}
    for one in reversed(world.before(place)):
        if world.sentence_number(place) - world.sentence_number(one.start) > 8:
            break
        if one.ref.id and one.sort in wanted and one.ref.id not in found:
            found[one.ref.id] = _placed(world, one)
        if len(found) == size:
            break
    if len(found) < size:
        return None
    members = tuple(sorted(found.values(), key=lambda r: r.anchors[0].start))
    return _as(mention, members, "pair", GUESS, [])


SIDES = ("side", "party", "partie", "another", "signatory", "signatorie")


def parties_near(world: World, mention: Mention, size: int) -> tuple[Ref, ...]:
    """Return the parties of the agreement of a sentence, or the one before, if they are so many."""
    place = mention.anchors[0].start
    here = world.sentence_number(place)
    near = [o for o in world.instruments if 0 <= here - world.sentence_number(o.start) <= 1]
    near.sort(key=lambda o: (world.sentence_number(o.start) != here, abs(o.start - place)))
    for one in near:
        row = load_registry().get(one.ref.id or "")
        if row is not None and len(row.parties) == size:
            placed = _placed(world, one)
            return tuple(Ref(p, p, placed.anchors, "parties", LIKELY) for p in row.parties)
    return ()


def _states(pointers: Pointers, meant: Meant) -> tuple[Ref, ...]:
    """Return the states for which joined persons act, where each acts for another one."""
    world = pointers.world
    found = [(r, acts_for(r.id, world.day_at(r.anchors[0].start)))
             for r in meant.members if r.id and r.id.startswith("person:")]  # fmt: skip
    states = {s for _, s in found if s}
    if len(states) != len(meant.members):
        return ()
    return tuple(replace_id(r, s) for r, s in found)


def replace_id(ref: Ref, entity: str | None) -> Ref:
    """Return a reference to whom somebody acts for, at the same words."""
    return Ref(ref.surface, entity, ref.anchors, "office", GUESS)


def _same_as_before(pointers: Pointers, mention: Mention, size: int,
                    word: str) -> tuple[Ref, ...]:  # fmt: skip
    """Return as many as were pointed to just before, where a phrase tells no noun: "neither"."""
    world, place = pointers.world, mention.anchors[0].start
    if word and word not in ("side", "party", "other"):
        return ()
    for start, members in sorted(pointers.settled.items(), reverse=True):
        if world.sentence_number(place) - world.sentence_number(start) > 1:
            return ()
        if len(members) == size:
            return members
    return ()


def _all_of(meant: Meant, wanted: tuple[str, ...]) -> bool:
    """Say whether all members with an identity are of the sorts wanted."""
    return all(not m.id or m.id.partition(":")[0] in wanted for m in meant.members)


def _sorts(word: str) -> tuple[str, ...]:
    nouns, single = load_nouns(), word.removesuffix("s")
    if word in ("men", "women") or any(
        nouns.has(c, w) for c in ("title", "human", "official") for w in (word, single)
    ):
        return ("person",)
    if single in SIDES or word == "other":
        return POLITICAL
    if any(nouns.has("state_noun", w) for w in (word, single, word.removesuffix("ies") + "y")):
        return ("state", "polity")
    return ("state", "polity") if single in ("government", "leadership", "other") else ()


def _opens_sentence(world: World, mention: Mention, meant: Meant) -> bool:
    """Say whether something stands in the same sentence: "the other" is then not it."""
    place = mention.anchors[0].start
    start, _ = world.sentence(place)
    ids = {m.id for m in meant.members}
    return any(o.ref.id in ids for o in world.inside(start, place))


def _ordered(pointers: Pointers, mention: Mention, form: str,
             ranked: list[Meant]) -> Mention | None:  # fmt: skip
    """Return "the former" or "the latter" of the two last told apart."""
    place, world = mention.anchors[0].start, pointers.world
    pairs = [m for m in ranked if len(m.members) == 2]
    told = [(s, m) for s, m in world.pointing.items() if s < place and len(m.antecedents) == 2
            and world.sentence_number(place) - world.sentence_number(s) < 2]  # fmt: skip
    if told:
        two = max(told, key=lambda x: x[0])[1].antecedents
    elif pairs:
        two = pairs[0].members
    else:
        return _apart(pointers, mention, form, ranked)
    two = tuple(sorted(two, key=lambda r: r.anchors[0].start))
    return _as(mention, (two[0 if form == "former" else 1],), form, LIKELY if told else GUESS, [])


def _apart(pointers: Pointers, mention: Mention, form: str,
           ranked: list[Meant]) -> Mention | None:  # fmt: skip
    """Return the first or last of what was told before where nothing is joined."""
    single = [m for m in ranked if len(m.members) == 1]
    if not single:
        return None
    last = sorted(single, key=lambda m: -m.members[0].anchors[0].start)
    chosen = last[0] if form == "latter" else last[min(1, len(last) - 1)]
    others = [m for m in last if m is not chosen]
    return _as(mention, chosen.members, form, GUESS, others)
