"""Who holds a stance or lays a blame in a plain sentence: its subject, named or not."""

import re
import unicodedata

from msgspec import Struct

from servanda.reasoning.tellings.pages import Line, Page

WORD = re.compile(r"[^\W\d_][\w'’-]*")
CUT = re.compile(
    r"[;:()“”\"?!]|\s[–—]\s|\bthat\s|\b(?:but|and|while|whereas|although|because|though|when)\s|,\s",
    re.IGNORECASE,
)  # fmt: skip
LEAD = re.compile(
    r"^\s*(?:(?:In|On|At|Since|After|Before|By|For|From|During|Until|As|Under|This|Last|Today|Now|"
    r"Yesterday|So|And|But|Yet|Indeed|Besides|Meanwhile|[A-Z][a-z]+ly|Four|Three|Two|Five|Six|Ten)"
    r"\b[^,]{0,45},\s|(?:In|On|Since|By)\s(?:the\s)?(?:\d+\s)?[A-Z]?\w+(?:\s\d{4})?\s(?=the\s|[A-Z]))"
)
# "The ministry, he added, was in favour": an aside of saying is no part of the clause.
SAID = re.compile(
    r",\s(?:(?:he|she|they|it)\s|(?:the\s)?[\w'’-]+(?:\s[\w'’-]+){0,3}\s)?(?:says?|said|adds?|"
    r"added|insist(?:s|ed)|notes?|noted|recalls?|recalled|claim(?:s|ed)|argue[sd]?|"
    r"maintain(?:s|ed)|told [\w ]{2,30}|explain(?:s|ed)|stress(?:es|ed)|wrote|writes),\s"
)
# "Address by the minister for refugees of Karvia, Mr Oslan": who says "I" in a speech.
BY = re.compile(
    r"(?:address|speech|statement|remarks|lecture|sermon|letter|message|declaration|intervention|"
    r"toast|broadcast|testimony|report|note|memoir)\b[^\n]{0,60}?\b(?:by|of|from)\s(?P<who>[^\n]{4,140})",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\s*(?:which|who)\b", re.IGNORECASE)
ADVERB = re.compile(r"^(?:now|then|today|once|still|also|already|later|even|indeed|today's)$", re.I)
# Pronouns that stand for whoever was spoken of last.
BACK = frozenset({"it", "they", "he", "she", "who", "which", "its", "their", "his"})
WORDS = re.compile(r"\S+")
MINE = frozenset({"i", "we"})
# Words of an office that acts for whoever it belongs to; they tell no two holders apart.
OFFICE = frozenset(
    WORDS.findall("""
spokesman spokeswoman spokesperson spokesmen officer official officials leader
leaders chairman minister ministers president king queen prince premier chancellor secretary general
commander delegate delegates delegation representative representatives envoy ambassador political
wing home present own new old
current foreign defence justice interior same state country nation side
party people man woman colonel house office service press senior high newspaper week monday tuesday
wednesday thursday friday saturday sunday prime deputy members member republic union kingdom
federation united national revolutionary people's democratic islamic said says told
""")
)
BODY = frozenset(
    WORDS.findall("""
government ministry department army assembly parliament congress senate council
court church opposition front movement commission embassy board union league police force navy
cabinet presidency mission staff academy
""")
)
STATE = frozenset({"government", "cabinet", "presidency", "ministry", "department"})
EMPTY = frozenset(
    WORDS.findall("""
the a an of in on at for to by with from as is was are were has have had be been
this that these those and or not no all both each every its their his her our my your would will
also only then there what other another such than so very much more most one himself itself
themselves did does do which who whom against it they he she i we under within
""")
)


class Holder(Struct, frozen=True):
    """A holder: its proper names, its common words (body first), and who speaks for itself."""

    names: frozenset[str]
    bodies: frozenset[str]
    words: frozenset[str]
    voice: str = ""


def holder_at(page: Page, line: Line, position: int, depth: int = 0) -> Holder | None:
    """Return who is the subject of the verb at a position, None where nobody is named."""
    text = page.text
    head = SAID.sub(" ", text[line.start : position])
    parts = [p for p in CUT.split(LEAD.sub("", head)) if p.strip()]
    if parts and LEAD.match(parts[0] + ", "):
        parts = parts[1:] or parts
    for part in reversed(parts):
        if RELATIVE.match(part):
            continue  # of whoever is named before it
        words = WORD.findall(part)
        low = {w.lower().replace("’", "'") for w in words}
        if low & MINE:
            return _speaker(page, line, position)
        named = of_words(page, part)
        if low & BACK and not named.names and not named.bodies:
            break
        if named.names:
            return named
        if named.bodies or (named.words and not named.words <= OFFICE):
            owner = _owner(page, line, head) if depth == 0 else None
            return named if owner is None else Holder(owner.names, named.bodies, named.words)
        if low & OFFICE:
            owner = _owner(page, line, head)
            if owner is not None:
                return owner
    return _back(page, line, depth)


def _owner(page: Page, line: Line, head: str) -> Holder | None:
    """Return for whom an office speaks: "said for Ecuador that the country", "of Peru"."""
    m = re.search(r"\b(?:for|of|by)\s((?:the\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)", head)
    named = of_words(page, m[1]) if m else None
    return named if named is not None and named.names else None


def _back(page: Page, line: Line, depth: int) -> Holder | None:
    """Return who the sentence, or the one before it, begins with."""
    if depth > 2:
        return None
    n = page.lines.index(line)
    for at in range(n if depth == 0 else n - 1, max(n - 3, -1), -1):
        other = page.lines[at]
        if at < n and "\n\n" in page.text[other.end : page.lines[at + 1].start]:
            return None
        whole = page.text[other.start : other.end]
        first = SUBJECT.match(LEAD.sub("", whole))
        if first:
            named = of_words(page, first["who"])
            if named.names or named.bodies:
                return named
    return None


SUBJECT = re.compile(
    r"\s*(?P<who>(?:The\s|Our\s|A\s|An\s)?(?:[\w'’-]+\s){0,6}?[\w'’-]+),?\s(?=(?:which|who|is|are|was|were|has|"
    r"have|had|did|does|would|will|said|says|supports?|rejects?|opposes?|accuse[sd]?|blame[sd]?|"
    r"accepted|refused|\w+ed|\w+s)\s)", re.DOTALL,
)  # fmt: skip


def _speaker(page: Page, line: Line, position: int) -> Holder | None:
    """Return who says "I" or "we": the speaker, in a talk of questions the one who is asked."""
    voice = page.voice(position)
    person = next((n[2].id for n in page.names_in(line.start, line.end)
                   if n[2].surface in ("I", "We", "we") and n[2].id), voice)  # fmt: skip
    if person.startswith("person:"):
        names = (w for w in person.removeprefix("person:").split("-") if len(w) > 2)
        return Holder(frozenset(w[:5] for w in names), frozenset(), frozenset(), person)
    if voice not in ("A", page.document.source):
        named = of_words(page, voice.rpartition(":")[2])
        return Holder(named.names, named.bodies, named.words, voice)
    if voice == "A":
        asked = re.search(
            r"\b(?:talk|interview|conversation|speaks?|questions?|asked|an hour)\b[^.\n]{0,12}?"
            r"\b(?:with|to)\s(?P<who>[^\n.]{4,90})", page.text[:600], re.IGNORECASE,
        ) or GUEST.search(page.text[:600])  # fmt: skip
        if asked:
            named = of_words(page, asked["who"])
            return Holder(named.names, named.bodies, named.words, f"A {page.document.id}")
    made = BY.search(page.text[:300].partition("\n\n")[0]) or BY.search(page.document.title)
    if made and voice == page.document.source:
        named = of_words(page, made["who"])
        return Holder(named.names, named.bodies, named.words, f"{voice} {page.document.id}")
    return Holder(frozenset(), frozenset(), frozenset(), f"{voice} {page.document.id}")


GUEST = re.compile(
    r"\b(?:guests?|interviewee|in the studio|with us(?: today)?|answering)\b\s?[:,–—]\s"
    r"(?P<who>[^\n.]{4,90})", re.IGNORECASE,
)  # fmt: skip


def plain_letters(word: str) -> str:
    """Return a word without its accents: an id has none."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if not unicodedata.combining(c))


def of_words(page: Page, part: str) -> Holder:
    """Return the holder that a stretch of words names."""
    names: set[str] = set()
    bodies: set[str] = set()
    words: set[str] = set()
    for word in WORD.findall(part):
        low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        if low in EMPTY or ADVERB.match(low):
            continue
        if low in BODY:
            bodies.add(low)
        if low in OFFICE or low in BODY:
            words.add(low)
        elif word[0].isupper() and len(low) > 2 and f" {low} " not in page.text:
            names.add(plain_letters(low)[:5])
        else:
            words.add(low)
    return Holder(frozenset(names), frozenset(bodies), frozenset(words))


def one_holder(a: Holder, b: Holder) -> bool:
    """Say whether two holders are surely or most likely one."""
    if a.voice and a.voice == b.voice:
        return True
    if a.names and b.names:
        return bool(a.names & b.names) and _one_body(a.bodies, b.bodies)
    if (a.voice and not (a.names or a.bodies)) or (b.voice and not (b.names or b.bodies)):
        return False
    return bool(a.bodies & b.bodies)


def _one_body(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two bodies of one name may act as one: a state and its government do."""
    if not a or not b or a & b:
        return True
    return a <= STATE and b <= STATE
