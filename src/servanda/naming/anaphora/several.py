"""Sets that no one phrase tells: two named in one sentence, the parties of an agreement."""

from collections.abc import Iterator

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.model import Anchor, Mention, Ref
from servanda.naming.anaphora.pointers import LIKELY, OF_NOUN, Meant, Pointers, placed_ref
from servanda.naming.persons import acts_for
from servanda.naming.world import Placed, World

POLITICAL = ("state", "polity", "org", "group")
SIDES = ("side", "party", "partie", "another", "signatory", "signatorie", "belligerent", "enemy")
WINDOW, FAR = 8, 40  # sentences looked back: for names, for sets told before


def sets(pointers: Pointers, mention: Mention, size: int, word: str) -> Iterator[Meant]:
    """Yield the sets of a size that a plural may stand for, each with features; 0 for any size."""
    world, place = pointers.world, mention.anchors[0].start
    here = world.sentence_number(place)
    wanted = sorts_of(word) if word else ()
    odd = ("set.odd",) if wanted else ()
    for start, members in pointers.settled.items():
        back = here - world.sentence_number(start)
        if (
            start < place
            and back <= (FAR if size else 4)
            and len(members) > 1
            and (size in (0, len(members)))
        ):
            fits = not wanted or all((m.id or "").partition(":")[0] in (*wanted, "")
                                     for m in members)  # fmt: skip
            yield _told(members, f"set.settled.{min(back, 5)}", *(() if fits else odd))
    noun = "side" if word.rstrip("s") in SIDES or not word else "other"
    for size_here in (size,) if size else (2,):
        for back, parties in parties_near(world, place, size_here):
            if wanted and not all((p.id or "").partition(":")[0] in wanted for p in parties):
                continue
            yield _told(parties, f"set.parties.{noun}", f"set.parties.{back}")
        yield from _named_apart(world, place, wanted, size_here)
        if size:
            yield from _most_named(pointers, place, wanted, size)


def _told(members: tuple[Ref, ...], *features: str) -> Meant:
    return Meant(members, 0.0, frozenset(features))


def parties_near(world: World, place: int, size: int) -> Iterator[tuple[int, tuple[Ref, ...]]]:
    """Yield the parties of the agreements of a sentence or the one before, if they are so many."""
    here = world.sentence_number(place)
    near = [o for o in world.instruments if 0 <= here - world.sentence_number(o.start) <= 1]
    near.sort(key=lambda o: (world.sentence_number(o.start) != here, abs(o.start - place)))
    for one in near:
        row = load_registry().get(one.ref.id or "")
        if row is not None and len(row.parties) == size:
            anchors = placed_ref(world, one).anchors
            back = here - world.sentence_number(one.start)
            yield back, tuple(Ref(p, p, anchors, "parties", LIKELY) for p in row.parties)


def _named_apart(world: World, place: int, wanted: tuple[str, ...], size: int) -> Iterator[Meant]:
    """Yield the sets of those named in one sentence, or last, without a word that joins them."""
    here = world.sentence_number(place)
    for sorts in (wanted,) if wanted else (("person",), POLITICAL):
        kind = "instrument" if "instrument" in sorts else (
            "person" if sorts == ("person",) else "political")  # fmt: skip
        last: dict[str, Placed] = {}
        by_sentence: dict[int, dict[str, Placed]] = {}
        listed = world.instruments if "instrument" in sorts else world.before(place)
        for one in reversed([m for m in listed if m.end <= place]):
            back = here - world.sentence_number(one.start)
            if back > WINDOW:
                continue
            if not one.ref.id or one.sort not in sorts:
                continue
            by_sentence.setdefault(back, {}).setdefault(one.ref.id, one)
            if one.ref.id not in last:
                last[one.ref.id] = one
                if len(last) == size:
                    told = _told(_in_order(world, last), f"set.last.{min(back, 3)}",
                                 f"set.{kind}")  # fmt: skip
                    yield told
                    if kind == "person" and (states := _states(world, told)):
                        yield _told(states, "set.states_of_persons")
        for back, named in by_sentence.items():
            if len(named) == size:
                yield _told(_in_order(world, named), f"set.sentence.{min(back, 3)}", f"set.{kind}")


def _most_named(
    pointers: Pointers, place: int, wanted: tuple[str, ...], size: int
) -> Iterator[Meant]:
    """Yield those of a sort that the whole text names most."""
    for sorts in (wanted,) if wanted and wanted != POLITICAL else (POLITICAL, ("state", "polity")):
        yield from _top(pointers, place, sorts, size)


