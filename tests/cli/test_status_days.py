"""What the ledger said on one recorded day, and what has changed since."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.build import STATEMENT_2020, document, record, ref, speaker

from servanda.cli.status import command
from servanda.ledger import Ledger
from servanda.model import Act


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that learnt on its second day what Russia says."""
    clock = iter(f"2024-01-0{day}T12:00:00+00:00" for day in (1, 2, 2, 2, 2))
    target = tmp_path / "days.ledger"
    with Ledger(target, create=True, write=True, clock=lambda: next(clock)) as ledger:
        first = document("Nothing of note.", "2024-01-01")
        ledger.add(first, [])
        text = "Russia ended the statement of 2020."
        d = document(text, "2023-01-05")
        act = record(
            Act, d, text, instrument=ref(d, "the statement of 2020", STATEMENT_2020),
            act="termination", actors=(ref(d, "Russia", "state:RUS"),), authority="claim",
            attribution=(speaker(d, "Russia", "state:RUS"),),
        )  # fmt: skip
        ledger.add(d, [act])
    return target


def run(path: Path, *options: str) -> tuple[str, str]:
    done = CliRunner().invoke(
        command,
        ["--ledger", str(path), "--as-of", "2023-06-01", *options],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def statuses(path: Path, *options: str) -> dict[str, list[str]]:
    out, _ = run(path, STATEMENT_2020, "--seen-by", "state:RUS", "--json", *options)
    return {f["values"]["party"]: f["values"]["statuses"] for f in json.loads(out)}


def test_a_past_day_answers_from_what_was_known_then(path: Path) -> None:
    before = statuses(path, "--as-recorded", "2024-01-01")
    assert set(map(tuple, before.values())) == {("in_force",)}
    assert statuses(path, "--as-recorded", "2024-01-02") == statuses(path)
    assert statuses(path) != before


def test_what_has_changed_since_a_day_is_told_by_party(path: Path) -> None:
    out, _ = run(path, STATEMENT_2020, "--seen-by", "state:RUS", "--since", "2024-01-01", "--json")
    rows = json.loads(out)
    now, before = statuses(path), statuses(path, "--as-recorded", "2024-01-01")
    assert len(rows) == sum(now[p] != before[p] for p in now) > 0
    assert all(row["before"] != row["after"] for row in rows)


def test_nothing_changed_is_said(path: Path) -> None:
    out, err = run(path, STATEMENT_2020, "--since", "2024-01-03")
    assert not out
    assert "since 2024-01-03" in err


def test_two_past_days_are_compared(path: Path) -> None:
    options = [STATEMENT_2020, "--seen-by", "state:RUS", "--as-recorded", "2024-01-01"]
    out, err = run(path, *options, "--since", "2023-12-31")
    assert not out
    assert "no answer has changed" in err


def test_an_agreement_named_later_was_not_spoken_of(path: Path) -> None:
    out, _ = run(path, "--since", "2024-01-01", "--json")
    assert {row["before"] for row in json.loads(out)} == {"not spoken of"}
