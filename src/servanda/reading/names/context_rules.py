"""Context by which a name is read: a city as a place or as its government, an adjective's noun."""

import re

from servanda.lexicon.nouns import load_nouns

BEFORE = re.compile(r"([^\W_]+)[\s\"“”‘’'#(]*$")
TWO_BEFORE = re.compile(r"([^\W_]+)\s+([^\W_]+)[\s\"“”‘’'#(]*$")
AFTER = re.compile(r"\s+([^\W\d_]+)")
DATELINE = re.compile(
    r"\s*(?:\([^)\n]{2,20}\)\s*)?(?:[,.]?\s*(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+\d|\s[-–—]\s)"
)
WINDOW = 48
PHRASE = re.compile(r"(?:[\s-]+[^\W\d_]+(?:[-][^\W\d_]+)*){1,4}")


def before(text: str, start: int) -> tuple[str, str]:
    """Return the second and the first word before a place, in lower case, empty where none."""
    window = text[max(0, start - WINDOW) : start]
    window = window[max(window.rfind("\n"), window.rfind(". ")) + 1 :]
    two = TWO_BEFORE.search(window)
    if two:
        return two.group(1).lower(), two.group(2).lower()
    one = BEFORE.search(window)
    return "", one.group(1).lower() if one else ""


def names_a_place(text: str, start: int, end: int) -> bool:
    """Say whether a city's name at a place means the city and not who governs from it."""
    nouns = load_nouns()
    second, first = before(text, start)
    if nouns.has("place_before", first):
        return True
    if first == "from" and re.match(r"\s+to\s+[A-Z]", text[end : end + 12]):
        return True
    if first in ("to", "from") and (nouns.has("motion", second) or second == ""):
        return True
    if first in ("of", "for") and nouns.has("city_of", second):
        return True
    return _stands_alone(text, start, end)


def names_an_event(text: str, end: int) -> bool:
    """Say whether a city's name is that of a meeting or process held there: "the Minsk process"."""
    after = AFTER.match(text, end)
    return after is not None and load_nouns().has("event_noun", after.group(1).lower())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a name is a dateline, ends a by-line, or is part of an address."""
    line_start = text.rfind("\n", 0, start) + 1
    head, rest = text[line_start:start].strip(" *#("), text[end : end + 40]
    if (not head or head.isupper()) and (DATELINE.match(rest) or BYLINE.match(rest)):
        return True
    if not head and not rest.split("\n")[0].strip(" *"):
        return True
    if first_line(head) and BYLINE.match(rest):
        return True
    closing = rest[:1] in ("\n", "") and text[:start].rstrip().endswith(",")
    return closing or bool(re.match(r",\s+[A-Z][a-z]+,", rest) and text[:start].endswith((", ",)))


def first_line(head: str) -> bool:
    """Say whether what stands before on a line ends like a by-line or a dateline's first city."""
    return head.endswith((",", "/")) or head.isupper()


BYLINE = re.compile(r"(?:/[A-Z]{3,}|\s*[.,–—-]+\s*\d{1,2} [A-Z][a-z]+ \d{4})")


def noun_after(text: str, end: int) -> tuple[str, str, int]:
    """Return class, noun and end of the actor noun that an adjective at `end` belongs to.

    Up to two modifiers may stand between; the longest noun wins. Empty where there is none.
    """
    nouns = load_nouns()
    match = PHRASE.match(text, end, min(len(text), end + 60))
    if match is None:
        return "", "", end
    pieces = re.finditer(r"[^\s]+", match.group())
    tokens = [(m.group().lower(), m.start(), m.end()) for m in pieces]
    for skip in range(min(3, len(tokens))):
        for size in (2, 1):
            piece = tokens[skip : skip + size]
            if len(piece) < size:
                continue
            word = " ".join(t[0] for t in piece).strip("-")
            for cls in ("government", "force", "ministry", "official", "group"):
                if nouns.has(cls, word):
                    return cls, word, end + piece[-1][2]
        if nouns.has("no_modifier", tokens[skip][0]) or nouns.has("title", tokens[skip][0]):
            break
    return "", "", end


def followed_by_name(text: str, end: int) -> bool:
    """Say whether a capitalised word follows directly, as a name follows a title."""
    return re.match(r"[^\S\n]+[^\W\d_a-z][^\W\d_A-Z]", text[end : end + 8]) is not None
