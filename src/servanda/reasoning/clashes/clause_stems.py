"""The stems, sorts, names and ids by which words of plain sentences are compared."""

import re

from servanda.model.spelt import count_of
from servanda.reasoning.clashes.clause_words import (
    AUX,
    DEMONYM,
    SMALL,
    STANDS_FOR,
)
from servanda.reasoning.deeds import CALENDAR
from servanda.reasoning.tellings.lexis import things
from servanda.reasoning.tellings.pages import Page
from servanda.reasoning.wording import empty_words


def words_of(text: str) -> frozenset[str]:
    """Return the stems of the words of sense in a text; of known sorts of things the sort."""
    sorts, empty = things(), empty_words()
    out: set[str] = set()
    for word in re.findall(r"[^\W\d_][\w'’-]*", text):
        low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        low = low[:-3] + "y" if low.endswith("ies") and low not in sorts else low
        if low in sorts:
            out.add(f"#{sorts[low]}")
        elif len(low) > 2 and not any(low in some for some in (empty, CALENDAR, SMALL, AUX)) and (
            count_of(low) is None
        ):  # fmt: skip
            out.add(low[:5])
    return frozenset(out)


def ids_in(page: Page, start: int, end: int) -> frozenset[str]:
    """Return the ids of the states and groups named between two offsets: Athens acts for Greece."""
    return frozenset(
        ref.id for _, _, ref in page.names_in(start, end)
        if ref.id and ref.id.partition(":")[0] in ("state", "polity", "group", "org")
        and ref.surface[:1].isupper()
    )  # fmt: skip


def names_in(page: Page, text: str) -> frozenset[str]:
    """Return the proper words of a text, of peoples those of the land: "Peruvian", "Peru"."""
    out: set[str] = set()
    for word in re.findall(r"[^\W\d_][\w'’-]*", text):
        low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        proper = low in page.proper or DEMONYM.search(word)
        if (word[0].isupper() and proper and len(low) > 1) or low in STANDS_FOR:
            out.add(low[:6])
    return frozenset(out)
