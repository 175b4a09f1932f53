"""Score answers: is each question of the gold understood, and is it answered from the record alone?

    python -m evals.score_questions [--held-out] [--errors] [--wording]

The plain-text examples are read once and kept in a temporary file named by a hash of them and of
the code that reads them. Every question goes through `servanda.asking.ask` as of 1 September 2023.

- understood: the intent is the gold's or one that fits as well, and so are instruments, states and
  persons: all that the question names, none that it neither names nor implies. A point with a life
  of its own counts as its instrument; polities and instruments that only the texts know do no harm.
- right: answerable questions only; the intent fits and all that is named was found (or else a hit
  is luck), sentences are said, every item is met by one of its alternatives in them or in their
  quotes, and nothing stands there that must not. A date is met however written.
- shown: the same, where the passages of a search count too that are shown in place of an answer.
- quiet: unanswerable questions only; no sentence is said, or, to a loaded question, one that says
  that the record shows no such thing. Passages of a search that say they are only that are quiet.
- backed: sentences that cite a record or a row of the registry.
- days: questions that name a day or a month, and are answered as of it.

`--errors` shows the open part only. `--wording` scores the understanding of `wording.jsonl`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import msgspec

from servanda import engine
from servanda.asking import Answer, ask, understand
from servanda.intake import Options, find_sources
from servanda.model import Evidence, decode_document, decode_record, encode
from servanda.model.predications import pack, unpack
from servanda.reasoning.case import Case

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals" / "gold" / "questions" / "questions.jsonl"
WORDING = GOLD.with_name("wording.jsonl")
AS_OF = date(2023, 9, 1)
READERS = ("model", "lexicon", "intake", "reading", "naming", "engine")
# What the program calls an intent, and which intents of the gold that is.
SAME: dict[str, tuple[str, ...]] = {
    "said_about": ("said",),
    "who_said": ("who", "said"),
    "who_first": ("first",),
    "predicted": ("predictions",),
    "unknown_gaps": ("unknown",),
    "clash": ("clashes",),
    "why_broke": ("duties", "status", "clashes"),
    "search": ("other",),
    "telling": ("other",),
}
KINDS = ("instrument:", "state:", "polity:", "person:")
# What a question may be found to name besides: a place's polity, and what the texts made known.
UNNAMED = ("polity:", "instrument:candidate-")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
Row = dict[str, Any]


ONLY: list[str] = []  # what the ids of the questions to be scored begin with, all where empty


def questions(*, held_out: bool) -> list[Row]:
    """Return the rows of the gold on one side of the held-out line."""
    rows = (json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())
    return [
        row
        for row in rows
        if row["held_out"] == held_out and (not ONLY or row["id"].startswith(tuple(ONLY)))
    ]


def _cache() -> Path:
    """Return the place of what was read: a file named by texts and by the code that reads them."""
    digest = sha256()
    code = [p for room in READERS for p in sorted((ROOT / "src/servanda" / room).rglob("*"))]
    for path in [*sorted((ROOT / "examples").glob("*")), *code]:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return Path(gettempdir()) / f"servanda-questions-2-{digest.hexdigest()[:16]}.jsonl"


def _read(place: Path) -> None:
    """Read the plain-text examples and write their documents and records, one a line."""
    texts = [str(path) for path in sorted((ROOT / "examples").glob("*.txt"))]
    sources = [source for text in texts for source in find_sources([text])]
    made = list(engine.read_many(engine.documents_of(sources, Options()), jobs=1))
    reads = [read for read in made if isinstance(read, engine.Read)]
    if len(reads) < len(texts):
        raise ValueError(f"of {len(texts)} examples only {len(reads)} could be read")
    told = engine.evidence_of(reads)
    lines = [*map(encode, told.documents.values()), *map(encode, told.records)]
    parsed = {i: pack(found) for i, found in told.predications.items()}
    place.with_suffix(".told").write_bytes(msgspec.msgpack.encode(parsed))
    unfinished = place.with_suffix(".part")
    unfinished.write_bytes(b"\n".join(lines) + b"\n")
    unfinished.replace(place)


@lru_cache(maxsize=1)
def case() -> Case:
    """Return the case that all questions are put to."""
    place = _cache()
    if not place.exists():
        _read(place)
    lines = place.read_bytes().splitlines()
    heads = [line for line in lines if json.loads(line)["kind"] == "document"]
    documents = {d.id: d for d in map(decode_document, heads)}
    records = tuple(decode_record(line) for line in lines if line not in set(heads))
    parsed = msgspec.msgpack.decode(place.with_suffix(".told").read_bytes())
    predications = {i: unpack(raw) for i, raw in parsed.items()}
    told = Evidence(documents=documents, records=records, predications=predications)
    return Case(told, AS_OF)


def intent_right(row: Row, answer: Answer) -> bool:
    """Say whether the question was taken for what the gold says that it is."""
    meant = {row["intent"], *row["also_intents"]}
    return bool(meant & {answer.intent, *SAME.get(answer.intent, ())})


def asked_for(row: Row) -> set[str]:
    """Return what must be found of what a question names: bodies and places need not be."""
    return {id_.partition("#")[0] for id_ in row["entities"] if id_.startswith(KINDS)}


def named(answer: Answer) -> set[str]:
    """Return the instruments, states, polities and persons that were found in the question."""
    found = [*answer.understood.get("instruments", ()), *answer.understood.get("actors", ())]
    return {id_.partition("#")[0] for id_ in found if id_.startswith(KINDS)}


def entities_right(row: Row, answer: Answer) -> bool:
    """Say whether all was found that the question names, and nothing that it does not imply."""
    must = asked_for(row)
    may = {id_.partition("#")[0] for id_ in row["may"]} | {row["perspective"]}
    more = named(answer) - must - may
    return must <= named(answer) and all(id_.startswith(UNNAMED) for id_ in more)


def ways(alternative: str) -> Iterator[str]:
    """Yield the ways of writing an alternative: of an ISO day the usual ones, else itself."""
    yield alternative
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", alternative):
        year, month, n = day[1], MONTHS[int(day[2]) - 1], int(day[3])
        yield from (f"{n} {month} {year}", f"{month} {n}, {year}", f"{n} {month[:3]} {year}")
    elif month_of := re.fullmatch(r"(\d{4})-(\d\d)", alternative):
        yield f"{MONTHS[int(month_of[2]) - 1]} {month_of[1]}"


def meets(text: str, alternative: str) -> bool:
    """Say whether a text holds an alternative, from the start of a word on; a number whole."""
    for way in ways(alternative):
        start = r"(?<!\w)" if way[0].isalnum() else ""
        end = r"(?![\d,]*\d)" if way[-1].isdigit() else ""
        if re.search(start + re.escape(way) + end, text, re.IGNORECASE):
            return True
    return False


def said(answer: Answer) -> str:
    """Return all that an answer shows: its sentences and their quotes."""
    return "\n".join(part for s in answer.sentences for part in (s.text, *s.quotes))


def holds(row: Row, answer: Answer) -> bool:
    """Say whether an answer holds every item, and nothing that it must not."""
    shown, told = said(answer), "\n".join(s.text for s in answer.sentences)
    full = all(any(meets(shown, one) for one in item) for item in row["answer"])
    return full and not any(meets(told, wrong) for wrong in row["must_not"])


def answer_right(row: Row, answer: Answer) -> bool:
    """Say whether a question was understood so far, and its answer holds what it must."""
    return answer.kind == "answer" and shown_right(row, answer)


def shown_right(row: Row, answer: Answer) -> bool:
    """Say the same of an answer, or of the passages that are shown in its place."""
    must = asked_for(row)
    return intent_right(row, answer) and must <= named(answer) and holds(row, answer)


def quiet(row: Row, answer: Answer) -> bool:
    """Say whether an unanswerable question was left unanswered, or its premise was denied."""
    if answer.kind == "passages" or not answer.sentences:
        return True
    return bool(row["loaded"] and row["answer"]) and holds(row, answer)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Return the ids that a sentence may cite: of records, documents, registry rows."""
    told, rows = case().evidence, case().registry.instruments
    acts = {act.id for row in rows for act in row.acts}
    parts = {c.id for row in rows for c in row.children}
    parts |= {act.id for row in rows for c in row.children for act in c.acts}
    return frozenset({r.id for r in told.records} | set(told.documents) | acts | parts
                     | {row.id for row in rows})  # fmt: skip


