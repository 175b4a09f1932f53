"""Locators of provisions: when two of them name the same place."""

import re

# Outside articles, texts and their readers call the same unit by any of these.
ROMAN = re.compile(r"(?<![\w.])[IVXLC]+\b(?!\))")
POINTS = ("paragraph", "point", "clause", "item", "para")


def same_place(a: str, b: str) -> bool:
    """Say whether two locators name one provision: "point 4" and "paragraph 4" do."""
    return place(a) == place(b) != ""


def place(locator: str) -> str:
    """Return a locator in the form in which it is compared; nothing for an empty one."""
    text = ROMAN.sub(lambda m: str(_roman(m.group())), locator)
    text = " ".join(text.lower().replace("art.", "article").split())
    m = re.match(r"([a-z]+) (.*)", text)
    if m and m.group(1) in POINTS:
        return f"paragraph {m.group(2)}"
    return text


def places_in(text: str) -> frozenset[str]:
    """Return the places that a text cites, in the form in which they are compared."""
    found = re.finditer(
        rf"\b((?:article|{'|'.join(POINTS)})s?)\s+(\d+(?:\.\d+)*(?:\(\w+\))*)", text.lower()
    )
    return frozenset(place(f"{m.group(1).removesuffix('s')} {m.group(2)}") for m in found)


def _roman(text: str) -> int:
    """Return the value of a Roman number."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
