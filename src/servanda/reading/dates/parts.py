"""What a rule matched, by the names of its pattern, and what the words stand for."""

from dataclasses import dataclass

from servanda.model.terms import TimexType
from servanda.reading.dates.calendar import Moment
from servanda.reading.dates.tokens import Token
from servanda.reading.dates.words import vocabulary

VAGUE = "X"


@dataclass(frozen=True)
class Parts:
    """The tokens of a match by name; `argument` is the rule's own."""

    named: dict[str, tuple[Token, ...]]
    argument: str = ""

    def has(self, name: str) -> bool:
        """Say whether an optional part was matched."""
        return bool(self.named.get(name))

    def first(self, name: str) -> Token:
        """Return the first token of a part."""
        return self.named[name][0]

    def value(self, name: str, cls: str) -> str:
        """Return what the first word of a part stands for in a class."""
        return vocabulary().value(cls, self.first(name).text)

    def number(self, name: str) -> int:
        """Return the digits or ordinal of a part as a number; 0 where it has none."""
        text = self.first(name).text
        digits = "".join(c for c in text if c.isdecimal())
        if digits:
            return int(digits)
        values = vocabulary().values
        kinds = ("ORD", "TENS", "ROMAN")
        return sum(int(next((values[k, t.text] for k in kinds if (k, t.text) in values), 0))
                   for t in self.named[name])  # fmt: skip

    def year(self, name: str) -> int:
        """Return a year; two digits are read as 19xx from 40 on, else as 20xx."""
        if self.first(name).text.isalpha():
            return self.year_in_words(name)
        n = self.number(name)
        if self.first(name).shape == "SHORTYEAR":
            return n + (1900 if n >= 40 else 2000)
        return n

    def year_in_words(self, name: str) -> int:
        """Return "nineteen ninety-four", "two thousand and three" as a number."""
        texts = [t.text for t in self.named[name] if t.text.isalpha() and t.text != "and"]
        if "hundred" in texts or "thousand" in texts:
            return int(self.count(name))
        values = vocabulary().values
        sizes = [int(values.get(("ONES", t)) or values.get(("TENS", t)) or 0) for t in texts]
        return 100 * sizes[0] + sum(sizes[1:])

    def count(self, name: str) -> str:
        """Return how many: digits, "0.5" forms as they stand, or X for a vague count."""
        values, total, seen = vocabulary().values, 0, False
        for token in self.named[name]:
            text = token.text.replace(",", "")
            if text[:1].isdecimal():
                return text
            if ("VAGUECOUNT", text) in values and text != "dozen":
                return VAGUE
            if text == "dozen":
                return "12"
            for cls in ("ONES", "TENS"):
                if (cls, text) in values:
                    total, seen = total + int(values[(cls, text)]), True
            if ("SCALE", text) in values:
                low = total % 100 if text == "hundred" else total
                total, seen = total - low + max(low, 1) * int(values[("SCALE", text)]), True
        return str(total) if seen else "1"


@dataclass(frozen=True)
class Made:
    """What a builder makes of a match: the moment, its TIMEX3 type, what it was reckoned from.

    A range has its two `ends`, and in `cut` where the first ends and the second begins.
    """

    moment: Moment
    timex_type: TimexType = "DATE"
    relative_to: str = ""
    ends: tuple[Moment, ...] = ()
    cut: tuple[int, ...] = ()
