"""Question sets of forecasting platforms: questions, what forecasters said, and what came of them.

Read are the JSON files of ForecastBench: a question set (`questions`), with it a resolution set
(`resolutions`) and sets of forecasts (`forecasts`). A question of a market or crowd has one window,
from the day its value was frozen to the day the market closes, and that value as a forecast; one of
a data series has a window for each of its dates. What came of a question becomes an outcome of its
predictions on the day it was resolved, which may be long before the window ends: its window stays
as it was foretold, so that scores count it only when its day has come. A question that combines two
others, or that is not resolved yet, gives no outcome.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from servanda.exchange.cells import day_between, when
from servanda.exchange.parties import slug
from servanda.exchange.sheets import Clerk, Maker, Ruling, Sheet, clerk, files_of
from servanda.exchange.tables import MISSING
from servanda.model import Ref, When
from servanda.model.errors import WrongFormat
from servanda.model.terms import OutcomeState

MAKER = Maker(
    "ForecastBench",
    "Forecasting Research Institute, ForecastBench data sets, licence CC BY-SA 4.0.",
)
EXTRACTOR = "exchange.forecasts@1"
KINDS = ("questions", "resolutions", "forecasts")
# What the value of a question is, where it is a probability: of a market, or of a crowd.
CROWD = re.compile(r"\b(market (?:value|price)|crowd|community)\b", re.IGNORECASE)

Row = Mapping[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """A question with one window: its key, its words, and the days it is open."""

    source: str
    id: str
    text: str
    criteria: str
    window: When | None
    made: When | None
    day: str = ""  # the date of a series that it asks about; empty for a market

    @property
    def row(self) -> str:
        """Return where the question stands in its file."""
        return f"source={self.source} id={self.id}"


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the predictions and outcomes of each question set among the files.

    Raises WrongFormat for a file that is none of the three kinds, and where none has questions.
    """
    loaded = [(path, *_load(path)) for path in files_of(paths, "*.json")]
    resolved = [r for _, kind, body in loaded if kind == "resolutions" for r in body["resolutions"]]
    told = [(path, body) for path, kind, body in loaded if kind == "forecasts"]
    sets = [(path, body) for path, kind, body in loaded if kind == "questions"]
    if not sets:
        raise WrongFormat(
            "no question set among the files", place=", ".join(str(p) for p, _, _ in loaded),
            remedy="name it too: servanda import forecasts QUESTIONS.json RESOLUTIONS.json",
        )  # fmt: skip
    for path, body in sets:
        yield _sheet(path, body, resolved, told)


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    """Return of which kind a file is, and what is in it."""
    try:
        body = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongFormat(str(error), place=str(path), remedy="a JSON file") from error
    for kind in KINDS:
        if isinstance(body, dict) and isinstance(body.get(kind), list):
            return kind, body
    raise WrongFormat(
        "neither questions nor resolutions nor forecasts in it", place=str(path),
        remedy="a JSON object with one of these lists",
    )  # fmt: skip


def _sheet(
    path: Path, body: Row, resolved: list[Row], told: list[tuple[Path, dict[str, Any]]]
) -> Sheet:  # fmt: skip
    """Return the predictions of a question set, with what came of them."""
    scribe = clerk(MAKER, path, EXTRACTOR, release=str(body.get("forecast_due_date", "")),
                   media_type="application/json")  # fmt: skip
    by_key: dict[tuple[str, str, str], list[str]] = {}
    asked: dict[tuple[str, str, str], Asked] = {}
    used = 0
    for row in body["questions"]:
        found = list(_asked(scribe, row, str(body.get("forecast_due_date", ""))))
        used += bool(found)
        for one in found:
            key = (one.source, one.id, one.day)
            asked[key] = one
            chance = None if one.day else _chance(scribe, one, row)
            forecaster = _crowd(one.source) if chance is not None else None
            by_key[key] = [_write(scribe, one, forecaster, chance, "freeze_datetime_value")]
    for file, forecasts in told:
        for key, record in _forecasts(scribe, file, forecasts, asked):
            by_key[key].append(record)
    sheet = scribe.sheet(len(body["questions"]), used)
    return msgspec.structs.replace(sheet, rulings=tuple(_rulings(by_key, resolved)))


