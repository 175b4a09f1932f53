"""How large the dossier of the examples is, and how much of it the words of the sources are."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html as parser

from servanda.dossier import render
from servanda.engine import documents_of, evidence_of, read_many
from servanda.engine.pipeline import Read
from servanda.intake import Options, find_sources
from servanda.reasoning.case import Case

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# What holds words of sources: quotes, highlights, and the texts that may be shown whole.
QUOTES = "//q | //mark | //*[contains(concat(' ', @class, ' '), ' q ')]" \
         " | //details[contains(@class, 'source')]/div/p"  # fmt: skip
LIMIT = 300_000  # bytes without quotes; the page's own script and style are 44,000 of them


def quoted_bytes(page: str) -> int:
    """Return how many bytes of a page are words of its sources, each counted once."""
    tree = parser.fromstring(page)
    found = set(tree.xpath(QUOTES))
    outermost = (e for e in found if not any(a in found for a in e.iterancestors()))
    return sum(len(e.text_content().encode()) for e in outermost)


@pytest.fixture(scope="module")
def page() -> str:
    sources = find_sources([str(EXAMPLES)])
    reads = [r for r in read_many(documents_of(sources, Options())) if isinstance(r, Read)]
    return render(Case(evidence_of(reads), date(2023, 10, 20)))


def test_the_dossier_of_the_examples_is_small_without_its_quotes(page):
    size, quotes = len(page.encode()), quoted_bytes(page)
    assert quotes > 40_000
    assert size - quotes < LIMIT, f"{size} bytes, {quotes} of them quotes"


def test_no_quote_is_told_twice_in_one_view(page):
    tree = parser.fromstring(page)
    rows = tree.xpath("//table[@class='line']/tbody/tr")
    assert len(rows) > 100
    for row in rows:
        said = [q.text_content() for q in row.xpath(".//q")]
        assert len(said) == len(set(said))
