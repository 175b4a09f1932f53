"""Odd questions on the command line: what is meant is said, and nothing odd is answered."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tests.build import STATEMENT_2020, document, record, ref, speaker

from servanda.cli import bindings, firsts, status, timeline
from servanda.ledger import Ledger
from servanda.model import Act
from servanda.model.errors import ServandaError

LOG: dict[str, Any] = {
    "day": "2026-01-01",
    "instruments": [{"id": "t", "parties": ["A", "B"], "form": "treaty"}],
    "acts": [{"id": "s", "instrument": "t", "act": "signature", "actor": "all",
              "date": "2020-01-01", "authority": "formal", "by": "A"}],
}  # fmt: skip
QUERY = {"instrument": "t", "party": "A", "as_of": "2021-01-01", "seen_by": "record"}
TEXT = "Russia suspended the statement. I said so. Ruritania scrapped it."


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger that learnt on 2 January 2024 what Russia and Ruritania are told to have done."""
    target = tmp_path / "odd.ledger"
    days = iter(["2024-01-02T12:00:00+00:00"] * 5)
    with Ledger(target, create=True, write=True, clock=lambda: next(days)) as opened:
        d = document(TEXT, "2023-01-05", authors=("Staff columnist, Elsewhere",))
        it = ref(d, "the statement", STATEMENT_2020)
        russia = ref(d, "Russia", "state:RUS")
        opened.add(d, [
            record(Act, d, "suspended", instrument=it, act="suspension", actors=(russia,),
                   attribution=(speaker(d, "I", "Staff columnist, Elsewhere"),)),
            record(Act, d, "scrapped", instrument=it, act="termination",
                   actors=(ref(d, "Ruritania", "state:XXX"),)),
        ])  # fmt: skip
    return target


def call(command: click.Command, *args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def on_log(tmp_path: Path, log: bytes, queries: bytes) -> Result:
    one, other = tmp_path / "log.json", tmp_path / "queries.jsonl"
    one.write_bytes(log)
    other.write_bytes(queries)
    return call(status.command, "--log", str(one), "--queries", str(other))


def test_a_refused_log_prints_its_fault_once_and_says_where(tmp_path: Path) -> None:
    bad = {**LOG, "acts": [{**LOG["acts"][0], "date": "2020-02-30"}]}
    done = on_log(tmp_path, json.dumps(bad).encode(), json.dumps(QUERY).encode() * 3)
    assert done.exit_code == 2
    assert set(json.loads(done.stdout)) == {"error", "id"}
    assert json.loads(done.stdout)["id"] == "s"
    assert "log.json: refused at s" in done.stderr


def test_queries_that_cannot_be_answered_are_counted(tmp_path: Path) -> None:
    lines = [json.dumps(QUERY), "[]", json.dumps({**QUERY, "party": "Z"})]
    done = on_log(tmp_path, json.dumps(LOG).encode(), "\n".join(lines).encode())
    assert done.exit_code == 0
    assert [set(json.loads(line)) == {"error"} for line in done.stdout.splitlines()] == [
        False, True, True,
    ]  # fmt: skip
    assert "2 of 3 queries cannot be answered" in done.stderr


def test_no_queries_is_said(tmp_path: Path) -> None:
    done = on_log(tmp_path, json.dumps(LOG).encode(), b"\n\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no query in it" in done.stderr


def test_folders_and_missing_halves_are_usage_errors(tmp_path: Path) -> None:
    log = tmp_path / "log.json"
    log.write_text(json.dumps(LOG))
    for args, says in (
        (("--log", str(tmp_path), "--queries", str(log)), "is a directory"),
        (("--log", str(log), "--queries", str(tmp_path)), "is a directory"),
        (("--log", str(log)), "go together"),
        (("--queries", str(log)), "go together"),
        (("--log", "-", "--queries", "-"), "only one of"),
        (("--log", str(tmp_path / "no.json"), "--queries", str(log)), "does not exist"),
    ):
        done = call(status.command, *args)
        assert done.exit_code == 2
        assert says in done.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--as-of", "2023-02-30"), "is no day"),
        (("--as-of", "1066-10-14"), "outside the years 1800-2199"),
        (("--as-of", "9999-12-31"), "outside the years 1800-2199"),
        (("--since", "2199-01-01"), "later than the day"),
        (("--as-recorded", "2020-01-01", "--since", "2020-01-02"), "later than the day"),
    ],
)
def test_days_that_cannot_be_are_usage_errors(
    ledger: Path, args: tuple[str, ...], says: str
) -> None:
    done = call(status.command, "--ledger", str(ledger), *args)
    assert done.exit_code == 2
    assert says in done.stderr


