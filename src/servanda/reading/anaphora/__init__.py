"""Reader of what points back: pronouns, definite phrases, with what each may point to."""

from servanda.reading.anaphora.read import read

__all__ = ["read"]