def _asked(scribe: Clerk, row: Row, due: str) -> Iterator[Asked]:
    """Yield a question once for each of its windows."""
    source, name = str(row.get("source", "")), row.get("id")
    place = f"source={source} id={name}"
    if not isinstance(name, str) or row.get("combination_of") not in (None, "N/A", ""):
        scribe.skip(place, "combination_of", "a question of several questions")
        return
    criteria = _given(row, "market_info_resolution_criteria") or _given(row, "resolution_criteria")
    text = str(row.get("question", "")).replace("{forecast_due_date}", due)
    frozen = _day(scribe, place, "freeze_datetime", row)
    days = row.get("resolution_dates")
    if isinstance(days, list):
        made = scribe.tried(place, "forecast_due_date", when, due) or frozen
        for day in days:
            end = scribe.tried(place, "resolution_dates", when, str(day))
            if end is not None:
                yield Asked(source, name, text.replace("{resolution_date}", str(day)), criteria,
                            end, made, str(day))  # fmt: skip
        return
    closes = _day(scribe, place, "market_info_close_datetime", row)
    if closes is None:
        scribe.doubt(place, "market_info_close_datetime", "no day is told by which it is decided")
    window = _window(frozen, closes)
    if window is None and closes is not None:
        scribe.doubt(place, "market_info_close_datetime", "it closes before its value was taken")
    yield Asked(source, name, text, criteria, window, frozen)


def _window(first: When | None, last: When | None) -> When | None:
    """Return the days from one to another; None where the last is not told or comes before."""
    if first is None or last is None or first.earliest is None or last.latest is None:
        return last
    return day_between(first, last) if first.earliest <= last.latest else None


def _given(row: Row, field: str) -> str:
    value = str(row.get(field, "") or "").strip()
    return "" if value in MISSING else value


def _day(scribe: Clerk, place: str, field: str, row: Row) -> When | None:
    """Return the day of an instant, as its file writes it."""
    return scribe.tried(place, field, when, _given(row, field)[:10])


def _chance(scribe: Clerk, one: Asked, row: Row) -> float | None:
    """Return the probability that the crowd of a question gave it when it was frozen."""
    if not CROWD.search(_given(row, "freeze_datetime_value_explanation")):
        return None
    return _probability(scribe, one.row, "freeze_datetime_value", row)


def _probability(scribe: Clerk, place: str, field: str, row: Row) -> float | None:
    """Return a field that is a probability; what is none is reported."""
    told = row.get(field)
    try:
        value = float(str(told))
    except (TypeError, ValueError):
        value = -1.0
    if 0 <= value <= 1:
        return value
    scribe.skip(place, field, f"no probability: {told!r}")
    return None


def _crowd(source: str) -> Ref:
    return Ref(f"{source} (crowd)", id=f"group:forecasts-{slug(source)}", method="registry",
               confidence=1.0)  # fmt: skip


def _write(
    scribe: Clerk, one: Asked, forecaster: Ref | None, chance: float | None, field: str
) -> str:  # fmt: skip
    """Write one prediction and return its id."""
    place = f"{field}, {one.day}" if one.day else field
    return scribe.prediction(
        one.row, place, one.text, forecaster=forecaster, horizon=one.window, made=one.made,
        probability=(chance, chance) if chance is not None else None, criteria=one.criteria,
    )  # fmt: skip


def _forecasts(
    scribe: Clerk, path: Path, body: Row, asked: Mapping[tuple[str, str, str], Asked]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the key and record of each forecast of a file, of questions that are asked."""
    name = " ".join(str(body[k]) for k in ("organization", "model") if body.get(k)) or path.stem
    who = Ref(name, id=f"group:forecasts-{slug(name)}", method="registry", confidence=1.0)
    for number, row in enumerate(body["forecasts"], 1):
        source, key, day = (str(row.get(k) or "") for k in ("source", "id", "resolution_date"))
        one = asked.get((source, key, day)) or asked.get((source, key, ""))
        if one is None:
            scribe.skip(f"{path.name}, forecast {number}", "id", "not of these questions")
            continue
        chance = _probability(scribe, f"{path.name}, {one.row}", "forecast", row)
        if chance is not None:
            record = _write(scribe, one, who, chance, f"forecast of {name}")
            yield (one.source, one.id, one.day), record


def _rulings(
    by_key: Mapping[tuple[str, str, str], list[str]], resolved: Iterable[Row]
) -> Iterator[Ruling]:
    """Yield what came of each prediction whose question is resolved."""
    for row in resolved:
        if not isinstance(row.get("id"), str) or not row.get("resolved"):
            continue
        source, name, day = str(row.get("source", "")), row["id"], str(row["resolution_date"])
        records = by_key.get((source, name, day)) or by_key.get((source, name, "")) or []
        for record in records:
            yield Ruling(record, _state(row.get("resolved_to")), f"{source}: resolved {day}")


def _state(value: object) -> OutcomeState:
    """Return the outcome of a resolution: 1 and 0 are yes and no, what lies between is partly."""
    if isinstance(value, int | float) and 0 <= value <= 1:
        return "came true" if value == 1 else "did not" if value == 0 else "partly"
    return "void"
