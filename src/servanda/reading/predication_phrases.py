"""The noun phrases of a sentence as arguments: their extent, name, determiner, amount, group."""

from dataclasses import dataclass, field

from servanda.model.predications import Argument, Role
from servanda.reading.words import Words

CUT = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "preconj", "advcl", "ccomp",
                 "mark", "parataxis", "dep", "neg", "intj", "xcomp"})  # fmt: skip
RELATIVE = frozenset({"who", "whom", "which", "that"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
DETERMINERS = {"an": "a", "each": "every", "neither": "no", "these": "this", "those": "that"}
KNOWN = frozenset({"a", "the", "no", "every", "all", "any", "some", "this", "that", "both", "most"})
ALONE = {"nobody": "no", "none": "no", "nothing": "no", "neither": "no", "everyone": "every",
         "everybody": "every", "all": "all", "any": "any", "anyone": "any", "both": "both",
         "each": "every"}  # fmt: skip
AMOUNTS = frozenset({"nummod", "quantmod", "compound", "advmod", "amod", "npadvmod"})
ENDS = frozenset({"end", "deadline", "date", "spring", "summer", "autumn", "winter", "noon",
                  "midnight", "dawn", "today", "tomorrow", "decade", "century", "now", "monday",
                  "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})  # fmt: skip
AMOUNT_NOUNS = frozenset({"cent", "percent", "%", "majority", "half", "third", "quarter", "most",
                          "many", "dozens", "hundreds", "thousands", "millions", "several", "few",
                          "two-thirds", "number", "lot"})  # fmt: skip
MONTHS = frozenset({"january", "february", "march", "april", "may", "june", "july", "august",
                    "september", "october", "november", "december"})  # fmt: skip
TIMES = frozenset({"day", "week", "month", "year", "time", "moment", "way", "reason", "hour",
                   "morning", "night", "place", "extent"})  # fmt: skip
DEEP = 60  # phrases within phrases that are followed; lists of a thousand words are no phrase


@dataclass
class Found:
    """The arguments found so far of one predicating word, with the number of the last group."""

    w: Words
    arguments: list[Argument] = field(default_factory=list)
    group: int = 0

    def put(self, role: Role, head: int, preposition: str = "", *, implied: bool = False) -> None:
        """Add a noun phrase with all that "and" joins to it and all that names the same."""
        if self.w.pos[head] in ("PUNCT", "SPACE"):
            return
        head = _antecedent(self.w, head)
        joined = _spread(self.w, head)
        if len(joined) > 1:
            self.group += 1
        for one in joined:
            group = self.group if len(joined) > 1 else 0
            for n, place in enumerate((one, *_appositions(self.w, one))):
                made = _argument(self.w, role, place, preposition, group, bool(n), implied)
                if all((a.role, a.head) != (role, made.head) for a in self.arguments):
                    self.arguments.append(made)

    def has(self, *roles: str) -> bool:
        """Say whether an argument has one of some roles."""
        return any(a.role in roles for a in self.arguments)


def is_time(w: Words, i: int) -> bool:
    return w.lemma[i] in TIMES or w.low[i] in MONTHS or w.low[i] in ENDS or w.pos[i] == "NUM"


def _antecedent(w: Words, i: int) -> int:
    """Return what a relative pronoun stands for; any other word itself."""
    if w.low[i] not in RELATIVE or w.tag[i] not in ("WDT", "WP", "IN", "DT"):
        return i
    up = i
    for _ in range(12):
        if w.dep[up] == "relcl":
            return w.head[up]
        if w.head[up] == up:
            return i
        up = w.head[up]
    return i


def _spread(w: Words, head: int) -> list[int]:
    """Return a noun and those joined to it by "and" or "or"."""
    out = [head]
    for place in out:  # grows as it is gone through: lists may be long
        out.extend(k for k in w.kids[place] if w.dep[k] == "conj" and w.pos[k] in NOMINAL)
    return out


def _appositions(w: Words, head: int) -> list[int]:
    return [k for k in w.kids[head] if w.dep[k] == "appos" and w.pos[k] in ("NOUN", "PROPN")]


def _argument(
    w: Words, role: Role, i: int, preposition: str, group: int, same: bool, implied: bool
) -> Argument:
    first, last = _extent(w, i, own=True)
    whole, i = i, _part_of(w, i)
    name = w.pos[i] == "PROPN" or (
        role == "possessor" and w.dep[i] in ("amod", "compound", "nmod")
    )  # fmt: skip
    determiner = ALONE.get(w.low[whole], "") if w.pos[whole] in ("PRON", "DET", "NOUN") else ""
    number = ""
    if w.pos[whole] == "NUM" or i != whole:
        number = "" if determiner else w.wording(_number_from(w, whole), whole)
    parts = w.kids[whole] if i != whole else []
    for k in (*(k for k in parts if w.low[k] in ("every", "each", "no", "any")), *w.kids[i]):
        if w.dep[k] in ("det", "predet") or (w.low[k] == "no" and w.dep[k] == "neg"):
            if w.low[k] == "neither" and _spread(w, i) != [i]:
                continue  # "neither X nor Y": the verb is negated
            determiner = determiner or _determiner(w, k)
        elif w.dep[k] == "nummod" and k < i and (not name or w.tag[i] == "NNPS"):
            number = w.wording(_number_from(w, k), k)
    lemma = w.wording(i, i) if name else w.lemma[i].lower()
    return Argument(role, w.at[first], w.to[last], w.at[i], lemma, preposition, name,
                    determiner, number, group, same, implied)  # fmt: skip


def _determiner(w: Words, k: int) -> str:
    low = DETERMINERS.get(w.low[k], w.low[k])
    if low in ("all", "every") and k and w.low[k - 1] == "not":
        return f"not {low}"
    return low if low in KNOWN else ""


def _number_from(w: Words, k: int) -> int:
    """Return the first word of an amount: "at least" of "at least 500 million"."""
    below = [x for x in w.kids[k] if w.dep[x] in AMOUNTS and x < k]
    return min((_number_from(w, x) for x in below), default=k)


def _part_of(w: Words, i: int) -> int:
    """Return what a part is of: "parties" of "none of the parties", "states" of "two of them"."""
    if w.low[i] not in ALONE and w.pos[i] != "NUM" and w.low[i] not in AMOUNT_NOUNS:
        return i
    of = next((k for k in w.kids[i] if w.low[k] == "of"), -1)
    noun = w.child(of, "pobj") if of >= 0 else -1
    return noun if noun >= 0 else i


def _extent(w: Words, i: int, *, own: bool = False, depth: int = 0) -> tuple[int, int]:
    """Return the first and last word of a phrase, cut where another clause or phrase begins.

    What "and" joins to its main word is cut (`own`), what is joined within the phrase is not.
    """
    if not w.kids[i] or depth > DEEP:
        return i, i
    first = last = i
    low, high = 0, len(w) - 1
    parts = []
    for k in w.kids[i]:
        dep = w.dep[k]
        if dep in CUT or _before_name(w, k, i):
            if dep == "punct" and (w.low[k] in "-'\"" or abs(k - i) > 1):
                continue
            if not own and (dep in ("cc", "punct") or (dep == "conj" and w.pos[k] in NOMINAL)):
                parts.append(k)
            elif k > i:
                high = min(high, k - 1)
            else:
                low = max(low, k + 1)
        else:
            parts.append(k)
    for k in parts:
        if low <= k <= high and w.dep[k] not in ("cc", "punct"):
            a, b = _extent(w, k, depth=depth + 1) if w.kids[k] else (k, k)
            first = a if a < first else first
            last = b if b > last else last
    return max(first, low), min(last, high)


def _before_name(w: Words, k: int, i: int) -> bool:
    """Say whether a word before a noun is none of its phrase: "neither", a day before a name."""
    if w.low[k] == "neither":
        return len(_spread(w, i)) > 1
    return k < i and w.low[k] in MONTHS and w.pos[i] == "PROPN" and w.low[i] not in MONTHS
