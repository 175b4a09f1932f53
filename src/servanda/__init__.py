"""Servanda keeps the record of who committed to what, to whom, and whether it still holds."""

from servanda.version import VERSION

__version__ = VERSION
__all__ = ["__version__"]
