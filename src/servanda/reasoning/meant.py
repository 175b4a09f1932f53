"""Whether a reference surely names what it was resolved to, or only points back to it."""

from servanda.model import Ref

PRONOUNS = ("it", "its", "this", "that", "they", "them", "their", "both", "which")
POINTING = ("back", "ahead", "salience", "it", "anaphor", "locator", "apposition")
SURE = 0.6


def surely_meant(ref: Ref) -> bool:
    """Say whether a reference names its instrument, and does not only point back to it."""
    pointing = ref.method in POINTING or ref.surface.lower() in PRONOUNS
    return not pointing or ref.confidence >= SURE
