"""What the page's script adds, in a real browser: charts, search, twins, dates; by keyboard."""

import csv
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from servanda.dossier.chartdata import ribbon
from servanda.dossier.html import render_html
from servanda.dossier.pages import ActorRow, Agreement, Bin, History, Pages, ScoreRow, Spell, Tie
from servanda.dossier.places import Places


@pytest.fixture(scope="module")
def files(tmp_path_factory, usual, usual_file) -> dict[str, str]:
    """Return addresses: the usual page, and one with many actors and scores."""
    folder: Path = tmp_path_factory.mktemp("charts")
    names = [f"Actor {n}" for n in range(70)]
    crowd = replace(
        usual,
        actors=tuple(ActorRow(n, "state") for n in names),
        ties=tuple(Tie(a, b, 1, n % 2, "accuse", ())
                   for n, (a, b) in enumerate(pairwise(names))),
        scores=(ScoreRow("all", 12, 5, "0.2", "0.25", "+0.1", "0.6", "0.7", (
            Bin(0.2, 0.1, 6, 0.02, 0.4), Bin(0.8, 0.9, 6, 0.6, 0.98))),),
    )  # fmt: skip
    (folder / "crowd.html").write_text(render_html(crowd), encoding="utf-8")
    return {"usual": usual_file.as_uri(), "crowd": (folder / "crowd.html").as_uri()}


@pytest.fixture
def view(browser, files):
    """Return a function that opens a page; what the console says must be nothing at the end."""
    contexts, said = [], []

    def opened(name: str, place: str = "", **context: Any):
        page = browser.new_context(accept_downloads=True, **context).new_page()
        contexts.append(page.context)
        page.on("console", lambda m: said.append(m.text))
        page.on("pageerror", lambda e: said.append(str(e)))
        page.goto(files[name] + place)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def chart(page, kind: str):
    """Return a chart when it is drawn, with all that is folded around it opened."""
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    figure = page.locator(f"figure[data-chart={kind}]").first
    figure.scroll_into_view_if_needed()
    figure.locator("svg, table").first.wait_for(state="attached")
    return figure


@pytest.mark.parametrize("kind", ["timeline", "ribbon", "network", "positions", "calibration"])
def test_each_chart_is_drawn_and_worked_by_keyboard(view, kind):
    page = view("crowd" if kind == "calibration" else "usual")
    figure = chart(page, kind)
    marks = figure.locator(".mark")
    assert marks.count() >= 1
    assert figure.locator(".mark[tabindex='0']").count() == 1
    assert all(marks.nth(n).get_attribute("aria-label") for n in range(marks.count()))
    marks.first.focus()
    if marks.count() > 1:
        page.keyboard.press("ArrowRight")
        assert marks.nth(1).evaluate("e => e === document.activeElement")
        page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert figure.locator(".panel").inner_text().strip()


def test_a_cluster_opens_to_links_that_lead_to_rows(view):
    page = view("usual")
    figure = chart(page, "timeline")
    figure.get_by_role("button", name="All", exact=True).click()
    cluster = figure.locator(".mark:has(.count)").first
    count = int(cluster.locator(".count").text_content())
    cluster.click()
    links = figure.locator(".panel a")
    assert links.count() == count
    links.first.click()
    assert page.evaluate("document.getElementById(location.hash.slice(1)).tagName") == "TR"
    held = figure.locator(".count").all_text_contents()
    single = figure.locator(".mark:not(:has(.count))").count()
    assert sum(map(int, held)) + single == page.locator(".line tbody tr").count()


def test_uncertain_days_are_bars_and_the_axis_can_be_moved(view):
    page = view("usual")
    figure = chart(page, "timeline")
    assert figure.locator("rect.span").count() >= 1
    before = figure.locator(".note").inner_text()
    figure.get_by_role("button", name="Closer", exact=True).click()
    assert figure.locator(".note").inner_text() != before


def test_the_network_turns_around_one_actor_and_the_address_keeps_it(view):
    page = view("usual")
    figure = chart(page, "network")
    everybody = figure.locator(".mark").count()
    figure.locator("select").select_option("Azerbaijan")
    assert figure.locator(".mark").count() <= everybody
    assert "ego=Azerbaijan" in page.url
    again = view("usual", "#actors;ego=Azerbaijan")
    assert chart(again, "network").locator("select").input_value() == "Azerbaijan"


def test_above_sixty_actors_it_is_a_matrix_and_around_one_a_network(view):
    page = view("crowd")
    figure = chart(page, "network")
    assert figure.locator("table.grid").count() == 1
    assert figure.locator("table.grid td button").count() == 69
    figure.locator("select").select_option("Actor 5")
    figure.get_by_role("button", name="As a network").click()
    assert figure.locator("svg .mark").count() == 3


@pytest.mark.parametrize("width", [1280, 390])
def test_two_dates_filter_what_changed(view, width):
    page = view("usual", viewport={"width": width, "height": 800})
    rows = page.locator("#changes ~ .wrap tbody tr")
    first, last = (page.locator("#changes ~ .bar input").nth(n) for n in (0, 1))
    first.fill("1990-01-01")
    last.fill("2023-09-13")
    assert rows.count() == page.locator("#changes ~ .wrap tbody tr:visible").count() > 0
    first.fill("2023-09-12")
    assert page.locator("#changes ~ .wrap tbody tr:visible").count() < rows.count()
    assert "from=2023-09-12" in page.url


