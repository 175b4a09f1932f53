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
WISHES = frozenset({"we", "i", "our", "should", "must", "need", "needs", "to", "shall"})
# Verbs that give what follows "that" as the speaker's view: "we believe that tolls ...".
VIEWS = frozenset({"believe", "think", "argue", "maintain", "say", "find", "consider", "know",
                   "convinced", "hold", "feel", "note", "recall", "agree", "certain"})  # fmt: skip
LONGEST = 80  # words that a clause can have
PRONOUNS = frozenset({"it", "they", "this", "these"})
# Words after which a word that may be a verb is a noun: "the cost", "more support".
NOUNS_BEFORE = frozenset(
    {"the", "a", "an", "more", "less", "no", "any", "of", "for", "and", "state", "financial",
     "their", "its", "in", "on", "with", "by", "public", "speed", "general", "age", "time"}
)  # fmt: skip
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
        given = word == "that" and i > 0 and words[i - 1] in VIEWS and not NEGATORS & set(words[:i])
        joined = word in ("and", "or") and (after in MODALS or after in NEGATORS)
        if word in STOPS or word in BREAKS or given or joined or i - cuts[-1] > LONGEST:
            cuts.append(i + 1)
        elif word == "to" and i > 2 and not ON_WITH.match(words[i - 1]):
            cuts.append(i)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a]


def signs(words: Sequence[str], turns: Sequence[Hit]) -> list[int]:
    """Return for each word +1 where it is named with favour and -1 where against."""
    out = [1] * len(words)
    spans = clauses(words)
    owner = [n for n, (a, b) in enumerate(spans) for _ in range(b - a)]
    spent = {i for h in turns if h.end - h.start > 1 for i in range(h.start, h.end)}
    done: set[int] = set()
    for hit in sorted(turns, key=lambda h: h.row.told[0] != "effect"):
        at = owner[hit.start]
        way, side = hit.row.told
        if hit.start in done or way in ("must", "ill"):
            continue
        if way == "effect":
            told = _effect(words, spans[at], hit, turns)
            if told is None:
                continue
        else:
            nots = _nots(words, spans[at], hit, spent)
            spent.update(i for i in nots if words[i] != "without")
            against = (side == "-") != (len(nots) % 2 == 1)
            told = reach(words, spans, at, hit) if against else range(0)
        done.add(hit.start)
        for i in told:
            out[i] = -out[i]
    for i, word in enumerate(words):
        if word in NEGATORS and i not in spent:
            for j in _denied(words, spans[owner[i]], i):
                out[j] = -out[j]
    return out


def _nots(words: Sequence[str], span: tuple[int, int], hit: Hit, spent: set[int]) -> list[int]:
    """Return the negations that stand before a turning word and turn it."""
    return [
        i for i in range(max(span[0], hit.start - 4), hit.start)
        if words[i] in NEGATORS and i not in spent
        and (words[i] not in DETERMINERS or i == hit.start - 1)
    ]  # fmt: skip


def _effect(
    words: Sequence[str], span: tuple[int, int], hit: Hit, turns: Sequence[Hit]
) -> range | None:  # fmt: skip
    """Return what a statement of an effect is against: what has it; None where it tells none.

    "Bans prevent harm" speaks for bans, "tolls lead to congestion" against tolls. Who says what
    ought to be, or what "we" do, states no effect.
    """
    before = words[span[0] : hit.start]
    if not before or WISHES & set(before) or words[hit.start - 1] in NOUNS_BEFORE:
        return None
    ill = sum(h.row.told[0] == "ill" and hit.end <= h.start < span[1] for h in turns)
    nots = sum(w in NEGATORS for w in before)
    good = (hit.row.told[1] == "+") != (ill > 0)
    good = good != (nots % 2 == 1)
    return range(0) if good else range(span[0], hit.start)


def reach(
    words: Sequence[str], spans: Sequence[tuple[int, int]], at: int, hit: Hit
) -> range:  # fmt: skip
    """Return the words that a turning word is about: its subject if passive, else what follows.

    A subject that is a pronoun alone stands for the clause before.
    """
    span = spans[at]
    before, after = range(span[0], hit.start), range(hit.end, span[1])
    if words[hit.start] in ("against", "opposed"):
        return after
    if any(w in BE for w in words[max(span[0], hit.start - 5) : hit.start]):
        if "it" in words[span[0] : hit.start] and after and at == 0:
            return after
        if at and words[span[0]] in PRONOUNS:
            return range(*spans[at - 1])
        return before
    if hit.row.told[0] == "good":
        return before
    content = [i for i in after if len(words[i]) > 3]
    return after if content else before


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
