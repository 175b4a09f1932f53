"""The ledger: one SQLite file, append-only, that any past state can be read back from."""

from servanda.ledger.index import Facets, Filter, Index
from servanda.ledger.ledger import Added, Failure, Ledger, Passage, now

__all__ = ["Added", "Facets", "Failure", "Filter", "Index", "Ledger", "Passage", "now"]
