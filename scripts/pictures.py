"""Draw the pictures of the documentation: a dossier of the examples and the workbench over them.

Run with the project's Python: `python scripts/pictures.py [FOLDER]`; needs chromium. Pictures are
WebP, made by the browser itself; with `--png` they are larger PNG, for a closer look.
"""

import base64
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from servanda.dossier import render
from servanda.engine import add_many
from servanda.intake import Options
from servanda.ledger import Ledger
from servanda.reasoning.case import Case
from servanda.workbench import Options as Desk
from servanda.workbench import app

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2023, 10, 20)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TOKEN = "for-the-pictures"
QUALITY = 0.55
WIDE, SMALL = (1280, 900), (390, 844)
VIEWS = ("answer", "status", "duties", "clashes", "timeline", "changes", "actors", "positions",
         "predictions", "questions", "review", "sources", "cite")  # fmt: skip
DARK = ("timeline", "status")
# The pages of the workbench, by what the picture is called.
PAGES = {
    "overview": "/", "review": "/review?sort=confidence", "documents": "/documents",
    "records": "/records?kind=act", "entities": "/entities", "status": "/status",
    "duties": "/duties", "clashes": "/clashes", "timeline": "/timeline", "changes": "/changes",
    "network": "/network", "positions": "/positions", "predictions": "/predictions",
    "questions": "/questions", "search": "/search?query=ceasefire",
    "ask": "/ask?query=Does+the+November+10+statement+still+hold%3F", "add": "/add",
    "instrument": "/instrument/instrument:trilateral-statement-2020",
}  # fmt: skip
# Pages of one thing, by the list on which the first such link stands.
FOUND = {"document": "/documents", "record": "/records?kind=commitment"}
NARROW = ("overview", "review", "status", "duties", "timeline", "record", "document")
TO_WEBP = """([data, quality]) => new Promise((done) => { const image = new Image();
  image.onload = () => { const canvas = document.createElement('canvas');
    canvas.width = image.width; canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    done(canvas.toDataURL('image/webp', quality).split(',')[1]); };
  image.src = 'data:image/png;base64,' + data; })"""


class Camera:
    """Takes pictures of pages and keeps them, as WebP unless PNG is wanted."""

    def __init__(self, browser: Browser, png: bool) -> None:
        self.browser = browser
        self.png = png
        self.darkroom = browser.new_page()

    def opened(self, address: str, size: tuple[int, int], scheme: str = "light") -> Page:
        """Return a page in a window of some size (pixels)."""
        view = self.browser.new_page(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
        )
        view.goto(address)
        return view

    def take(self, view: Page, file: Path) -> None:
        """Keep what the window shows; `file` has no ending yet."""
        file.parent.mkdir(parents=True, exist_ok=True)
        view.wait_for_timeout(250)
        shot = view.screenshot()
        if not self.png:
            said = [base64.b64encode(shot).decode(), QUALITY]
            shot = base64.b64decode(self.darkroom.evaluate(TO_WEBP, said))
        file.with_suffix(".png" if self.png else ".webp").write_bytes(shot)


def main(folder: Path, png: bool = False) -> None:
    """Write the pictures of both faces: each view wide and narrow, two of them dark."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        path = Path(place) / "examples.ledger"
        with Ledger(path) as ledger:
            add_many(ledger, [str(ROOT / "examples")], Options())
            evidence = ledger.evidence()
        page = Path(place) / "dossier.html"
        page.write_text(render(Case(evidence, DAY)), encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        camera = Camera(browser, png)
        dossier(camera, page.as_uri(), folder)
        with served(path) as address:
            workbench(camera, address, folder / "workbench")
        browser.close()


def dossier(camera: Camera, address: str, folder: Path) -> None:
    """Take the pictures of a dossier; the one of the README stands beside the folder."""
    view = camera.opened(address, WIDE)
    camera.take(view, folder / "dossier")
    narrow = camera.opened(address, SMALL)
    for name in VIEWS:
        camera.take(turned(view, name), folder / "dossier" / name)
        camera.take(turned(narrow, name), folder / "dossier" / f"{name}-390")
    for number, window in (("", view), ("-390", narrow)):
        camera.take(unfolded(window, "details.page", 0), folder / "dossier" / f"agreement{number}")
        camera.take(unfolded(window, "details.source", 3), folder / "dossier" / f"reader{number}")
    dark = camera.opened(address, WIDE, "dark")
    for name in DARK:
        camera.take(turned(dark, name), folder / "dossier" / f"{name}-dark")


def turned(view: Page, name: str) -> Page:
    """Return the page turned to a view; twice, as charts above it are drawn on the way."""
    for _ in range(3):
        view.evaluate("name => document.getElementById(name).scrollIntoView()", name)
        view.wait_for_timeout(150)
    return view


def unfolded(view: Page, part: str, number: int) -> Page:
    """Return the page with one of its folded parts opened, and the first reason within it."""
    for _ in range(2):
        view.evaluate(
            "([part, n]) => { const d = document.querySelectorAll(part)[n]; d.open = true;"
            "  const inner = d.querySelector('details'); if (inner) inner.open = true;"
            "  d.scrollIntoView(); }", [part, number],
        )  # fmt: skip
        view.wait_for_timeout(200)
    return view


def workbench(camera: Camera, address: str, folder: Path) -> None:
    """Take the pictures of the workbench, page by page."""
    view = camera.opened(f"{address}/?token={TOKEN}", WIDE)
    pages = dict(PAGES)
    for name, where in FOUND.items():
        view.goto(address + where)
        found = view.locator(f"main a[href^='/{name}/']").first.get_attribute("href")
        pages[name] = str(found)
    pages["check"] = pages["document"].replace("/document/", "/check/")
    for name, path in pages.items():
        view.goto(f"{address}{path}")
        camera.take(view, folder / name)
    view.emulate_media(color_scheme="dark")
    for name in ("review", "instrument"):
        view.goto(f"{address}{pages[name]}")
        camera.take(view, folder / f"{name}-dark")
    view.emulate_media(color_scheme="light")
    view.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    for name in NARROW:
        view.goto(f"{address}{pages[name]}")
        camera.take(view, folder / f"{name}-390")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a ledger at a free port of this machine while the pictures are taken."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    port = sock.getsockname()[1]
    desk = Desk(ledger=path, token=TOKEN, port=port, who="Reviewer", today=lambda: DAY)
    server = uvicorn.Server(uvicorn.Config(app(desk), log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if a != "--png"]
    main(Path(given[0]) if given else ROOT / "docs", "--png" in sys.argv)
