"""What the tests of the pages share: the usual dossier, built and drawn once."""

from pathlib import Path

import pytest

from servanda.dossier import Options, build
from servanda.dossier.html import render_html
from servanda.dossier.pages import Pages
from tests.dossier import cases


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
