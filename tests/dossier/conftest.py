"""What the tests of the pages share: one browser, and the usual dossier built and drawn once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.dossier import Options, build
from servanda.dossier.html import render_html
from servanda.dossier.pages import Pages
from tests.dossier import cases

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Debian's chromium once; what needs it is skipped where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    os.environ.setdefault("NODE_OPTIONS", "--no-deprecation")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def usual() -> Pages:
    """Build the dossier of the two small texts, shown whole."""
    return build(cases.case(), Options(with_texts=True))


@pytest.fixture(scope="session")
def usual_file(usual: Pages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the usual dossier to a file."""
    file = tmp_path_factory.mktemp("usual") / "usual.html"
    file.write_text(render_html(usual), encoding="utf-8")
    return file
