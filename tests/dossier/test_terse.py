"""The terse page is the same tree; places have short names that are theirs alone."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from markupsafe import escape

from servanda.dossier import Options, build
from servanda.dossier.html import render_html
from servanda.dossier.places import LEAST, auto, isolated, shortened
from servanda.dossier.terse import terse
from tests.dossier import cases

SAMPLE = """<div class="piece">
  <ul class="cards">
    <li id="r1"><a href="#m1">act</a> {0} <small>{0}</small></li>
    <li><p>{0}</p>
    <p title="{0}">a</p></li>
  </ul>
  <table class="stack wide"><thead><tr><th>A</th></tr></thead>
  <tbody><tr><td>{0}</td><td><p>{0}</p></td></tr></tbody></table>
</div>"""


def tree(markup: str) -> list[tuple[object, ...]]:
    """Return a document as tags, attributes and words, space aside."""
    out: list[tuple[object, ...]] = []
    for e in parser.fromstring(markup).iter():
        words = (" ".join((e.text or "").split()), " ".join((e.tail or "").split()))
        out.append((e.tag, tuple(sorted(e.attrib.items())), words))
    return out


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)
)
def test_any_text_gives_the_same_tree_in_fewer_bytes(text):
    markup = SAMPLE.format(escape(text))
    assert tree(terse(markup)) == tree(markup)
    assert len(terse(markup)) < len(markup)


def test_texts_that_look_like_markup_stay_as_they_are():
    said = 'x="y" </td> <li class="a"> a="b">'
    made = parser.fromstring(terse(SAMPLE.format(escape(said))))
    assert said in made.xpath("//td")[0].text_content()
    assert made.xpath("//p[@title]")[0].get("title") == said


def test_the_page_is_not_broken_by_leaving_out_end_tags():
    made = parser.fromstring(render_html(build(cases.case(), Options(with_texts=True))))
    for cell in made.xpath("//td | //th"):
        assert cell.getparent().tag == "tr"
    for item in made.xpath("//li"):
        assert item.getparent().tag in ("ul", "ol")
    assert not made.xpath("//p//p | //li/li | //tr/tr")


@given(st.sets(st.text("0123456789abcdef", min_size=16, max_size=16), max_size=60))
def test_short_names_are_unique_starts(names):
    short = shortened(names)
    assert len(set(short.values())) == len(names)
    for name, part in short.items():
        assert name.startswith(part)
        assert len(part) >= min(LEAST, len(name))
        assert not [n for n in names if n != name and n.startswith(part)]


def test_only_words_that_run_from_the_right_are_set_apart():
    assert auto("Armenia", "Հայաստան", "Россия") == ""
    assert auto("English", "البيان") == " dir=auto"
    assert isolated("Россия & Co") == "Россия &amp; Co"
    assert isolated("<ש>") == "<bdi>&lt;ש&gt;</bdi>"
