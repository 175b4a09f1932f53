"""Who is meant by a title with its owner on a day: "the then Russian president", "the UN chief".

A title may say that its holder is gone ("former"), not yet there ("-elect"), a stand-in ("acting")
or nobody in particular ("a", "the next", "every"). What the words do not settle stays open, with
the holders as alternatives.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Seat, Term
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.tables import first_day, last_day
from servanda.model import Alternative, Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_relatives import owner_persons, relative

TITLE_CONFIDENCE = 0.85
ELECT_DAYS = 400  # an elected successor takes office within about a year
FRESH_DAYS = 14  # who took office days ago is still called incoming
LEADERS = frozenset({"head_of_state", "head_of_government", "leader"})
DETERMINERS = frozenset({"the", "that", "this", "its", "their", "our"})
WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
ENDING = re.compile(r"[- ](?:elect|designate)$")
IN_CITY = re.compile(r" in (?=[^\W\d_a-z])")
ELECT = re.compile(r"^[- ](?:elect|designate)\b")
OF_THE_DAY = re.compile(r"^ (?:of the (?:day|time)|at the time|at that time)\b")
NORM = re.compile(
    r"^ (?:shall\b|is (?:directly )?(?:elected|appointed|chosen) (?:by|for|every)\b"
    r"|(?:must|may|can)(?: not)? be an? (?:[\w-]+ ){0,2}(?:citizen|national|native|resident)\b)"
)
FICTION = re.compile(
    r"\b[Ii]n (?:the|a|an|his|her|this|that) (?:[\w-]+ ){0,2}"
    r"(?:comedy|novel|film|movie|sitcom|thriller|satire|drama|cartoon|video game)\b"
)
ROLE_FOR = re.compile(
    r"\b(?:candidates?|candidacy|bid|run|runs|ran|running|stood|standing|stand|elections?|post|"
    r"office|job|seat|position|title) (?:for|of|as) (?:the )?$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:who(?:so)?ever|elect|electing|appoint) (?:becomes? |is )?(?:\w+ )?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Around:
    """The text around a title: its sentence before and after, the whole, and who is named in full.

    `then` is the day that "then" looks back to, `ago` that of "ten years ago" in the sentence;
    empty where the text tells none.
    """

    before: str = ""
    after: str = ""
    text: str = ""
    full: frozenset[str] = frozenset()
    then: str = ""
    ago: str = ""


def by_title(ref: Ref, day: str, around: Around | None = None) -> Ref:
    """Return a title with its owner ("the Russian president") as who held that office on a day.

    Without a day, or with several holders, the holders are alternatives and the id stays open.
    """
    around = around or Around()
    manner = manner_of(ref.surface, around)
    if manner == "open":
        return Ref(ref.surface, None, ref.anchors, "office", 0.2)
    if manner == "then":
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
    if len(people) == 1 and day and manner != "former":
        return Ref(ref.surface, people[0], ref.anchors, "office", TITLE_CONFIDENCE)
    share = round(TITLE_CONFIDENCE / len(people), 2)
    others = tuple(Alternative(p, share) for p in people[:5])
    return Ref(ref.surface, None, ref.anchors, "office", 0.4, others)


def manner_of(surface: str, around: Around) -> str:
    """Return how a title is meant: open, former, ousted, previous, acting, elect, then or empty."""
    nouns, lead = load_nouns(), around.before
    words = [w.lower() for w in surface.split()]
    if ENDING.search(surface):
        return "elect"
    for word in WORDS.findall(lead.lower())[::-1]:
        known = any(nouns.has(cls, word) for cls in ("title_manner", "title_modifier"))
        if word not in DETERMINERS and not known:
            break
        words.append(word)
        if word in DETERMINERS or word in ("a", "an"):
            break
    if ROLE_FOR.search(lead) or NOBODY.search(lead) or NORM.search(around.after):
        return "open"
    if FICTION.search(lead) or FICTION.search(around.after):
        return "open"
    if ELECT.search(around.after):
        return "elect"
    found = {nouns.value("title_manner", w) for w in words}
    for manner in ("open", "former", "ousted", "previous", "then", "elect", "acting"):
        if manner in found:
            return manner
    return "then" if OF_THE_DAY.search(around.after) else ""


def offices_meant(surface: str, day: str) -> list[Office]:
    """Return the offices that a title with its owner may mean, modifiers left aside."""
    entities, nouns = load_entities(), load_nouns()
    sole = nouns.value("sole_title", name_key(surface).removeprefix("the "))
    row = entities.by_id.get(sole)
    if isinstance(row, Office):
        return [row]
    own = entities.offices_by_title.get(name_key(surface), ())
    if len(own) == 1 and surface in own[0].titles and not surface.islower():
        return list(own)
    plain = ENDING.sub("", IN_CITY.sub(" of ", surface.replace("’", "'")))
    words = [w for w in plain.split() if name_key(w) not in DETERMINERS]
    kept = [w for w in words if not _only_modifies(w)]
    for phrase in _readings(kept):
        found = entities.offices_named(phrase) or entities.offices_named(phrase.replace("-", " "))
        if found:
            return list(found)
    return _of_person(surface, day)


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


def holders(offices: Sequence[Office], day: str, manner: str, seat: str) -> list[str]:
    """Return who held some offices on a day in a manner of holding, each person once."""
    entities = load_entities()
    if not day:
        return _people(t for o in offices for t in entities.terms_by_office.get(o.id, ()))
    if manner in ("former", "ousted", "previous"):
        gone = _gone(offices, day)
        return gone if manner == "former" else gone[:1]
    if manner == "elect":
        limit = (date.fromisoformat(day) + timedelta(ELECT_DAYS)).isoformat()
        coming = [t for o in offices for t in entities.terms_by_office.get(o.id, ())
                  if day < first_day(t.start) <= limit and not _acts(t)]  # fmt: skip
        fresh = (date.fromisoformat(day) - timedelta(FRESH_DAYS)).isoformat()
        coming = coming or [t for o in offices for t in entities.holders(o.id, day)
                            if fresh <= first_day(t.start) <= day]  # fmt: skip
        return _people(sorted(coming, key=lambda t: first_day(t.start)))[:1]
    terms = [t for o in offices for t in entities.holders(o.id, day)]
    if len(_people(terms)) > 1:
        stand_ins = [t for t in terms if _acts(t)]
        others = [t for t in terms if not _acts(t)]
        terms = (stand_ins if manner == "acting" else others) or terms
    if len(_people(terms)) > 1:
        terms = _leading(terms, day, seat)
    return _people(terms)


def _gone(offices: Sequence[Office], day: str) -> list[str]:
    """Return who held some offices before a day and no longer does, the latest first."""
    entities = load_entities()
    now = {t.person for o in offices for t in entities.holders(o.id, day)}
    terms = [t for o in offices for t in entities.terms_by_office.get(o.id, ())]
    past = [t for t in terms if t.end and last_day(t.end) <= day and t.person not in now]
    return _people(sorted(past, key=lambda t: last_day(t.end), reverse=True))


def _acts(term: Term) -> bool:
    return bool(re.search(r"\b(?:acting|interim|caretaker|provisional)\b", term.note))


def _leading(terms: list[Term], day: str, seat: str) -> list[Term]:
    """Return the terms of who leads, where a title as wide as "leader" fits several offices."""
    entities = load_entities()
    kinds = {t: getattr(entities.by_id.get(t.office), "kind", "") for t in terms}
    if not set(kinds.values()) <= LEADERS or len(set(kinds.values())) < 2:
        return terms
    wide = [t for t in terms if kinds[t] == "leader"]
    if wide:
        return wide
    owner = getattr(entities.by_id.get(terms[0].office), "of", "")
    leads = entities.leading_kind(seat or owner, day) or entities.leading_kind(owner, day)
    return [t for t in terms if kinds[t] == (leads or "head_of_state")] or terms


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
    found = re.search(r"\b(?:of|in|at) (?:the )?(.+)$", surface)
    rows = load_entities().lookup(found.group(1)) if found else ()
    return next((c.id for c in rows if isinstance(load_entities().by_id.get(c.id), Seat)), "")


def _people(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(t.person for t in terms))
