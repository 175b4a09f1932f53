"""Intake: a file, folder, page, PDF, Word file, JSON Lines or standard input becomes documents."""

from servanda.intake.options import Meta, Options
from servanda.intake.sources import find_sources, from_text, take_in

__all__ = ["Meta", "Options", "find_sources", "from_text", "take_in"]
