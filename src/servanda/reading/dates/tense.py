"""Whether the words around a date look forward or back."""

import re

FORWARD = (
    r"(?:will|shall|would|must)(?:\s+\w+)?\s+(?:be|have|have been)\s+\w+|"
    r"will|won[’']t|shall|would|going to|due|scheduled|plan(?:s|ned|ning)?|expect(?:s|ed)?|"
    r"upcoming|until|by|deadline|starting|hopes?|set (?:for|to)|before|next|must|"
    r"begins?|[’']ll|postponed|delayed until|intends?|slated"
)
BACKWARD = (
    r"was|were|had|has|have|did|said|says|told|began|came|went|took|made|gave|met|held|won|lost|"
    r"left|became|since|last|after|ago|killed|wrote|spoke|found|kept|sent|brought|fell|rose|stood|"
    r"saw|knew|thought|heard|led|broke|drew|fought|paid|put|spent|struck|gone|been|\w{2,}ed"
)
VERB = re.compile(rf"\b(?:({FORWARD})|({BACKWARD}))\b", re.IGNORECASE)
STOP = re.compile(r"[.!?;]\s|\n\s*\n")
WINDOW = 120


def tense_at(text: str, start: int, end: int) -> str:
    """Return "future", "past" or "": by the nearest cue before the place, else the next after it.

    Only the sentence is looked at, at most 120 characters each way.
    """
    before = text[max(0, start - WINDOW) : start]
    for stop in STOP.finditer(before):
        last = stop.end()
        before = " " * last + before[last:]
    cue = None
    for match in VERB.finditer(before):
        cue = match
    if cue is None:
        after = text[end : end + WINDOW]
        stop_after = STOP.search(after)
        cue = VERB.search(after[: stop_after.start()] if stop_after else after)
    if cue is None:
        return ""
    return "future" if cue.group(1) else "past"
