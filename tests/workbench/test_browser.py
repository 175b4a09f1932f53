"""The review loop in a real browser: keys, no script needed, nothing fetched from elsewhere."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from servanda.ledger import Ledger
from servanda.workbench import app

from .conftest import HOSTILE, TOKEN, options
from .test_whole import BUDAPEST, PAGES, told

CHROMIUM = Path("/usr/bin/chromium")
ADDRESSES = "all => all.map(a => a.href)"
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"
)


@pytest.fixture
def address(filled: Path) -> Iterator[str]:
    """Serve the ledger at a free port and return the address with its token."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    port = sock.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app(options(filled, port=port)), log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/?token={TOKEN}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def whole(filled: Path, address: str) -> str:
    """Return the address of a ledger in which each of the dossier's views has something."""
    doc, records = told()
    with Ledger(filled) as ledger:
        ledger.add(doc, records, extractor="test@1")
    return address


def opened(browser: Any, address: str, **context: Any) -> tuple[Any, list[str]]:
    """Return a page that has come in, and the list of what goes wrong on it from now on."""
    page = browser.new_context(**context).new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: wrong.append(f"dialog: {d.message}"))
    host = address.split("/?")[0]
    page.on("request", lambda r: None if r.url.startswith((host, "data:")) else wrong.append(r.url))
    page.goto(address)
    return page, wrong


def verdicts(path: Path) -> list[tuple[str, str]]:
    with Ledger(path) as ledger:
        return [(j.verdict, j.why) for j in ledger.judgements()]


def test_review_by_keys(browser: Any, address: str, filled: Path) -> None:
    page, wrong = opened(browser, address)
    page.click("nav >> text=Review")
    before = page.locator(".queue .item").count()
    ids = page.eval_on_selector_all(".queue .item", "all => all.map(e => e.dataset.record)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.record") == ids[1]
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator(".queue .item").count() == before - 1
    # The next record stands in the place of the decided one, and has the keys.
    assert page.evaluate("document.activeElement.dataset.record") == ids[2]
    page.keyboard.press("w")
    page.keyboard.type("raj")  # letters in a field are letters
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert verdicts(filled) == [("accept", ""), ("accept", "raj")]
    with page.expect_navigation():
        page.keyboard.press("z")
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert [v for v, _ in verdicts(filled)] == ["accept", "accept", "undo", "reject"]
    page.check("#all")
    with page.expect_navigation():
        page.click("#bulk button[value=unsure]")
    assert page.locator(".queue .item").count() == 0
    assert wrong == []


def test_every_page_is_clean_narrow_and_wide(browser: Any, address: str) -> None:
    for width in (390, 1280):
        page, wrong = opened(browser, address, viewport={"width": width, "height": 800})
        host = address.split("/?")[0]
        links = page.eval_on_selector_all("nav a[href]", ADDRESSES)
        page.goto(f"{host}/documents")
        links += page.eval_on_selector_all("td a[href*='/document/']", ADDRESSES)
        page.goto(f"{host}/records?kind=act&kind=statement&kind=position")
        links += page.eval_on_selector_all("td a[href*='/record/']", ADDRESSES)
        for link in dict.fromkeys(links):
            page.goto(link)
            assert page.locator("h1").count() == 1, link
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{link} is {over} px too wide at {width}"
        assert wrong == []


def test_a_small_window_has_a_folded_menu_without_a_script(browser: Any, address: str) -> None:
    small = {"width": 390, "height": 844}
    page, _ = opened(browser, address, viewport=small, java_script_enabled=False)
    link = page.locator("nav a", has_text="Timeline")
    assert page.locator("nav").bounding_box()["height"] < 80
    assert not link.is_visible()
    page.click("nav .menu > summary")
    link.click()
    assert page.locator("h1").inner_text() == "Timeline"
    wide, _ = opened(browser, address, viewport={"width": 1280, "height": 844})
    assert wide.locator("nav a", has_text="Timeline").is_visible()
    assert not wide.locator("nav .menu > summary").is_visible()


