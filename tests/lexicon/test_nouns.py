"""The nouns by which texts speak of actors and instruments."""

from importlib.resources import files

from servanda.lexicon.nouns import load_nouns


def test_words_stand_in_their_classes() -> None:
    nouns = load_nouns()
    assert nouns.has("instrument", "treaty")
    assert nouns.value("instrument", "ceasefire") == "ceasefire"
    assert nouns.has("organ", "ministry")
    assert nouns.has("ministry", "ministry")
    assert not nouns.has("instrument", "banana")
    assert nouns.of("no such class") == {}


def test_rows_are_whole_and_lower_case() -> None:
    table = files("servanda.lexicon").joinpath("data", "nouns", "nouns.tsv")
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "word\tclass\tvalue"
    for line in lines[1:]:
        word, cls, _ = line.split("\t")
        assert word == word.lower()
        assert cls
    assert len(set(lines)) == len(lines)
