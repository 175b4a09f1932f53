"""Whether a text is an agreement: articles in a row, or a title, points and words that agree."""

import re

NUMBER = r"(?:\d{1,4}(?:[.-]\d{1,3})?(?:\s?(?:bis|ter|quater))?|[IVXLC]{1,7}|[A-Z])"
ARTICLE = re.compile(
    r"[#*\s]*(?:Article|ARTICLE|Art\.|ART\.|Art[íi]culo|ART[ÍI]CULO|Artigo|ARTIGO|Artikel)\s+"
    rf"({NUMBER})\b\.?(?![\w(,]|[.-]\d|[ \t]+[a-z])"
)
ENOUGH_ARTICLES = 3
HEAD_LINES = 8  # lines at the top among which a title stands
TITLE_LENGTH = 220

# Nouns that name what parties conclude; the second row names what one side may publish alone.
LEGAL = (
    "agreement|treaty|protocol|convention|memorandum|accords?|pact|truce|armistice|cease-?fire|"
    "understanding|arrangement|charter|covenant|concordat|contract|cessation of hostilities|"
    "exchange of (?:notes|letters)|terms of reference|modalities|final act|modus vivendi"
)
POLITICAL = (
    "communiqu[eé]|statement|declaration|road ?-?map|minutes|principles|framework|final document|"
    "(?:agreed|joint|peace|action|conclud\\w+) (?:conclusions?|plan|points?|record|decisions?)|"
    "action plan|decision|summary of understandings|joint press release|commitments?"
)
TITLED = re.compile(
    rf"[#*_\s\"“]*(?:[\w'’,()-]+\s+){{0,8}}?"
    rf"(?:(?P<legal>{LEGAL})|(?P<political>{POLITICAL}))\b",
    re.I,
)
JOINT = re.compile(
    r"\b(?:joint|trilateral|tripartite|bilateral|quadripartite|common|agreed|between|among)\b"
    r"|\bof (?:the )?[^,.\n]{3,80}(?:,| and )",
    re.I,
)
POINT = re.compile(
    r"^[ \t]*(?:(?:point|paragraph|section|article)\s+)?\(?(\d{1,2})(?:[.):]|$)", re.I | re.M
)
FORMULA = re.compile(
    r"\b(?:ha(?:ve|s|d)\s+)?(?:hereby\s+)?(?:agree[ds]?|decide[ds]?|declare[ds]?|state[ds]?|"
    r"resolve[ds]?|announce[ds]?|concluded|reached|come to|settled)\s+"
    r"(?:(?:as follows|(?:up)?on|to|that)?\s*(?:the|this)?\s*following|as follows|:)"
    r"|\bthe following (?:points?|steps?|measures?|terms?|understandings?|was|were|has been)\b"
    r"|\bhereby agree\b",
    re.I,
)
COLLECTIVE = re.compile(
    r"\b(?:the|both|each|either|neither|all|no) (?:of the )?"
    r"(?:two |three |four |high )?(?:contracting )?"
    r"(?:part(?:y|ies)|sides?|signator(?:y|ies)|participants?|states parties|leaders|"
    r"participating states|governments)\b",
    re.I,
)
CLOSE = re.compile(
    r"^\W*(?:done|signed|issued|concluded|agreed|adopted)\s+(?:at|in|on|this)\b"
    r"|\b(?:enters? into force|takes? effect|come into (?:force|effect))\b"
    r"|^\W*for (?:the )?[A-Z][^.\n]{2,80}$(?:\s*^[^\n]*$){0,4}?"
    r"\s*^\W*for (?:the )?[A-Z][^.\n]{2,80}$",
    re.I | re.M,
)
BINDS = re.compile(
    r"\b(?:shall|undert(?:akes?|ook)|pledge[ds]?|agree[ds]? (?:to|that|on)|"
    r"commits? (?:itself|themselves)|(?:is|are) to be|will be|refrains? from|guarantees?)\b",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:said|says|told|according to|reported|reporters|spokes\w+|analysts?)\b", re.I
)


def is_agreement(text: str) -> bool:
    """Say whether a text has the build of an agreement.

    A row of article headings is enough. Else its title must name a form of agreement, and the
    text have what agreements have: numbered points, a formula of agreeing, parties spoken of
    together, a close. Forms that one side may publish alone need more of these, and a report on
    an agreement, which quotes speakers, is none.
    """
    found = {m.group(1) for line in text.split("\n") if (m := ARTICLE.match(line))}
    if len(found) >= ENOUGH_ARTICLES:
        return True
    form = _form(text)
    if not form or _reports(text):
        return False
    signs = _signs(text)
    return len(signs) >= 3 or (len(signs) == 2 and (form == "legal" or "points" in signs))


def _form(text: str) -> str:
    """Return "legal" or "political" where a line of the head is the title of an agreement."""
    lines = [line for line in text[:3000].split("\n") if line.strip()][:HEAD_LINES]
    for n, line in enumerate(lines):
        found = TITLED.match(line)
        if found is None or len(line) > TITLE_LENGTH or line.rstrip().endswith((".", "?", "!")):
            continue
        if found["legal"]:
            return "legal"
        whole = " ".join(lines[n : n + 3])
        if JOINT.search(whole):
            return "political"
    return ""


def _signs(text: str) -> list[str]:
    """Return by what the body of a text shows that it is an agreement."""
    numbers = [int(m.group(1)) for m in POINT.finditer(text)]
    signs = {
        "points": _counted(numbers) >= ENOUGH_ARTICLES,
        "formula": FORMULA.search(text) is not None,
        "together": len(COLLECTIVE.findall(text)) > 1,
        "close": CLOSE.search(text) is not None,
        "binds": len(BINDS.findall(text)) * 1500 > len(text),
    }
    return [name for name, there in signs.items() if there]


def _counted(numbers: list[int]) -> int:
    """Return how far numbers at the head of lines count on from one."""
    want = 1
    for n in numbers:
        want += n == want
    return want - 1


def _reports(text: str) -> bool:
    """Say whether a text quotes speakers as a report does: about once in a thousand characters."""
    return len(REPORTED.findall(text)) > 2 + len(text) // 2000