BOARD = (
    "<section class=agreement><h2>A</h2><details><summary>Why</summary><p>b</p></details></section>"
    "<details><summary>Why not</summary><p>c</p></details>"
)


def test_what_is_folded_prints_where_it_was_opened(browser: Any, address: str) -> None:
    page, _ = opened(browser, address)
    page.evaluate("html => { document.querySelector('main').innerHTML = html; }", BOARD)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = [page.get_by_text(t, exact=True) for t in ("Why", "b", "Why not", "c")]
    assert [e.is_visible() for e in shown] == [False, False, True, False]
    page.evaluate("for (const d of document.querySelectorAll('main details')) d.open = true")
    assert all(e.is_visible() for e in shown)


def test_axe_finds_no_fault(browser: Any, address: str) -> None:
    package = pytest.importorskip(
        "axe_playwright_python", reason="needs axe: pip install axe-playwright-python"
    )
    script = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page, _ = opened(browser, address, bypass_csp=True)  # axe is injected, which our pages forbid
    host = address.split("/?")[0]
    links = page.eval_on_selector_all("nav a[href]", ADDRESSES)
    page.goto(f"{host}/records?kind=act")
    links += page.eval_on_selector_all("tbody tr:first-child a", ADDRESSES)
    links += [f"{host}/search?query=treaty", f"{host}/ask?query=treaty", f"{host}/nowhere"]
    for link in dict.fromkeys(links):
        page.goto(link)
        page.add_script_tag(content=script)
        faults = page.evaluate("axe.run()")["violations"]
        told = [(f["id"], f["nodes"][0]["html"]) for f in faults]
        assert told == [], link


def test_views_over_the_whole_ledger(browser: Any, whole: str) -> None:
    """The dossier's views here: drawn, no fault in console or by axe, and nothing too wide."""
    package = pytest.importorskip("axe_playwright_python", reason="needs axe")
    script = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    host = whole.split("/?")[0]
    for width in (390, 1280):
        page, wrong = opened(browser, whole, bypass_csp=True,
                             viewport={"width": width, "height": 900})  # fmt: skip
        page.goto(f"{host}/documents")
        last = page.eval_on_selector_all("td a[href*='/document/']", ADDRESSES)[-1]
        paths = [*PAGES, f"/instrument/{BUDAPEST}", f"/check/{last.rpartition('/')[2]}"]
        for path in paths:
            page.goto(host + path)
            for figure in page.locator("figure[data-chart]").all():
                figure.scroll_into_view_if_needed()
                figure.locator("svg[role], table").first.wait_for()
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{path} is {over} px too wide at {width}"
            page.add_script_tag(content=script)
            faults = page.evaluate("axe.run()")["violations"]
            assert [(f["id"], f["nodes"][0]["html"]) for f in faults] == [], path
        assert wrong == []


def test_charts_are_drawn_and_lead_to_their_rows(browser: Any, whole: str) -> None:
    page, wrong = opened(browser, whole)  # with the policy of our pages in force
    host = whole.split("/?")[0]
    for path, row in (("/positions", "tr[id^=r]"), ("/network", "tr[id^=n-]")):
        page.goto(host + path)
        page.locator("figure svg .mark").first.focus()
        page.keyboard.press("Enter")
        link = page.locator("figure .panel a").first
        link.wait_for()
        assert page.locator(row).first.get_attribute("id") in link.get_attribute("href")
    page.goto(f"{host}/instrument/{BUDAPEST}")
    page.locator("figure[data-chart=ribbon] svg").wait_for()
    page.goto(f"{host}/predictions")
    page.click("summary >> text=Decide")
    page.select_option("select[name=outcome]", "did not")
    with page.expect_navigation():
        page.click("form.outcome >> text=Keep")
    assert "did not, decided by Ann" in page.inner_text("main")
    assert wrong == []


