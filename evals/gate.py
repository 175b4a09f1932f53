"""The quality gate: measure the readers and compare with the floors in floors.toml.

Own gold lies under evals/gold; development sets under ../shared/data (or SERVANDA_DATA), where they
exist. A measure whose data are absent is left out and said so. Exit 1 where one is below its floor.

usage: python -m evals.gate [--raise] [NAME...]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.005  # a raised floor stays this much below the figure, for other versions of the parser


def data() -> Path:
    """Return the folder of the development sets."""
    return Path(os.environ.get("SERVANDA_DATA", ROOT.parent / "shared" / "data"))


def external(
    task: str, gold: str, scorer: str, keys: dict[str, str], *options: str
) -> Callable[[], dict[str, float] | None]:
    """Return a measure that predicts a task on a development set and asks the set's own scorer.

    `keys` maps the name of a figure to its place in the scorer's JSON ("triple.F1").
    """

    def measure() -> dict[str, float] | None:
        from servanda.cli.tasks import predict

        path = data() / gold
        if not path.exists():
            return None
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            for row in predict(task, rows):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
            done = subprocess.run(
                [sys.executable, str(data() / scorer), str(path), out.name, *options],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
        found = _result(done.stdout)
        return {name: float(_at(found, place)) for name, place in keys.items()}

    return measure


def _result(output: str) -> dict[str, Any]:
    """Read a scorer's output: JSON, or `NAME=figure` words on a line."""
    text = output.strip()
    if text.startswith("{"):
        return dict(json.loads(text.splitlines()[0]))
    return dict(word.split("=", 1) for word in text.split() if "=" in word)


