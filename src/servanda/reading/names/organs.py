"""Bodies named by their form: "Ministry of Foreign Affairs of Armenia", "State Border Service"."""

import re

from servanda.lexicon.entities import load_entities
from servanda.lexicon.nouns import load_nouns
from servanda.reading.dates.words import vocabulary
from servanda.reading.names.lexical import Hit, ids_of
from servanda.reading.names.named import Named, Sort

CAPITAL = r"(?:(?:[A-Z]\.){2,}|[^\W\d_a-z][\w'’-]*)"
RUN = re.compile(rf"{CAPITAL}(?:[ ](?:(?:of|for)[ ](?:the[ ])?|(?:and|on)[ ](?=[A-Z]))?{CAPITAL})+")
SMALL = frozenset({"of", "for", "and", "on", "the", "second", "first", "third", "half", "day"})
OWNERS = frozenset({"name", "other_name", "acronym", "adjective", "seat", "capital"})


def organs(text: str, listed: list[Hit]) -> list[Named]:
    """Return capitalised runs of words whose head is the noun of a body."""
    nouns = load_nouns()
    out: list[Named] = []
    for run in RUN.finditer(text):
        start, piece = run.start(), run.group()
        for lead in ("The ", "A ", "An ", "In ", "On ", "At "):
            if piece.startswith(lead):
                start, piece = start + len(lead), piece[len(lead) :]
        words = piece.split(" ")
        if len(words) < 2:
            continue
        if any(w.lower() in vocabulary().codes and w.lower() not in SMALL for w in words):
            continue  # "Security Council on Wednesday"
        head = head_of(words)
        if not nouns.has("organ", head):
            continue
        end = start + len(piece.rstrip(".'’"))
        inside = [h for h in listed if start <= h.start and h.end <= end]
        if any(h.start == start and h.end == end for h in inside):
            continue
        if len([h for h in inside if any(c.id.startswith("org:") for c in h.candidates)]) > 1:
            continue  # several bodies in a row
        whole = turned(words)
        if whole:
            out.append(Named(start, end, "entity", whole, "turned", 0.85))
            continue
        owners = ids_of((c for h in inside for c in h.candidates), OWNERS)
        acts_for = nouns.has("ministry", head) and len(owners) == 1
        sort: Sort = "entity" if acts_for else "organ"
        out.append(Named(start, end, sort, owners if acts_for else (), "ministry", 0.6))
    return out


def turned(words: list[str]) -> tuple[str, ...]:
    """Return what "A of the B" names where the lexicon knows it as "B A"."""
    if "of" not in words[1:]:
        return ()
    at = words.index("of", 1)
    owner = [w for w in words[at + 1 :] if w != "the"]
    found = load_entities().lookup(" ".join([*owner, *words[:at]]))
    return ids_of(found, frozenset({"name", "other_name"}))


def head_of(words: list[str]) -> str:
    """Return the head of a name in lower case: the word before its first "of", else the last."""
    for i, word in enumerate(words[1:], start=1):
        if word in ("of", "for", "on"):
            return words[i - 1].lower()
    return words[-1].lower().removesuffix("'s").removesuffix("’s").rstrip(".")
