"""The published JSON Schema is the one that the code makes."""

from pathlib import Path

from servanda.exchange import schema_text

PUBLISHED = Path(__file__).parents[2] / "docs" / "records.schema.json"


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text() + "\n", (
        "records changed: raise SCHEMA_VERSION if they no longer read, then "
        "run `servanda export --schema > docs/records.schema.json`"
    )
