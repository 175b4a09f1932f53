"""Tasks of `servanda eval`: rows of a data set in, rows of predictions out, one module a task.

Each module has `predict(rows) -> Iterator[dict]`; rows in and out are plain JSON objects in the
formats that the scorers of public data sets take.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from servanda.model.errors import NotAvailable

Rows = Iterable[dict[str, Any]]

# Task and module; a task without one is not built yet.
TASKS = {
    "attribution": "attribution", "pledges": "pledges", "time": "times", "events": "events",
    "relations": "", "actors": "actors", "contradiction": "", "periods": "periods", "traces": "",
    "defeasible": "", "atop": "", "tota": "", "ucdp": "", "untc": "", "status": "status",
}  # fmt: skip


def predict(task: str, rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield predictions for the rows of a task; raises NotAvailable for one that is not built."""
    module = TASKS.get(task, "")
    if not module:
        raise NotAvailable(
            f"the task {task!r} is not built",
            remedy="these are: " + ", ".join(sorted(t for t, m in TASKS.items() if m)),
        )
    run: Callable[[Rows], Iterator[dict[str, Any]]] = importlib.import_module(
        f"servanda.cli.tasks.{module}"
    ).predict
    yield from run(rows)
