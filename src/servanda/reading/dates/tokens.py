"""Tokens of the date grammar: words, numbers and signs, with their codes strung into one string."""

import re
from dataclasses import dataclass

from servanda.reading.dates.words import OTHER, vocabulary

TOKEN = re.compile(
    r"(?P<BREAK>\n[^\S\n]*\n\s*|\n\s*(?=\d{1,2}[.)]\s+[A-Z]))"  # the next item of a list
    r"|(?P<ISOTIME>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)"
    r"|(?P<ISO>\d{4}(?P<mark>[-/])\d{2}(?P=mark)\d{2}(?![\w/-]))"
    r"|(?P<NUMERIC>\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/]|\.\d)"
    r"|(?<![\w-])\d{1,2}-\d{1,2}-[12]\d{3}(?![\w-]))"
    r"|(?P<NINEELEVEN>9/11(?![\d/]))"
    r"|(?P<CLOCK>\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b)|\d{1,2}:\d{2}(?::\d{2})?(?:hrs?)?(?![\d:]))"
    r"|(?P<ORDNUM>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<DECADENUM>[12]\d\d0['’]?s\b)"
    r"|(?P<SHORTTENS>[1-9]\d0s\b)"
    r"|(?P<SHORTDECADE>['’]?[2-9]0['’]?s\b)"
    r"|(?P<shorthand>2(?:morrow|moro|nite|day)\b)"
    r"|(?P<num>\d+(?:,\d{3}(?!\d))*(?:\.\d+)?)"
    r"|(?P<SHORTYEAR>['’]\d\d\b(?!['’]))"
    r"|(?P<MERIDIEM>[ap]\.m\b\.?|[AaPp][Mm]\b|[AP]\.M\b\.?)"
    r"|(?P<ERA>B\.C\.(?:E\.)?|A\.D\.|C\.E\.|(?:BCE?|AD|CE)\b)"
    r"|(?P<GEN>['’]s?(?![^\W_]))"
    r"|(?P<word>o['’]clock|[^\W\d_]+)"
    r"|(?P<sign>[^\s\w])"
)
DASHES = "-–—‑‐−"


@dataclass(frozen=True)
class Token:
    """A token: its offsets, its text in lower case, its shape, and whether it is capitalised."""

    start: int
    end: int
    text: str
    shape: str
    capital: bool


@dataclass(frozen=True)
class Line:
    """A text as tokens and as the string of their codes, one code point a token."""

    text: str
    tokens: list[re.Match[str]]
    codes: str

    def token(self, index: int) -> Token:
        """Return one token in full; made only where a rule matched."""
        m = self.tokens[index]
        raw = m.group()
        kind = m.lastgroup or ""
        return Token(m.start(), m.end(), raw.lower(), _number_shape(raw) if kind == "num" else kind,
                     raw[:1].isupper())  # fmt: skip


def tokenize(text: str) -> Line:
    """Return the tokens of a text and their codes; runs over it once."""
    codes = vocabulary().codes
    shapes = {name: codes[f"<{name}>"] for name in _SHAPED}
    dash, get = codes["-"], codes.get
    tokens: list[re.Match[str]] = []
    out: list[str] = []
    for m in TOKEN.finditer(text):
        kind = m.lastgroup
        if kind in ("word", "shorthand"):
            code = get(m.group().lower(), OTHER)
        elif kind == "sign":
            sign = m.group()
            code = dash if sign in DASHES else get(sign, OTHER)
        elif kind == "BREAK":
            code = OTHER
        elif kind == "num":
            code = codes[f"<{_number_shape(m.group())}>"]
        else:
            code = shapes[kind or ""]
        tokens.append(m)
        out.append(code)
    return Line(text, tokens, "".join(out))


_SHAPED = (
    "ISO", "NUMERIC", "CLOCK", "ORDNUM", "DECADENUM", "SHORTDECADE", "SHORTYEAR", "MERIDIEM",
    "ERA", "GEN", "SHORTTENS", "NINEELEVEN", "ISOTIME",
)  # fmt: skip


def _number_shape(digits: str) -> str:
    """Return DAYNUM for 1 to 31, YEAR for 1000 to 2199, else SHORTNUM or BIGNUM."""
    if not digits.isdecimal() or len(digits) > 4:
        return "BIGNUM"
    n = int(digits)
    if 1 <= n <= 31 and len(digits) <= 2:
        return "DAYNUM"
    if len(digits) == 4 and 1000 <= n < 2200:
        return "YEAR"
    return "SHORTNUM" if n < 1000 and len(digits) <= 3 else "BIGNUM"
