"""servanda serve: on this machine only, a new token at every start, clear refusals."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.serve import command
from servanda.ledger import Ledger
from servanda.model.errors import NotAvailable


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def test_serve_prints_an_address_that_opens(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "new.ledger"
    started = subprocess.Popen(
        [sys.executable, "-m", "servanda", "serve", "--port", str(port), "--ledger", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    try:
        assert started.stdout is not None
        line = started.stdout.readline()
        found = re.fullmatch(rf"Open (http://127\.0\.0\.1:{port}/\?token=[\w-]{{20,}})\n", line)
        assert found, line or started.communicate()
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        with urllib.request.build_opener(jar).open(found.group(1), timeout=30) as answer:
            assert "no document in this ledger yet" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30)
    finally:
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=20)
    with Ledger(path) as ledger:
        assert ledger.check() == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_other_hosts_are_refused(tmp_path: Path, host: str) -> None:
    result = CliRunner().invoke(
        command, ["--host", host, "--ledger", str(tmp_path / "l")], standalone_mode=False
    )
    assert isinstance(result.exception, NotAvailable)
    assert "this machine only" in str(result.exception)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(
            command, ["--port", str(port), "--ledger", str(tmp_path / "l")], standalone_mode=False
        )
    assert isinstance(result.exception, NotAvailable)
    assert "--port" in result.exception.remedy
