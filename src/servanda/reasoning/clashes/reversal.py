"""reversal: somebody blames another for what they did themselves."""

from collections.abc import Iterator

from servanda.model import Act, Commitment, Finding, Position, Record
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash
from servanda.reasoning.issues import holder, quote, same_issue, words_of
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import senses

BLAMING = ("blames", "condemns")


def find(case: Case) -> Iterator[Finding]:
    """Yield a blame with each record in which the one who blames did or holds the same."""
    shown: set[tuple[str, ...]] = set()
    own = [o for r in case.evidence.records if (o := _own_doing(case, r))]
    for record in case.evidence.records:
        if not isinstance(record, Position) or not _blames(record):
            continue
        who = holder(case, record)
        day = case.evidence.said_on(record)[1]
        blamed = {party_of(r, day, case.entities, case.evidence) for r in record.about[:1]}
        issue = words_of(case, record.issue, record.about[1:])
        for doers, words, doing in own:
            same = same_issue(issue, words) and deed(doing) & issue
            if who in doers and who not in blamed and same:
                # Blamed twice and done twice in one place is one reversal.
                places = sorted({record.document, doing.document})
                key = (who, *sorted(deed(doing) & issue), *sorted(issue), *places)
                if key in shown:
                    continue
                shown.add(key)
                yield clash(
                    case, "reversal", "reversal/blames-own-deed", record, doing,
                    explanation=(
                        f"{case.name(who)} blames another for “"
                        f"{record.issue.text if record.issue else quote(record)}”, "
                        f"and is itself said to have done so"
                    ),
                    dissolved_by="the two deeds differ, or the blame is for its manner or time",
                )  # fmt: skip


def deed(record: Record) -> frozenset[str]:
    """Return the words that name what was done: the blame must name it too.

    "blames X for recognising the border" meets "recognises the border", not "respects it".
    """
    words = senses(quote(record))
    if isinstance(record, Commitment) and record.action:
        words |= senses(record.action.text)
    stance = getattr(record, "stance", "") or getattr(record, "force", "")
    return words | senses(stance.replace("recognition", "recognises"))


def _blames(record: Position) -> bool:
    return record.stance in BLAMING and record.polarity == "affirmed" and record.issue is not None


def _own_doing(case: Case, record: Record) -> tuple[set[str], frozenset[str], Record] | None:
    """Return who did what by a record of doing: a stance, a commitment, an act."""
    if record.polarity == "negated" or record.modality != "actual":
        return None
    day = case.evidence.said_on(record)[1]
    if isinstance(record, Position) and record.stance not in BLAMING and record.issue:
        who = {holder(case, record) or ""}
        return who, words_of(case, record.issue, record.about), record
    if isinstance(record, Commitment) and record.action:
        refs = record.bearers
        words = words_of(case, record.action, ())
    elif isinstance(record, Act):
        # The same deed in the same word: "violating" is blamed, "violated" was done.
        refs, words = record.actors, senses(quote(record)) | {record.instrument.key}
    else:
        return None
    return {party_of(r, day, case.entities, case.evidence) or "" for r in refs}, words, record
