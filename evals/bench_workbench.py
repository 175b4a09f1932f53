"""What the workbench's pages cost on a large ledger: CPU milliseconds, cold and warm.

usage: python -m evals.bench_workbench [DOCUMENTS [LEDGER [PAGE...]]]
A ledger of DOCUMENTS (1000) made-up documents with a hundred records each is written, unless LEDGER
names one that is there; with PAGEs only these are asked for. Measured is the CPU time of the
process, threads included, by page, each in a process of its own: the first request after the server
started, the first after somebody decided on a record, the first after a document came in, and the
best of three more. A page is asked for when the server has got ready. Where a page says that it is
being worked out, all of that work counts; where it shows what is there and fills in the rest, that
rest stands behind a plus sign, also what of it was done by the time that the page was there. The
start of the server stands apart, and what it gets ready beside.
"""

import random
import re
import sys
import tempfile
import threading
import time
import warnings
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from evals.large_ledger import documents, fill
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.workbench import Options, app

TOKEN = "bench"
PATIENCE = 120.0  # seconds after which a page is given up
ROUNDS = 5  # times that a page is asked for until all of it is there
REST = 0.02  # seconds of work beside that are worth telling
PAGES = (
    "/", "/documents", "/records", "/review", "/entities", "/entity?id=state:UKR",
    "/search?query=troops", "/search?query=border+crossing&genre=news&publisher=Publisher+7",
    "/entities?query=rus", "/failures", "/add", "/clashes",
    "/status", "/status?page=3", "/duties", "/duties?page=9", "/duties?query=prisoners",
    "/timeline", "/timeline?page=40", "/changes", "/changes?since=2010-01-01&until=2012-01-01",
    "/network", "/network?query=Ukraine", "/positions", "/positions?query=sanctions",
    "/predictions", "/questions", "/questions?query=troops", "/ask?query=Who+withdrew+troops%3F",
)  # fmt: skip


class Server:
    """One start of the workbench on a ledger, and a client that has come in."""

    def __init__(self, path: Path) -> None:
        begun = time.process_time()
        made = app(Options(path, TOKEN, today=lambda: date(2024, 6, 1)))
        self.client = TestClient(made, base_url="http://127.0.0.1:8765")
        self.client.__enter__()
        self.start = time.process_time() - begun
        self.client.get("/add", params={"token": TOKEN})
        self.beside = self.settled("/add")  # what is got ready while nobody has asked yet

    def cpu(self, path: str) -> tuple[float, str]:
        """Return the CPU seconds until a page is there, and the page; nan where it never is."""
        begun, wall = time.process_time(), time.monotonic()
        before = sum(map(_of_thread, _beside()))
        while True:
            answer = self.client.get(path)
            if answer.status_code != 202:
                said = answer.text if answer.status_code == 200 else str(answer.status_code)
                rest = sum(map(_of_thread, _beside())) - before  # goes on: none of the page's
                return time.process_time() - begun - rest, said
            if time.monotonic() - wall > PATIENCE:
                return float("nan"), ""
            time.sleep(0.05)

    def settled(self, path: str) -> float:
        """Return the CPU seconds until nothing of a page is being worked out beside any more."""
        begun, wall = time.process_time(), time.monotonic()
        for _ in range(ROUNDS):
            beside = _beside()
            for thread in beside:
                thread.join(max(0.0, wall + PATIENCE - time.monotonic()))
            if not beside:
                break
            self.client.get(path)  # what failed to be there is asked for again
        return time.process_time() - begun

    def both(self, path: str) -> tuple[float, float]:
        """Return the CPU seconds until a page is there, and until all of it is."""
        begun = time.process_time()
        first = self.cpu(path)[0]
        self.settled(path)
        return first, time.process_time() - begun - first

    def close(self) -> None:
        """Stop the server."""
        self.client.__exit__(None, None, None)


def _beside() -> list[threading.Thread]:
    """Return the threads in which something is being worked out beside."""
    return [t for t in threading.enumerate() if t.name.endswith("(_run)")]


def _of_thread(thread: threading.Thread) -> float:
    """Return the CPU seconds of a thread; none where it has ended in the meantime."""
    try:
        return time.clock_gettime(time.pthread_getcpuclockid(thread.ident or 0))
    except OSError:
        return 0.0


def items(server: Server) -> list[str]:
    """Return addresses of agreements named often and seldom, of documents and of a record."""
    server.both("/status")
    status = server.cpu("/status")[1]  # by now all of it is there
    named = list(dict.fromkeys(re.findall(r"/instrument/(instrument:[^\"?#&]+)", status)))
    found = server.client.get("/documents.json").json()["documents"]
    record = server.client.get("/records.json").json()["records"][0]["id"]
    return [
        *(f"/instrument/{n}" for n in (named[:1] + named[-1:])), f"/document/{found[0]['id']}",
        f"/check/{found[0]['id']}", f"/record/{record}",
    ]  # fmt: skip


def judge(path: Path, n: int) -> None:
    """Decide on one record of a kind that matters to many pages."""
    with Ledger(path) as ledger:
        kind = ("act", "commitment", "event", "position")[n % 4]
        ids = [r for (r,) in ledger.db.execute("SELECT id FROM record WHERE kind=?", (kind,))]
        ledger.judge(random.Random(n).choice(ids), "reject" if n % 2 else "accept", who="bench")


def add(path: Path) -> None:
    """Add one more document, that the ledger does not hold yet."""
    with Ledger(path) as ledger:
        (count,) = ledger.db.execute("SELECT count(*) FROM document").fetchone()
        document, found = next(documents(1, seed=1000 + count))
        ledger.add(document, found, extractor="made-up@1")


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "large.ledger"
        if not path.exists():
            print(f"{fill(path, count)} records", flush=True)
        server = Server(path)
        pages = sys.argv[3:] or [*PAGES, *items(server)]
        server.close()
        print(f"start of the server: {server.start:.1f} s, and {server.beside:.1f} s beside\n")
        print("| page | after start | after a decision | after a document | warm | kB |")
        print("|---|---|---|---|---|---|", flush=True)
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            for row in pool.imap(_row, [(path, n, page) for n, page in enumerate(pages)], 1):
                print(row, flush=True)


def _row(of: tuple[Path, int, str]) -> str:
    """Return the row of a page; work that is left over ends with the process."""
    warnings.simplefilter("ignore")
    path, n, page = of
    server = Server(path)
    first = server.both(page)
    judge(path, n)
    decided = server.both(page)
    add(path)
    added = server.both(page)
    warm, said = min(server.cpu(page) for _ in range(3))
    cells = " | ".join(map(_cell, (first, decided, added, (warm, 0.0))))
    return f"| {page[:60]} | {cells} | {len(said) // 1000} |"


def _cell(spent: tuple[float, float]) -> str:
    """Return milliseconds of a page, and of what fills it in where that is anything."""
    shown, rest = spent
    return f"{1000 * shown:.0f}" + (f" + {1000 * rest:.0f}" if rest > REST else "")


if __name__ == "__main__":
    main()