def backed(answer: Answer) -> Iterator[bool]:
    """Yield for each sentence whether it cites something, and whether all that it cites exists."""
    for s in answer.sentences:
        cited = [*s.records, *(row.partition(",")[0] for row in s.registry)]
        yield bool(cited) and all(id_ in known() for id_ in cited)


@lru_cache(maxsize=2)
def answered(*, held_out: bool) -> tuple[tuple[Row, Answer], ...]:
    """Return the questions of one side, each with the program's answer."""
    return tuple((row, ask(case(), row["question"])) for row in questions(held_out=held_out))


def wording(*, held_out: bool, errors: bool = False) -> dict[str, float]:
    """Return how many questions of `wording.jsonl` on one side are understood; nothing is answered.

    The parties of an instrument that is named may be found besides what the gold lists.
    """
    parties = {row.id: row.parties for row in case().registry.instruments}
    judged = []
    for line in WORDING.read_text(encoding="utf-8").splitlines():
        row: Row = json.loads(line) | {"perspective": None}
        if row["held_out"] != held_out:
            continue
        row["may"] += [p for i in (*row["entities"], *row["may"]) for p in parties.get(i, ())]
        asked = understand(case(), row["question"])
        names = {"instruments": asked.instruments, "actors": asked.actors}
        taken = Answer(question="", intent=asked.intent, rule=asked.rule, kind="", as_of="",
                       sentences=(), understood=dict(names))  # fmt: skip
        judged.append((intent_right(row, taken), entities_right(row, taken)))
        if errors and not held_out and not all(judged[-1]):
            print(f"{row['id']} {row['intent']} {row['question']}")
            print(f"     > {asked.intent} ({asked.rule}) {sorted(named(taken))}")
    return {
        "understood": share([all(ok) for ok in judged]),
        "intent": share([intent for intent, _ in judged]),
        "entities": share([names for _, names in judged]),
    }


