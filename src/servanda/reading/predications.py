"""Who does what: the predications of a document from its parsed sentences.

They are made once, after the parse, for rooms that may not parse. With the gate only the sentences
that it lets through have any.
"""

from functools import lru_cache

from servanda.model.predications import Above, Predication
from servanda.reading.context import Context
from servanda.reading.predication_arguments import arguments_of
from servanda.reading.predication_phrases import DEEP
from servanda.reading.predication_verbs import AUXILIARIES, Verb, deed_nouns, verbs_of
from servanda.reading.words import Words, words_of

WHEN = frozenset({"when", "where", "how", "why", "whenever", "wherever", "once", "whereas"})
LINKS: dict[str, Above] = {
    "ccomp": "complement", "csubj": "complement", "csubjpass": "complement",
    "advcl": "adverbial", "relcl": "relative", "pcomp": "participle", "conj": "conjunct",
    "parataxis": "parataxis",
}  # fmt: skip
NO_PART = frozenset({"punct", "cc", "conj", "appos", "relcl", "acl"})
COMPLEMENTS = frozenset({"xcomp", "nsubj", "dobj", "attr", "oprd", "acomp", "appos"})
NOUN_LINKS: dict[str, Above] = {
    "nsubj": "subject-noun", "nsubjpass": "subject-noun", "dobj": "object-noun",
    "pobj": "oblique-noun", "conj": "conjunct",
}  # fmt: skip


@lru_cache(maxsize=1)
def _deeds() -> dict[str, str]:
    return deed_nouns()


def predications(context: Context) -> tuple[Predication, ...]:
    """Return the predications of a document, in text order of their main words."""
    out: list[Predication] = []
    for w in words_of(context):
        out.extend(_of_sentence(w, len(out)))
    return tuple(out)


def _of_sentence(w: Words, before: int) -> list[Predication]:
    verbs = verbs_of(w, _deeds())
    if not verbs:
        return []
    number = {i: before + n for n, i in enumerate(verbs)}
    stands = {c: v.word for v in verbs.values() for c in v.chain}
    extents = _extents(w, verbs, stands)
    sentence = (w.sentence.start, w.sentence.end)
    return [_predication(w, v, verbs, number, stands, extents[i], sentence)
            for i, v in verbs.items()]  # fmt: skip


def _predication(
    w: Words, v: Verb, verbs: dict[int, Verb], number: dict[int, int], stands: dict[int, int],
    extent: tuple[int, int], sentence: tuple[int, int],
) -> Predication:  # fmt: skip
    above = _above(w, v, stands)
    first, last = extent
    begin, end = _group(w, v)
    return Predication(
        w.at[first], w.to[last], (w.at[begin], w.to[end]), w.at[v.word], v.lemma, v.form, sentence,
        v.tense, v.perfect, v.progressive, v.passive, v.negated, v.modal,
        number[above] if above >= 0 else -1,
        _link(w, v) if above >= 0 else "",
        _mark(w, v),
        arguments_of(w, v, verbs),
    )  # fmt: skip


def _above(w: Words, v: Verb, stands: dict[int, int]) -> int:
    """Return the predicating word that governs another, or -1."""
    i = v.chain[0]
    for _ in range(len(w)):
        if w.head[i] == i:
            return -1
        i = w.head[i]
        if i in stands and stands[i] != v.word:
            return stands[i]
    return -1


def _link(w: Words, v: Verb) -> Above:
    dep = w.dep[v.chain[0]]
    if v.form == "noun":
        if dep == "pobj" and w.low[w.head[v.word]] == "of":
            return "of-noun"
        return NOUN_LINKS.get(dep, "noun")
    if dep in LINKS:
        return LINKS[dep]
    if dep == "acl" and _mark(w, v) == "in order":
        return "adverbial"
    infinitive = v.form == "infinitive" or _has_to(w, v)
    if dep == "acl" and w.child(v.chain[0], "mark") >= 0 and not infinitive:
        return "complement"
    if dep in ("xcomp", "acl") and infinitive:
        return "infinitive"
    if dep == "acl" or (dep == "xcomp" and v.form == "participle"):
        return "participle"
    return "complement" if dep in COMPLEMENTS else "adverbial"


