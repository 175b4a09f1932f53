"""What a workbench is given when it starts; nothing else is configured."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from servanda.ledger import now

MEGABYTE = 1_000_000
HOSTS = ("127.0.0.1", "localhost")
PAGE = 50


class Options(Struct, frozen=True):
    """The ledger file, the port, the token that opens the door, and limits.

    `who` is the name under which decisions are kept until the person gives another. `today` and
    `clock` are the clocks. `max_bytes` bounds what may be uploaded.
    """

    ledger: Path
    token: str
    port: int = 8765
    who: str = "reviewer"
    max_bytes: int = 20 * MEGABYTE
    today: Callable[[], date] = date.today
    clock: Callable[[], str] = now

    @property
    def hosts(self) -> frozenset[str]:
        """Return the values of the Host header that are answered."""
        return frozenset(f"{h}:{self.port}" for h in HOSTS)

    @property
    def cookie(self) -> str:
        """Return the cookie's name; cookies know no port, so the name does."""
        return f"servanda_{self.port}"
