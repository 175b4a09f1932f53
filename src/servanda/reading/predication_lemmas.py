"""The lemma of a verb with what belongs to it: particle, light noun, prefix with a hyphen."""

from servanda.reading.words import Words

PREFIXES = frozenset({"re", "co", "pre", "mis", "de", "over", "counter", "cross"})
PARTICLES = frozenset({"back", "out", "away", "off", "down", "up", "over", "aside", "apart"})
# Verbs that say a deed only with their noun, and what leads to that noun.
LIGHT = frozenset({
    ("take", "", "place"), ("take", "", "part"), ("take", "", "effect"), ("take", "", "hold"),
    ("take", "", "office"), ("put", "", "end"), ("put", "", "stop"), ("bring", "", "end"),
    ("make", "", "use"), ("give", "", "rise"), ("give", "", "notice"),
    ("lay", "", "claim"), ("take", "", "control"),
    ("come", "into", "force"), ("enter", "into", "force"), ("go", "into", "force"),
    ("bring", "into", "force"), ("put", "into", "force"), ("come", "into", "effect"),
    ("go", "into", "effect"), ("put", "into", "effect"), ("come", "to", "end"),
    ("bring", "to", "end"), ("come", "to", "power"), ("come", "under", "fire"),
    ("put", "into", "practice"), ("come", "into", "being"),
})  # fmt: skip
LIGHT_VERBS = frozenset(verb for verb, _, _ in LIGHT)


def mend_prefixes(w: Words) -> None:
    """Give a verb what the parse hung on its prefix: "has re-opened the case"."""
    for i, pos in enumerate(w.pos):
        if pos == "VERB" and prefix(w, i):
            _mend(w, i, (i - 2, i - 1))


def _mend(w: Words, i: int, parts: tuple[int, int]) -> None:
    top = i
    while w.head[top] in parts and w.head[top] != top:
        top = w.head[top]
    above, up = w.head[top], top
    while w.head[up] != up:
        up = w.head[up]
        if up in parts:
            return  # the verb hangs on its prefix by another word: no tree could be made of it
    if top != i:
        w.dep[i] = w.dep[top]
    elif up in parts:
        return
    for p in parts:
        if w.head[p] != p:
            w.kids[w.head[p]] = [k for k in w.kids[w.head[p]] if k != p]
    below = {k for x in (i, *parts) for k in w.kids[x]} - {i, *parts}
    for k in below:
        w.head[k] = i
    w.kids[i] = sorted(below)
    for p in parts:
        w.kids[p], w.head[p], w.dep[p] = [], i, "punct"
    w.head[i] = i if above in (top, *parts) else above
    if w.head[i] != i and i not in w.kids[w.head[i]]:
        w.kids[w.head[i]] = sorted([*w.kids[w.head[i]], i])


def prefix(w: Words, i: int) -> str:
    """Return what stands before a verb with a hyphen: "re-" of "re-establish", empty for none."""
    if i < 2 or w.low[i - 1] != "-" or w.low[i - 2] not in PREFIXES or w.to[i - 2] != w.at[i - 1]:
        return ""
    return f"{w.low[i - 2]}-"


def lemma_of(w: Words, i: int, kids: list[int]) -> tuple[str, set[int]]:
    """Return a verb's lemma with its particles and light nouns, and the words that it takes in."""
    dropped: set[int] = set()
    lemma = [prefix(w, i) + w.lemma[i].lower()]
    for k in w.kids[i]:
        near = k == i + 1 and w.low[k] in PARTICLES and w.dep[k] in ("advmod", "prep", "prt")
        inner = w.child(k, "pobj", "pcomp")
        if w.dep[k] == "prt" or (near and inner < 0 and lemma[0] != "be"):
            lemma.append(w.low[k])
            dropped.add(k)
    if lemma[0] in LIGHT_VERBS and len(lemma) == 1:
        lemma.extend(_light(w, kids, lemma[0], dropped))
    return " ".join(lemma), dropped


def _light(w: Words, kids: list[int], lemma: str, dropped: set[int]) -> list[str]:
    for k in kids:
        noun = k if w.dep[k] in ("dobj", "nsubjpass") else w.child(k, "pobj")
        if noun < 0 or w.dep[k] not in ("dobj", "nsubjpass", "prep"):
            continue
        led = w.low[k] if w.dep[k] == "prep" else ""
        plain = all(w.dep[x] in ("det", "prep", "neg", "punct") for x in w.kids[noun])
        if plain and (lemma, led, w.lemma[noun]) in LIGHT:
            dropped.update({k, noun})
            article = [w.low[x] for x in w.kids[noun] if w.low[x] in ("a", "an")]
            return [*([led] if led else []), *article, w.lemma[noun]]
    return []
