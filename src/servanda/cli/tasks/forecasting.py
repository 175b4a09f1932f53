"""forecasting: the register's probabilities for the rows of a resolution set."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from servanda.cli.tasks.imported import beside
from servanda.exchange.forecasts import read
from servanda.model import Prediction


def lines(source: Path, table: Path | None) -> Iterator[bytes]:
    """Yield `{"id", "source", "resolution_date", "p"}` for the questions of a set that have a p.

    `source` is a question set; the table is the resolution set given, else the only one beside it,
    of which the days alone are read. A question to which nobody gave a probability is left out.
    """
    chances = {
        (told["source"], told["id"]): (record.probability[0] + record.probability[1]) / 2
        for sheet in read([source]) for record in sheet.records
        if isinstance(record, Prediction) and record.probability and record.registry
        for told in [dict(part.split("=", 1) for part in record.registry.row.split(" ", 1))]
    }  # fmt: skip
    for row in msgspec.json.decode((table or beside(source, "resolutions*.json")).read_bytes())[
        "resolutions"
    ]:
        if isinstance(row["id"], str) and (row["source"], row["id"]) in chances:
            yield msgspec.json.encode({
                "id": row["id"], "source": row["source"],
                "resolution_date": row["resolution_date"],
                "p": chances[row["source"], row["id"]],
            })  # fmt: skip
