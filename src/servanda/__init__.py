"""Servanda keeps the record of who committed to what, to whom, and whether it still holds.

from servanda import Ledger
with Ledger("my.ledger") as ledger:
    print(ledger.ask("Is New START still in force?"))
"""

from typing import TYPE_CHECKING, Any

from servanda.version import VERSION

if TYPE_CHECKING:
    from servanda.asking.kept import Ledger

__version__ = VERSION
__all__ = ["Ledger", "__version__"]


def __getattr__(name: str) -> Any:
    """Return `Ledger`, loaded at its first use so that `import servanda` stays quick."""
    if name == "Ledger":
        from servanda.asking.kept import Ledger

        return Ledger
    raise AttributeError(f"module 'servanda' has no attribute {name!r}")
