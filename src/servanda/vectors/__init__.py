"""Vectors: how near two wordings are in meaning, by a small model of sentences, where installed.

The extra `vectors` brings all-MiniLM-L6-v2 (Apache-2.0) as int8 weights. It ranks passages, and
says which line of an agreement a clause is worded like; that a clause differs never rests on it
alone.
"""

from servanda.vectors.model import installed, verify
from servanda.vectors.near import nearness

__all__ = ["installed", "nearness", "verify"]