def _top(pointers: Pointers, place: int, sorts: tuple[str, ...], size: int) -> Iterator[Meant]:
    top = [i for i, _ in sorted(pointers.counted.items(), key=lambda x: (-x[1], x[0]))
           if i.partition(":")[0] in sorts][:size]  # fmt: skip
    named = [*pointers.world.instruments, *pointers.world.mentions]
    first = {i: found[0] for i in top
             if (found := [m for m in named if m.ref.id == i and m.end <= place])}  # fmt: skip
    if len(first) == size:
        kind = "states" if sorts == ("state", "polity") else "all"
        yield _told(_in_order(pointers.world, first), f"set.most.{kind}")


def _in_order(world: World, named: dict[str, Placed]) -> tuple[Ref, ...]:
    return tuple(placed_ref(world, o) for o in sorted(named.values(), key=lambda o: o.start))


def _states(world: World, meant: Meant) -> tuple[Ref, ...]:
    """Return the states for which persons act, where each acts for another one."""
    found = [(r, acts_for(r.id, world.day_at(r.anchors[0].start))) for r in meant.members if r.id]
    states = {s for _, s in found if s}
    if len(states) != len(meant.members):
        return ()
    return tuple(Ref(r.surface, s, r.anchors, "office", 0.35) for r, s in found)


def sorts_of(word: str) -> tuple[str, ...]:
    """Return the sorts of ids that a plural noun may stand for, none where it tells nothing."""
    nouns, single = load_nouns(), word.removesuffix("s")
    if word in ("men", "women", "man", "woman", "brother") or any(
        nouns.has(c, w) for c in ("title", "human", "official") for w in (word, single)
    ):
        return ("person",)
    if single in SIDES or word == "other":
        return POLITICAL
    if any(nouns.has("state_noun", w) for w in (word, single, word.removesuffix("ies") + "y")):
        return ("state", "polity")
    if single in ("government", "leadership"):
        return ("state", "polity")
    told = nouns.value("means", word).split(",")
    return tuple(dict.fromkeys(i for m in told for i in OF_NOUN.get(m, ())))


def stands_in_sentence(world: World, mention: Mention, meant: Meant) -> bool:
    """Say whether something stands in the same sentence: "the other" is then not it."""
    place = mention.anchors[0].start
    start, _ = world.sentence(place)
    ids = {m.id for m in meant.members}
    return any(o.ref.id in ids for o in world.inside(start, place))


def one_of_two(pointers: Pointers, mention: Mention, form: str) -> Iterator[Meant]:
    """Yield each of the sets of two near as its first ("the former") or last ("the latter").

    For "the other" the one of the two that the sentence does not name.
    """
    place = mention.anchors[0].start
    for two in sets(pointers, mention, 2, ""):
        members = tuple(sorted(two.members, key=lambda r: r.anchors[0].start))
        told = frozenset(f"two.{f}" for f in two.features)
        if form in ("former", "latter"):
            yield Meant((members[0 if form == "former" else 1],), 0.0, told)
            continue
        left = [r for r in members
                if not stands_in_sentence(pointers.world, mention, Meant((r,), 0.0))]  # fmt: skip
        if len(left) == 1:
            yield Meant((left[0],), 0.0, told)
    if form == "other":
        yield from _besides_subject(pointers, mention, place)
        yield from _besides_last(pointers, place)


def _besides_last(pointers: Pointers, place: int) -> Iterator[Meant]:
    """Yield the other of two where the one was spoken of last: by name, pronoun or as the voice."""
    named = {m.start: m.ref.id for m in pointers.world.before(place) if m.sort in POLITICAL}
    named |= {s: m.refers_to.id for s, m in pointers.world.pointing.items()
              if s < place and (m.refers_to.id or "").partition(":")[0] in POLITICAL}  # fmt: skip
    if not named:
        return
    last = named[max(named)]
    for two in sets(pointers, Mention(document="", anchors=_place(place), refers_to=Ref("")), 2,
                    "side"):  # fmt: skip
        left = [r for r in two.members if r.id != last]
        if len(left) == 1:
            yield Meant((left[0],), 0.0, frozenset(f"last.{f}" for f in two.features))


def _place(place: int) -> tuple[Anchor, ...]:
    return (Anchor(place, place, ""),)


def _besides_subject(pointers: Pointers, mention: Mention, place: int) -> Iterator[Meant]:
    """Yield the other of the two that the text names most, where one stands in the sentence."""
    for two in _most_named(pointers, place, POLITICAL, 2):
        left = [r for r in two.members
                if not stands_in_sentence(pointers.world, mention, Meant((r,), 0.0))]  # fmt: skip
        if len(left) == 1:
            yield Meant((left[0],), 0.0, frozenset({"two.set.most"}))
