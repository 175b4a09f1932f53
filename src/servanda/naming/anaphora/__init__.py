"""Pronouns and definite phrases: which of what was said before they mean, never as sure."""

from servanda.naming.anaphora.settle import settle_anaphora

__all__ = ["settle_anaphora"]
