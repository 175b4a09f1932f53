"""Exchange: records leave and enter; the field's data sets enter."""

from servanda.exchange.lines import Imported, csv_table, import_lines, json_lines, schema_text

__all__ = ["Imported", "csv_table", "import_lines", "json_lines", "schema_text"]
