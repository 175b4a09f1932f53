"""Locators of provisions: when two of them name the same place."""

import re

# Outside articles, texts and their readers call the same unit by any of these.
POINTS = ("paragraph", "point", "clause", "item", "para")


def same_place(a: str, b: str) -> bool:
    """Say whether two locators name one provision: "point 4" and "paragraph 4" do."""
    return place(a) == place(b) != ""


def place(locator: str) -> str:
    """Return a locator in the form in which it is compared; nothing for an empty one."""
    text = " ".join(locator.lower().replace("art.", "article").split())
    m = re.match(r"([a-z]+) (.*)", text)
    if m and m.group(1) in POINTS:
        return f"paragraph {m.group(2)}"
    return text


def places_in(text: str) -> frozenset[str]:
    """Return the places that a text cites, in the form in which they are compared."""
    found = re.finditer(rf"\b((?:article|{'|'.join(POINTS)})s?)\s+(\d+(?:\(\w+\))*)", text.lower())
    return frozenset(place(f"{m.group(1).removesuffix('s')} {m.group(2)}") for m in found)
