"""Words of deeds: what a text tells of, with several words for one deed or thing made one."""

import csv
import re
from functools import lru_cache
from importlib import resources

from servanda.reasoning.wording import WORD, empty_words, senses

CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
# "460 of 600", "half of the troops" tell amounts, and "of" then leads to the thing itself.
OF = re.compile(
    r"(?<![\d%])(?<!\bhalf)(?<!\ball)(?<!\bsome)(?<!\bmost)(?<!\bpart)(?<!\brest)(?<!\bnone)"
    r"(?<!\bmany)(?<!\bcent)\s+of\s+((?:[\w'’-]+\s*){1,4})", re.IGNORECASE,
)  # fmt: skip
CIRCUMSTANCE = re.compile(
    r"\b(?:from|to|in|into|within|by|at|on|along|across|no later|not later|until|before|after|upon"
    r"|with|for|under|towards?)\b", re.IGNORECASE,
)  # fmt: skip


def proper(text: str) -> frozenset[str]:
    """Return the senses of the proper names in a text: words with a capital, days left out."""
    words = (w.removesuffix("'s").removesuffix("’s") for w in WORD.findall(text))
    named = (w for w in words if w[:1].isupper() and w.lower() not in CALENDAR)
    return frozenset().union(*(senses(w) for w in named))


def deeds(text: str) -> frozenset[str]:
    """Return the senses of a text, with words that tell one deed or thing made one."""
    groups = _groups()
    out: set[str] = set()
    for word in WORD.findall(text):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low in groups:
            out.add(groups[low])
        elif low not in empty_words():
            out |= senses(word)
    return frozenset(out)


def of_what(text: str) -> frozenset[str]:
    """Return what the thing of a phrase is of: "a list of minefields"; not of a number or part."""
    found = OF.search(text)
    return deeds(found[1]) if found else frozenset()


def thing_of(action: str) -> frozenset[str]:
    """Return the senses of an action up to its first circumstance, its verb among them."""
    return deeds(CIRCUMSTANCE.split(action.strip(), maxsplit=1)[0])


def head_of(action: str) -> frozenset[str]:
    """Return the sense of the verb that an action begins with."""
    return next((d for w in action.split() if (d := deeds(w))), frozenset())


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Return for each word of the table of deeds the group that it belongs to."""
    table = resources.files("servanda.reasoning") / "data" / "deed_words.tsv"
    with table.open(encoding="utf-8") as file:
        rows = csv.DictReader((li for li in file if not li.startswith("#")), delimiter="\t")
        return {word: "=" + row["group"] for row in rows for word in row["words"].split()}
