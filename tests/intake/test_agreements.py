"""The structure of agreements: articles, paragraphs, letters, annexes, from plain text and XML."""

import os
import re
from pathlib import Path

import pytest

from servanda.intake import from_text, take_in
from servanda.model import Document

DATA = Path(os.environ.get("SERVANDA_DATA", Path(__file__).parents[3] / "shared" / "data"))
TEXTS = DATA / "treaties" / "texts"
XML = DATA / "treaties" / "tota" / "xml"
# Articles of the main text, annexes apart, as the treaties themselves number them.
ARTICLES = {
    "VCLT_1969": 85, "UNCLOS_1982": 320, "ROME_STATUTE_1998": 128, "UN_CHARTER_1945": 111,
    "VIENNA_DIPLOMATIC_RELATIONS_1961": 53, "GENOCIDE_CONVENTION_1948": 19, "OPCAT_2002": 37,
    "GENEVA_PROTOCOL_I_1977": 102, "GENEVA_PROTOCOL_II_1977": 28, "SEABED_ARMS_CONTROL_1971": 11,
    "NATO_ACCESSION_BULGARIA_2003": 3, "NATO_ACCESSION_ROMANIA_2003": 3, "OPEN_SKIES_1992": 19,
    "BELOVEZH_AGREEMENT_1991": 14, "CFE_TREATY_1990": 23, "ENERGY_CHARTER_TREATY_1994": 50,
    "EGYPT_ISRAEL_PEACE_1979": 9,
}  # fmt: skip
# Files that lack headings of articles: what a plain search for headings finds in them.
LACKING = {"VCLT_IO_1986": 70, "VIENNA_SUCCESSION_TREATIES_1978": 35, "CTBT_1996": 3}


def taken(path: Path) -> Document:
    return next(iter(take_in(str(path))))


def located(document: Document) -> list[str]:
    return [b.locator for b in document.blocks if b.type == "article"]


@pytest.mark.skipif(not TEXTS.exists(), reason="the treaty texts are not here")
@pytest.mark.parametrize(("name", "count"), sorted((ARTICLES | LACKING).items()))
def test_articles_of_treaties_are_all_found_once(name: str, count: int) -> None:
    document = taken(TEXTS / f"{name}.txt")
    main = [x for x in located(document) if ", " not in x]
    assert len(set(main)) == count
    assert len(main) == count
    for block in document.blocks:
        if block.parent is not None:
            outer = document.blocks[block.parent]
            assert outer.start <= block.start <= block.end <= outer.end


@pytest.mark.skipif(not XML.exists(), reason="the treaty texts are not here")
@pytest.mark.parametrize("path", sorted(XML.glob("*.xml")) if XML.exists() else [],
                         ids=lambda p: p.stem)  # fmt: skip
def test_articles_of_xml_are_found_with_their_own_text(path: Path) -> None:
    from lxml import etree

    document = taken(path)
    assert document.genre == "agreement"
    assert document.title
    squeezed = {
        b.locator.rpartition(" ")[2]: re.sub(r"\W", "", document.text[b.start : b.end])
        for b in reversed(document.blocks) if b.type == "article"
    }  # fmt: skip
    given = [(str(a.get("number")).split()[-1].strip(".:"), "".join(a.itertext()))
             for a in etree.parse(str(path)).iter("article") if a.get("number")]  # fmt: skip
    whole = sum(squeezed.get(n, "").endswith(re.sub(r"\W", "", t)) for n, t in given)
    assert whole >= 0.9 * len(given), (whole, len(given))
    assert len(located(document)) <= 1.05 * len(given) + 2


TREATY = """Treaty of Friendship

The High Contracting Parties, resolved to live in peace,

Article 1

1. Each Party shall respect the border.

2. Neither Party shall:

(a) build forts; or

(b) station troops:

(i) in the valley; or

(ii) on the lake.

SECTION II. RIVERS

Article 2

Water

The Parties shall share the water, under Article 1 and
Article 3 alike.

Article 3

This Treaty shall enter into force on signature.

DONE at Lake, this first day of May.

Annex A

Lists

1. The lists shall be exchanged yearly.

Article 1

The lists are secret.
"""


def test_units_have_locators_roles_and_exact_bounds() -> None:
    document = from_text(TREATY)
    found = {b.locator: document.text[b.start : b.end] for b in document.blocks if b.locator}
    assert document.genre == "agreement"
    assert found["preamble"].startswith("The High Contracting")
    assert found["article 1(1)"] == "1. Each Party shall respect the border."
    assert found["article 1(2)(b)"] == "(b) station troops:"
    assert found["article 1(2)(b)(ii)"] == "(ii) on the lake."
    assert located(document) == ["article 1", "article 2", "article 3", "annex a, article 1"]
    assert found["annex a, paragraph 1"].startswith("1. The lists")
    article = next(b for b in document.blocks if b.locator == "article 1" and b.type == "article")
    assert document.text[article.start : article.end].endswith("(ii) on the lake.")
    assert any(b.type == "signature" for b in document.blocks)


def test_a_lost_heading_gives_no_wrong_article() -> None:
    lost = TREATY.replace("Article 2\n\nWater\n\n", "1. New unit. The Parties shall meet.\n\n")
    document = from_text(lost.replace("SECTION II. RIVERS\n\n", "") + "\nArticle 4\n\nEnd.\n")
    block = next(b for b in document.blocks if "New unit" in document.text[b.start : b.end])
    assert "article 1" not in block.locator


def test_a_section_within_an_article_does_not_end_it() -> None:
    text = TREATY.replace("2. Neither", "SECTION I\n\n1. Stations\n\nshall be open.\n\n2. Neither")
    document = from_text(text)
    inside = [b.locator for b in document.blocks if b.locator.startswith("article 1, section i")]
    assert inside


TEI = b"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Lake
Pact</title></teiHeader><text><body>
<div type="article" n="Article 1"><head>Peace</head><p>1. Each State shall keep the peace.</p>
<p>2. No State may arm.</p></div>
<div type="article" n="Article 2"><head>Law</head><p>Disputes shall be settled.</p></div>
<div type="article" n="Article 3"><p>The pact is open for accession.</p></div>
</body></text></TEI>"""
AKN = b"""<akomaNtoso><act><meta><title>Lake Act</title></meta><body>
<article><num>Article 1</num><heading>Peace</heading><paragraph><num>1.</num><content>
<p>Each State shall keep the peace.</p></content></paragraph></article>
<article><num>Article 2</num><paragraph><content><p>No State may arm.</p></content></paragraph>
</article><article><num>Article 3</num><content><p>It shall be open.</p></content></article>
</body></act></akomaNtoso>"""


@pytest.mark.parametrize("raw", [TEI, AKN])
def test_other_xml_of_laws_is_read(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "pact.xml").write_bytes(raw)
    document = taken(tmp_path / "pact.xml")
    assert located(document) == ["article 1", "article 2", "article 3"]
    assert document.title in ("Lake Pact", "Lake Act")
    first = next(b for b in document.blocks if b.locator == "article 1(1)")
    assert document.text[first.start : first.end] == "1. Each State shall keep the peace."


def test_entities_from_outside_are_not_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    (tmp_path / "bad.xml").write_text(
        f'<!DOCTYPE t [<!ENTITY x SYSTEM "file://{secret}">]><t><p>Seen &x; here.</p></t>',
        encoding="utf-8",
    )
    assert "hidden" not in taken(tmp_path / "bad.xml").text
