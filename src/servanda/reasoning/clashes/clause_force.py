"""How a verb of a plain sentence is meant: told, ordered, forbidden, allowed, refused or open."""

import re

from servanda.reasoning.clashes.clause_words import (
    BE,
    BY_TEXT,
    COMMITTED,
    GOING_ON,
    GOVERN,
    IS_TO,
    PLEDGED,
    SEEN,
)
from servanda.reasoning.tellings.lexis import Form
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import INVERTED, OPEN, UNSAID


def force_of(
    text: str, line: Line, above: str, ahead: str, aux: list[str], form: Form, verb: int
) -> tuple[str, str]:
    """Return the force and the mood of a clause by its auxiliaries and what governs it."""
    whole = text[line.start : line.end]
    if whole.rstrip(' "”’').endswith("?") or INVERTED.match(whole) or UNSAID.search(above):
        return "", "open"
    if re.search(r"\b(?:if|unless|whether|until)\s[^,;]*$", above + ahead, re.I):
        return "", "open"
    said = set(aux)
    no = bool(said & {"not", "never", "cannot", "mustn't"}) or bool(
        re.search(r"\b(?:neither|no|nobody|none)\b", ahead, re.I)
    )
    if "shall" in said or "must" in said or "mustn't" in said:
        return ("ban" if no else "must"), "fact"
    if said & {"can", "cannot", "can't"}:
        return "", "open"
    if "may" in said:
        return ("ban" if no else "may"), "fact"
    if said & {"will", "would", "won't", "wouldn't"} and PLEDGED.search(above):
        return ("ban" if no else "must"), "fact"
    if said & {"will", "would", "won't", "wouldn't"}:
        if "have" in said or ("be" in said and "would" in said):
            return "", "open"
        return ("refuse", "fact") if no or said & {"won't", "wouldn't"} else ("", "future")
    if said & {"should", "could", "might"}:
        return "", "open"
    if "to" in said or form.how == "ing":
        lead = ahead + " " + " ".join(a for a in aux if a not in ("to", "not", "never"))
        for force, pattern in GOVERN:
            if pattern is IS_TO and "to" not in said:
                continue
            if pattern.search(lead + " ") or pattern.search(f"{above} {lead} "):
                denied = force == "must" and bool(said & {"not", "never"})
                return ("", "open") if force == "open" else ("ban" if denied else force, "fact")
        if "to" in said:
            return "", "open"
        seen = SEEN.search(above + ahead) or GOING_ON.search(text[line.start : verb])
        if form.how == "ing" and not (said & BE) and not seen:
            return "", "open"
    return "", "open" if OPEN.search(ahead) else "fact"


def is_binding(page: Page, line: Line, ahead: str, force: str, everybody: bool) -> bool:
    """Say whether a duty is that of a text or a promise: by its article, its words, its bearers."""
    if force not in ("must", "ban"):
        return False
    if line.heading or page.treaty or everybody or COMMITTED.search(ahead) or BY_TEXT.search(ahead):
        return not re.match(r"\s*(?:we|i|you|let us)\b", ahead, re.IGNORECASE)
    n = page.lines.index(line)
    before = page.text[page.lines[n - 1].start : page.lines[n - 1].end] if n else ""
    mine = not re.search(r"\b(?:we|I|you|one)\s*(?:\w+\s*)?$", ahead, re.IGNORECASE)
    return mine and bool(BY_TEXT.search(before))
