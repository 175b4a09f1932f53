"""Score pronouns, definite phrases and instruments against evals/gold/names (its README).

    python -m evals.score_names [DOC ...] [--held-out] [--errors] [--instruments]

`--errors` prints what is not right, of documents that are not held out only.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evals.names_gold import Annotated, Row, Span, annotated, ids_of, overlap
from evals.score_instruments import Clusters

from servanda.model import Document, Mention, Provision, Record, Ref, refs_of

FLAG = 0.5  # below this an answer says of itself that it is a guess
ALIKE = 0.4  # least share of the joint stretch that an anaphor and our words have in common
ARTICLE = 4  # characters of "the "
VOICE = ("the speaker", "the author")  # the document's own voice, whoever that is
# Gold names of groups of people of a state: our id of the state is no answer for them.
PEOPLE = ("people of", "politicians of", "communities of", "residents of", "citizens of",
          "migrants", "internally displaced", "families", "signatories")  # fmt: skip
Reader = Callable[[Document], Iterable[Record]]


@dataclass(frozen=True)
class Member:
    """One of those for whom our reference stands: its id, and where its antecedent stands."""

    id: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Answer:
    """What our records say of an anaphor: the members, and whether it is flagged as a guess."""

    members: tuple[Member, ...]
    flagged: bool
    shown: str


def _alike(a: Span, b: Span) -> bool:
    """Say whether two stretches have most of their characters in common."""
    return overlap(a, b) >= ALIKE * (max(a[1], b[1]) - min(a[0], b[0]))


def _one_phrase(a: Span, b: Span) -> bool:
    """Say whether two stretches are alike, or one phrase of which one tells more.

    "The plan" and "the plan that bears his name" begin, "four signatories" and "signatories" end
    together; an article makes no difference.
    """
    if not overlap(a, b):
        return False
    return _alike(a, b) or abs(a[0] - b[0]) <= ARTICLE or a[1] == b[1]


def answer_at(
    records: list[Record], span: Span, fits: Callable[[Span, Span], bool] = _alike
) -> Answer | None:
    """Return our answer for a stretch: the mention most alike, else a provision or a field there.

    None where nothing is there, or what is there was left open.
    """
    best: tuple[float, Record] | None = None
    for record in records:
        if isinstance(record, Mention | Provision) and record.anchors:
            here = (record.anchors[0].start, record.anchors[0].end)
            share = overlap(span, here) / (max(span[1], here[1]) - min(span[0], here[0]))
            if fits(span, here) and (best is None or share > best[0]):
                best = (share, record)
    if best is None:
        refs = [r for record in records for r in refs_of(record)
                if r.id and any((a.start, a.end) == span for a in r.anchors)]  # fmt: skip
        return _answer(refs[0], refs[:1]) if refs else None
    record = best[1]
    if isinstance(record, Provision):
        ref = record.instrument or Ref("")
        member = Member(f"{ref.id}#{record.locator}", ((record.anchors[0].start,
                                                        record.anchors[0].end),))  # fmt: skip
        return Answer((member,), record.confidence < FLAG, f"{ref.id}#{record.locator}")
    assert isinstance(record, Mention)
    return _answer(record.refers_to, getattr(record, "antecedents", ()) or (record.refers_to,))


def _answer(ref: Ref, members: Iterable[Ref]) -> Answer | None:
    listed = list(members)
    if ref.method == "voice" and ref.id is None:
        return Answer((Member(VOICE[0], ()),), ref.confidence < FLAG, "the document's own voice")
    if ref.id is None and all(m is ref for m in listed):
        return None
    found = tuple(
        Member(m.id, tuple((a.start, a.end) for a in m.anchors) if m is not ref else ())
        for m in listed
    )
    shown = "+".join(m.id or m.surface for m in listed)
    return Answer(found, ref.confidence < FLAG, f"{shown} ({ref.method} {ref.confidence})")


def is_right(gold: Annotated, row: Row, answer: Answer, records: list[Record]) -> bool:
    """Say whether an answer stands for exactly the gold's antecedents, however they are named."""
    left, own = list(answer.members), (row["start"], row["end"])
    for antecedent in row["antecedents"]:
        hit = next((m for m in left if _same(gold, antecedent, m, records, own)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _same(
    gold: Annotated, antecedent: Row, member: Member, records: list[Record], own: Span
) -> bool:
    """Say whether a member is an antecedent: by id, by place, or by the id that we give there."""
    name = antecedent["name"]
    spans = [s for s in gold.spans_of(name, anaphors=True) if s != own]
    if any(_one_phrase(a, b) for a in member.spans for b in spans):
        return True
    known = frozenset[str]().union(*(ids_of(n) for n in (name, *antecedent.get("also", ()))))
    if member.id is None or name.startswith(PEOPLE):
        return False
    if member.id in known or (name in VOICE and member.id in VOICE):
        return True
    ours = (answer_at(records, s, _one_phrase) for s in gold.spans_of(name, anaphors=False))
    return any(len(a.members) == 1 and a.members[0].id == member.id for a in ours if a)


def score_anaphora(gold: Annotated, records: list[Record], errors: bool) -> Counter[str]:
    """Return the counts of one document: right, wrong, flagged, missing; apart what is unsure."""
    out: Counter[str] = Counter()
    for row in gold.anaphors:
        answer = answer_at(records, (row["start"], row["end"]))
        if row["pleonastic"]:
            out["pleonastic"] += 1
            out["pleonastic_taken"] += answer is not None and not answer.flagged
            if answer is not None and errors:
                _print(gold, row, "PLEO", answer)
            continue
        prefix = "ambiguous_" if row["ambiguous"] else ""
        right = answer is not None and is_right(gold, row, answer, records)
        out[prefix + "all"] += 1
        out[prefix + "right"] += right
        out[prefix + "flagged"] += answer is not None and answer.flagged
        out[prefix + "missing"] += answer is None
        wrong = answer is not None and not right
        out[prefix + "wrong_unflagged"] += wrong and answer is not None and not answer.flagged
        if errors and not right:
            kind = "MISS" if answer is None else ("flag" if answer.flagged else "WRONG")
            _print(gold, row, ("?" if row["ambiguous"] else "") + kind, answer)
        elif errors and answer is not None and answer.flagged:
            _print(gold, row, "okflag", answer)
    return out


def _print(gold: Annotated, row: Row, kind: str, answer: Answer | None) -> None:
    text, start, end = gold.document.text, row["start"], row["end"]
    wanted = " + ".join(a["name"] for a in row["antecedents"])
    print(f"{kind:6} {gold.name[:12]} {start:5} …{text[max(0, start - 70) : start]!r} "
          f"[[{text[start:end]}]] {text[end : end + 25]!r}\n         gold {wanted}\n"
          f"         ours {answer.shown if answer else None}")  # fmt: skip


def measure(
    *, held_out: bool, names: tuple[str, ...] = (), errors: bool = False,
    instruments: bool = False, read: Reader | None = None,
) -> dict[str, float] | None:  # fmt: skip
    """Return the shares of anaphors right, wrong without a flag, flagged, and F1 of instruments.

    Shares are of anaphors that are neither ambiguous nor pleonastic; `flagged` counts all answers
    below 0.5, right ones too. None where no text is at hand.
    """
    counts: Counter[str] = Counter()
    clusters = Clusters()
    for gold in annotated(held_out, names):
        records = list((read or _read)(gold.document))
        counts += score_anaphora(gold, records, errors and not held_out and not instruments)
        clusters.add(gold, records, errors and not held_out and instruments)
    if not counts["all"]:
        return None
    share = {n: counts[n] / counts["all"] for n in ("right", "wrong_unflagged", "flagged",
                                                    "missing")}  # fmt: skip
    unsure, expletive = counts["ambiguous_all"], counts["pleonastic"]
    share["ambiguous_right"] = counts["ambiguous_right"] / unsure if unsure else 0.0
    share["pleonastic_taken"] = counts["pleonastic_taken"] / expletive if expletive else 0.0
    return {**share, **clusters.figures()}


def _read(document: Document) -> Iterable[Record]:
    from servanda.engine import read_document

    return read_document(document).records


def main() -> None:
    """Print the figures of one side of the held-out line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docs", nargs="*")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--instruments", action="store_true")
    args = parser.parse_args()
    found = measure(held_out=args.held_out, names=tuple(args.docs), errors=args.errors,
                    instruments=args.instruments)  # fmt: skip
    for name, value in (found or {}).items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
