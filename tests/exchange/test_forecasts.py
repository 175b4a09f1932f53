"""Question sets enter the register: small files of our own in the form of ForecastBench."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from servanda.cli.root import root
from servanda.cli.tasks import lines
from servanda.exchange.datasets import import_dataset, read_dataset
from servanda.ledger import Ledger
from servanda.model import Prediction
from servanda.model.errors import WrongFormat
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import outcomes, register
from servanda.reasoning.foretold.scores import due, scored

MARKET = {
    "source": "fairground", "combination_of": "N/A", "resolution_dates": "N/A",
    "resolution_criteria": "The fair's own page.", "freeze_datetime": "2031-03-01T00:00:00+00:00",
    "freeze_datetime_value_explanation": "The market value.",
    "market_info_resolution_criteria": "N/A",
}  # fmt: skip


def asked(name: str, chance: str, closes: str, **other: Any) -> dict[str, Any]:
    return MARKET | {
        "id": name, "question": f"Will the {name} be mended?", "freeze_datetime_value": chance,
        "market_info_close_datetime": closes,
    } | other  # fmt: skip


SERIES = MARKET | {
    "id": "RAIN", "source": "gauge", "freeze_datetime_value": "12.5",
    "question": "Will more rain fall by {resolution_date} than by {forecast_due_date}?",
    "freeze_datetime_value_explanation": "The latest market close price.",
    "resolution_dates": ["2031-04-01", "2031-06-01"], "market_info_close_datetime": "N/A",
}  # fmt: skip
QUESTIONS = {
    "forecast_due_date": "2031-03-10",
    "question_set": "own.json",
    "questions": [
        asked("mill", "0.8", "2031-12-31T23:59:00+00:00",
              market_info_resolution_criteria="Yes where it grinds."),
        asked("bridge", "0.3", "2031-05-01T00:00:00+00:00"),
        asked("clock", "0.5", "2031-05-01T00:00:00+00:00"),
        asked("well", "1.7", "2031-05-01T00:00:00+00:00"),
        asked("gate", "0.4", "N/A"),
        SERIES,
        asked("pair", "0.4", "2031-05-01", combination_of=[{"id": "mill"}, {"id": "bridge"}]),
    ],
}  # fmt: skip


def came(name: str, day: str, to: float | None, source: str = "fairground", *, known: bool = True,
         ) -> dict[str, Any]:  # fmt: skip
    return {"id": name, "source": source, "direction": None, "resolution_date": day,
            "resolved_to": to, "resolved": known}  # fmt: skip


RESOLUTIONS = {
    "resolutions": [
        came("mill", "2031-04-02", 1.0),  # long before it closes
        came("bridge", "2031-05-01", 0.0),
        came("clock", "2031-05-01", 0.5, known=False),
        came("RAIN", "2031-04-01", 1.0, "gauge"),
        came("RAIN", "2031-06-01", 0.0, "gauge"),
        {**came("x", "2031-05-01", 1.0), "id": ["mill", "bridge"], "direction": [1, 1]},
        came("elsewhere", "2031-05-01", 1.0),
    ]
}
FORECASTS = {
    "organization": "Guild", "model": "of Millers",
    "forecasts": [
        {"id": "mill", "source": "fairground", "forecast": 0.9, "resolution_date": None},
        {"id": "RAIN", "source": "gauge", "forecast": 0.2, "resolution_date": "2031-06-01"},
        {"id": "RAIN", "source": "gauge", "forecast": None, "resolution_date": "2031-04-01"},
        {"id": "no", "source": "gauge", "forecast": 0.2, "resolution_date": "2031-04-01"},
    ],
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    out = []
    for name, body in (("questions", QUESTIONS), ("resolutions", RESOLUTIONS),
                       ("forecasts", FORECASTS)):  # fmt: skip
        out.append(tmp_path / f"{name}_own.json")
        out[-1].write_text(json.dumps(body), encoding="utf-8")
    return out


def case_of(tmp_path: Path, files: list[Path], day: str) -> Case:
    with Ledger(tmp_path / "l.ledger", create=True) as ledger:
        list(import_dataset(ledger, "forecasts", files))
        return Case(ledger.evidence(), date.fromisoformat(day))


def test_a_market_is_one_prediction_with_its_window(files: list[Path]) -> None:
    (sheet,) = read_dataset("forecasts", files[:1])
    mill = next(r for r in sheet.records if r.registry and r.registry.row.endswith("id=mill"))
    assert isinstance(mill, Prediction)
    assert mill.probability == (0.8, 0.8)
    assert mill.horizon is not None
    assert (mill.horizon.earliest, mill.horizon.latest) == (date(2031, 3, 1), date(2031, 12, 31))
    assert mill.criteria == "Yes where it grinds."
    assert mill.forecaster is not None
    assert mill.forecaster.id == "group:forecasts-fairground"
    assert "CC BY-SA 4.0" in sheet.document.text


def test_a_series_is_one_question_a_day_without_a_probability(files: list[Path]) -> None:
    (sheet,) = read_dataset("forecasts", files[:1])
    rain = [r for r in sheet.records if r.registry and r.registry.row.endswith("id=RAIN")]
    texts = [r.proposition.text for r in rain if isinstance(r, Prediction)]
    assert texts == [
        "Will more rain fall by 2031-04-01 than by 2031-03-10?",
        "Will more rain fall by 2031-06-01 than by 2031-03-10?",
    ]
    assert all(isinstance(r, Prediction) and r.probability is None for r in rain)


def test_what_is_left_out_is_named(files: list[Path]) -> None:
    (sheet,) = read_dataset("forecasts", files)
    assert (sheet.rows, sheet.used) == (7, 6)
    assert {(r.field, r.row.rpartition("=")[2]) for r in sheet.skipped} == {
        ("combination_of", "pair"), ("freeze_datetime_value", "well"), ("forecast", "RAIN"),
        ("id", "forecasts_own.json, forecast 4"),
    }  # fmt: skip
    assert [r.row.rpartition("=")[2] for r in sheet.doubts] == ["gate"]


def test_outcomes_are_those_of_the_resolutions(tmp_path: Path, files: list[Path]) -> None:
    case = case_of(tmp_path, files, "2031-07-01")
    forecasts = register(case)
    found = outcomes(case, forecasts)
    told = {
        (f.record.registry.row.rpartition("=")[2], str(f.due), f.forecaster): found[f.record.id]
        for f in forecasts if f.record.registry
    }  # fmt: skip
    crowd, guild = "group:forecasts-fairground", "group:forecasts-guild-of-millers"
    assert told["mill", "2031-12-31", crowd].state == "came true"
    assert told["mill", "2031-12-31", guild].state == "came true"
    assert told["bridge", "2031-05-01", crowd].state == "did not"
    assert told["clock", "2031-05-01", crowd].by == "rule"  # not resolved: nobody decided
    assert told["RAIN", "2031-06-01", guild].state == "did not"
    assert "2031-04-02" in told["mill", "2031-12-31", crowd].why


@pytest.mark.parametrize(
    ("day", "names"),
    [("2031-05-01", set()), ("2031-05-02", {"bridge"}), ("2031-06-02", {"bridge", "RAIN"}),
     ("2032-01-01", {"bridge", "RAIN", "mill"})],
)  # fmt: skip
def test_what_resolved_early_is_scored_on_its_day(
    tmp_path: Path, files: list[Path], day: str, names: set[str]
) -> None:
    """The mill was mended in April, and counts in January with all that could come until then."""
    case = case_of(tmp_path, files, day)
    forecasts = register(case)
    rows = scored(case, forecasts, outcomes(case, forecasts))
    by_id = {f.record.id: f.record for f in forecasts}
    told = {r.registry.row.rpartition("=")[2] for s in rows if (r := by_id[s.record]).registry}
    assert told == names


def test_due_without_an_outcome_is_counted_apart(tmp_path: Path, files: list[Path]) -> None:
    case = case_of(tmp_path, files, "2031-05-02")
    forecasts = register(case)
    assert len(due(case, forecasts)) == 2  # bridge and clock; the well has no probability


def test_again_changes_nothing_and_a_person_stands(tmp_path: Path, files: list[Path]) -> None:
    with Ledger(tmp_path / "l.ledger", create=True) as ledger:
        (first,) = import_dataset(ledger, "forecasts", files)
        (again,) = import_dataset(ledger, "forecasts", files)
        assert (first.outcome, again.outcome) == ("added", "unchanged")
        assert (first.ruled, again.ruled) == (6, 0)
        record = first.sheet.rulings[0].record
        ledger.judge(record, "outcome", other="void", who="ana", why="the mill burnt down")
        changed = RESOLUTIONS["resolutions"].copy()
        changed[0], changed[1] = came("mill", "2031-04-02", 0.0), came("bridge", "2031-05-01", 1.0)
        files[1].write_text(json.dumps({"resolutions": changed}), encoding="utf-8")
        (third,) = import_dataset(ledger, "forecasts", files)
        assert ledger.evidence().outcomes[record].state == "void"
        assert third.ruled == 2  # the bridge, and the guild's forecast of the mill


@pytest.mark.parametrize(
    ("body", "said"),
    [("{", "JSON"), ("[]", "neither"), ('{"resolutions": []}', "no question set"),
     ('{"questions": 3}', "neither")],
)  # fmt: skip
def test_other_files_are_refused(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(WrongFormat) as error:
        list(read_dataset("forecasts", [path]))
    assert said in f"{error.value} {error.value.remedy}"


@pytest.mark.parametrize(
    "row", [{}, {"id": None}, {"id": "a", "freeze_datetime": "soon"},
            {"id": "a", "resolution_dates": ["never"]}],
)  # fmt: skip
def test_a_broken_question_is_reported(tmp_path: Path, row: dict[str, Any]) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"questions": [row]}), encoding="utf-8")
    (sheet,) = read_dataset("forecasts", [path])
    assert sheet.skipped or sheet.doubts


def test_the_task_gives_probabilities_and_no_outcome(tmp_path: Path, files: list[Path]) -> None:
    told = [json.loads(x) for x in lines("forecasting", files[0], files[1])]
    assert [(r["id"], r["resolution_date"], r["p"]) for r in told] == [
        ("mill", "2031-04-02", 0.8), ("bridge", "2031-05-01", 0.3), ("clock", "2031-05-01", 0.5),
    ]  # fmt: skip
    turned = [r | {"resolved_to": 0.0} for r in RESOLUTIONS["resolutions"]]
    files[1].write_text(json.dumps({"resolutions": turned}), encoding="utf-8")
    assert [json.loads(x) for x in lines("forecasting", files[0], None)] == told


def test_the_verbs(tmp_path: Path, files: list[Path]) -> None:
    runner, ledger = CliRunner(), str(tmp_path / "v.ledger")
    done = runner.invoke(root, ["import", "forecasts", *map(str, files), "--ledger", ledger])
    assert done.exit_code == 3  # rows were left out, and are named
    assert "6 outcomes of predictions" in done.output
    done = runner.invoke(root, ["predictions", "--scores", "--json", "--as-of", "2032-01-01",
                                "--ledger", ledger])  # fmt: skip
    assert '"number": 4' in done.output.replace('":', '": ').replace("  ", " ")
    assert "not counted, for want of a decided yes or no: 1" in done.output