def _at(found: dict[str, Any], place: str) -> Any:
    value: Any = found
    for part in place.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def gold(folder: str = "", *, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of recall and precision on own gold, the held-out part or the other."""

    def measure() -> dict[str, float] | None:
        from evals.score_gold import measure as on_gold

        return on_gold(folder=folder, held_out=held_out)

    return measure


def names(*, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of pronouns, definite phrases and instruments, held out or not."""

    def measure() -> dict[str, float] | None:
        from evals.score_names import measure as on_names

        found = on_names(held_out=held_out)
        # Of a share that is to be small, what is left counts: a floor is what it must not fall to.
        return found and {
            "right": found["right"],
            "not_wrong_unflagged": 1 - found["wrong_unflagged"],
            "not_flagged": 1 - found["flagged"],
            "instruments_f1": found["instruments_f1"],
        }

    return measure


def roles(*, held_out: bool) -> Callable[[], dict[str, float] | None]:
    """Return a measure of roles at a date and of look-alikes, on one side of the line."""

    def measure() -> dict[str, float] | None:
        from evals.score_roles import measure as on_roles

        return on_roles(held_out=held_out)

    return measure


def checks(*, held_out: bool, reports: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of the check of documents against the record, on one side of the line.

    Those held against rows of the registry, or with `reports` those held against other documents.
    """

    def measure() -> dict[str, float] | None:
        from evals.score_check import REPORTS, ROWS
        from evals.score_check import measure as on_check

        return on_check(held_out=held_out, only=REPORTS if reports else ROWS)

    return measure


def clash_pairs(*, held_out: bool) -> Callable[[], dict[str, float] | None]:
    """Return a measure of clashes between places, on one side of the line."""

    def measure() -> dict[str, float] | None:
        from evals.score_clashes import measure as on_clashes

        found = on_clashes(held_out=held_out)
        return {name: found[name] for name in ("precision", "recall")}

    return measure


def questions(*, held_out: bool) -> Callable[[], dict[str, float] | None]:
    """Return a measure of answers to questions, on one side of the line."""

    def measure() -> dict[str, float] | None:
        from evals.score_questions import measure as on_questions

        return on_questions(held_out=held_out)

    return measure


def moods(name: str, *, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of polarity and modality on the single sentences of one set."""

    def measure() -> dict[str, float] | None:
        from evals.score_moods import score

        found = score(held_out, name=name)
        return {"flags": found["flags"], "found": found["found"]}

    return measure


def commentary(*, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of positions, acts and predictions in commentary, held out or not."""

    def measure() -> dict[str, float] | None:
        from evals.score_commentary import measure as on_commentary

        return on_commentary(held_out)

    return measure


def time_lines() -> dict[str, float] | None:
    """Measure the own lines of time expressions, and the lines that hold none."""
    from evals.score_dates import measure

    return measure()


def foretold(*, held_out: bool) -> Callable[[], dict[str, float] | None]:
    """Return a measure of predictions held to account, on one side of the line."""

    def measure() -> dict[str, float] | None:
        from evals.score_foretold import measure as on_foretold

        return on_foretold(held_out=held_out)

    return measure


def clauses(*, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of commitments in clauses of agreements, on one half of their gold."""

    def measure() -> dict[str, float] | None:
        from evals.score_clauses import measure as on_clauses

        return on_clauses(held_out)

    return measure


def terms(*, held_out: bool = False) -> Callable[[], dict[str, float] | None]:
    """Return a measure of the terms that agreements' own texts set, on one half of their gold."""

    def measure() -> dict[str, float] | None:
        from evals.score_terms import measure as on_terms

        return on_terms(held_out)

    return measure


def contradiction() -> dict[str, float] | None:
    """Measure the judgement of two short statements, each pair by what was learned without it."""
    from evals.train_contradiction import measure

    return measure()


def confidence() -> dict[str, float] | None:
    """Measure how many records called sure are right, each document by the others."""
    from evals.calibrate import check, judgements

    documents = list(judgements())
    return check(documents) if documents else None


MEASURES: dict[str, Callable[[], dict[str, float] | None]] = {
    "dates": external("periods", "cases/dates_dev.jsonl", "cases/score.py", {"right": "right"}),
    "wikiwars": external(
        "time", "time/wikiwars_dev.jsonl", "time/score_time.py",
        {"strict_f1": "strict_P_R_F1.2", "relaxed_f1": "relaxed_P_R_F1.2", "value_f1": "value_F1"},
        "--json",
    ),
    "aquaint": external(
        "time", "time/aquaint.jsonl", "time/score_time.py", {"value_f1": "value_F1"}, "--json"
    ),
    "time_lines": time_lines,
    "polnear": external(
        "attribution", "attribution/polnear_dev.jsonl", "attribution/score.py",
        {"triple_f1": "triple.F1", "content_f1": "content_ov50.F1"}, "--json",
    ),
    "pledges": external(
        "pledges", "attribution/commitment/pledges_train.jsonl",
        "attribution/commitment/score_binary.py", {"f1": "F1"},
    ),
    "events": external(
        "events", "events/gsr_dev.jsonl", "events/score_events.py",
        {"class_f1": "class_set_PRF.2", "class_precision": "class_set_PRF.0",
         "tuple_f1": "tuple_PRF.2"}, "--json",
    ),
    "relations": external(
        "relations", "events/plv_train.jsonl", "events/score_events.py",
        {"accuracy": "accuracy", "macro_f1": "macro_F1"}, "--relation", "--json",
    ),
    "moods": moods("events"),
    "moods_held_out": moods("events", held_out=True),
    "moods_press": moods("press"),
    "moods_press_held_out": moods("press", held_out=True),
    "moods_wire": moods("wire"),
    "actors": external(
        "actors", "events/actors_gsr_dev.jsonl", "events/score_actors.py",
        {"correct": "correct", "precision": "precision"},
    ),
    "gold_seed": gold("seed"),
    "gold": gold(),
    "gold_held_out": gold(held_out=True),
    "commentary": commentary(),
    "commentary_held_out": commentary(held_out=True),
    "foretold": foretold(held_out=False),
    "foretold_held_out": foretold(held_out=True),
    "clauses": clauses(),
    "clauses_held_out": clauses(held_out=True),
    "terms": terms(),
    "terms_held_out": terms(held_out=True),
    "roles": roles(held_out=False),
    "roles_held_out": roles(held_out=True),
    "clashes": clash_pairs(held_out=False),
    "clashes_held_out": clash_pairs(held_out=True),
    "check": checks(held_out=False),
    "check_held_out": checks(held_out=True),
    "check_reports": checks(held_out=False, reports=True),
    "check_reports_held_out": checks(held_out=True, reports=True),
    "questions": questions(held_out=False),
    "questions_held_out": questions(held_out=True),
    "contradiction": contradiction,
    "evidence": external(
        "contradiction", "contradiction/fever_symmetric_dev.jsonl", "contradiction/score.py",
        {"macro_f1": "macro_f1"},
    ),
    "confidence": confidence,
    "names": names(),
    "names_held_out": names(held_out=True),
}  # fmt: skip


def run(names: list[str]) -> Iterator[tuple[str, str, float, float | None]]:
    """Yield (measure, figure, value, floor) for the measures named, or all whose data exist."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    for name in names or MEASURES:
        start = time.monotonic()
        found = MEASURES[name]()
        if found is None:
            print(f"{name:16} left out: its data are not here", flush=True)
            continue
        for figure, value in found.items():
            yield name, figure, value, floors.get(name, {}).get(figure)
        print(f"{name:16} took {time.monotonic() - start:.0f} s", flush=True)


def main() -> int:
    """Measure, print, compare; with --raise, write floors that are higher than before."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    rows = []
    for name, figure, value, floor in run(names):
        low = floor is not None and value < floor
        mark = "BELOW" if low else "ok" if floor is not None else "no floor"
        shown = f"{floor:.3f}" if floor is not None else "-"
        print(f"{name:16} {figure:24} {value:.3f}  floor {shown:6} {mark}", flush=True)
        rows.append((name, figure, value, floor))
    if "--raise" in sys.argv:
        _raise(rows)
    return 1 if any(f is not None and v < f for _, _, v, f in rows) else 0


def _raise(rows: list[tuple[str, str, float, float | None]]) -> None:
    """Write the floors anew, none lower than it was."""
    floors: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    for name, figure, value, floor in rows:
        floors.setdefault(name, {})[figure] = max(floor or 0.0, round(value - MARGIN, 3))
    head = [x for x in FLOORS.read_text(encoding="utf-8").splitlines() if x.startswith("#")]
    lines = head
    for name in sorted(floors):
        lines += ["", f"[{name}]", *(f"{k} = {v:.3f}" for k, v in sorted(floors[name].items()))]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