def test_highlights_equal_their_quotes_and_hostile_text_is_text(browser: Any, address: str) -> None:
    page, wrong = opened(browser, address)
    host = address.split("/?")[0]
    page.goto(f"{host}/records?kind=act")
    page.click("td a.q >> nth=1")
    assert page.locator("mark >> text=terminated").count() == 1
    shown = page.inner_text("main")
    assert "<script>alert('x')</script>" in shown
    assert "<img src=x onerror=alert(1)>" in shown
    assert "⟦RLO⟧" in shown
    assert "مرحبا بالعالم Հայաստան" in shown
    assert HOSTILE.partition(" ")[0] in page.title()
    assert wrong == []


def test_without_scripts_everything_still_works(browser: Any, address: str, filled: Path) -> None:
    page, wrong = opened(browser, address, java_script_enabled=False)
    page.click("nav >> text=Review")
    page.locator(".queue .item >> nth=0").locator("button[value=accept]").click()
    page.locator(".queue .item >> nth=0").locator("input[name=chosen]").check()
    page.click("#bulk button[value=reject]")
    page.click("#undo button")
    assert [v for v, _ in verdicts(filled)] == ["accept", "reject", "undo"]
    assert wrong == []


def test_e_sets_a_record_right(browser: Any, address: str, filled: Path) -> None:
    page, wrong = opened(browser, address)
    page.click("nav >> text=Review")
    page.wait_for_selector(".queue .item")
    page.wait_for_load_state()
    page.keyboard.press("j")
    record = page.evaluate("document.activeElement.dataset.record")
    with page.expect_navigation():
        page.keyboard.press("e")
    page.wait_for_selector("#edit[open] form.correct")
    page.select_option("[name='field:polarity']", "negated")
    page.fill("#edit [name=why]", "it says not")
    with page.expect_navigation():
        page.click("#edit >> text=Keep it so")
    assert record not in page.url
    assert "negated" in page.inner_text("main")
    assert sorted(verdicts(filled)) == [("accept", "it says not"), ("reject", "it says not")]
    assert not wrong


def test_a_text_is_sent_with_progress_and_a_fault_is_told(browser: Any, address: str) -> None:
    page, wrong = opened(browser, address)
    host = address.split("/?")[0]
    page.goto(f"{host}/add")
    page.click("text=Read and keep")  # nothing to read
    page.wait_for_selector(".busy >> text=Not added")
    assert wrong.pop().endswith("400 (Bad Request)")
    page.fill("textarea", "Ruritania and Graustark signed the Treaty of Zenda on 4 May 2020.")
    with page.expect_navigation():
        page.click("text=Read and keep")
    assert "/document/" in page.url
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_an_unfinished_answer_comes_by_itself_and_waits_for_who_types(
    filled: Path, address: str, browser: Any, monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    answers, go = sys.modules["servanda.workbench.pages.answers"], threading.Event()
    made = answers.nearest
    monkeypatch.setattr(answers, "nearest", lambda *of: go.wait(30) and made(*of))
    monkeypatch.setattr(answers, "PATIENCE", 0.0)
    monkeypatch.setattr(sys.modules["servanda.workbench.app"], "LARGE", 0)
    page, wrong = opened(browser, address, java_script_enabled=scripts)
    page.goto(f"{address.split('/?')[0]}/ask?query=Did+Graustark+ever+paint+the+moon%3F")
    soon = 'section.answer:has-text("still being looked up")'
    page.wait_for_selector(soon, timeout=15_000)
    if scripts:
        page.fill("#question", "Who terminated")
        go.set()
        page.wait_for_timeout(4_000)  # longer than until a page is shown again
        assert page.input_value("#question") == "Who terminated"
        page.fill("#question", page.get_attribute("#question", "value"))
    go.set()
    page.wait_for_selector(soon, state="detached", timeout=15_000)
    assert page.locator("section.answer h2").count() == 1
    assert "still being" not in page.inner_text("main")
    assert wrong == []
