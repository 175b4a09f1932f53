"""The built page script agrees with its sources in `web/`."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
BUILT = ROOT / "src" / "servanda" / "dossier" / "assets" / "page.js"

pytestmark = pytest.mark.skipif(not WEB.is_dir(), reason="the sources of the script are not here")


def test_the_built_file_names_the_digest_of_its_sources():
    digest = hashlib.sha256()
    names = ["package-lock.json", *sorted(f"src/{p.name}" for p in (WEB / "src").iterdir())]
    for name in names:
        digest.update(f"{name}\n".encode() + (WEB / name).read_bytes())
    said = BUILT.read_text(encoding="utf-8").split(maxsplit=3)[2]
    assert said == digest.hexdigest(), "build the script again: make web"


@pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="node or the script's dependencies are not installed",
)
def test_building_again_gives_the_same_bytes():
    done = subprocess.run(["node", "build.mjs", "--check"], cwd=WEB, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_script_asks_the_network_for_nothing():
    text = BUILT.read_text(encoding="utf-8")
    for word in ("fetch(", "XMLHttpRequest", "import(", "WebSocket", "eval(", "new Function"):
        assert word not in text
