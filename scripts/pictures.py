"""Draw the pictures of the documentation: a dossier of the examples, seen in a real browser.

Run with the project's Python: `python scripts/pictures.py [FOLDER]`; needs chromium.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from servanda.dossier import render
from servanda.engine import documents_of, evidence_of, read_many
from servanda.engine.pipeline import Read
from servanda.intake import Options, find_sources
from servanda.reasoning.case import Case

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2023, 10, 20)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(folder: Path) -> None:
    """Write `dossier.png`: the cover of the examples' dossier, 1280 by 1000."""
    sources = find_sources([str(ROOT / "examples")])
    reads = [r for r in read_many(documents_of(sources, Options())) if isinstance(r, Read)]
    page = render(Case(evidence_of(reads), DAY))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        file = Path(place) / "dossier.html"
        file.write_text(page, encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        view = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
        view.goto(file.as_uri())
        view.screenshot(path=folder / "dossier.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
