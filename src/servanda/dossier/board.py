"""The status board: agreements, each as the record and every voice in the sources see it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from servanda.dossier.pages import Agreement, View, Why
from servanda.dossier.plain import listed, mark_of, period_words
from servanda.dossier.scribe import Scribe
from servanda.lexicon.registry import Instrument
from servanda.model import Because, Finding, refs_of
from servanda.reasoning.board import board
from servanda.reasoning.parties import asserted_by

WORTH = ("breach_alleged", "disputed", "exit_contested", "reaffirmed", "disputed_date")
# Between the agreement's own day and the day on which the source told of it.
LATER = re.compile(r"some day from \d+ \w+ \d{4} to (?=(\d+ \w+ \d{4}))")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def agreements(
    scribe: Scribe, perspectives: list[str] | None, names: Collection[str] | None = None, *,
    bare: bool = False,
) -> list[Agreement]:  # fmt: skip
    """Return the agreements that the sources speak of, the most spoken of first, parts after.

    With `names`, these alone; of a part the agreement must be among them. `bare` leaves out what
    the voices say and why each view is so.
    """
    case = scribe.case
    named = namings(scribe, names)
    grouped: dict[str, list[Finding]] = {}
    for finding in board(case, names, perspectives):
        grouped.setdefault(str(finding.values["instrument"]), []).append(finding)
    whole = {name: _agreement(scribe, name, found, named, bare=bare)
             for name, found in grouped.items()}  # fmt: skip
    rows = [_own(a, whole[a.part_of]) if a.part_of in whole else a for a in whole.values()]
    return sorted(rows, key=lambda a: (-named[a.part_of or a.id], a.part_of or a.id, a.id))


def agreement(
    scribe: Scribe, name: str, perspectives: list[str] | None, named: Counter[str]
) -> Agreement:
    """Return one agreement, whether or not the sources speak of it; `named` as from `namings`."""
    return _agreement(scribe, name, board(scribe.case, [name], perspectives), named)


def _own(part: Agreement, whole: Agreement) -> Agreement:
    """Return a part with the formal record and those views that are not the whole's."""
    known = {(v.seen_by, v.status, v.parties) for v in whole.views}
    views = tuple(
        v for v in part.views
        if v.seen_by == "record" or (v.seen_by, v.status, v.parties) not in known
    )  # fmt: skip
    return replace(part, views=views or part.views)


def namings(scribe: Scribe, names: Iterable[str] | None = None) -> Counter[str]:
    """Return how often the records name each instrument, or some; parts count with the whole."""
    case = scribe.case
    wholes = case.called_all if names is None else {n.partition("#")[0] for n in names}
    found: Counter[str] = Counter()
    for name in wholes:
        for id_ in case.called(name):
            if id_.startswith("instrument:"):
                told = (ref for r in case.shelves.about(id_) for ref in refs_of(r))
                found[name] += sum(ref.id == id_ for ref in told)
    return found


def _agreement(
    scribe: Scribe, name: str, found: list[Finding], named: Counter[str], *, bare: bool = False
) -> Agreement:
    row = scribe.case.registry.get(name)
    parent = name.partition("#")[0] if "#" in name else ""
    views = list(_views(scribe, name, found, bare=bare))
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


