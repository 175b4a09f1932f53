"""Full-text search: passages with the words found in them marked."""

import re
from typing import Any

from servanda.model import Document
from servanda.workbench.cards import title_of
from servanda.workbench.context import Mark, cut, page_of
from servanda.workbench.pages.facets import facets, fits
from servanda.workbench.visit import Page, Visit, sliced

MOST = 500  # passages looked at for one query
SIZE = 20
LONGEST = 600  # characters of a passage shown
COLUMNS = ("document", "title", "start", "end", "score", "passage")


def search(visit: Visit) -> Page:
    """Passages that hold the words, best first; facets by document, sort, publisher and year."""
    query = visit.state.query
    if not query:
        return Page("search.html", "Search", {"passages": [], "slice": sliced(0, 1), "facets": {}})
    heads = visit.desk.documents(visit.ledger)
    best = visit.desk.kept(visit.ledger, ("search", query),
                           lambda: visit.ledger.search(query, limit=MOST))  # fmt: skip
    hits = [h for h in best if h.document in heads]
    counts: dict[str, int] = {}
    for h in hits:
        counts[h.document] = counts.get(h.document, 0) + 1
    counted = facets(counts, heads, visit.state)
    hits = [h for h in hits if fits(heads[h.document], visit.state)]
    left = {d: n for d, n in counts.items() if fits(heads[d], visit.state)}
    if visit.state.document:
        hits = [h for h in hits if h.document == visit.state.document]
    part = sliced(len(hits), visit.state.page, SIZE)
    texts: dict[str, str] = {}
    passages: list[dict[str, Any]] = []
    for h in part.of(hits):
        if h.document not in texts:
            found = visit.ledger.find(h.document)
            texts[h.document] = found.text if isinstance(found, Document) else ""
        passages.append(_passage(texts[h.document], h.start, h.end, query) | {
            "document": h.document, "title": title_of(heads[h.document]),
            "score": round(h.score, 2),
        })  # fmt: skip
    titles = {d: title_of(heads[d]) for d in counts}
    return Page(
        "search.html", "Search",
        {"passages": passages, "slice": part, "titles": titles, "most": MOST,
         "facets": {"document": left, **counted}},
        columns=COLUMNS, rows=lambda: passages,
    )  # fmt: skip


def _passage(text: str, start: int, end: int, query: str) -> dict[str, Any]:
    """Return a passage cut to a length around its first word found, words marked."""
    found = [Mark(start + m.start(), start + m.end(), "this")
             for m in _words(query).finditer(text[start:end])]  # fmt: skip
    first = max(start, min((m.start for m in found), default=start) - LONGEST // 2)
    first = start if first - start < LONGEST // 4 else first
    last = min(end, first + LONGEST)
    marks = [m for m in found if m.start < last and m.end > first]
    return {
        "start": start, "end": end, "passage": text[first:last],
        "spans": tuple(cut(text, first, last, marks)),
        "cut": (first > start, last < end), "page": page_of(start),
    }  # fmt: skip


def _words(query: str) -> re.Pattern[str]:
    words = sorted({re.escape(w) for w in re.findall(r"\w+", query)}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE) if words else NOTHING


NOTHING = re.compile(r"(?!)")
