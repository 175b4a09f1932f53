"""Who is meant by a title with its owner on a day: "the then Russian president", "the UN chief".

A title may say that its holder is gone ("former"), not yet there ("-elect"), a stand-in ("acting")
or nobody in particular ("a", "the next", "every"). What the words do not settle stays open, with
the holders as alternatives.
"""

import re
from collections.abc import Iterable, Sequence

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Seat
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.tables import first_day, last_day
from servanda.model import Alternative, Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_holders import LEADERS, holders
from servanda.naming.persons_manner import DETERMINERS, ENDING, Around, manner_of
from servanda.naming.persons_relatives import owner_persons, relative

TITLE_CONFIDENCE = 0.85
IN_CITY = re.compile(r" in (?=[^\W\d_a-z])")
# "Speaker of the Iranian parliament", "secretary of Armenia's Security Council": owner inside.
OWNER_INSIDE = re.compile(
    r"^(?P<title>[\w -]+?) of (?:the )?(?P<owner>[^\W\d_a-z][\w-]*(?: [A-Z][\w-]*)*?)"
    r"(?:['’]s?)? (?P<body>[\w' -]+)$"
)
HOUSE_TITLE = r"(?:chief|leader|head|boss|incumbent|occupant|tenant|master|resident)"
OF_HOUSE = re.compile(
    rf"^(?:(?:the )?(?P<before>.+?)(?:['’]s)? (?:[a-z-]+ )?{HOUSE_TITLE}"
    rf"|(?:the )?{HOUSE_TITLE} (?:of|in|at) (?:the )?(?P<behind>.+))$"
)


def by_title(ref: Ref, day: str, around: Around | None = None) -> Ref:
    """Return a title with its owner ("the Russian president") as who held that office on a day.

    Without a day, or with several holders, the holders are alternatives and the id stays open.
    """
    around = around or Around()
    manner = manner_of(ref.surface, around)
    if manner.how == "open":
        return Ref(ref.surface, None, ref.anchors, "office", 0.2)
    if manner.how == "then":
        day = around.then or around.ago or day
    elif around.ago:
        day = around.ago
    kin = relative(ref.surface, day, around.after, around.full)
    if kin is not None:
        return Ref(ref.surface, kin, ref.anchors, "relative", 0.7) if kin else ref
    offices = _told_apart(offices_meant(ref.surface, day), around.text, day)
    people = holders(offices, day, manner, _seat_in(ref.surface))
    if not people:
        return ref
    if len(people) == 1 and day and manner.how != "former":
        return Ref(ref.surface, people[0], ref.anchors, "office", TITLE_CONFIDENCE)
    share = round(TITLE_CONFIDENCE / len(people), 2)
    others = tuple(Alternative(p, share) for p in people[:5])
    return Ref(ref.surface, None, ref.anchors, "office", 0.4, others)


def offices_meant(surface: str, day: str) -> list[Office]:
    """Return the offices that a title with its owner may mean, modifiers left aside."""
    entities, nouns = load_entities(), load_nouns()
    sole = nouns.value("sole_title", name_key(surface).removeprefix("the "))
    row = entities.by_id.get(sole)
    if isinstance(row, Office):
        return [row]
    bare = re.sub("['’]s? ", " ", re.sub("^[Tt]he ", "", surface), count=1)
    own = [o for o in entities.offices_by_title.get(name_key(bare), ()) if bare in o.titles]
    if len(own) == 1 and not bare.islower():
        return own
    plain = ENDING.sub("", IN_CITY.sub(" of ", surface.replace("’", "'")))
    words = [w for w in plain.split() if name_key(w) not in DETERMINERS]
    gone: list[Office] = []
    for kept in (words, [w for w in words if not _only_modifies(w)]):
        for phrase in (*_readings(kept), *_turned(plain)):
            found = entities.offices_named(phrase)
            found = found or entities.offices_named(phrase.replace("-", " "))
            lasting = [o for o in found if _lasts(o.of, day)]
            if lasting:
                return lasting
            gone = gone or list(found)
    return _of_house(surface, day) or gone or _of_person(surface, day)


def _lasts(owner: str, day: str) -> bool:
    """Say whether the owner of an office was there on a day: the Kremlin was the Soviet Union's."""
    row = load_entities().by_id.get(owner)
    start, end = getattr(row, "start", ""), getattr(row, "end", "")
    return not day or first_day(start) <= day <= last_day(end)


