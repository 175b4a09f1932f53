"""What is kept is marked by the rules it follows by."""

import pytest

from servanda.engine.rules import mark_of


def test_with_and_without_the_model_of_sentences_rules_are_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marks = set()
    for there in (True, False):
        monkeypatch.setattr("servanda.engine.rules.installed", lambda there=there: there)
        mark_of.cache_clear()
        marks.add(mark_of("servanda.vectors"))
    mark_of.cache_clear()
    assert len(marks) == 2