def _has_to(w: Words, v: Verb) -> bool:
    return any(w.low[k] == "to" and w.dep[k] == "aux" for k in w.kids[v.chain[0]])


def _mark(w: Words, v: Verb) -> str:
    """Return the word that leads a clause or a noun in: a conjunction or preposition."""
    i = v.chain[0]
    if w.dep[i] == "acl" and w.low[w.head[i]] == "order" and v.form == "infinitive":
        return "in order"
    if w.dep[i] in ("pcomp", "pobj"):
        prep = w.head[i]
        outer = w.head[prep]
        double = w.dep[prep] == "prep" and w.dep[outer] == "prep" and w.kids[outer] == [prep]
        return f"{w.low[outer]} {w.low[prep]}" if double else w.low[prep]
    if v.form == "noun":
        return ""
    for k in v.kids:
        if w.dep[k] == "mark" and w.low[k] != "to":
            return w.low[k]
    for k in v.kids:
        if w.dep[k] == "advmod" and w.low[k] in WHEN:
            return w.low[k]
    if w.dep[i] == "advcl" and v.form in ("finite", "copula"):
        begin = next((k for k in v.kids if w.dep[k] in AUXILIARIES), -1)
        if begin >= 0 and w.low[begin] in ("should", "had", "were") and begin == min(v.kids):
            return "if"  # "Should it fail, ..."
    return ""


def _group(w: Words, v: Verb) -> tuple[int, int]:
    """Return the first and last word of a verb with its auxiliaries and particle."""
    begin = end = v.word
    if v.form == "noun":
        return begin, end
    parts = {*v.chain, *(k for k in v.kids if w.dep[k] in AUXILIARIES or w.dep[k] == "neg")}
    loose = {k for k in v.kids if w.dep[k] == "advmod"}
    i = v.word - 1
    while i >= 0 and (i in parts or i in loose or w.low[i] == "to"):
        begin = i if i in parts else begin
        i -= 1
    while end + 1 < len(w) and end + 1 in v.dropped and w.dep[end + 1] in ("prt", "advmod", "prep"):
        if w.child(end + 1, "pobj") >= 0:
            break
        end += 1
    return begin, end


def _extents(
    w: Words, verbs: dict[int, Verb], stands: dict[int, int]
) -> dict[int, tuple[int, int]]:
    """Return the first and last word of each clause, what belongs to clauses below left out."""
    clauses = {c: v.word for v in verbs.values() if v.form != "noun" for c in v.chain}
    out: dict[int, tuple[int, int]] = {i: (v.chain[0], i) for i, v in verbs.items()}
    for i, (dep, verb) in enumerate(zip(w.dep, _owners(w, clauses), strict=True)):
        if verb < 0 or dep in ("punct", "cc") or w.pos[i] == "SPACE":
            continue
        if dep == "prep" and w.kids[i] and all(k in clauses for k in w.kids[i]):
            continue  # it leads in a clause of its own: "barred them from"
        a, b = out[verb]
        out[verb] = (min(a, i), max(b, i))
    for i, v in verbs.items():
        if v.form == "noun":
            out[i] = _noun_extent(w, i, clauses)
    return out


def _owners(w: Words, clauses: dict[int, int]) -> list[int]:
    """Return for each word the predicating word of its clause, -1 where it stands in none."""
    owner = [-1] * len(w)
    below = [i for i, h in enumerate(w.head) if h == i]
    for i in below:
        owner[i] = clauses.get(i, -1)
    for i in below:  # grows as it is gone through
        verb = owner[i]
        for k in w.kids[i]:
            owner[k] = clauses.get(k, verb)
            below.append(k)
    return owner


def _noun_extent(w: Words, i: int, clauses: dict[int, int], depth: int = 0) -> tuple[int, int]:
    first = last = i
    for k in w.kids[i]:
        if depth > DEEP or k in clauses or w.dep[k] in NO_PART:
            continue
        a, b = _noun_extent(w, k, clauses, depth + 1)
        first, last = min(first, a), max(last, b)
    return first, last
