"""What words may mean alike: single words, and words that mean something with those after them."""

from servanda.asking.meanings import marks_in, meanings


def test_words_with_those_after_them_have_a_meaning_of_their_own() -> None:
    law = dict(meanings("They sign it into law, then sign into law the next."))
    assert law  # the words of a text, each with its marks
    apart = marks_in("They sign it. It is law.")
    together = marks_in("They sign into law the bill.")
    assert any(m.startswith("row:") for m in together - apart)


def test_numbers_are_marks_of_themselves() -> None:
    assert "1960" in marks_in("some 1960 men")


def test_irregular_forms_meet_their_verb() -> None:
    assert marks_in("broke") & marks_in("break")
    assert not marks_in("broke") & marks_in("brokered")
