"""Names in running text: states, bodies, persons, titles, groups, contested places."""

from servanda.reading.names.find import find_names
from servanda.reading.names.named import Named

__all__ = ["Named", "find_names"]
