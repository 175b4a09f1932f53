"""A clash of plain sentences says on both sides who said it, when, and in which source."""

from datetime import date

from servanda.dossier import Options, build
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case

TEXTS = (
    ("The Treaty of Lund was signed in May 2001. The Treaty of Lund remains in force.",
     date(2019, 3, 20), "The old treaty"),
    ("Norway and Sweden signed the Treaty of Lund in 2001. The Treaty of Lund is dead.",
     date(2019, 3, 1), "The end of Lund"),
)  # fmt: skip


def test_both_sides_are_cited_whole() -> None:
    reads = [read_document(from_text(text, Meta(published=day, title=title)))
             for text, day, title in TEXTS]  # fmt: skip
    pages = build(Case(evidence_of(reads), date(2019, 4, 1)), Options())
    told = [row for row in pages.clashes if row.rule == "status/over-and-in-force"]
    assert told
    for cite in (told[0].a, told[0].b):
        assert cite.who
        assert "March 2019" in cite.when
        assert cite.source in {title for _, _, title in TEXTS}
        assert "Treaty of Lund" in cite.quote
