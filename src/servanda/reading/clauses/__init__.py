"""Commitments in the clauses of an agreement: who shall, may, must not do what, when, unless."""

from servanda.reading.clauses.read import clause_commitments

__all__ = ["clause_commitments"]
