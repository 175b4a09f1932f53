"""The topic of a question, and the sentences of documents that hold it."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from servanda.asking.answers import Sentence
from servanda.asking.understand import Asked
from servanda.asking.words import classes_at, table
from servanda.model import Record, refs_of
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses, sentence_of

FEW = 3  # topic words that must all be held
HEAD = 160  # characters of a document that say what it is about
HALF = 0.5
SHARE = 0.7  # of more topic words, so many


@lru_cache(maxsize=1)
def ask_words() -> frozenset[str]:
    """Return the words that belong to asking, not to what is asked about."""
    text = (resources.files("servanda.asking") / "data" / "ask_words.txt").read_text("utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=1)
def _likes() -> dict[str, frozenset[str]]:
    """Return for each stem the stems of words of like meaning."""
    out: dict[str, frozenset[str]] = {}
    table = resources.files("servanda.asking") / "data" / "like_words.tsv"
    with table.open(encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            if row["id"].startswith("F"):
                continue  # alike in agreements' own words alone
            stems = frozenset(s for w in row["words"].split() for s in senses(w))
            for stem in stems:
                out[stem] = out.get(stem, frozenset()) | stems
    return out


def topic_of(asked: Asked, *, verbs: bool = False) -> frozenset[str]:
    """Return the stems of what is asked about; with `verbs` those of asking count too."""
    return senses(asked.rest) if verbs else senses(without_own(asked))


def without_own(asked: Asked) -> str:
    """Return what a question asks about, without the words that belong to asking it so."""
    own = {c for row in table("own_classes.tsv") if row["intent"] == asked.intent
           for c in row["classes"].split()}  # fmt: skip
    words = asked.rest.split()
    drop: set[int] = set()
    for n in range(len(words)):
        for class_, _, length in classes_at(words, n):
            if class_ in own:
                drop |= {*range(n, n + length)}
    return without_asking(" ".join(w for n, w in enumerate(words) if n not in drop))


def without_asking(text: str) -> str:
    """Return a text without the words that belong to asking."""
    return " ".join(w for w in re.findall(r"[\w'’-]+", text) if w.lower() not in ask_words())


def covers(topic: frozenset[str], text: str) -> float:
    """Return the share of topic words that a text holds, by themselves or by words like them."""
    if not topic:
        return 1.0
    words = senses(text)
    return sum(bool(like(t) & words) for t in topic) / len(topic)


def like(stem: str) -> frozenset[str]:
    """Return a stem with the stems of words of like meaning."""
    return _likes().get(stem, frozenset()) | {stem}


def holds(topic: frozenset[str], text: str) -> bool:
    """Say whether a text holds all of a short topic, or most of a long one."""
    share = covers(topic, text)
    return share >= SHARE if len(topic) > FEW else share == 1.0


def ids_of(case: Case, record: Record) -> set[str]:
    """Return what a record refers to, persons also by the state that they act for."""
    day = case.evidence.said_on(record)[1]
    refs = (*refs_of(record), *record.attribution)
    ids = {r.id.partition("#")[0] for r in refs if r.id}
    parties = (party_of(r, day, case.entities, case.evidence) for r in refs)
    return ids | {p for p in parties if p}


def names_all(case: Case, wanted: Iterable[str], ids: set[str], text: str) -> bool:
    """Say whether all that is wanted is among ids or named in a text."""
    words = senses(text)
    return all(w.partition("#")[0] in ids or _named(case, w, words) for w in wanted)


def _named(case: Case, id_: str, words: frozenset[str]) -> bool:
    name = senses(case.name(id_))
    last = senses(case.name(id_).split()[-1]) if id_.startswith("person:") else name
    return bool(last) and last <= words


def by_sentence(case: Case) -> dict[tuple[str, str], list[Record]]:
    """Return the records of a case by document and sentence, as they stand in the texts."""
    return _by_sentence(case)


@lru_cache(maxsize=4)
def _by_sentence(case: Case) -> dict[tuple[str, str], list[Record]]:
    out: dict[tuple[str, str], list[Record]] = {}
    for record in case.evidence.records:
        if text := sentence_of(case.evidence, record):
            out.setdefault((record.document, text), []).append(record)
    return out


def tellings(
    case: Case, topic: frozenset[str], wanted: Iterable[str], *, reach: int = 2
) -> list[tuple[str, list[Record]]]:
    """Return the sentences, with their records, that hold a topic and name all that is wanted.

    The nearest only: those that do so by themselves; else those whose paragraph or title names
    what is wanted; else those that hold half of the topic in a paragraph that holds all of it.
    `reach` is the last of these three steps (0 to 2) that may be taken.
    """
    wanted = tuple(wanted)
    levels: tuple[list[tuple[str, list[Record]]], ...] = ([], [], [])
    if not topic:
        return []
    for (_, text), records in by_sentence(case).items():
        share = covers(topic, text)
        if share < HALF:
            continue
        ids = set().union(*(ids_of(case, r) for r in records))
        around = surroundings(case, records[0])
        if holds(topic, text):
            near = names_all(case, wanted, ids, text)
            if near or names_all(case, wanted, ids, around):
                levels[0 if near else 1].append((text, records))
        elif holds(topic, around) and names_all(case, wanted, ids, around):
            levels[2].append((text, records))
    return next((level for level in levels[: reach + 1] if level), [])


def surroundings(case: Case, record: Record) -> str:
    """Return the paragraph of a record with the title of its document."""
    document = case.evidence.documents.get(record.document)
    if document is None or not record.anchors:
        return ""
    block = document.block_at(record.anchors[0].start)
    paragraph = document.text[block.start : block.end] if block else ""
    return f"{document.title or ''}\n{document.text[:HEAD]}\n{paragraph}"


def of_the_time(case: Case, asked: Asked, records: list[Record]) -> bool:
    """Say whether records tell of the year asked about, or were told in it."""
    if asked.day is None:
        return True
    years = {case.evidence.said_on(records[0])[1]}
    for when in (r.date for r in records if r.date is not None):
        years |= {when.earliest, when.latest}
    return asked.day.year in {y.year for y in years if y}


def telling(case: Case, text: str, records: list[Record], note: str = "") -> Sentence:
    """Return a sentence of a document as an answer, told by whom and when, on its records."""
    first = records[0]
    by = case.name(asserted_by(first, case.entities, case.evidence))
    day = case.evidence.said_on(first)[1]
    words = " ".join(text.split())
    return Sentence(
        f"{by}{f', {day}' if day else ''}{note}: {words}",
        records=tuple(r.id for r in records),
        quotes=tuple(dict.fromkeys(quote(r) for r in records))[:3],
        pending=not all(case.evidence.accepted(r.id) for r in records),
    )
