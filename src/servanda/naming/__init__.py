"""Naming: references get identities, each with method, confidence and alternatives.

`resolve(document, records)` returns the records with every reference settled as far as rules can
tell; what cannot be told keeps its words and no id.
"""

from servanda.naming.resolve import resolve

__all__ = ["resolve"]
