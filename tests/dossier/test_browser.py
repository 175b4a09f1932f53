"""The page in a real browser: offline, without script, narrow, dark, by keyboard, on paper."""

from pathlib import Path

import pytest

from servanda.dossier import render
from tests.dossier import cases


@pytest.fixture(scope="module")
def files(tmp_path_factory, usual_file) -> dict[str, str]:
    """Return addresses of pages: the usual one, and one of hostile and right-to-left text."""
    folder: Path = tmp_path_factory.mktemp("pages")
    rtl = "البيان الثلاثي. Հայաստանը մերժեց։ Azərbaycan ittiham etdi "
    rtl += "</script><script>window.bad=1</script> https://example.org/" + "long-" * 80
    hostile = cases.marked_case(
        rtl, "ittiham", rights="open", title="<script>1</script>" + "endless" * 30
    )
    (folder / "hostile.html").write_text(render(hostile), encoding="utf-8")
    return {"usual": usual_file.as_uri(), "hostile": (folder / "hostile.html").as_uri()}


def opened(browser, address, **context):
    """Open a page; return it with what the console said and what it asked the network for."""
    page = browser.new_context(**context).new_page()
    said, asked = [], []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: asked.append(r.url))
    page.goto(address)
    return page, said, asked


@pytest.mark.parametrize("name", ["usual", "hostile"])
def test_no_request_leaves_and_the_console_is_silent(browser, files, name):
    page, said, asked = opened(browser, files[name])
    assert asked == [files[name]]
    assert said == []
    assert page.evaluate("window.bad") is None
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["usual", "hostile"])
def test_nothing_is_wider_than_the_window(browser, files, name, width, scheme):
    page, _, _ = opened(browser, files[name], viewport={"width": width, "height": 900},
                        color_scheme=scheme)  # fmt: skip
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_dark_mode_changes_the_paper(browser, files):
    papers = set()
    for scheme in ("light", "dark"):
        page, _, _ = opened(browser, files["usual"], color_scheme=scheme)
        papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert len(papers) == 2


def test_text_has_enough_contrast_in_both_modes(browser, files):
    script = """() => {
      const lum = c => { const v = c.match(/\\d+(\\.\\d+)?/g).slice(0, 3).map(x => x / 255)
        .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
        return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
      const back = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e)
        .backgroundColor; if (b !== 'rgba(0, 0, 0, 0)') return b; } return 'rgb(255, 255, 255)'; };
      const out = [];
      for (const e of document.querySelectorAll('main *, nav *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        if (e.closest('svg, .skip, .here')) continue;
        const [a, b] = [lum(getComputedStyle(e).color), lum(back(e))].sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 4.5) out.push(e.outerHTML.slice(0, 90));
      }
      return out; }"""
    for scheme in ("light", "dark"):
        page, _, _ = opened(browser, files["usual"], color_scheme=scheme)
        assert page.evaluate(script) == []
        page.context.close()


def test_without_script_all_is_there_and_links_open_what_is_folded(browser, files):
    page, _, _ = opened(browser, files["usual"], java_script_enabled=False)
    for words in ("Does it hold", "Who owes what", "Contradictions", "How to cite"):
        assert page.locator("h2", has_text=words).count() == 1
    link = page.locator("#answer a[href^='#r']").first
    target = link.get_attribute("href")
    link.click()
    assert page.locator(f"[id='{target[1:]}']").is_visible()
    page.context.close()


def test_a_highlight_leads_to_its_card_and_back_by_keyboard(browser, files):
    page, _, _ = opened(browser, files["usual"])
    mark = page.locator(".source p a[id]").first
    place = mark.evaluate("e => e.id")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.evaluate("location.hash")
    assert card.startswith("#r")
    page.locator(f"[id='{card[1:]}'] > a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#{place}"
    page.context.close()


def test_right_to_left_text_runs_from_the_right(browser, files):
    page, _, _ = opened(browser, files["hostile"])
    direction = page.evaluate(
        "getComputedStyle(document.querySelector('.source > div > p')).direction"
    )
    assert direction == "rtl"
    page.context.close()


def test_it_prints_with_folded_parts_open(browser, files, tmp_path):
    from pypdf import PdfReader

    page, _, _ = opened(browser, files["usual"])
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = false")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join(p.extract_text() for p in PdfReader(tmp_path / "page.pdf").pages)
    assert "can be considered to have expired" in " ".join(text.split())
    assert "○ person" in text
    page.context.close()


def test_paper_begins_with_the_answer_and_says_nothing_twice(browser, files, tmp_path):
    from pypdf import PdfReader

    page, _, _ = opened(browser, files["usual"])
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(tmp_path / "page.pdf").pages]
    assert "Formal record" in pages[0]  # the answer is not pushed to the second page
    assert "What it says, in our words" not in " ".join(pages)  # provisions stand by their duties
    page.context.close()


def test_a_small_window_has_folded_contents_without_a_script(browser, files):
    small = {"width": 390, "height": 844}
    page, _, _ = opened(browser, files["usual"], viewport=small, java_script_enabled=False)
    link = page.locator("nav a", has_text="Timeline")
    assert page.locator("nav").bounding_box()["height"] < 80
    assert not link.is_visible()
    page.click("nav .menu > summary")
    assert link.is_visible()
    page.context.close()


def test_paper_keeps_tables_where_a_narrow_window_stacks_them(browser, files):
    page, _, _ = opened(browser, files["usual"], viewport={"width": 680, "height": 900})
    cell = "getComputedStyle(document.querySelector('table.views td')).display"
    assert page.evaluate(cell) == "block"
    page.emulate_media(media="print")
    assert page.evaluate(cell) == "table-cell"
    page.context.close()


def test_on_a_narrow_screen_a_cell_without_words_has_no_label(browser, files):
    page, _, _ = opened(browser, files["usual"], viewport={"width": 390, "height": 900})
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    shown = page.evaluate(
        "[...document.querySelectorAll('main td')].map(e => [e.textContent.trim() !== '',"
        " getComputedStyle(e).display !== 'none'])"
    )
    assert [False, False] in shown
    assert [False, True] not in shown
    assert [True, False] not in shown
    page.context.close()


def test_the_first_key_leads_past_the_contents(browser, files):
    page, _, _ = opened(browser, files["usual"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#answer"
    page.context.close()


def test_paper_needs_no_script_and_numbers_highlights_as_their_cards(browser, files, tmp_path):
    from pypdf import PdfReader

    page, _, _ = opened(browser, files["usual"], java_script_enabled=False)
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join(p.extract_text() for p in PdfReader(tmp_path / "page.pdf").pages)
    text = " ".join(text.split())
    assert "Armenia 1must open the transport connections" in text  # the number of the card below
    assert "1 commitment: Armenia must: “open the transport connections”" in text
    assert "by signature, consent or a recorded entry (VCLT 11, 24, 25)" in text  # folded on screen
    for heading in ("Does it hold, and in whose eyes", "Who owes what", "Timeline", "The sources"):
        assert heading in text
    page.context.close()


def test_on_a_narrow_screen_no_cell_is_cut_off(browser, files):
    """A section clips what is wider than it, so that the width of the page does not tell."""
    page, _, _ = opened(browser, files["usual"], viewport={"width": 390, "height": 900})
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    edges = page.evaluate(
        "[...document.querySelectorAll('main :is(td, th)')].filter(e => !e.closest('.grid'))"
        ".map(e => [e.textContent.slice(0, 30), e.getBoundingClientRect().right])"
    )
    assert len(edges) > 50
    assert [e for e in edges if e[1] > 390] == []
    page.context.close()
