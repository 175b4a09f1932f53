"""Neutrality: the parties permuted, in texts and in the lexicon, every reader says the same."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [
    ("Armenia", "Azerbaijan"), ("Armenian", "Azerbaijani"), ("Armenians", "Azerbaijanis"),
    ("Yerevan", "Baku"), ("Pashinyan", "Aliyev"), ("Nikol", "Ilham"), ("ARM", "AZE"),
    ("Mirzoyan", "Bayramov"), ("Ararat", "Jeyhun"),
]  # fmt: skip
SWAP = {k: v for a, b in PAIRS for k, v in ((a, b), (b, a))}
SWAP |= {k.lower(): v.lower() for k, v in SWAP.items() if not k.isupper()}
WORDS = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(sorted(SWAP, key=len, reverse=True)) + r")(?![^\W\d_])"
)
SHORT = [
    "Baku, 2 May 2023. The Azerbaijani foreign minister, Jeyhun Bayramov, said that Armenia had "
    "promised to withdraw its forces and would not keep its word. “We shall not wait,” Bayramov "
    "told reporters. Yerevan denies having promised anything.",
    "Ararat Mirzoyan vowed in Brussels that Armenia would open the road by July. Azerbaijan, "
    "he warned, may use force. Will Baku recognise Armenia's borders? Nobody in Yerevan knows.",
    "#Armenia must carry out point 9 of the statement of 9 November 2020, Aliyev has said. The "
    "Armenian side calls the demand groundless. Azerbaijanis and Armenians were exchanged.",
    "The two presidents met in Prague. Azerbaijan agreed to recognise Armenia within 29,800 square "
    "kilometres, according to Pashinyan; according to Aliyev nothing was agreed.",
]


def permuted(text: str) -> str:
    """Exchange the two parties' words, ids and codes in a text."""
    return WORDS.sub(lambda m: SWAP[m.group()], text)


def started(texts: list[str], folder: Path, package: Path) -> subprocess.Popen[str]:
    """Start a package reading texts; the two of a comparison go at the same time."""
    folder.mkdir()
    paths = [folder / f"{n}.txt" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "e2e" / "permute.py"), *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(package)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def told(reading: subprocess.Popen[str]) -> list[Counter[str]]:
    """Return what was read in texts, a bag of rows for each."""
    out, _ = reading.communicate()
    assert reading.returncode == 0
    return [Counter(map(_row, json.loads(line)[1])) for line in out.splitlines()]


def _row(row: list[object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _turned(row: str) -> str:
    """Return a row of the text as it was as one of the permuted text, lists sorted anew."""
    *coded, words, refs = json.loads(permuted(row))
    return _row([*coded, sorted(words), sorted([i, m, sorted(a), s] for i, m, a, s in refs)])


@pytest.fixture(scope="module")
def other_lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package in whose lexicon the two parties are exchanged."""
    copy = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "src" / "servanda", copy / "servanda",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    for path in (copy / "servanda" / "lexicon" / "data").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(permuted(text), encoding="utf-8")
    return copy


def test_the_parties_permuted_are_read_alike(tmp_path: Path, other_lexicon: Path) -> None:
    examples = sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".md"))
    texts = [p.read_text(encoding="utf-8") for p in examples if p.name != "README.md"] + SHORT
    assert len(texts) >= 20
    as_is = started(texts, tmp_path / "a", ROOT / "src")
    other = started([permuted(t) for t in texts], tmp_path / "b", other_lexicon)
    for text, before, after in zip(texts, told(as_is), told(other), strict=True):
        turned = Counter(_turned(row) for row in before.elements())
        assert turned == after, (text[:60], list(turned - after)[:3], list(after - turned)[:3])
