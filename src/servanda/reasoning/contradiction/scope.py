"""How far a word that turns reaches: which words of a statement it sets in another light."""

import re
from collections.abc import Sequence

from servanda.reasoning.contradiction.tables import Hit

NEGATORS = frozenset({
    "not", "no", "never", "neither", "nor", "nobody", "nothing", "none", "without", "cannot",
    "hardly", "don't", "doesn't", "didn't", "won't", "wouldn't", "shouldn't", "can't", "couldn't",
    "isn't", "aren't", "wasn't", "weren't", "mustn't", "needn't", "haven't", "hasn't", "nowhere",
})  # fmt: skip
DETERMINERS = frozenset({"no", "without", "neither", "nor", "nobody", "nothing", "none"})
STOPS = frozenset(".,;:!?()–—")
BREAKS = frozenset({"but", "while", "because", "although", "though", "whereas", "if", "unless"})
MODALS = frozenset(
    {"should", "must", "will", "can", "could", "would", "may", "has", "have", "is", "are", "need"}
)
BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "remain", "remains", "get"})
# Words after which "to" goes on with the same deed; any other "to" begins a purpose.
ON_WITH = re.compile(
    r"(oppos|object|want|need|have|has|had|aim|continu|able|allow|right|plan|seek|like|obli|requir|possible|"
    r"forced|free|tr(y|ies)|access|due|go|intend|is$|are$|be$|ought|used|eas(y|ier)|refus|commit|"
    r"option|duty|permit|up$|close|belong|relat|respond|lead|respons|end|contribut|appl|according|"
    r"money|given|aid|sanctions|support|fees|attack|threat|danger|harm|attempt|decision|propos|"
    r"irresponsible|unethical|wrong|unfair|unacceptable|necessary|important|essential|prohibited)"
)


def clauses(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches of words that no turning word reaches out of."""
    cuts = [0]
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        joined = word in ("and", "or") and (after in MODALS or after in NEGATORS)
        if word in STOPS or word in BREAKS or joined:
            cuts.append(i + 1)
        elif word == "to" and i > 2 and not ON_WITH.match(words[i - 1]):
            cuts.append(i)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a]


def signs(words: Sequence[str], turns: Sequence[Hit]) -> list[int]:
    """Return for each word +1 where it is named with favour and -1 where against."""
    out = [1] * len(words)
    spans = clauses(words)
    spent = {i for h in turns if h.end - h.start > 1 for i in range(h.start, h.end)}
    for hit in turns:
        span = next(((a, b) for a, b in spans if a <= hit.start < b), (0, len(words)))
        nots = [
            i for i in range(max(span[0], hit.start - 4), hit.start)
            if words[i] in NEGATORS and i not in spent
            and (words[i] not in DETERMINERS or i == hit.start - 1)
        ]  # fmt: skip
        against = hit.row.told[1] == "-" and hit.row.told[0] != "must"
        if nots and hit.row.told[0] != "must":
            spent.update(i for i in nots if words[i] != "without")
            against = (hit.row.told[1] == "-") != (len(nots) % 2 == 1)
        if against:
            for i in reach(words, span, hit):
                out[i] = -out[i]
    for i, word in enumerate(words):
        if word in NEGATORS and i not in spent:
            span = next((a, b) for a, b in spans if a <= i < b)
            for j in _denied(words, span, i):
                out[j] = -out[j]
    return out


def reach(words: Sequence[str], span: tuple[int, int], hit: Hit) -> range:
    """Return the words that a turning word is about: its subject if passive, else what follows."""
    before, after = range(span[0], hit.start), range(hit.end, span[1])
    if words[hit.start] in ("against", "opposed"):
        return after
    if any(w in BE for w in words[max(span[0], hit.start - 5) : hit.start]):
        return after if "it" in words[span[0] : hit.start] and after else before
    if hit.row.told[0] == "good":
        return before
    content = [i for i in after if len(words[i]) > 3]
    if not content:
        return before
    return after


def _denied(words: Sequence[str], span: tuple[int, int], place: int) -> range:
    """Return the words that a negation denies where it turns no turning word."""
    if words[place] == "without":
        return range(place + 1, min(place + 4, span[1]))
    if words[place] in DETERMINERS:
        return range(place + 1, span[1])
    nexts = words[place + 1 : place + 3]
    if any(w in BE for w in nexts):  # "should not be taught": what it is said of
        return range(span[0], span[1])
    return range(place + 1, span[1])
