"""Draw the pictures of the documentation: a dossier of the examples, view by view, in a browser.

Run with the project's Python: `python scripts/pictures.py [FOLDER]`; needs chromium. With
`--page FILE` a dossier that is there already is drawn.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from servanda.dossier import render
from servanda.engine import documents_of, evidence_of, read_many
from servanda.engine.pipeline import Read
from servanda.intake import Options, find_sources
from servanda.reasoning.case import Case

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2023, 10, 20)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VIEWS = ("status", "duties", "clashes", "timeline", "changes", "actors", "positions",
         "predictions", "questions", "review", "sources", "cite")  # fmt: skip
NARROW = ("answer", "timeline", "duties", "actors", "status")
HIGH = 1000


def main(folder: Path, page: Path | None) -> None:
    """Write `dossier.png` and a picture of each view, wide and some narrow, dark or opened."""
    (folder / "dossier").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        file = page or Path(place) / "dossier.html"
        if page is None:
            file.write_text(examples(), encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        view = opened(browser, file, 1280)
        view.screenshot(path=folder / "dossier.png")
        for name in VIEWS:
            shot(view, name, folder / "dossier" / f"{name}.png")
        agreement(view, folder / "dossier" / "agreement.png")
        reader(view, folder / "dossier" / "reader.png")
        dark = opened(browser, file, 1280, scheme="dark")
        for name in ("timeline", "status"):
            shot(dark, name, folder / "dossier" / f"{name}-dark.png")
        narrow = opened(browser, file, 390)
        for name in NARROW:
            shot(narrow, name, folder / "dossier" / f"{name}-390.png")
        browser.close()


def examples() -> str:
    """Return the dossier of the examples."""
    sources = find_sources([str(ROOT / "examples")])
    reads = [r for r in read_many(documents_of(sources, Options())) if isinstance(r, Read)]
    return render(Case(evidence_of(reads), DAY))


def opened(browser: Browser, file: Path, width: int, scheme: str = "light") -> Page:
    """Return the page in a window of some width."""
    view = browser.new_page(viewport={"width": width, "height": HIGH}, color_scheme=scheme)
    view.goto(file.as_uri())
    return view


def shot(view: Page, name: str, file: Path) -> None:
    """Draw a window of a view from its heading on."""
    view.evaluate("name => document.getElementById(name).scrollIntoView()", name)
    view.wait_for_timeout(300)
    view.evaluate("name => document.getElementById(name).scrollIntoView()", name)
    view.screenshot(path=file)


def agreement(view: Page, file: Path) -> None:
    """Draw the page of the first agreement with its first reasons opened."""
    view.evaluate("document.querySelector('details.page details').open = true")
    view.evaluate("document.querySelector('details.page').scrollIntoView()")
    view.wait_for_timeout(300)
    view.screenshot(path=file)


def reader(view: Page, file: Path) -> None:
    """Draw a source with its highlights and cards."""
    view.evaluate(
        "const d = document.querySelectorAll('details.source')[1]; d.open = true; "
        "d.scrollIntoView()"
    )
    view.wait_for_timeout(200)
    view.screenshot(path=file)


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if a != "--page"]
    ready = Path(sys.argv[sys.argv.index("--page") + 1]) if "--page" in sys.argv else None
    where = [a for a in given if ready is None or a != str(ready)]
    main(Path(where[0]) if where else ROOT / "docs", ready)
