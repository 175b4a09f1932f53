"""Tellings: what each clause of a document tells of a deed - who, what, to whom, when, how meant.

Made from the predications that were kept when the document was read (`model.predications`) and
from its records, which say who is named and when. Clashes, outcomes of predictions and answers
compare tellings.
"""

from servanda.reasoning.tellings.match import same_deed, same_thing
from servanda.reasoning.tellings.telling import Telling, tellings_of
from servanda.reasoning.tellings.thing import Thing

__all__ = ["Telling", "Thing", "same_deed", "same_thing", "tellings_of"]
