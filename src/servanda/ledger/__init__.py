"""The ledger: one SQLite file, append-only, that any past state can be read back from."""

from servanda.ledger.ledger import Added, Failure, Ledger, Passage, now

__all__ = ["Added", "Failure", "Ledger", "Passage", "now"]
