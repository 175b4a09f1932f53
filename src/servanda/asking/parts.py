"""A question of two parts: "who sent them, and until when?", each part asked by itself.

What the second part leaves out ("and by what date?") it has from the first: whom and what it is
of, and, where it has no words of its own, what it is about.
"""

import re

from msgspec.structs import replace

from servanda.asking.topics import topic_of
from servanda.asking.understand import Asked, understand
from servanda.reasoning.case import Case

ASKS = (
    r"(?:(?:in|on|at|by|to|for|from|since|until|till|under|with|of|about)\s+)?"
    r"(?:who(?:m|se)?|when|where|why|how|which|what)\b"
)
DOES = (
    r"(?:is|was|are|were|did|does|do|has|have|had|will|would|can)\s+"
    r"(?:it|they|he|she|this|that|[A-Z])"
)
SPLIT = re.compile(
    rf"\s*[,;:–—-]*\s+(?:and|but|or)\s+(?:if so,?\s+|then\s+|also\s+|exactly\s+)?(?={ASKS}|{DOES})|"
    rf"\s*[;?–—]\s+(?:and\s+|but\s+|if so,?\s+)?(?={ASKS}|{DOES})",
)  # fmt: skip
LEAST = 8  # letters of a part
MOST = 3  # parts of one question
KEPT = ("named:", "of:", "subject:")


def parts_of(case: Case, asked: Asked) -> tuple[Asked, ...]:
    """Return the parts of a question, each as asked by itself; none where it has only one."""
    cuts = [m.span() for m in SPLIT.finditer(asked.question)]
    edges = [0, *(x for cut in cuts for x in cut), len(asked.question)]
    texts = [asked.question[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    texts = [t for t in texts if len(t) >= LEAST]
    if len(texts) < 2 or len(texts) > MOST:
        return ()
    out: list[Asked] = []
    for text in texts:
        part = understand(case, text)
        out.append(_completed(part, out[0] if out else asked, first=not out))
    return tuple(out)


def _completed(part: Asked, before: Asked, *, first: bool) -> Asked:
    """Return a part with what it leaves out, which stands in what comes before it."""
    if first and (part.instruments or part.actors):
        return replace(part, sources=before.sources, unknown=part.unknown or before.unknown)
    bare = not topic_of(part) and not part.actors
    return replace(
        part,
        instruments=part.instruments or before.instruments,
        implied=part.implied or before.implied,
        actors=part.actors or before.actors if bare or not part.actors else part.actors,
        places=part.places or before.places,
        locator=part.locator or before.locator,
        sources=part.sources or before.sources,
        day=part.day or before.day,
        since=part.since or before.since,
        exact=part.exact if part.day else before.exact,
        rest=f"{before.rest} {part.rest}" if bare and not first else part.rest,
        view=part.view or before.view,
        unknown=part.unknown or before.unknown,
        signs=tuple(sorted({*part.signs, *(s for s in before.signs if s.startswith(KEPT))})),
    )
