"""Facets of documents: sort of text, publisher and year, each counted under the other choices."""

from collections import Counter
from collections.abc import Mapping

from servanda.model import Document
from servanda.workbench.state import State

SHOWN = 12  # values of a facet, the most frequent first
UNDATED = "no date"
UNNAMED = "not named"


def facets(
    found: Mapping[str, int], heads: Mapping[str, Document], state: State
) -> dict[str, dict[str, int]]:
    """Return for each facet its values with how much was found; `found` counts by document.

    A facet counts what the other facets leave, so that its own choice can be changed.
    """
    out: dict[str, dict[str, int]] = {}
    for name in ("genre", "publisher", "year"):
        count: Counter[str] = Counter()
        for document, n in found.items():
            if fits(heads[document], state, but=name):
                count[value(heads[document], name)] += n
        chosen = getattr(state, name)
        shown = count.most_common(SHOWN)
        if chosen and chosen not in dict(shown):
            shown.append((chosen, count[chosen]))
        out[name] = dict(sorted(shown) if name == "year" else shown)
    return out


def fits(document: Document, state: State, but: str = "") -> bool:
    """Say whether a document has the chosen values of the facets, one of them left out."""
    return all(
        not getattr(state, name) or getattr(state, name) == value(document, name)
        for name in ("genre", "publisher", "year") if name != but
    )  # fmt: skip


def value(document: Document, facet: str) -> str:
    """Return the value of a facet: what is not known has a value of its own."""
    if facet == "year":
        return str(document.published.year) if document.published else UNDATED
    return document.genre if facet == "genre" else document.publisher or UNNAMED
