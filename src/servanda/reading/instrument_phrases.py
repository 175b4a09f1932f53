"""Which words of a parse name an instrument, and which instrument a pronoun or bare noun means."""

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.lexicon.cues import Cue, cues, rows
from servanda.model import Ref
from servanda.reading.agreements import Cited
from servanda.reading.anaphora.agree import sorts_of
from servanda.reading.context import Context, Sentence
from servanda.reading.mentions import cited_ref, named_ref
from servanda.reading.namings import namings
from servanda.reading.syntax import name_tokens, preposition, preposition_object
from servanda.reading.topics import Spoken, Topics, founding, with_members

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTS = frozenset({
    "provision", "clause", "article", "paragraph", "point", "term", "part", "requirement",
    "obligation", "commitment", "spirit", "letter", "regime", "implementation", "text", "duty",
    "participation", "membership", "compliance", "adherence", "application", "observance",
})  # fmt: skip
UNITS = frozenset({"clause", "article", "paragraph", "point", "provision"})
BELONGING = frozenset({"membership", "participation"})
PROCESSES = frozenset({"talk", "process", "track", "format", "dialogue", "roadmap"})
PROMISES = frozenset({"obligation", "commitment", "guarantee", "promise", "pledge", "undertaking"})
INTERNATIONAL = frozenset({"international", "treaty"})
SOMEBODY = frozenset({"person", "people", "state"})
MANY = frozenset({"they", "them"})
POINTERS = frozenset({"it", "they", "them"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RIVALS = frozenset({"dobj", "nsubjpass"})
# Nouns that also mean consent: without an article or a name they are no instrument.
CONSENT = frozenset({"agreement", "understanding", "accord", "arrangement"})
LAWS = frozenset({"law", "decree"})
SIGNED = frozenset({"sign", "initial", "co-sign", "countersign"})
IT = frozenset({"it", "this", "which", "that", "them", "what", "they"})
PARAGRAPH = 700  # characters back to what a pronoun that an act is upon may mean
FAR = 400  # characters back to the instrument that a noun of duty is under
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
FOUNDED = 0.9  # confidence that leaving an organisation is leaving its founding agreement
POINTING = 0.45  # confidence that a pronoun means the instrument named last


class Instruments:
    """The namings of instruments in a document, asked by token.

    What the reader of mentions finds counts first (titles, dates, "the statement" pointing back);
    a strong noun of its own ("a treaty", "any ceasefire") counts too.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.cited: tuple[Cited, ...] = namings(context).cited
        self.names = namings(context).names
        self.starts = [c.start for c in self.cited]

    @cached_property
    def topics(self) -> Topics:
        """Return what the document speaks of from place to place."""
        return Topics(namings(self.context))

    def cited_at(self, sentence: Sentence, token: "Token") -> Cited | None:
        """Return the naming that covers a token."""
        place = token.idx + sentence.offset
        i = bisect_right(self.starts, place) - 1
        for cited in reversed(self.cited[max(0, i - 2) : i + 1]):
            if cited.start <= place < cited.end:
                return cited
        return None

    def is_one(self, sentence: Sentence, token: "Token | None") -> bool:
        """Say whether a noun names an instrument; a law of one state is none."""
        if token is None or token.pos_ not in ("NOUN", "PROPN", "NUM", "X", "ADJ"):
            return False
        cited = self.cited_at(sentence, token)
        if cited is not None:
            return cited.head not in LAWS
        if token.dep_ in ("compound", "nmod", "amod"):
            return False
        if _is_named_process(token) or self._is_titled(sentence, token):
            return True
        if _is_consent(token) or _is_solution(token):
            return False
        return token.lemma_.lower() in _strong_nouns()

    def _is_titled(self, sentence: Sentence, token: "Token") -> bool:
        """Say whether a weak noun is written as a short title: "the Framework" of Windsor."""
        short = token.text[:1].isupper() and token.i > token.sent.start
        return (
            short
            and token.lemma_.lower() in _weak_nouns()
            and any(c.lower_ == "the" for c in token.children)
            and self.topics.at(sentence, token) is not None
        )

    def below(
        self, sentence: Sentence, token: "Token | None", cue: Cue | None = None
    ) -> "Token | None":
        """Return the instrument that a noun is, is part of or stands for; pronouns as they are.

        The cue says what more may be one: what is signed is an instrument by any weak noun, who
        leaves an organisation leaves the agreement that founds it, notice is given of an exit.
        """
        if token is None or self.is_one(sentence, token):
            return token
        if cue is not None and self._by_cue(sentence, token, cue):
            return token
        if cue is not None and cue.family == "notice" and token.pos_ in ("NOUN", "VERB"):
            inner = preposition(token, {"from", "of"})
            place = preposition_object(inner) if inner is not None else None
            return place if place is not None and self.is_one(sentence, place) else None
        if token.pos_ in ("PRON", "DET") and token.lower_ in IT:
            text = cue is not None and "text" in cue.frames and token.lower_ in POINTERS
            if text and self.topics.at(sentence, token) is not None:
                return token  # nothing but a text is ratified
            return token if self.stands_for_one(sentence, token) else None
        if token.lemma_.lower() in PARTS:
            inner = self._whole(sentence, token)
            if inner is not None:
                return inner
            if token.lemma_.lower() in UNITS and self.near(sentence, token) is not None:
                return token  # "contrary to Point 8": of the instrument spoken of
        for child in token.children:
            if child.dep_ in ("appos", "conj") and self.is_one(sentence, child):
                return child
        return None

    def _by_cue(self, sentence: Sentence, token: "Token", cue: Cue) -> bool:
        if "org" in cue.frames and self.is_body(sentence, token):
            return True
        if cue.family == "signature" and token.lemma_.lower() in CONSENT:
            return True
        noun = token.lemma_.lower()
        if noun in _weak_nouns() and cue.words[-1] in SIGNED:
            return True
        if noun not in _weak_nouns() | _papers():
            return False
        known = any(c.lower_ in DEFINITE for c in token.children)
        alone = "text" in cue.frames or cue.words[-1] in SIGNED
        return known and alone and self.topics.at(sentence, token) is not None

    def is_body(self, sentence: Sentence, token: "Token") -> bool:
        """Say whether a word names an organisation with members, also "the bloc ECOWAS"."""
        words = (token, *(c for c in token.children if c.dep_ in ("appos", "compound")))
        return any(self.body(sentence, w) in with_members() or self.founding(sentence, w)
                   for w in words)  # fmt: skip

    def body(self, sentence: Sentence, token: "Token") -> str:
        """Return the id of the one organisation that a word may name, else empty."""
        place = token.idx + sentence.offset
        for name in self.names:
            if name.start <= place < name.end and len(name.ids) == 1:
                return name.ids[0]
        return ""

    def founding(self, sentence: Sentence, token: "Token") -> str:
        """Return the id of the agreement that founds the organisation a word names, else empty."""
        return founding().get(self.body(sentence, token), "")

    def promised(self, sentence: Sentence, token: "Token | None") -> "Token | None":
        """Return a noun of promise ("its obligations") where an instrument is spoken of."""
        if token is None:
            return None
        word, beside = token.lemma_.lower(), {c.lower_ for c in token.children}
        if word in (*PROMISES, "law") and beside & INTERNATIONAL:
            return token
        if word not in PROMISES:
            return None
        return token if self.near(sentence, token) is not None else None

    def _whole(self, sentence: Sentence, token: "Token") -> "Token | None":
        """Return the instrument of which a noun names a part: "the terms of the treaty"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "under", "to", "with"):
                inner = preposition_object(child)
                if self.is_one(sentence, inner):
                    return inner
                if inner is not None and token.lemma_ in BELONGING:
                    deeper = preposition(inner, {"in", "of"}) if child.lower_ == "of" else None
                    inner = preposition_object(deeper) if deeper is not None else inner
                    if inner is not None and self.is_body(sentence, inner):
                        return inner  # "the membership of Sudan in IGAD"
        for child in token.children:
            if child.dep_ in ("compound", "poss") and self._compound(sentence, child):
                return child
        return None

    def _compound(self, sentence: Sentence, token: "Token") -> bool:
        return self.cited_at(sentence, token) is not None or token.lemma_.lower() in _strong_nouns()

    def before(self, sentence: Sentence, token: "Token", far: int = FAR) -> Cited | None:
        """Return the instrument named last before a word, not too far back."""
        place = token.idx + sentence.offset
        i = bisect_right(self.starts, place) - 1
        while i >= 0 and self.cited[i].end > place:
            i -= 1
        if i < 0 or place - self.cited[i].end > far:
            return None
        return self.cited[i]

    def stands_for_one(self, sentence: Sentence, pronoun: "Token") -> bool:
        """Say whether a pronoun may mean the instrument named last.

        Not where its own sentence has told another thing since ("lift the blockade, and end it"),
        nor a plural where one instrument was named.
        """
        back = self.before(sentence, pronoun, PARAGRAPH)
        if back is None:
            return False
        many = pronoun.lower_ in MANY
        if many and not (back.head.endswith("s") or back.how == "number"):
            return False
        if pronoun.lower_ not in POINTERS:
            return True
        since = max(back.end - sentence.offset, pronoun.sent.start_char)
        for word in pronoun.doc[pronoun.sent.start : pronoun.i]:
            rival = word.pos_ == "NOUN" and (word.tag_ == "NNS") == many and word.idx >= since
            if rival and word.dep_ in RIVALS and word.ent_type_ not in ("DATE", "TIME"):
                return False
        return many or not self._told_since(sentence, pronoun, back)

    def _told_since(self, sentence: Sentence, pronoun: "Token", back: Cited) -> bool:
        """Say whether another thing is what was told of last, since an instrument was named.

        "The mission was to last two months. It ended in December": the subject of the sentence
        before where "it" is a subject too, or of a clause before in the same sentence, that is
        neither somebody nor a text.
        """
        above = {pronoun, *pronoun.ancestors}
        own = [t for t in sentence if t.i < pronoun.i and t.head not in above]
        listed = self.context.sentences
        n = bisect_left(listed, sentence.start, key=lambda s: s.start)
        before = listed[n - 1] if n and listed[n - 1].index == sentence.index - 1 else None
        if any(self._is_topic(sentence, t, back) for t in own):
            return True
        if (
            pronoun.dep_ not in SUBJECTS
            or before is None
            or back.start >= before.start
            or before.block is not sentence.block
        ):
            return False
        return any(self._is_topic(before, t, back) and t.head.dep_ == "ROOT" for t in before)

    def _is_topic(self, sentence: Sentence, token: "Token", back: Cited) -> bool:
        """Say whether a word is a subject that "it" may mean: one thing, no text, nobody."""
        if token.dep_ not in SUBJECTS or (token.pos_, token.tag_) != (
            "NOUN", "NN"):  # fmt: skip
            return False
        if token.idx + sentence.offset < back.end or self.is_one(sentence, token):
            return False
        noun = token.lemma_.lower()
        texts = PARTS | LAWS | _weak_nouns() | _papers()
        return noun not in texts and not sorts_of(noun) & SOMEBODY

    def near(self, sentence: Sentence, token: "Token") -> Cited | None:
        """Return the instrument that a sentence is about: closest in it, else the one before it."""
        place = token.idx + sentence.offset
        here = [c for c in self.cited if sentence.start <= c.start < sentence.end]
        if here:
            return min(here, key=lambda c: abs(c.start - place))
        return self.before(sentence, token)

    def ref(self, sentence: Sentence, token: "Token") -> Ref:
        """Return the reference of an instrument's noun or of a pronoun that points back to one."""
        cited = self.cited_at(sentence, token)
        if cited is not None:
            return cited_ref(self.context, cited)
        if token.pos_ in ("PRON", "DET"):
            own = self.context.ref(sentence, token)
            meant = self._pointed(sentence, token)
            if meant is None:
                return own
            return replace(own, id=meant.id, method="pronoun", confidence=POINTING,
                           anchors=(*meant.anchors, *own.anchors))  # fmt: skip
        own = self.context.ref(sentence, name_tokens(token))
        if founding := self.founding(sentence, token):
            return replace(own, id=founding, method="founding", confidence=FOUNDED)
        if token.lemma_.lower() not in UNITS | PROMISES:
            return own
        near = self.near(sentence, token)
        meant = cited_ref(self.context, near) if near is not None else None
        if meant is None:
            return own
        anchors = tuple(sorted({*meant.anchors, *own.anchors}, key=lambda a: a.start))
        return replace(own, id=meant.id, method="context", confidence=POINTING, anchors=anchors)

    def _pointed(self, sentence: Sentence, pronoun: "Token") -> Ref | None:
        """Return what a pronoun means: the instrument named last, else the one spoken of."""
        back = self.before(sentence, pronoun, PARAGRAPH)
        if back is not None:
            return cited_ref(self.context, back)
        spoken = self.topics.at(sentence, pronoun)
        return self.spoken_ref(spoken) if spoken is not None else None

    def cited_ref(self, cited: Cited) -> Ref:
        """Return the reference of a naming found elsewhere, less sure than where it stands."""
        ref = cited_ref(self.context, cited)
        return replace(ref, confidence=min(ref.confidence, POINTING), method="context")

    def spoken_ref(self, spoken: Spoken) -> Ref:
        """Return the reference of what a text speaks of: where it is named in full, and last."""
        ref = self._naming_ref(self.topics.named(spoken))
        last = self._naming_ref(spoken)
        anchors = tuple(sorted({*ref.anchors, *last.anchors}, key=lambda a: a.start))
        return replace(ref, confidence=min(ref.confidence, POINTING), method="context",
                       anchors=anchors)  # fmt: skip

    def _naming_ref(self, spoken: Spoken) -> Ref:
        if isinstance(spoken.naming, Cited):
            return cited_ref(self.context, spoken.naming)
        return replace(named_ref(self.context, spoken.naming), id=spoken.key)


@lru_cache
def _strong_nouns() -> frozenset[str]:
    table = cues("instrument_nouns")
    return frozenset(w for (w, _), found in table.items() if found[0].effect == "")


def _is_consent(token: "Token") -> bool:
    """Say whether "agreement" is the state of agreeing: "there is broad agreement that"."""
    if token.lemma_.lower() not in CONSENT or token.tag_ not in ("NN", "NNP"):
        return False
    return not any(c.dep_ in ("det", "poss", "compound", "nummod") for c in token.children)


def _is_named_process(token: "Token") -> bool:
    """Say whether a process of talks has a name: "the Jeddah talks"; nameless talks are none."""
    if token.lemma_.lower() not in PROCESSES or token.dep_ in ("compound", "nmod"):
        return False
    named = any(
        c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod") and c.ent_type_ not in ("DATE", "TIME")
        for c in token.children
    )
    return named and any(c.lower_ in DEFINITE for c in token.children)


def _is_solution(token: "Token") -> bool:
    """Say whether "resolution" is that of a conflict: "a peaceful resolution of the dispute"."""
    if token.lemma_.lower() != "resolution" or token.tag_ != "NN":
        return False
    return any(c.dep_ == "prep" and c.lower_ in ("of", "to") for c in token.children) or any(
        c.lower_ in ("peaceful", "lasting", "speedy", "final") for c in token.children
    )


@lru_cache
def _weak_nouns() -> frozenset[str]:
    table = cues("instrument_nouns")
    weak = (w for (w, _), found in table.items() if found[0].effect == "weak")
    return frozenset(weak) - {"order", "act", "minutes"}


@lru_cache
def _papers() -> frozenset[str]:
    """Return the nouns that name an instrument only as what is signed, ratified, torn up."""
    return frozenset(row["lemma"] for row in rows("paper_nouns"))
