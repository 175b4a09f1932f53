"""The shape of a question: what form it has, what it asks for, and which words it puts it in.

A question is cut into words, what it names standing for one word each. The clause that asks is
found behind what leads it in; then its form (who, when, how many, yes or no, a command, a mere
noun), the noun that it asks for, its subject and its main verb. `signs` says all of this in
words that the table of intents is written in.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from servanda.asking.words import classes_at, group, lemmas

TOKEN = re.compile(r"(?<=[^\W\d]{3})[.](?=\s+[A-Z])|[^\W_][\w'’.&/-]*[^\W_]|[^\W_]|[,:;?!()–—-]")
QUOTED = re.compile(r"[\"“][^\"”]{3,}[\"”]")
WH = {
    "who": "who", "whom": "who", "whose": "whose", "when": "when", "where": "where", "why": "why",
    "how": "how", "which": "which", "what": "what", "wat": "what", "who's": "who",
    "what's": "what", "whats": "what", "when's": "when", "where's": "where", "how's": "how",
    "who've": "who", "who'd": "who",
}  # fmt: skip
ACTORS = ("person", "state", "polity", "org", "group")
TAKE = frozenset({"STANCE"})  # "Baku take on" is no stance of Baku's, "Baku's take on" is
HOW = {"many": "how_many", "much": "how_much", "long": "how_long", "often": "how_often",
       "frequently": "how_often"}  # fmt: skip


class Word(Struct, frozen=True):
    """A word of a question at `text[start:end]`, or a name in it: then `kind` says of what."""

    text: str
    start: int
    end: int
    kind: str = ""
    whose: bool = False


class Shape(Struct, frozen=True):
    """The shape of a question.

    `form` is who, whose, when, where, why, how, how_many, how_much, how_long, how_often, which,
    what, yesno, command or noun; `signs` are what the table of intents looks for, and what its
    weights know besides; `subject` is the span of the words before the main verb, (0, 0) where
    there are none; `focus` the noun asked for.
    """

    form: str
    signs: frozenset[str]
    subject: tuple[int, int] = (0, 0)
    focus: str = ""


def words_in(text: str, names: Sequence[tuple[int, int, str]]) -> list[Word]:
    """Return the words and marks of a text, each name as one word; `names` are (start, end, id)."""
    out: list[Word] = []
    i = 0
    quoted = [q.span() for q in QUOTED.finditer(text)]
    for m in TOKEN.finditer(text):
        if m.start() < i:
            continue
        if any(a < m.start() < b for a, b in quoted):
            out.append(Word(m.group(), m.start(), m.end(), "quote"))
            continue
        name = next((n for n in names if n[0] <= m.start() < n[1]), None)
        if name is None:
            out.append(Word(m.group(), m.start(), m.end()))
            continue
        start, end, id_ = name
        i = max(end, m.end())
        tail = text[start:i]
        whose = bool(re.search(r"['’]s?$", tail)) or text[i : i + 2] in ("'s", "’s")
        i += 2 if text[i : i + 2] in ("'s", "’s") else 0
        out.append(Word(tail, start, i, id_.partition(":")[0], whose))
    return out


def shape_of(text: str, names: Sequence[tuple[int, int, str]]) -> Shape:
    """Return the shape of a question whose lead ("please tell me") is already taken off."""
    words = words_in(text, names)
    at = _beginning(words)
    form, after = _form(words, at)
    signs = {f"form:{form}"} | _premise(words, at)
    if words and _low(words[0]) in group("commands"):
        signs |= {f"command:{c}" for c, part, _ in classes_at([_bare(words[0])], 0)
                  if part == "verbs"}  # fmt: skip
    classes = [set() if w.kind else classes_at([_bare(x) for x in words], n)
               for n, w in enumerate(words)]  # fmt: skip
    signs |= {f"has:{c}" for found in classes for c, _, _ in found}
    focus = _focus(words, form, after)
    for n in range(*focus):
        signs |= {f"focus:{c}" for c, part, _ in classes[n] if part != "verbs"}
    else_none = form in ("how_many", "how_much") and focus[1] <= focus[0]
    signs |= {"focus:none"} if else_none else set()
    if focus[1] > focus[0]:
        head = focus[1] - 1
        signs |= {f"head:{c}" for c, part, _ in classes[head] if part != "verbs"}
        signs |= {f"of:{w.kind}" for w in words[focus[0] - 1 : focus[1]] if w.kind and w.whose}
    for n, w in enumerate(words[:-1]):
        if w.whose or w.kind in ACTORS:
            doing = {c for c, part, _ in classes[n + 1] if part == "verbs"}
            noun = w.whose or (n + 2 < len(words) and _low(words[n + 2]) in group("pauses"))
            signs |= {
                f"whose:{c}"
                for c, part, _ in classes[n + 1]
                if part == "nouns" and (noun or c not in doing | TAKE)
            }
    start = max(after, focus[1])
    subject, verb = _clause(words, classes, form, start)
    if verb is not None:
        signs |= {f"verb:{c}" for c, part, _ in classes[verb] if part == "verbs"}
    signs |= {f"subject:{w.kind}" for w in words[slice(*subject)] if w.kind}
    signs |= _named(words)
    if any(_low(w) in ("can", "may", "must", "shall") for w in words[at : at + 4]):
        signs.add("has:MAY")
    if _stranded(words):
        signs.add("stranded")
    if any(_low(w) in ("will", "won't", "shall") for w in words[at : at + 4]):
        signs.add("has:WILL")
    if form == "yesno" and at < len(words):
        signs.add(f"aux:{_low(words[at])}")
    if any(_low(w) in ("not", "never", "n't", "no") or _low(w).endswith("n't") for w in words):
        signs.add("negated")
    first, last = subject
    span = (words[first].start, words[last - 1].end) if last > first else (0, 0)
    signs |= wordings(words)
    asked_noun = " ".join(w.text for w in words[slice(*focus)] if not w.kind)
    return Shape(form, frozenset(signs), span, asked_noun)


def wordings(words: Sequence[Word]) -> set[str]:
    """Return the words of a question as signs, each and in pairs, and those that it begins with.

    A name, a quotation or a word with a capital stands for its kind alone, a number for any.
    """
    told = [
        f"<{w.kind}>" if w.kind else "<number>" if w.text[0].isdigit()
        else _low(w) if n == 0 or not w.text[0].isupper() else "<name>"
        for n, w in enumerate(words)
    ]  # fmt: skip
    out = {f"word:{w}" for w in told} | {f"pair:{a} {b}" for a, b in pairwise(told)}
    return out | {f"begins:{' '.join(told[:n])}" for n in (1, 2)}


WORDINGS = ("word:", "pair:", "begins:")


def _premise(words: list[Word], at: int) -> set[str]:
    """Return the classes of a clause before the question: "now that A has left B, ..."."""
    if not at or _low(words[0]) not in group("premise"):
        return set()
    bare = [_bare(w) for w in words[:at]]
    return {f"premise:{c}" for n in range(at) for c, _, _ in classes_at(bare, n)}


def _stranded(words: list[Word]) -> bool:
    """Say whether a question ends in a preposition without its noun: "what did A pull out of?"."""
    lows = [_low(w) for w in words if _low(w) not in "?!."]
    for n in range(len(lows) - 1, 0, -1):
        if lows[n] in ("of", "from"):
            return lows[n + 1 : n + 2] in ([], ["since"], ["in"], ["so"], ["by"])
    return False


def _low(w: Word) -> str:
    return w.text.lower().replace("’", "'")


def _bare(w: Word) -> str:
    return "\0" if w.kind else w.text


def _named(words: list[Word]) -> set[str]:
    out = {f"named:{w.kind}" for w in words if w.kind}
    actors = [w for w in words if w.kind in ("state", "polity", "group", "org")]
    if actors or "named:person" in out:
        out.add("named:actor")
    if len({_low(w) for w in actors}) > 1:
        out.add("named:two")
    before = [_low(w) for w in words]
    for n, w in enumerate(words):
        ahead = before[n + 1 : n + 2]
        if w.kind == "person" and ahead in (["on"], ["re"], ["about"], ["regarding"]):
            out.add("on:actor")
        if w.kind in ACTORS and before[max(0, n - 1) : n] == ["from"]:
            out.add("from:actor")
        if n and w.kind in ("state", "person", "polity", "org", "group", "source"):
            back = [b for b in before[max(0, n - 3) : n] if b not in group("determiners")]
            if back[-1:] == ["by"]:
                out.add("by:actor")
        if w.kind == "instrument" and any(b in ("by", "under") for b in before[max(0, n - 2) : n]):
            out.add("by:instrument")
    return out


def _begins(words: list[Word], n: int) -> bool:
    """Say whether a clause that asks may begin at a word."""
    if n >= len(words) or words[n].kind:
        return False
    low = _low(words[n])
    if low in WH or low in group("aux") or (low in group("commands") and n == 0):
        return True
    return low in group("before") and n + 1 < len(words) and _low(words[n + 1]) in WH


def _beginning(words: list[Word]) -> int:
    """Return where the clause that asks begins: at the front, or behind a pause."""
    if _begins(words, 0):
        return 0
    for n in range(1, len(words)):
        if _low(words[n - 1]) in group("pauses") and _begins(words, n):
            return n
    if len(words) > 1:
        tail = [n for n, w in enumerate(words) if _low(w) not in "?!."]
        if tail and _low(words[tail[-1]]) in WH and not words[tail[-1]].kind:
            return tail[-1]  # "effective when?"
    for n in range(1, min(len(words), 9)):  # "armenia what did it say", "and so who signed it"
        if _low(words[n]) in WH and all(w.kind or _low(w) in group("leading") for w in words[:n]):
            return n
    return 0


def _form(words: list[Word], at: int) -> tuple[str, int]:
    """Return the form of the clause that begins at a word, and the first word behind it."""
    if at >= len(words):
        return "noun", at
    low = _low(words[at])
    if low in group("before") and at + 1 < len(words) and _low(words[at + 1]) in WH:
        at, low = at + 1, _low(words[at + 1])
    if low in WH and not words[at].kind:
        form, ahead = WH[low], _low(words[at + 1]) if at + 1 < len(words) else ""
        if form == "how" and ahead in HOW:
            return HOW[ahead], at + 2
        short = low in ("what's", "whats")
        if form in ("which", "what") and not short and ahead not in group("aux"):
            bare = not ahead or ahead in group("pauses") | group("pronouns") | {"?"}
            named = not bare and words[at + 1].kind and not words[at + 1].whose
            done = classes_at([_bare(w) for w in words], at + 1) if not bare else set()
            doing = any(p == "verbs" for _, p, _ in done) and not any(
                p == "nouns" for _, p, _ in done
            )
            named = named or doing or ahead.endswith("ed")
            free = named and form == "what"  # "what Russia took upon itself", "what caused it"
            return "what" if bare or free else "which", at + 1
        if short:
            return "what", at  # the verb is in the word
        return form, at + 1
    if low in group("aux"):
        return "yesno", at
    if low in group("commands") and not words[at].kind:
        for n in range(at + 1, min(len(words), at + 4)):  # "tell me who", "show us what"
            if _low(words[n]) in WH:
                return _form(words, n)
        return "command", at + 1
    return "noun", at


def _focus(words: list[Word], form: str, at: int) -> tuple[int, int]:
    """Return the words of the noun asked for: behind which, how many, "what is the", a command."""
    if form == "what":
        if at < len(words) and (_low(words[at]) in group("aux") or _low(words[at]) in WH):
            be = _low(words[at])
            if be in ("is", "was", "are", "were", "what's", "whats", "wasn't", "isn't"):
                return _phrase(words, at + 1)
        return at, at
    if form in ("which", "how_many", "how_much", "whose", "command", "noun"):
        return _phrase(words, at)
    return at, at


def _phrase(words: list[Word], at: int) -> tuple[int, int]:
    """Return the noun phrase that begins at a word: names, determiners and words up to a break."""
    while at < len(words) and (_low(words[at]) in group("determiners") | {"me", "us", "please"}
                               or (words[at].kind and words[at].whose)):  # fmt: skip
        at += 1
    end = at
    while end < len(words):
        w = words[end]
        low = _low(w)
        stop = group("aux") | group("prepositions") | group("pauses") | WH.keys()
        if low in stop or low in "?!.":
            break
        if w.kind and not w.whose and end > at:
            break
        end += 1
    return at, end


def _clause(
    words: list[Word], classes: list[set[tuple[str, str, int]]], form: str, at: int
) -> tuple[tuple[int, int], int | None]:
    """Return the subject's words and the place of the main verb behind them."""
    last = range(at, len(words))
    aux = next((n for n in last if _low(words[n]) in group("aux") and not words[n].kind), None)
    start = aux + 1 if aux is not None else at
    verbs = [
        n for n in range(start, len(words))
        if any(part == "verbs" for _, part, _ in classes[n]) and not _is_noun(words, n)
    ]  # fmt: skip
    need = start + 1 if aux is not None and form not in ("who",) else start
    verb = next((n for n in verbs if n >= need), verbs[0] if verbs else None)
    end = verb if verb is not None else start
    return (start, max(start, end)), verb


def _is_noun(words: list[Word], n: int) -> bool:
    """Say whether a word stands as a noun: behind a determiner, a possessive or a preposition."""
    if not n:
        return False
    before = words[n - 1]
    if before.kind:
        return before.whose
    low = _low(before)
    leads = (group("determiners") | group("prepositions")) - {"to", "that", "all", "both"}
    return low in leads and not _low(words[n]).endswith("ing")


__all__ = ["Shape", "Word", "lemmas", "shape_of", "words_in"]