@pytest.mark.parametrize("name", ["CSV", "JSON"])
def test_a_view_is_taken_along_as_the_rows_that_are_shown(view, name, tmp_path):
    page = view("usual")
    with page.expect_download() as waiting:
        page.locator("#timeline + .tools").get_by_role("button", name=name, exact=True).click()
    waiting.value.save_as(tmp_path / "twin")
    text = (tmp_path / "twin").read_text(encoding="utf-8")
    rows = json.loads(text) if name == "JSON" else list(csv.DictReader(text.splitlines()))
    assert len(rows) == page.locator("tr[id^='t-']").count()
    shown = page.locator("#t-0 td").all_text_contents()
    assert [" ".join(c.split()) for c in shown] == [
        rows[0][h] for h in ("When", "Lane", "What", "Told by")
    ]


def test_cells_that_look_like_formulas_are_words_in_csv(view, browser):
    page = view("usual")
    page.evaluate("document.querySelector('#t-0 td').textContent = '=1+1'")
    with page.expect_download() as waiting:
        page.locator("#timeline + .tools").get_by_role("button", name="CSV").click()
    assert "'=1+1" in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_search_finds_words_without_their_marks_and_leads_there(view):
    page = view("usual")
    page.keyboard.press("/")
    page.keyboard.type("EXTRATERRITORIÁL corridor")
    page.locator(".search li a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    target = page.evaluate("document.getElementById(location.hash.slice(1)).textContent")
    assert "extraterritorial corridor" in target
    page.locator(".search input").fill("zzqqy")
    page.get_by_text("Nothing here").wait_for()


@pytest.mark.parametrize("keys", [["Enter"], ["ArrowDown", "Enter"]])
def test_a_search_that_waits_is_looked_up_before_it_leads_anywhere(view, keys):
    page = view("usual")
    page.keyboard.press("/")
    page.keyboard.type("ex")
    page.locator(".search li a").first.wait_for()
    page.clock.install()  # from here on no time goes by, as on a slow machine
    page.keyboard.type("traterritorial corridor")
    for key in keys:
        page.keyboard.press(key)
    target = page.evaluate("document.getElementById(location.hash.slice(1)).textContent")
    assert "extraterritorial corridor" in target


def test_axe_finds_no_fault(view):
    package = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    # In the dark the tree is the same; what differs is colour.
    for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page = view("usual", color_scheme=scheme, bypass_csp=True)
        for kind in ("timeline", "ribbon", "network", "positions"):
            chart(page, kind)
        page.evaluate(script)
        faults = page.evaluate("rules => axe.run(rules)", rules)["violations"]
        assert [(f["id"], [n["html"][:120] for n in f["nodes"][:3]]) for f in faults] == []


@pytest.mark.parametrize("name", ["usual", "crowd"])
def test_drawn_charts_are_not_wider_than_a_narrow_window(view, name):
    page = view(name, viewport={"width": 390, "height": 800})
    for kind in ("timeline", "network", "positions"):
        chart(page, kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_highlights_together_are_the_quotes_of_their_cards(view, usual):
    places = Places.of(usual)
    page = view("usual")
    lit = page.evaluate("""() => { const out = {};
      for (const a of document.querySelectorAll('.source p a[href]'))
        for (const id of [a.getAttribute('href').slice(2), ...(a.dataset.r ?? '').split(' ')])
          out[id] = (out[id] ?? '') + a.textContent;
      return out; }""")
    for card in (k for s in usual.sources for k in s.cards):
        quoted = "".join(q for _, _, q in card.anchors)
        assert "".join(lit[places.record(card.id)].split()) == "".join(quoted.split())


def many(pages: Pages, number: int) -> str:
    """Return a page of many sources: the usual one's again and again under other ids."""
    sources = []
    for n in range(number):
        source = pages.sources[n % len(pages.sources)]
        cards = tuple(
            replace(k, id=f"act:{hashlib.sha256(f'{n}{k.id}'.encode()).hexdigest()[:16]}")
            for _ in range(6) for k in source.cards
        )  # fmt: skip
        fresh = tuple(
            replace(k, id=f"{k.id[:-3]}{i:03x}") for i, k in enumerate(cards)
        )  # six times the cards of a short text make one of usual length
        sources.append(replace(source, id=f"doc:{n:016x}", title=f"Source {n}", cards=fresh))
    moments = tuple(m for _ in range(number // 2) for m in pages.timeline)
    return render_html(replace(pages, sources=tuple(sources), timeline=moments))


def test_five_hundred_sources_open_in_two_seconds_of_the_processor(browser, usual, tmp_path):
    file = tmp_path / "many.html"
    file.write_text(many(usual, 500), encoding="utf-8")
    page = browser.new_page()
    watch = page.context.new_cdp_session(page)
    watch.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    metrics = {m["name"]: m["value"] for m in watch.send("Performance.getMetrics")["metrics"]}
    assert page.locator("details.source").count() == 500
    assert page.locator("tr[id^='t-']").count() > 2000
    assert metrics["ThreadTime"] < 2
    page.close()


def test_ribbons_of_the_same_parties_do_not_name_them():
    spell = Spell(first="2020-11-10", last="2021-01-01", status="in force", tone="good", sure=True)

    def whom(*parties: tuple[str, ...]) -> list[str]:
        history = tuple(
            History(seen_by="record", words="w", parties=p, spells=(spell,)) for p in parties
        )
        one = Agreement(id="instrument:x", title="X", full_title="", date="", named=1, terms="",
                        views=(), contested=False, history=history)  # fmt: skip
        return [row["whom"] for row in ribbon(one, 0)["rows"]]

    assert whom(("A", "B"), ("A", "B")) == ["", ""]
    assert whom(("A",), ("B",)) == ["A", "B"]
