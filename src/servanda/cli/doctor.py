"""servanda doctor: is the installation whole, and the ledger?"""

import platform
import sqlite3
import sys
from pathlib import Path

import click

from servanda.cli.common import ledger_option, open_ledger
from servanda.cli.output import table
from servanda.model.errors import ServandaError
from servanda.version import VERSION


@click.command("doctor")
@ledger_option
def command(ledger_path: Path) -> None:
    """Check the parser's model, the lexicon, full-text search and the ledger file."""
    rows = [("servanda", VERSION, True), ("python", platform.python_version(), True)]
    for name, check in (
        ("full-text search", _fts), ("English model", _model), ("lexicon", _lexicon),
        ("sentence vectors", _vectors),
    ):  # fmt: skip
        try:
            rows.append((name, check(), True))
        except Exception as e:
            rows.append((name, f"{type(e).__name__}: {e}", False))
    rows.append(_ledger(ledger_path))
    table([{"part": n, "finding": f, "ok": ok} for n, f, ok in rows], ["part", "finding", "ok"])
    if not all(ok for *_, ok in rows):
        sys.exit(2)


def _fts() -> str:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _model() -> str:
    from servanda.reading.parser import installed_model, verify_model

    verify_model()
    return installed_model()


def _vectors() -> str:
    from servanda import vectors

    return vectors.verify() if vectors.installed() else "not installed: an extra, `vectors`"


def _lexicon() -> str:
    from servanda.lexicon.entities import load_entities
    from servanda.lexicon.registry import load_registry

    registry = load_registry()
    problems = registry.problems()
    if problems:
        raise ServandaError(problems[0])
    return f"{len(load_entities().by_id)} entities, {len(registry.instruments)} instruments"


def _ledger(path: Path) -> tuple[str, str, bool]:
    if not path.exists():
        return ("ledger", f"{path}: none yet; servanda add DOC makes it", True)
    try:
        with open_ledger(path) as ledger:
            faults = ledger.check()
            held = f"{len(ledger.documents())} documents, {len(ledger.records())} records"
    except ServandaError as e:
        return ("ledger", str(e), False)
    return ("ledger", faults[0] if faults else f"{path}: whole, {held}", not faults)
