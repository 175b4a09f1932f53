"""Neutrality: permuting two parties in a text permutes what is read and named, nothing else."""

import re
from datetime import date
from pathlib import Path

import pytest

from servanda.model import Document, Mention, Record, document_id, refs_of, text_hash
from servanda.naming import resolve
from servanda.reading import actors, instruments, mentions, provisions, times
from servanda.reading.context import context

PAIRS = [
    ("Armenia", "Azerbaijan"),
    ("Armenian", "Azerbaijani"),
    ("Armenians", "Azerbaijanis"),
    ("Yerevan", "Baku"),
    ("Pashinyan", "Aliyev"),
    ("Nikol", "Ilham"),
    ("prime minister", "president"),
    ("Prime Minister", "President"),
]
IDS = [("state:ARM", "state:AZE"), ("person:nikol-pashinyan", "person:ilham-aliyev")]
OWN = [
    "Nikol Pashinyan met Ilham Aliyev in Sochi. The Armenian prime minister said that Azerbaijan "
    "would keep the statement of 9 November 2020. He accused Azerbaijan of breaking it. Yerevan "
    "and Baku signed nothing. The two countries blame each other. Armenian troops left.",
    "Yerevan denied it. “Azerbaijan must withdraw,” Pashinyan said on 3 May 2021. The Azerbaijani "
    "side rejected the claim, and Armenian political analysts doubt it. Point 9 of the trilateral "
    "statement binds Armenia. It has not been denounced. The leadership of Azerbaijan knows that.",
    "#Armenia-#Azerbaijan talks failed. The Foreign Ministry of Armenia wants a treaty; the "
    "Foreign Ministry of Azerbaijan wants none. Aliyev told Pashinyan that he would not sign. The "
    "other party was silent. In Baku, nobody slept. Baku’s options are few.",
]
ROOT = Path(__file__).resolve().parents[2]


def permuted(text: str, pairs: list[tuple[str, str]]) -> str:
    """Exchange the members of each pair, whole words only."""
    swap = {**dict(pairs), **{b: a for a, b in pairs}}
    words = sorted(swap, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])")
    return pattern.sub(lambda m: swap[m.group()], text)


def named(document: Document) -> list[Record]:
    """Return what is named; the other readers rest on a parser that is not exactly neutral."""
    found = context(document)
    readers = (times, mentions, actors, instruments, provisions)
    return [record for reader in readers for record in reader.read(found)]


def told(text: str) -> list[tuple[str, str, str | None, str]]:
    document = Document(
        id=document_id(text), text=text, sha256=text_hash(text), published=date(2023, 6, 1)
    )
    records: list[Record] = resolve(document, named(document))
    records.sort(key=lambda r: (type(r).__name__, r.anchors[0].start, r.anchors[0].end, r.rule))
    return [
        (type(record).__name__, record.rule, ref.id, ref.method)
        for record in records
        for ref in refs_of(record)
    ]


def swapped(rows: list[tuple[str, str, str | None, str]]) -> list[tuple[str, ...]]:
    """Exchange the identities in the rows, and what is made of the parties' words in them."""
    words = [(a.lower(), b.lower()) for a, b in PAIRS]

    def turn(text: str | None) -> str:
        if text is None:
            return "-"
        for a, b in IDS:
            if text in (a, b):
                return b if text == a else a
        return permuted(text.replace("-", " "), words)

    return sorted((kind, rule, turn(entity), method) for kind, rule, entity, method in rows)


def as_words(rows: list[tuple[str, str, str | None, str]]) -> list[tuple[str, ...]]:
    ids = {i for pair in IDS for i in pair}
    return sorted(
        (kind, rule, "-" if e is None else e if e in ids else e.replace("-", " "), method)
        for kind, rule, e, method in rows
    )


@pytest.mark.parametrize("text", OWN)
def test_permuting_the_parties_permutes_the_names(text: str) -> None:
    assert swapped(told(text)) == as_words(told(permuted(text, PAIRS)))


def test_no_party_is_named_in_the_code() -> None:
    names = re.compile(r"\b(?:Armenia|Azerbaijan|Russia|Ukraine|Israel|Serbia|Putin|Moscow)\b")
    rooms = ROOT / "src" / "servanda"
    for folder in ("naming", "reading/names", "reading/agreements", "reading/dates"):
        for path in sorted((rooms / folder).rglob("*.py")):
            code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(encoding="utf-8"), flags=re.S)
            assert not names.search(code), path


def test_mentions_are_permuted_one_by_one() -> None:
    def ids(text: str) -> list[str | None]:
        document = Document(
            id=document_id(text), text=text, sha256=text_hash(text), published=date(2023, 6, 1)
        )
        found = [r for r in resolve(document, named(document)) if isinstance(r, Mention)]
        return [r.refers_to.id for r in sorted(found, key=lambda r: r.anchors[0])]

    swap = {**dict(IDS), **{b: a for a, b in IDS}}
    for text in OWN:
        expected = [swap.get(i or "", i) for i in ids(text)]
        got = ids(permuted(text, PAIRS))
        assert [i for i in got if i and i.startswith(("state", "person"))] == [
            i for i in expected if i and i.startswith(("state", "person"))
        ]
