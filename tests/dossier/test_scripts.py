"""Sources in other scripts: Arabic, Hebrew, Armenian, Azerbaijani and Russian, in a browser."""

from pathlib import Path
from typing import Any

import pytest

from servanda.dossier import render
from servanda.model import Event, Position
from tests.dossier import cases

# Invented sentences: the text, the deed in it, who holds a position on what.
TEXTS = {
    "ar": ("قالت الوزارة إن البيان انتهى. رفضت أرمينيا الممر.", "رفضت", "أرمينيا", "الممر", "rtl"),
    "he": ("ארמניה דחתה את המסדרון. ההצהרה הסתיימה.", "דחתה", "ארמניה", "המסדרון", "rtl"),
    "hy": ("Հայաստանը մերժեց միջանցքը։ Հայտարարությունն ուժի մեջ է։", "մերժեց", "Հայաստանը",
           "միջանցքը", "ltr"),
    "az": ("Ermənistan dəhlizi rədd etdi. Bəyanat qüvvədədir.", "rədd etdi", "Ermənistan",
           "dəhlizi", "ltr"),
    "ru": ("Россия отвергла коридор. Заявление ещё действует.", "отвергла", "Россия", "коридор",
           "ltr"),
}  # fmt: skip
PLAIN = {"az": "ermenistan", "ru": "РОССИЯ", "hy": "ՀԱՅԱՍՏԱՆԸ"}  # as a hurried person types it


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Draw one dossier of a text in each script and return its address."""
    documents, records = [], []
    for language, (text, deed, holder, issue, _) in TEXTS.items():
        document = cases.oped("open", text, title=text.split(".")[0], language=language)
        m = cases.Maker(document)
        documents.append(document)
        records += [
            Event(plover="REJECT", source=(m.ref(holder, None),), **m.on(deed)),
            Position(holder=m.ref(holder, None), stance="rejects", issue=m.phrase(issue),
                     **m.on(deed)),
        ]  # fmt: skip
    file: Path = tmp_path_factory.mktemp("scripts") / "scripts.html"
    file.write_text(render(cases.case(*documents, records=records)), encoding="utf-8")
    return file.as_uri()


def opened(browser: Any, address: str, **context: Any) -> Any:
    view = browser.new_context(**context).new_page()
    view.goto(address)
    view.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    return view


@pytest.mark.parametrize("language", list(TEXTS))
def test_text_highlight_and_card_are_told_in_the_scripts_own_direction(browser, page, language):
    text, deed, holder, issue, direction = TEXTS[language]
    view = opened(browser, page)
    block = view.locator(".source > div", has_text=text).first
    assert block.locator("p").first.evaluate("e => getComputedStyle(e).direction") == direction
    mark = block.locator("p a").first
    assert mark.text_content() == deed
    card = view.locator(f"[id='{mark.get_attribute('href')[1:]}']")
    assert "event" in card.text_content()
    assert f"{holder} rejects" in card.text_content()
    assert card.locator("q").text_content() == issue
    if direction == "rtl":  # a name of the other direction is set apart from our words
        assert holder in "".join(card.locator("bdi").all_text_contents())
    view.context.close()


@pytest.mark.parametrize("language", list(TEXTS))
def test_the_table_of_positions_holds_the_words_and_leads_to_them(browser, page, language):
    _, deed, _, issue, direction = TEXTS[language]
    view = opened(browser, page)
    row = view.locator("[aria-labelledby=positions] tr", has_text=issue)
    assert row.locator("q").all_text_contents() == [issue, deed]
    cell = row.locator("td", has=view.locator("b"))
    assert cell.evaluate("e => e.dir || 'ltr'") == ("auto" if direction == "rtl" else "ltr")
    row.locator("a").focus()
    view.keyboard.press("Enter")
    assert view.evaluate("document.getElementById(location.hash.slice(1)).tagName") == "LI"
    view.context.close()


@pytest.mark.parametrize("language", list(PLAIN))
def test_search_finds_a_word_without_its_marks_and_in_capitals(browser, page, language):
    view = opened(browser, page)
    view.locator(".search input").fill(PLAIN[language])
    view.locator(".search li a").first.wait_for()
    assert TEXTS[language][2] in view.locator(".search li").first.inner_text()
    view.context.close()


def test_nothing_is_wider_than_a_narrow_window(browser, page):
    view = opened(browser, page, viewport={"width": 390, "height": 800})
    assert view.evaluate("document.documentElement.scrollWidth") <= 390
    view.context.close()


def test_paper_keeps_the_letters(browser, page, tmp_path):
    from pypdf import PdfReader

    view = opened(browser, page)
    view.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join(p.extract_text() for p in PdfReader(tmp_path / "page.pdf").pages)
    for language in ("hy", "az", "ru"):
        _, deed, holder, issue, _ = TEXTS[language]
        for words in (deed, holder, issue):
            assert words in " ".join(text.split())
    view.context.close()