def _views(scribe: Scribe, name: str, found: list[Finding], *, bare: bool) -> Iterable[View]:
    """Yield a view for each perspective and status; parties with the same status go together."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for f in found:
        grouped.setdefault((f.values["seen_by"], f.values["says"]), []).append(f)
    formal = [f for f in found if f.values["seen_by"] == "record"]
    record = {f.values["party"]: f.values["statuses"] for f in formal}
    differ = {
        f.values["seen_by"] for f in found
        if f.values["statuses"] != record.get(f.values["party"], f.values["statuses"])
    }  # fmt: skip
    shown = set() if bare else {_key(b) for b in _merged(formal) if b.rule in _flags(formal)}
    words = {} if bare else own_words(scribe, name)
    for (seen_by, says), group in grouped.items():
        shape, tone = mark_of(group[0].values["statuses"])
        nodes = [b for b in ([] if bare else _merged(group))
                 if seen_by == "record" or _key(b) not in shown]  # fmt: skip
        flags = _flags(group)
        voice = seen_by.partition(":")[2]
        yield View(
            seen_by=seen_by,
            voice=scribe.name(voice) if voice else "",
            words=in_words(scribe, seen_by),
            status=says,
            shape=shape,
            tone=tone,
            parties=tuple(str(f.values["party_name"]) for f in group),
            sure=all(f.values["sure"] for f in group),
            same_as_record=seen_by not in differ,
            flags=tuple(f.replace("_", " ") for f in sorted(flags) if f in WORTH),
            notes=tuple(scribe.words(b.text) for b in nodes if b.rule in flags),
            said=tuple(scribe.cite(r) for r in words.get(voice, ())),
            why=tuple(why(scribe, nodes)),
        )


def in_words(scribe: Scribe, seen_by: str) -> str:
    """Return a perspective in words: "by the formal record", "as Russia sees it"."""
    kind, _, name = seen_by.partition(":")
    if kind == "record":
        return "by the formal record"
    return f"as {scribe.name(name)} {'sees' if kind == 'party' else 'tells'} it"


def own_words(scribe: Scribe, name: str) -> dict[str, list[str]]:
    """Return by voice the records in which it says that something was done to an agreement."""
    case = scribe.case
    out: dict[str, list[str]] = {}
    for record in case.acts_on(name):
        voice = asserted_by(record, case.entities, case.evidence)
        out.setdefault(voice, []).append(record.id)
    return out


def _flags(group: list[Finding]) -> set[str]:
    """Return the names of the flags that stand on findings."""
    return {flag for f in group for flag in f.values["flags"]}


def _key(node: Because) -> tuple[str, ...]:
    """Return by what a node is known: its rule and what it rests on; without leaves, its words."""
    leaves = sorted(c.record or c.registry for c in node.children)
    return (node.rule, *leaves) if leaves else (node.rule, node.text)


def _merged(group: list[Finding]) -> list[Because]:
    """Return the because-trees of several parties as one.

    A rule stands once with all its leaves; flags that rest on the same leaves and differ in their
    day alone become one with the range of days.
    """
    flags = _flags(group)
    nodes: dict[tuple[str, ...], list[Because]] = {}
    for node in (b for f in group for b in f.because):
        key = _key(node) if node.rule in flags else (node.rule, node.text)
        nodes.setdefault(key, []).append(node)
    return [
        replace(
            same[0],
            text=one_text([b.text for b in same]),
            children=tuple(dict.fromkeys(c for b in same for c in b.children)),
        )
        for same in nodes.values()
    ]


def one_text(texts: list[str]) -> str:
    """Return one wording for several that differ in their days: these become a range."""
    days = sorted({d for t in texts for d in DAY.findall(t)})
    if len(set(texts)) == 1 or len(days) < 2:
        return texts[0]
    return DAY.sub(f"a day from {days[0]} to {days[-1]}", texts[0], count=1)


def why(scribe: Scribe, nodes: Iterable[Because]) -> Iterable[Why]:
    """Yield a because-tree as it is shown, with citations at its leaves.

    Neighbours that say the same become one with the leaves of all.
    """
    alike: dict[tuple[str, str, str], list[Why]] = {}
    for n, node in enumerate(nodes):
        one = _shown(scribe, node)
        key = (one.text, one.law, one.rule) if one.children else (str(n), "", "")
        alike.setdefault(key, []).append(one)
    for same in alike.values():
        children = dict.fromkeys(c for one in same for c in one.children)
        yield replace(same[0], children=tuple(_acts_joined(scribe, children)))


def _acts_joined(scribe: Scribe, leaves: Iterable[Why]) -> Iterable[Why]:
    """Yield leaves; acts of the registry that differ in their party alone are one."""
    groups: dict[tuple[str, ...], list[tuple[str, Why]]] = {}
    for n, leaf in enumerate(leaves):
        row = scribe.case.row(leaf.cite.registry) if leaf.cite is not None else None
        if row is None or leaf.cite is None or row["actor"] == "all" or leaf.children:
            groups[(str(n),)] = [("", leaf)]
            continue
        who = scribe.name(str(row["actor"]))
        alike = leaf.cite.note.replace(f", {who}, ", ", {}, ", 1)
        groups.setdefault((alike, leaf.cite.source), []).append((who, leaf))
    for (alike, *_), found in groups.items():
        leaf = found[0][1]
        if len(found) > 1 and leaf.cite is not None:
            note = alike.format(listed([who for who, _ in found], most=12))
            leaf = replace(leaf, cite=replace(leaf.cite, note=note))
        yield leaf


def _shown(scribe: Scribe, node: Because) -> Why:
    cite = scribe.of_leaf(node)
    text = "" if cite and cite.registry else scribe.words(node.text)
    if cite is not None:
        text = text.removesuffix(f" - claimed by {cite.who}")
    if cite is not None and cite.record:
        text = LATER.sub(lambda m: "by " if m[1] == cite.when else m[0], text)
    return Why(text=text, law=node.law, rule=node.rule, cite=cite,
               children=tuple(why(scribe, node.children)))  # fmt: skip


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
