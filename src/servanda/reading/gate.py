"""The gate: over a corpus, which sentences are parsed at all, decided from cheap signals.

A sentence is parsed where a reader could find something in it: a word that begins a cue of any
family, in any of its forms; a word of mood, a quotation mark, a question; a pronoun or a definite
phrase, whose meaning hangs on the parse. The others (headings, bylines, tables) are left to the
readers of names and dates, which need none. What is let through is parsed without the tagger of
names (see `light_names`). Off for single documents, on for corpora (`engine.many`,
`servanda add --gate`).
"""

import os
import re
from collections.abc import Iterator
from functools import lru_cache

from servanda.lexicon.cues import cues, rows
from servanda.lexicon.nouns import load_nouns

VARIABLE = "SERVANDA_GATE"
FAMILIES = ("statements", "plover", "acts", "stances", "links", "evaluations", "mood")
PRONOUNS = ("pronoun_person", "pronoun_thing", "pronoun_many", "pronoun_speaker",
            "pronoun_speaker_many")  # fmt: skip
# What points back: "the minister", "both sides", "such a step".
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both", "either", "neither",
                      "each", "former", "latter", "same", "another", "other",
                      "others"})  # fmt: skip
# Words that carry a duty or a mood where no cue stands.
MODALS = frozenset({"shall", "must", "will", "would", "should", "may", "might", "can", "could",
                    "ought", "not", "n't", "never", "if", "who", "according", "per"})  # fmt: skip
MARKS = re.compile(r"[\"“”«»„?§#]|(?<!\w)'|'(?!\w)|[‘]|:\s|n['’]t\b|['’](?:ll|d)\b")
WORD = re.compile(r"[^\W\d_]+")
END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*")
# A full stop after these ends no sentence.
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Rev|Hon|Prof|Jr|Sr|Inc|Ltd"
                   r"|Co|Corp|No|Nos|Art|vs|cf|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
                   r"|\b[A-Z]|\b[a-z]\.[a-z])\.\s+$")  # fmt: skip


def wanted() -> bool:
    """Say whether the environment asks for the gate where nobody said: SERVANDA_GATE=on."""
    return os.environ.get(VARIABLE, "") == "on"


def let_through(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches of a block that are to be parsed: sentences with signals, run together.

    Each is its first and last offset, and how many sentences were left out right before it.
    """
    first = last = -1
    skipped = 0
    for low, high in sentences(text, start, end):
        if needed(text[low:high]):
            first, last = (low if first < 0 else first), high
            continue
        if first >= 0:
            yield first, last, skipped
            first, skipped = -1, 0
        skipped += 1
    if first >= 0:
        yield first, last, skipped


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last offsets of the sentences of a block, by their marks alone.

    Where it is not sure that one ends, it does not end: two that stand together are no harm.
    """
    low = start
    for match in END.finditer(text, start, end):
        if SHORT.search(text, low, match.end()):
            continue
        yield low, match.end()
        low = match.end()
    if low < end:
        yield low, end


def needed(sentence: str) -> bool:
    """Say whether a reader could find something in a sentence that takes a parse."""
    if MARKS.search(sentence):
        return True
    found = set(WORD.findall(sentence.lower()))
    alone, longer = signals()
    return not alone.isdisjoint(found) or any(
        found.issuperset(rest) for word in found if word in longer for rest in longer[word]
    )


@lru_cache(maxsize=1)
def signals() -> tuple[frozenset[str], dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the words, in every form, that let a sentence through, and the firsts of longer cues.

    A cue of several words lets one through that has them all.
    """
    alone = set(MODALS | POINTING)
    longer: dict[str, list[tuple[str, ...]]] = {}
    for cue in (c for family in FAMILIES for listed in cues(family).values() for c in listed):
        first, *rest = cue.words
        for form in forms(first):
            if rest:
                # What stands behind an apostrophe or hyphen is no word of its own here.
                longer.setdefault(form, []).append(tuple(w for w in rest if WORD.fullmatch(w)))
            else:
                alone.add(form)
    alone |= {row["form"] for row in rows("lemmas")}
    alone |= {word for name in PRONOUNS for word in load_nouns().of(name)}
    return frozenset(alone), {word: tuple(set(rests)) for word, rests in longer.items()}


def forms(lemma: str) -> Iterator[str]:
    """Yield the forms that an English verb or noun can have, irregular ones by the parser."""
    yield lemma
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    yield from (lemma + "s", lemma + "es", stem + "ing", stem + "ed", lemma + "d")
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    if len(lemma) > 2 and lemma[-1] not in "aeiouwxy":
        yield from (lemma + lemma[-1] + "ing", lemma + lemma[-1] + "ed")
    yield from irregular().get(lemma, ())


@lru_cache(maxsize=1)
def irregular() -> dict[str, tuple[str, ...]]:
    """Return the irregular forms of words, as the parser's lemmatizer knows them."""
    from servanda.reading.parser import parser

    found: dict[str, list[str]] = {}
    pipes = parser().pipe_names
    tables = parser().get_pipe("lemmatizer").lookups if "lemmatizer" in pipes else None
    table = tables.get_table("lemma_exc", {}) if tables is not None else {}
    for pos in ("verb", "noun"):
        for form, lemmas in table.get(pos, {}).items():
            for lemma in lemmas:
                found.setdefault(lemma, []).append(form)
    return {lemma: tuple(f) for lemma, f in found.items()}
