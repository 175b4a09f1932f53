"""Exchange: records leave and enter; the field's data sets enter."""

from servanda.exchange.datasets import DATASETS, import_dataset, read_dataset
from servanda.exchange.lines import Imported, csv_table, import_lines, json_lines, schema_text

__all__ = [
    "DATASETS", "Imported", "csv_table", "import_dataset", "import_lines", "json_lines",
    "read_dataset", "schema_text",
]  # fmt: skip