def _turned(surface: str) -> Iterable[str]:
    """Yield "speaker of the Iranian parliament" with its owner first."""
    match = OWNER_INSIDE.match(surface)
    if match:
        title, owner, body = match.group("title", "owner", "body")
        if load_nouns().has("government", body.split()[-1]):
            yield f"{owner} {title}"
        yield f"{owner} {body} {title}"
        yield f"{owner} {title} of the {body}"
        yield f"{owner} {title} of {body}"


def _of_house(surface: str, day: str) -> list[Office]:
    """Return the offices of who resides in a house: "the Kremlin chief", "head of the Pentagon".

    The table of who leads tells the office of a ministry's house; a city is no house.
    """
    entities, match = load_entities(), OF_HOUSE.match(surface)
    found = entities.lookup(match.group("before") or match.group("behind")) if match else ()
    if any(c.kind == "capital" for c in found):
        return []
    for seat in (entities.by_id.get(c.id) for c in found):
        if isinstance(seat, Seat) and seat.stands_for.startswith("state:"):
            kind = entities.leading_kind(seat.id, day)
            kinds = LEADERS if not kind or kind in LEADERS else {kind}
            if seat.kind == "ministry" and kinds is LEADERS:
                continue
            own = entities.offices_by_owner.get(seat.stands_for, ())
            return [o for o in own if o.kind in kinds]
    return []


def _of_person(surface: str, day: str) -> list[Office]:
    """Return the offices of the state or body that the owner of a title acts for on a day."""
    match = re.match(r"^(?:the )?(.+?)['’]s? (.+)$", surface)
    people = owner_persons(match.group(1), day) if match else []
    owners = dict.fromkeys(a for p in people for a in [acts_for(p, day)] if a)
    if match is None or len(owners) != 1:
        return []
    entities = load_entities()
    title = name_key(" ".join(w for w in match.group(2).split() if not _only_modifies(w)))
    own = entities.offices_by_owner.get(next(iter(owners)), ())
    exact = [o for o in own if o in entities.offices_by_title.get(title, ())]
    return exact or [o for o in own if o.kind in entities.kinds_by_title.get(title, ())]


def _readings(words: Sequence[str]) -> Iterable[str]:
    """Yield a phrase as it is, then without the words between a possessive and the title."""
    yield " ".join(words)
    for i, word in enumerate(words):
        if word.endswith(("'s", "s'")):
            for skip in (1, 2, 3):
                middle = words[i + 1 : i + 1 + skip]
                if len(middle) < skip or any(load_nouns().has("title_other", m) for m in middle):
                    break
                yield " ".join([*words[: i + 1], *words[i + 1 + skip :]])


def _only_modifies(word: str) -> bool:
    low, nouns = word.lower(), load_nouns()
    if low in ("chief", "top", "deputy", "vice", "senior"):
        return False
    return nouns.has("title_manner", low) or nouns.has("title_modifier", low)


def _told_apart(offices: list[Office], text: str, day: str) -> list[Office]:
    """Return the offices of the one owner whose name or capital a text tells, where it does.

    "The Congolese president" is one of two; "Kinshasa" in the text says which.
    """
    owners = list(dict.fromkeys(o.of for o in offices))
    if len(owners) < 2 or not text:
        return offices
    entities = load_entities()
    told = []
    for owner in owners:
        row = entities.by_id.get(owner)
        names = (*getattr(row, "names", ()), *getattr(row, "capital", ()), getattr(row, "name", ""))
        if any(n and re.search(rf"\b{re.escape(n)}\b", text) for n in names):
            told.append(owner)
    return [o for o in offices if o.of in told] if len(told) == 1 else offices


def _seat_in(surface: str) -> str:
    """Return the id of the residence that a phrase names: "the occupant of the Élysée"."""
    house, behind = OF_HOUSE.match(surface), re.search(r"\b(?:of|in|at) (?:the )?(.+)$", surface)
    name = (house and (house["before"] or house["behind"])) or (behind and behind[1])
    rows = load_entities().lookup(name) if name else ()
    return next((c.id for c in rows if isinstance(load_entities().by_id.get(c.id), Seat)), "")
