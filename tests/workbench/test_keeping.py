"""Results are made once, dropped when the ledger changes, and one slow result holds up no other."""

import threading

import pytest

from servanda.workbench.keeping import MOST, Keeper


def test_made_once_until_the_stamp_changes() -> None:
    keeper, made = Keeper(), []
    for stamp in (1, 1, 2, 2):
        keeper.kept(stamp, "a", lambda: made.append(1))
    assert len(made) == 2


def test_a_slow_result_holds_up_no_other_and_is_made_once() -> None:
    keeper, started, may_end = Keeper(), threading.Event(), threading.Event()
    made: list[int] = []

    def slow() -> str:
        made.append(1)
        started.set()
        assert may_end.wait(20)
        return "slow"

    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(keeper.kept(1, "slow", slow)))
               for _ in range(3)]  # fmt: skip
    for t in threads:
        t.start()
    assert started.wait(20)
    assert keeper.kept(1, "quick", lambda: "quick") == "quick"  # would wait for ever otherwise
    may_end.set()
    for t in threads:
        t.join(20)
    assert got == ["slow"] * 3
    assert len(made) == 1


def test_a_failure_is_not_kept() -> None:
    keeper = Keeper()
    with pytest.raises(ZeroDivisionError):
        keeper.kept(1, "a", lambda: 1 // 0)
    assert keeper.kept(1, "a", lambda: 5) == 5


def test_not_more_than_so_many_are_kept() -> None:
    keeper = Keeper()
    for n in range(3 * MOST):
        assert keeper.kept(1, n, lambda n=n: n) == n
    assert len(keeper._slots) <= MOST
