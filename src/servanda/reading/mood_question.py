"""Questions: what is asked about, and what clauses of asking leave open."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def questioned(word: "Token") -> "Token | None":
    """Return the mark of a question in which the word is asked about, not taken for granted."""
    root = word.sent.root
    mark = next((t for t in reversed(list(word.sent)[-3:]) if t.text == "?"), None)
    if mark is None or not (word == root or (word.head == root and word.dep_ == "conj")
                            or _below_light(word, root)):  # fmt: skip
        return None
    opening = [t.lower_ for t in list(word.sent)[:6]]
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in root.children)
    if any(w in opening for w in ("why", "what")) and not modal:
        return None
    if "how" in opening and not modal:
        return None
    return mark


def _below_light(word: "Token", root: "Token") -> bool:
    if word.dep_ == "acl" and word.head.dep_ == "nsubj" and word.head.head == root:
        return bool(root.lemma_ == "be" and root.i < word.head.i)  # "was the ship sunk?"
    below = word.dep_ in ("xcomp", "acomp", "attr", "dobj")
    if word.dep_ == "ccomp" and word.head == root:  # "is it true that they left?"
        return any(c.dep_ == "acomp" for c in root.children)
    adjective = word.head.dep_ == "acomp" and word.head.head == root  # "is it about to leave?"
    return below and (word.head == root or adjective)


def asks_who(clause: "Token") -> bool:
    """Say whether a clause asks for the doer, not for the deed: "who had fired"."""
    return any(c.lower_ in ("who", "which", "whose") for c in clause.children if c.i < clause.i)


def nor_confirmed(deny: "Token") -> bool:
    """Say whether "deny" stands beside "confirm": "would neither confirm nor deny that"."""
    beside = (deny.head, *deny.children) if deny.dep_ == "conj" else deny.children
    return any(t.lemma_ == "confirm" for t in beside)
