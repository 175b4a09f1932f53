"""The model of sentences ranks wordings by sense, the same each time, and need not be there."""

import pytest

from servanda import vectors
from servanda.model.errors import NotAvailable
from servanda.vectors import model, nearness

TOLD = "The telephone line between the two capitals has been dead since spring."
OTHERS = (
    "The hotline that links both governments no longer works.",
    "Parliament adopted the budget by a wide margin.",
    "Two fishing boats were returned to their owners.",
)
needs_it = pytest.mark.skipif(not vectors.installed(), reason="the extra `vectors` is not here")


@needs_it
def test_another_wording_of_one_thing_is_nearest() -> None:
    near = nearness(TOLD, OTHERS)
    assert near is not None
    assert near[0] > max(near[1:]) + 0.2


@needs_it
def test_a_sentence_has_one_vector_whatever_is_asked_beside_it() -> None:
    first = nearness(TOLD, OTHERS)
    model.vector.cache_clear()
    second = nearness(TOLD, OTHERS[::-1])
    assert first is not None
    assert second is not None
    assert first == second[::-1]


@needs_it
def test_other_weights_than_the_published_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vectors.verify().startswith("all-MiniLM")
    monkeypatch.setitem(model.PUBLISHED, model.WEIGHTS, "0" * 64)
    with pytest.raises(NotAvailable, match="not the published one - install it again"):
        vectors.verify()


def test_without_the_extra_nothing_is_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.vectors.near.installed", lambda: False)
    assert nearness(TOLD, OTHERS) is None
