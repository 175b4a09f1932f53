"""The page as a file: its policy, its size, and texts that would like to be more than text."""

import base64
import hashlib
import re

import pytest
from lxml import html as parser

from servanda.dossier import Options, render
from servanda.dossier.html import visible
from servanda.dossier.plain import slug
from tests.dossier import cases

HOSTILE = (
    "He said </script><script>alert(1)</script> & <img src=x onerror=alert(2)> "
    "\u202eevil\u202c end."
)


def page(case=None, **options):
    return render(case or cases.case(), Options(**options))


def test_policy_allows_nothing_but_the_hashed_style_and_script():
    text = page()
    policy = re.search(r'Content-Security-Policy"? content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_and_no_style_or_handler_is_inline():
    tree = parser.fromstring(page(with_texts=True))
    assert not tree.xpath("//link | //img | //iframe | //object | //*[@src] | //*[@style]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert len(tree.xpath("//script[not(@type)]")) == 1
    assert [x.get("type") for x in tree.xpath("//script[@type]")] == ["application/json"]


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_script_in_text_title_author_and_name_stays_text(form):
    case = cases.marked_case(
        HOSTILE, "</script><script>alert(1)</script>", title="<script>alert(3)</script>",
        authors=("<b onmouseover=alert(4)>Ann</b>",), url="javascript:alert(5)", rights="open",
    )  # fmt: skip
    made = render(case, form=form)
    if form == "html":
        tree = parser.fromstring(made)
        assert len(tree.xpath("//script")) == 2
        assert not tree.xpath("//img")
        assert not [h for h in tree.xpath("//a/@href") if h.lower().startswith("javascript")]
        assert "alert(1)" in tree.text_content()
    if form == "md":
        assert not re.search(r"(?<!\\)<", made)
        assert "javascript:" not in made


def test_direction_and_control_characters_are_written_out():
    made = render(cases.marked_case(HOSTILE, "evil", rights="open"))
    assert "\u202e" not in made
    assert "[U+202E]" in made
    assert visible("a\x00b\u2066c") == "a[U+0000]b[U+2066]c"
    assert visible("עברית 👩‍👧 ə\n") == "עברית 👩‍👧 ə\n"


def test_lone_surrogates_do_not_break_any_form():
    case = cases.marked_case("A broken \ud800 letter accused him.", "accused", rights="open")
    for form in ("html", "md", "json"):
        render(case, form=form).encode("utf-8")


def test_links_inside_the_page_lead_somewhere_and_ids_are_unique():
    tree = parser.fromstring(page(with_texts=True))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    lost = {h for h in tree.xpath("//a/@href") if h.startswith("#") and h[1:] not in ids}
    assert not lost


@pytest.mark.parametrize("rights", ["open", "quote"])
def test_highlights_lead_to_cards_and_have_their_numbers(rights):
    """Without a script, and on paper, a card is known to be a highlight's by its number."""
    doc = cases.oped(rights=rights)
    tree = parser.fromstring(page(cases.case(doc, records=cases.records_of(doc))))
    cards = tree.xpath("//details[contains(@class, 'source')]//li[@id]")
    assert len(cards) >= 6
    for card in cards:
        if rights == "quote":
            assert card.xpath("./p[@class='q']/mark")
            continue
        name = card.get("id")[1:]
        assert [
            x
            for x in tree.xpath("//details[contains(@class, 'source')]//p//a")
            if name in x.get("data-r", "").split() or x.get("href") == f"#r{name}"
        ]
    blocks = tree.xpath("//details[contains(@class, 'source')]/div")
    assert bool(blocks) == (rights == "open")
    for block in blocks:
        numbered = [x.get("href")[1:] for x in block.xpath("./p//a[not(@class='c')]")]
        assert numbered == block.xpath("./ol/li/@id")


def test_page_is_small_without_its_quotes():
    assert len(page().encode()) < 130_000


def test_every_table_has_headings():
    for table in parser.fromstring(page()).xpath("//table"):
        assert table.xpath("./thead//th")


def test_names_of_places_in_the_page():
    assert slug("act:0123456789abcdef") == "0123456789abcdef"
    assert slug("instrument:minsk-2015#4") == "minsk-2015-4"
