"""servanda serve: the workbench in the browser, on this machine only."""

import getpass
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from servanda.cli.common import ledger_option, open_ledger
from servanda.model.errors import ForeignLedger, NotAvailable

TOKEN_BYTES = 24


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True,
              help="The port to listen at.")  # fmt: skip
@click.option("--host", default="127.0.0.1", hidden=True)
@click.option("--who", envvar="SERVANDA_WHO", default=lambda: getpass.getuser(),
              help="Under which name decisions are kept.")  # fmt: skip
@ledger_option
def command(port: int, host: str, who: str, ledger_path: Path) -> None:
    """Browse and review the ledger in a web page on this machine.

    Open the address that is printed: it holds a token that is new at every start. Nobody else on
    the network can reach the page. Stop with Ctrl-C.
    """
    from servanda.workbench import HOSTS, Options, app

    if host not in HOSTS:
        raise NotAvailable(
            "the workbench answers on this machine only", place=host,
            remedy="leave --host out; to show others, write a dossier: servanda dossier -o FILE",
        )  # fmt: skip
    with open_ledger(ledger_path, create=True, write=True) as ledger:
        if faults := ledger.check(quick=True):
            raise ForeignLedger(f"damaged ({faults[0]})", place=str(ledger_path),
                                remedy="restore a copy")  # fmt: skip
    token = secrets.token_urlsafe(TOKEN_BYTES)
    options = Options(ledger=ledger_path.resolve(), token=token, port=port, who=who)
    _listen(app(options), port, f"http://127.0.0.1:{port}/?token={token}")


def _listen(application: Callable[..., Any], port: int, address: str) -> None:
    """Listen until stopped; the address is printed once the port is ours."""
    import socket

    import uvicorn

    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1", port))
        sock.listen(128)  # from here on a browser that is quicker than we are waits in line
    except OSError as e:
        raise NotAvailable(
            f"cannot listen there ({e.strerror})", place=f"port {port}",
            remedy="another program uses it: try --port " + str(port + 1),
        ) from e  # fmt: skip
    click.echo(f"Open {address}")
    click.echo("Stop with Ctrl-C.", err=True)
    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False,
        proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[sock])
