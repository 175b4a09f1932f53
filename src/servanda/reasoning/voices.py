"""For which side a source speaks: a ministry that publishes speaks for its state."""

import re

from servanda.reasoning.case import Case

OFFICIAL = re.compile(
    r"\b(?:ministry|minister|government|president|presidency|parliament|embassy|mission|army"
    r"|armed forces|general staff|foreign office|department of state|state department|cabinet)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:of\s+|and\s+|the\s+)?[A-Z][\w'’-]*)*")


def speaks_for(case: Case, voice: str) -> str:
    """Return the party that a voice speaks for: itself, or the one state that its office names.

    "Ministry of Foreign Affairs of Azerbaijan" speaks for Azerbaijan; a newspaper for itself.
    """
    if ":" in voice or not OFFICIAL.search(voice):
        return voice
    found = {i for found in NAME.finditer(voice) for i in _states(case, found[0].split())}
    return found.pop() if len(found) == 1 else voice


def _states(case: Case, words: list[str]) -> set[str]:
    """Return the states and polities that words name, longest names first."""
    out: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(5, len(words) - at), 0, -1):
            known = case.entities.lookup(" ".join(words[at : at + size]))
            ids = {c.id for c in known if c.id.startswith(("state:", "polity:"))}
            if len(ids) == 1:
                out |= ids
                at += size
                break
        else:
            at += 1
    return out
