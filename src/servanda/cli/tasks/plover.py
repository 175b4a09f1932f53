"""PLOVER's way with what has not happened: a promise, a threat, a refusal."""

from servanda.model.terms import Modality, Polarity

# What did not happen and is not meant to is no event of the sentence.
LEFT_OUT = frozenset({"questioned", "hypothetical", "denied"})
AHEAD = frozenset({"future", "intended"})
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


def told(family: str, polarity: Polarity, modality: Modality) -> str | None:
    """Return the class under which coders list a deed as it is told, None where they list none.

    "Will help" is an agreement to, "will attack" a threat, "will not help" and "failed to agree" a
    refusal; "did not attack" is nothing.
    """
    if modality in LEFT_OUT:
        return None
    if polarity == "negated":
        return "REJECT" if family in COOPERATIVE and modality != "demanded" else None
    if modality not in AHEAD or family in VERBAL:
        return family
    return "AGREE" if family in COOPERATIVE else "THREATEN"
