"""Whether the words around a date look forward or back."""

import re

# What stands directly before a date and settles it: "due on", "as early as", "until".
POINTER = re.compile(
    r"\b(?P<forward>as (?:early|soon|late) as|no later than|not later than|starting|beginning|"
    r"upcoming|scheduled for|planned for|set for|slated for|due|deadline of|expires?|by|until|till|"
    r"next|(?:is|are|be) (?:on|in|at)?)"
    r"(?:\s+(?:on|in|at|this|\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?(?:\s+[A-Z]{3})?|early|late|mid|"
    r"the (?:end|start|beginning|middle|close) of|the))*[\s-]+$|"
    r"\b(?P<back>since|as of|ago|last|earlier)(?:\s+(?:on|in|this))?\s+$",
    re.IGNORECASE,
)
TO = (
    r"(?:agreed|agrees?|decided|vowed|promised|pledged|wants?|hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|"
    r"expected|scheduled|set|due|likely|ready|about|ordered|intends?|intended|prepar(?:es|ing|ed)|"
    r"threatened|offered|going|slated|bound|poised|needs?|ha(?:s|ve)|is|are|seeks?|sought)"
)
FORWARD = (
    rf"(?i:{TO}\s+to\s+(?:be\s+)?\w+)|"
    r"(?:[Ww]ill|[Ss]hall|must|would|might|may)(?:\s+(?:not|also|only|now|still|then|\w+ly))?\s+"
    r"(?:be\s+)?(?!have\b)[a-z]+|"
    r"(?i:won[’']t|[’']ll|due|upcoming|postponed|hopes?|delayed until|slated|"
    r"expects?|intends?|scheduled|planned|planning|begins?|starts?|opens?|"
    r"takes? (?:place|effect)|will|shall)|"
    r"(?:is|are) (?:being )?(?:heard|held|expected|scheduled|planned|due|set|slated|opened|"
    r"presented|published|released|inaugurated|sworn|voted|decided)|"
    r"(?:is|are) (?:[a-z]+ly )?[a-z]+ing"
)
BACKWARD = (
    r"(?:would|could|should|might|must) have [a-z]+|"
    r"was|were|had|has|have|did|said|says|told|began|came|went|took|made|gave|met|held|won|lost|"
    r"left|became|killed|wrote|spoke|found|kept|sent|brought|fell|rose|stood|cut|hit|shut|ran|"
    r"saw|knew|thought|heard|led|broke|drew|fought|paid|put|spent|struck|gone|been|shot|got|sat|"
    r"[a-z]{2,}ed"
)
VERB = re.compile(rf"\b(?=[a-zA-Z’'])(?:({FORWARD})|({BACKWARD}))\b")
STOP = re.compile(r"(?<!\b[A-Z])(?<![ap]\.m)[.!?][\"”’'\)]*\s+(?=[\"“‘'\(]*[A-Z0-9])|;\s|\n\s*\n")
WINDOW = 120
POINTS = 60


def tense_at(text: str, start: int, end: int) -> str:
    """Return "future", "past", "near" or "": by the nearest cue before, else the next after.

    Only the sentence is looked at, at most 120 characters each way. A preposition that points
    ("until Friday") decides unless the sentence begins with it. What looks forward says nothing of
    "Friday's vote", which may be over: it is "near".
    """
    before = _sentence_before(text, start)
    after = text[end : end + WINDOW]
    stop = STOP.search(after)
    after = after[: stop.start()] if stop else after
    pointer = POINTER.search(before, max(0, len(before) - POINTS))
    opens = pointer is not None and not before[: pointer.start()].strip(" \"'“‘(")
    if pointer is not None and not opens:
        return "future" if pointer.group("forward") else "past"
    cue = None
    for match in VERB.finditer(before if pointer is None else ""):
        cue = match
    cue = cue or VERB.search(after)
    owns = after[:2] in ("'s", "’s")
    if cue is None:
        return "past" if owns else ""
    return ("near" if owns else "future") if cue.group(1) else "past"


def _sentence_before(text: str, start: int) -> str:
    before, last = text[max(0, start - WINDOW) : start], 0
    for stop in STOP.finditer(before):
        last = stop.end()
    return before[last:]