def share(judged: list[bool]) -> float:
    """Return the share that is true; of nothing, all."""
    return sum(judged) / len(judged) if judged else 1.0


def measure(*, held_out: bool) -> dict[str, float]:
    """Return the figures of one side, each a share to be high."""
    rows = answered(held_out=held_out)
    able = [(row, a) for row, a in rows if row["answerable"] == "yes"]
    silent = [(row, a) for row, a in rows if row["answerable"] == "no"]
    loaded = [
        (answer_right if row["answerable"] == "yes" else quiet)(row, a)
        for row, a in rows
        if row["loaded"]
    ]
    return {
        "understood": share([intent_right(row, a) and entities_right(row, a) for row, a in rows]),
        "intent": share([intent_right(row, a) for row, a in rows]),
        "entities": share([entities_right(row, a) for row, a in rows]),
        "right": share([answer_right(row, a) for row, a in able]),
        "shown": share([shown_right(row, a) for row, a in able]),
        "quiet": share([quiet(row, a) for row, a in silent]),
        "loaded": share(loaded),
        "backed": share([ok for _, a in rows for ok in backed(a)]),
        "days": share([a.as_of.startswith(row["day"]) for row, a in rows if row["day"]]),
    }  # fmt: skip


def main() -> None:
    """Print the figures and, of the open part, figures by intent and the errors where asked."""
    options = argparse.ArgumentParser(description="Score answers to questions.")
    options.add_argument("--held-out", action="store_true")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--wording", action="store_true")
    options.add_argument("--only", nargs="*", default=[], help="questions whose ids begin so")
    asked = options.parse_args()
    ONLY.extend(asked.only)
    if asked.wording:
        for name, value in wording(held_out=asked.held_out, errors=asked.errors).items():
            print(f"{name:12} {value:.3f}")
        return
    for name, value in measure(held_out=asked.held_out).items():
        print(f"{name:12} {value:.3f}")
    for name, n in _counts(held_out=asked.held_out).items():
        print(f"{n:5d} {name}")
    if asked.held_out:
        return
    tally: Counter[tuple[str, str]] = Counter()
    for row, answer in answered(held_out=False):
        faults = list(_faults(row, answer))
        tally[row["intent"], "right" if not faults else "wrong"] += 1
        if asked.errors and faults:
            show(row, answer, faults)
    for intent in sorted({intent for intent, _ in tally}):
        right = tally[intent, "right"]
        print(f"{intent:12} wholly right {right:3d} of {right + tally[intent, 'wrong']:3d}")


def _counts(*, held_out: bool) -> dict[str, int]:
    """Count what the issue wants none of, and what it is counted over."""
    rows = answered(held_out=held_out)
    loud = [1 for row, a in rows if row["answerable"] == "no" and not quiet(row, a)]
    loose = [1 for _, a in rows for ok in backed(a) if not ok]
    return {
        "questions": len(rows),
        "answers to the unanswerable": len(loud),
        "sentences": sum(len(a.sentences) for _, a in rows),
        "sentences without a record": len(loose),
    }


def _faults(row: Row, answer: Answer) -> Iterator[str]:
    """Yield what is wrong with the answer to a question, in words."""
    if not intent_right(row, answer):
        yield f"taken for {answer.intent}"
    if not entities_right(row, answer):
        yield f"found {sorted(named(answer))}, not {row['entities']}"
    if row["answerable"] == "no" and not quiet(row, answer):
        yield "answered the unanswerable"
    if row["answerable"] == "yes" and not answer_right(row, answer):
        lacks = [item for item in row["answer"] if not any(meets(said(answer), a) for a in item)]
        if lacks:
            yield f"lacks {lacks}"
        elif not holds(row, answer):
            yield "says what it must not"
    if not all(backed(answer)):
        yield "a sentence without a record"
    if row["day"] and not answer.as_of.startswith(row["day"]):
        yield f"answered as of {answer.as_of}, not {row['day']}"


def show(row: Row, answer: Answer, faults: list[str]) -> None:
    """Print a question with what is wrong and the answer's first lines."""
    print(f"{row['id']} {row['intent']} {row['question']}")
    for fault in faults:
        print(f"     ! {fault}")
    for line in answer.lines()[:4]:
        print(f"     > {line[:300]}")


if __name__ == "__main__":
    main()
