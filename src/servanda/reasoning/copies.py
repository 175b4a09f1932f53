"""Copies: documents, and sentences, that are one story told once and printed several times.

A wire report that ten papers print is one report. Two documents are copies where most of the
shorter one's runs of words stand in the other; a sentence is a copy where its words are the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from zlib import crc32

from servanda.model import Document

RUN = 6  # words that follow each other: long enough that two writers seldom share them by chance
LEAST = 12  # runs that a document must have at least to be told from others
SHARED = 0.6  # share of the shorter document's runs that a copy has
KEPT = 400  # runs compared of a document, those of the lowest hashes: the same ones in every copy
COMMON = 32  # stories that may share a run before it is taken for a phrase of the trade
WORD = re.compile(r"[^\W_]+")
SENTENCE = 8  # words from which on two sentences of the same words are one, wherever they stand


def runs(text: str) -> frozenset[int]:
    """Return the hashes of the runs of words of a text; case and punctuation make no difference."""
    words = [w.lower() for w in WORD.findall(text)]
    return frozenset(
        crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)
    )


def stories(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each document's id that of the first document which tells the same story.

    Documents are compared with one document of each story only, by the runs that they share, so
    that the time grows with the texts and not with the pairs of them. The longer a text, the
    thinner its sample: every sample keeps the lowest hashes, which copies have in common.
    """
    heads: dict[int, list[str]] = {}
    sizes: dict[str, int] = {}
    out: dict[str, str] = {}
    for document in documents:
        sample = sorted(runs(document.text))[:KEPT]
        told = _head(sample, heads, sizes)
        out[document.id] = told or document.id
        if told or len(sample) < LEAST:
            continue
        sizes[document.id] = len(sample)
        for run in sample:
            where = heads.setdefault(run, [])
            if len(where) < COMMON:
                where.append(document.id)
    return out


def _head(sample: list[int], heads: Mapping[int, list[str]], sizes: Mapping[str, int]) -> str:
    """Return the story that a sample of runs is a copy of, or nothing."""
    if len(sample) < LEAST:
        return ""
    shared = Counter(d for run in sample for d in heads.get(run, ()))
    for name, count in shared.most_common(1):
        if count >= SHARED * min(len(sample), sizes[name]):
            return name
    return ""


def one_story(one: str, other: str) -> bool:
    """Say whether two texts are copies of one story; see `stories`."""
    a, b = (frozenset(sorted(runs(text))[:KEPT]) for text in (one, other))
    fewest = min(len(a), len(b))
    return fewest >= LEAST and len(a & b) >= SHARED * fewest


def wording(text: str, story: str) -> str:
    """Return what a sentence is known by: its words, and its story where they are few.

    Two papers that print one long sentence tell one thing once; a short one may be chance.
    """
    words = [w.lower() for w in WORD.findall(text)]
    return " ".join(words if len(words) >= SENTENCE else (story, *words))
