"""untc: the filled cells of status tables, each as (act, date, mark)."""

from collections.abc import Iterator
from pathlib import Path

import msgspec


def lines(source: Path, table: Path | None) -> Iterator[bytes]:
    """Yield one row a filled cell of the tables in a folder; `table` is not used."""
    from servanda.exchange.untc import predictions

    return map(msgspec.json.encode, predictions([source]))
