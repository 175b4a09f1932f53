"""The terms that an agreement's own text sets: entry, duration, renewal, notice, exit."""

import re
from collections.abc import Iterator

from servanda.model import Anchor, anchor
from servanda.model.anchors import Mark
from servanda.model.records import Entry, Terms
from servanda.model.spelt import length_in

ENTRY = re.compile(r"\b(?:enters?|comes?) into (?:force|effect)\b[^.;]*", re.IGNORECASE)
OWN_ENTRY = re.compile(
    r"\b(?:this|the present)\s+(?:treaty|convention|protocol|agreement|statute|charter|accord)\s+"
    r"(?:shall |will )?(?:enters?|comes?) into (?:force|effect)\b[^.;]*", re.IGNORECASE,
)  # fmt: skip
RATIFIED = re.compile(r"\b(?:ratif\w+|approval|acceptance|internal procedures)\b", re.IGNORECASE)
AFTER = re.compile(r"\b(?:after|following|from|of)\b", re.IGNORECASE)
RUNS = re.compile(
    r"\b(?:(?:remain|be|stay|continue)s? in (?:force|effect)|(?:is|are) concluded"
    r"|(?:shall|will) (?:last|run)) for\b[^.;]*", re.IGNORECASE,
)  # fmt: skip
RENEWED = re.compile(
    r"\b(?:renew|extend|prolong)\w*\b[^.;]*\b(?:automatically|tacitly|successive|further)\b[^.;]*"
    r"|\b(?:automatically|tacitly)\s+(?:be\s+)?(?:renew|extend|prolong)\w*[^.;]*", re.IGNORECASE,
)  # fmt: skip
NOTICE = re.compile(r"\b(?:notice|notif\w+|denunciation)\b([^.;]*)", re.IGNORECASE)
# What notice of a term is about; other notices (of a dispute, a measure) end nothing.
ENDING = re.compile(
    r"\b(?:withdr(?:aw|ew)\w*|denounc\w+|denunciation|terminat\w+|expire\w*|renew\w*|prolong\w*"
    r"|extend(?:ed)?\b[^.;]{0,40}\bperiods?|extension)\b", re.IGNORECASE,
)  # fmt: skip
NEAR = 220  # characters around a notice in which it must tell of an end or renewal
LEAD = 45  # characters before "notice" in which its length may stand
LEAVE = re.compile(
    r"\bmay\b[^.;]*\b(?:withdraw|terminate|denounce)\b", re.IGNORECASE
)  # fmt: skip
STAY = re.compile(
    r"\b(?:shall|may) not (?:be )?(?:denounced?|terminated?|subject to denunciation)\b",
    re.IGNORECASE,
)  # fmt: skip


def terms_of(text: str) -> tuple[Terms | None, tuple[Mark, ...]]:
    """Return the terms that the text of an agreement sets, and the words that each rests on.

    None where it sets none; what it does not say keeps the default of the status rules.
    """
    found = {name: (value, place) for name, value, place in _terms(text)}
    if not found:
        return None, ()
    values = {name: value for name, (value, _) in found.items()}
    entry = Entry(by=values.pop("by", "signature"), delay=values.pop("delay", "P0D"))
    marks = tuple(Mark(f"terms.{n}", (place,)) for n, (_, place) in sorted(found.items()))
    return Terms(entry=entry, **values), marks


def _terms(text: str) -> Iterator[tuple[str, str, Anchor]]:
    """Yield name, value and place of each term."""
    entry = OWN_ENTRY.search(text) or ENTRY.search(text)
    if entry is not None:
        if by := RATIFIED.search(entry[0]):
            yield "by", "ratification", _at(text, entry.start(), by)
        length = length_in(entry[0])
        if length is not None and AFTER.match(entry[0][length[2] :].lstrip()):
            yield "delay", length[0], anchor(text, entry.start() + length[1],
                                             entry.start() + length[2])  # fmt: skip
    runs = RUNS.search(text)
    if runs is not None and (length := length_in(runs[0])):
        yield "duration", length[0], anchor(text, runs.start() + length[1],
                                            runs.start() + length[2])  # fmt: skip
        renewed = RENEWED.search(text)
        if renewed is not None:
            more = length_in(renewed[0])
            # "renewed tacitly" without a length runs for as long again.
            yield "renewal", (more or length)[0], anchor(text, renewed.start(), renewed.end())
    leave = LEAVE.search(text)
    length = _notice(text) if leave is not None or runs is not None else None
    if length is not None:
        yield "notice", length[0], anchor(text, length[1], length[2])
    if leave is not None:
        yield "exit", "allowed", anchor(text, leave.start(), leave.end())
    elif stay := STAY.search(text):
        yield "exit", "none", anchor(text, stay.start(), stay.end())


def _notice(text: str) -> tuple[str, int, int] | None:
    """Return the length of notice: "six months' notice", "notice ... six months before"."""
    for found in NOTICE.finditer(text):
        if not ENDING.search(text, max(0, found.start() - NEAR), found.end()):
            continue
        start = max(0, found.start() - LEAD)
        before, at = None, start
        while length := length_in(text[: found.start()], at):
            before, at = length, length[2]
        after = length_in(found[0])
        if before is not None and "." not in text[before[2] : found.start()]:
            return before
        if after is not None:
            return after[0], found.start() + after[1], found.start() + after[2]
    return None


def _at(text: str, offset: int, found: "re.Match[str]") -> Anchor:
    return anchor(text, offset + found.start(), offset + found.end())