@pytest.mark.parametrize(
    "args", [("zzz",), ("--party", "zzz"), ("--seen-by", "zzz"), ("--seen-by", "source:"), ("",)]
)
def test_unknown_names_are_errors_that_say_so(ledger: Path, args: tuple[str, ...]) -> None:
    done = call(status.command, "--ledger", str(ledger), *args)
    assert isinstance(done.exception, ServandaError)
    assert "is known by that name" in str(done.exception)


def test_a_day_before_the_first_record_is_said(ledger: Path) -> None:
    for option in ("--as-recorded", "--since"):
        done = call(status.command, "--ledger", str(ledger), option, "2024-01-01")
        assert done.exit_code == 0
        assert "held no document at the end of 2024-01-01" in done.stderr


def test_what_is_left_out_of_an_answer_is_told_with_it_and_listed(ledger: Path) -> None:
    done = call(status.command, "--ledger", str(ledger), STATEMENT_2020, "--json")
    assert "Ruritania is no party to it" in done.stderr
    listed = json.loads(
        call(status.command, "--ledger", str(ledger), "--left-out", "--json").stdout
    )
    assert [(row["quote"], row["why"]) for row in listed] == [
        ("scrapped", "Ruritania is no party to it")
    ]


def test_a_source_is_named_by_its_name_and_not_by_its_pronoun(ledger: Path) -> None:
    done = call(status.command, "--ledger", str(ledger), "--json", "--as-of", "2023-06-01")
    views = {f["values"]["view"] for f in json.loads(done.stdout)}
    assert "as Staff columnist, Elsewhere tells it" in views
    assert not any(v.startswith("as I ") for v in views)


def test_an_issue_without_a_deed_is_a_usage_error(ledger: Path) -> None:
    for issue in ("", "   ", "of the and"):
        done = call(firsts.command, "--ledger", str(ledger), issue)
        assert done.exit_code == 2
        assert "names no deed" in done.stderr


def test_who_was_first_is_not_sure_before_the_day_it_is_told(ledger: Path) -> None:
    def said(day: str) -> tuple[str, str | None]:
        done = call(
            firsts.command, "--ledger", str(ledger), "suspended the statement", "--json",
            "--as-of", day,
        )  # fmt: skip
        (found,) = json.loads(done.stdout)
        return found["type"], found["values"]["order"][0]["earliest"]

    assert said("2023-06-01") == ("first", None)
    assert said("2022-06-01") == ("cannot tell", None)


def test_a_timeline_of_one_agreement_up_to_a_day(ledger: Path) -> None:
    def rows(*args: str) -> list[dict[str, str]]:
        done = call(timeline.command, "--ledger", str(ledger), "--json", *args)
        assert done.exit_code == 0, done.output
        told: list[dict[str, str]] = json.loads(done.stdout)
        return told

    one = rows(STATEMENT_2020)
    assert {row["instrument"].partition("#")[0] for row in one} == {STATEMENT_2020}
    early = rows(STATEMENT_2020, "--as-of", "2020-12-31")
    assert early
    assert [row for row in one if row["earliest"] <= "2020-12-31"] == early
    assert rows("--as-of", "1850-01-01") == []


def test_a_lane_that_is_none_is_a_usage_error(ledger: Path) -> None:
    done = call(timeline.command, "--ledger", str(ledger), "--lane", "rumour")
    assert done.exit_code == 2


def test_bindings_say_who_sees_them_so_and_want_two_parties(ledger: Path) -> None:
    done = call(bindings.command, "--ledger", str(ledger), "Russia", "state:RUS")
    assert done.exit_code == 2
    assert "one party" in done.stderr
    args = ["--ledger", str(ledger), "Russia", "Armenia", "--csv", "--as-of", "2023-06-01"]
    one = call(bindings.command, *args).stdout
    two = call(
        bindings.command, *args, "--seen-by", "record", "--seen-by", "Staff columnist, Elsewhere"
    ).stdout
    assert "seen by" not in one
    assert "by the formal record" in two
    assert "as Staff columnist, Elsewhere tells it" in two
