"""Words: what somebody is quoted as saying, against the same quotation in other documents."""

import re
from collections.abc import Iterator

from servanda.model import Statement
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held

WORD = re.compile(r"[^\W_]+")
LEAST = 5  # words of a quotation that can be told from others
CHANGED = 0.25  # share of words that may differ for it to be the same quotation, altered


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield whether a quotation stands word for word in another document, or altered."""
    told = claim.record
    if not isinstance(told, Statement) or told.manner != "direct" or told.speaker is None:
        return
    mine = words_in(told)
    who = claim.party(case, told.speaker)
    if len(mine) < LEAST or who is None:
        return
    best: tuple[float, Statement] | None = None
    for other in case.shelves.of(Statement):
        if other.manner != "direct" or other.speaker is None:
            continue
        theirs = words_in(other)
        if len(theirs) < LEAST or abs(len(theirs) - len(mine)) > CHANGED * len(mine):
            continue
        far = distance(mine, theirs) / max(len(mine), len(theirs))
        if far <= CHANGED and (best is None or far < best[0]):
            best = far, other
    if best is None:
        yield Held(verdict="not in the record", aspect="words", rule="check/words",
                   says="the record has no such words of theirs")  # fmt: skip
        return
    far, other = best
    speaker = claim.party(case, other.speaker) if other.speaker else None
    same = speaker is None or speaker == who
    fits, aspect = far == 0 and same, "words" if same else "speaker"
    quoted = " ... ".join(a.quote for a in other.content)
    yield Held(
        verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/{aspect}",
        records=(other,), says=f"{case.name(speaker) if speaker else 'somebody'}: {quoted}",
        otherwise="" if fits else "one of them is a translation, or was said twice",
    )  # fmt: skip


def words_in(statement: Statement) -> list[str]:
    """Return the words of a quotation, in lower case."""
    return [w.lower() for a in statement.content for w in WORD.findall(a.quote)]


def distance(a: list[str], b: list[str]) -> int:
    """Return how many words must be put in, left out or changed to make one of the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
