"""The status board: agreements, each as the record and every voice in the sources see it."""

from collections import Counter
from collections.abc import Iterable

from servanda.dossier.pages import Agreement, View, Why
from servanda.dossier.plain import mark_of, period_words
from servanda.dossier.scribe import Scribe
from servanda.lexicon.registry import Instrument
from servanda.model import Because, Finding, refs_of
from servanda.reasoning.board import board, seen_words

ENDED = frozenset(("expired", "terminated", "withdrawn", "superseded"))


def agreements(scribe: Scribe, perspectives: list[str] | None) -> list[Agreement]:
    """Return the agreements that the sources speak of, the most spoken of first, parts after."""
    case = scribe.case
    named = namings(scribe)
    grouped: dict[str, list[Finding]] = {}
    for finding in board(case, None, perspectives):
        grouped.setdefault(str(finding.values["instrument"]), []).append(finding)
    rows = [_agreement(scribe, name, found, named) for name, found in grouped.items()]
    return sorted(rows, key=lambda a: (-named[a.part_of or a.id], a.part_of or a.id, a.id))


def namings(scribe: Scribe) -> Counter[str]:
    """Return how often the records name each instrument, parts counted with the whole."""
    same = scribe.case.evidence.same
    found: Counter[str] = Counter()
    for record in scribe.case.evidence.records:
        for ref in refs_of(record):
            if ref.id and ref.id.startswith("instrument:"):
                found[same.get(ref.id, ref.id).partition("#")[0]] += 1
    return found


def _agreement(
    scribe: Scribe, name: str, found: list[Finding], named: Counter[str]
) -> Agreement:
    row = scribe.case.registry.get(name)
    parent = name.partition("#")[0] if "#" in name else ""
    views = list(_views(scribe, found))
    return Agreement(
        id=name,
        title=scribe.name(name),
        full_title=row.title if row else "",
        date=scribe.words(row.date) if row else "",
        named=named[parent or name],
        terms=terms_words(row, name) if row else "",
        views=tuple(views),
        contested=any(not v.same_as_record for v in views) or any(not v.sure for v in views),
        part_of=parent,
        source=scribe.registry(row.id, row.title, row.source, row.verified) if row else None,
    )


def _views(scribe: Scribe, found: list[Finding]) -> Iterable[View]:
    """Yield a view for each perspective and status; parties with the same status go together."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for f in found:
        grouped.setdefault((f.values["seen_by"], f.values["says"]), []).append(f)
    record = {f.values["party"]: f.values["statuses"] for f in found
              if f.values["seen_by"] == "record"}  # fmt: skip
    for (seen_by, says), group in grouped.items():
        shape, tone = mark_of(group[0].values["statuses"])
        same = all(
            f.values["statuses"] == record.get(f.values["party"], f.values["statuses"])
            for f in group
        )
        yield View(
            seen_by=seen_by,
            words=seen_words(scribe.case, seen_by),
            status=says,
            shape=shape,
            tone=tone,
            parties=tuple(str(f.values["party_name"]) for f in group),
            sure=all(f.values["sure"] for f in group),
            same_as_record=same,
            notes=tuple(scribe.words(n) for n in _notes(group)),
            why=tuple(why(scribe, _merged(group))),
        )


def _notes(group: list[Finding]) -> list[str]:
    """Return the flags of a status in words, once each."""
    found = [b.text for f in group for b in f.because if b.rule in f.values["flags"]]
    return list(dict.fromkeys(found))


def _merged(group: list[Finding]) -> list[Because]:
    """Return the because-trees of several parties as one, equal nodes once."""
    return list(dict.fromkeys(b for f in group for b in f.because))


def why(scribe: Scribe, nodes: Iterable[Because]) -> Iterable[Why]:
    """Yield a because-tree as it is shown, with citations at its leaves."""
    for node in nodes:
        cite = scribe.of_leaf(node)
        yield Why(
            text="" if cite and cite.registry else scribe.words(node.text),
            law=node.law,
            rule=node.rule,
            cite=cite,
            children=tuple(why(scribe, node.children)),
        )


def terms_words(row: Instrument, name: str) -> str:
    """Return what the registry knows of term, renewal, notice and exit, in a sentence."""
    child = row.child(name) if "#" in name else None
    terms = child.terms if child else row.terms
    if terms.duration is None:
        said = "The registry has no end date for it"
    else:
        said = f"It runs for {period_words(terms.duration)}"
        if terms.renewal:
            said += f", then renews by {period_words(terms.renewal)} unless a party objects"
    if terms.notice:
        words = period_words(terms.notice)
        said += f"; {words}{chr(39) if words.endswith('s') else ''} notice"
    exits = {"allowed": "; leaving is provided for", "none": "; leaving is excluded"}
    return f"{said}{exits.get(terms.exit, '')}."
