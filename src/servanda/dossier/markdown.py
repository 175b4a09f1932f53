"""The pages as Markdown: the same content as the HTML, for notes and version control."""

import re
from collections.abc import Iterable, Iterator

from servanda.dossier.history import whom
from servanda.dossier.html import visible
from servanda.dossier.pages import Agreement, Cite, DutyRow, Pages, SourceText, View, Why
from servanda.dossier.plain import counted, listed

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(pages: Pages) -> str:
    """Return the pages as one Markdown document; texts of sources are escaped."""
    sections = (
        _cover, _status, _duties, _clashes, _timeline, _changes, _actors, _positions,
        _predictions, _scores, _questions, _review, _sources, _citing,
    )  # fmt: skip
    return "\n".join(line for section in sections for line in section(pages)) + "\n"


def text(words: object) -> str:
    """Return words on one line in which nothing is taken for Markdown or HTML."""
    return SPECIAL.sub(r"\\\1", visible(" ".join(str(words).split())))


def cite(c: Cite) -> str:
    """Return a citation in words: the quote in its context, who, when, where, reviewed or not."""
    if c.registry:
        return text("registry: " + ", ".join(w for w in (c.note, c.source) if w))
    if not c.record:
        return ""
    quote = f"“{text(c.before)} **{text(c.quote)}** {text(c.after)}”".replace("“ ", "“")
    mark = ", unreviewed, about a person" if c.person else ", not reviewed" if c.pending else ""
    return f"{quote.replace(' ”', '”')} - {text(f'{c.who}, {c.when}, in {c.source}')}{mark} " \
           f"(`{c.record}`)"  # fmt: skip


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], empty: str) -> Iterator[str]:
    """Yield a table, or a sentence where it has no rows."""
    heads, rows = list(heads), [list(r) for r in rows]
    if not rows:
        yield empty
        return
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _cover(p: Pages) -> Iterator[str]:
    c = p.cover
    yield f"# {text(c.question)}\n\nAs of {c.as_of_words}, {text(c.seen_by)}.\n"
    if c.accepted_only:
        yield "Only what a person has accepted is used here.\n"
    for a in c.answers:
        yield f"## {text(a.title)}" + (f": {a.status}" if a.status else "")
        if a.note:
            yield f"\n{text(a.note)}"
        yield ""
        for line in a.lines:
            mark = " *(on unreviewed records alone)*" if line.pending else ""
            part = f"*{line.part}*: " if line.part else ""
            yield f"- {part}{text(line.text)}{mark}"
            yield from (f"  - {cite(x)}" for x in line.cites)
        yield ""
    if not c.answers:
        yield "These sources speak of no agreement that could be identified.\n"
    yield "## What this rests on\n"
    yield from table(
        ["Source", "By", "Published", "Kind", "Depends on", "Records"],
        ([text(s.title), text(s.by), s.published, s.genre, text("; ".join(s.depends)),
          str(s.records)] for s in c.sources),
        "No source was given.",
    )  # fmt: skip
    yield "\n## Limits\n"
    yield from (f"- {text(limit)}" for limit in c.limits)
    yield from (f"- not used for a status: {text(u)}" for u in c.unresolved)


def _status(p: Pages) -> Iterator[str]:
    yield "\n## Does it hold, and as who sees it\n"
    for a in p.agreements:
        yield from _agreement(a)
    if not p.agreements:
        yield "No agreement with a known status is named in these sources."


def _agreement(a: Agreement) -> Iterator[str]:
    yield f"### {text(a.title)}\n"
    yield f"{text(a.full_title)}. {text(a.terms)} {cite(a.source) if a.source else ''}\n"
    yield from table(
        ["View", "Status", "For", "Notes"],
        ([text(v.words), _sure(v), text(listed(v.parties)), text("; ".join(v.notes))]
         for v in a.views),
        "",
    )  # fmt: skip
    for v in a.views:
        yield f"\nWhy {text(v.words)}, {v.status}:\n"
        yield from _tree(v.why, 0)
    yield ""
    if a.history:
        yield "Status over time:\n"
        yield from table(
            ["View", "For", "From", "To", "Status"],
            ([text(h.words), text(whom(h)), s.first, s.last,
              s.status + ("" if s.sure else " (not sure)")] for h in a.history for s in h.spells),
            "",
        )  # fmt: skip
        yield ""
    if a.owed:
        yield "Who owes whom:\n"
        yield from table(
            ["Who", "Whom", "Duties", "What is shown of them"],
            ([text(o.bearer), text(o.towards), str(o.number),
              text("; ".join(o.states) or "nothing found")] for o in a.owed),
            "",
        )  # fmt: skip
        yield ""
    yield from (f"- {text(v.locator)}: {text(v.text)} {cite(v.cite)}" for v in a.provisions)
    yield ""


def _sure(view: View) -> str:
    return f"{view.shape} {view.status}" + ("" if view.sure else " (not sure)")


def _tree(nodes: tuple[Why, ...], depth: int) -> Iterator[str]:
    for node in nodes:
        law = f" ({node.law})" if node.law else ""
        said = " ".join(x for x in (text(node.text) + law, cite(node.cite) if node.cite else "")
                        if x)  # fmt: skip
        yield "  " * depth + f"- {said}"
        yield from _tree(node.children, depth + 1)


def _duties(p: Pages) -> Iterator[str]:
    yield "\n## Who owes what, and what each side shows of it\n"
    yield from table(
        ["Agreement", "Provision", "Who owes what", "Due", "Binds?", "Own side says",
         "Other side says", "Others say", "So far", "From"],
        (_duty(d) for d in p.duties),
        "No duty is known.",
    )  # fmt: skip


def _duty(d: DutyRow) -> list[str]:
    owes = f"{d.bearer} {d.verb} {d.action}"
    owes += f" (towards {listed(d.towards)})" if d.towards else ""
    sides = ["; ".join(f"{s.says}: {cite(s.cite)}" for s in side)
             for side in (d.own, d.other, d.third)]  # fmt: skip
    rest = "; ".join(cite(c) for c in d.rests_on)
    return [text(d.agreement), text(d.provision), text(owes), text(d.due), d.binds, *sides,
            "; ".join([f"{d.shape} {text(d.state)}", *map(text, d.notes)]), rest]  # fmt: skip


def _clashes(p: Pages) -> Iterator[str]:
    yield "\n## Contradictions, side by side\n"
    for k in p.clashes:
        yield f"- **{text(k.what)}**: {text(k.explanation)}"
        yield from (f"  - {said}" for side in (k.a, *k.more, k.b) if (said := cite(side)))
        if k.internal:
            yield "  - inside one document"
        if k.copies:
            yield f"  - told again in {counted(k.copies, 'more place', 'more places')}"
        yield f"  - no contradiction if {text(k.dissolved_by)} (rule {k.rule})"
        yield f"  - {text(k.judged or 'no person has judged it')}"
    if not p.clashes:
        yield "No contradiction found by the rules tried."


def _timeline(p: Pages) -> Iterator[str]:
    yield "\n## Timeline\n"
    yield from table(
        ["When", "Lane", "What", "Told by"],
        ([t.words, t.lane, text(t.what) + (f" ({t.meant})" if t.meant else ""), cite(t.cite)]
         for t in p.timeline),
        "Nothing in these sources has a date of its own.",
    )  # fmt: skip


def _changes(p: Pages) -> Iterator[str]:
    yield "\n## What changed between two dates\n"
    yield from table(
        ["When", "Agreement", "For", "Before", "After", "In whose eyes"],
        ([v.when, text(v.title), text(listed(v.parties)), v.before, v.after, text(v.words)]
         for v in p.changes),
        "No change of a status is on record for the agreements named in these sources.",
    )  # fmt: skip


def _actors(p: Pages) -> Iterator[str]:
    yield "\n## Who deals with whom\n"
    yield from table(
        ["From", "To", "What", "For example"],
        ([text(t.source), text(t.target), text(t.words), "; ".join(map(cite, t.cites))]
         for t in p.ties),
        "These sources tell of nothing that one known actor owes or does to another.",
    )  # fmt: skip


def _positions(p: Pages) -> Iterator[str]:
    yield "\n## Positions over time\n"
    yield from table(
        ["Holder", "Issue", "When", "Position", "In whose words"],
        ([text(h.holder), text(s.issue or h.issue), s.when, text(s.stance), cite(s.cite)]
         for h in p.positions for s in h.stances),
        "No source takes, or reports, a position.",
    )  # fmt: skip


def _predictions(p: Pages) -> Iterator[str]:
    yield "\n## Predictions\n"
    yield from table(
        ["Who", "Says that", "Said", "By when", "How likely", "If", "Now", "In the source"],
        ([text(r.who), text(r.what), r.said, r.until, r.probability, text(r.condition),
          r.standing, cite(r.cite)] for r in p.predictions),
        "No source predicts anything that could be put to the test.",
    )  # fmt: skip
    if any(r.nearest for r in p.predictions):
        yield "\n### Later passages nearest to what nothing decides; they decide nothing either\n"
    for r in p.predictions:
        if r.nearest:
            yield f"- {text(r.what)} (`{r.cite.record}`)"
            yield from (f"  - {cite(c)}" for c in r.nearest)


def _scores(p: Pages) -> Iterator[str]:
    yield ""
    yield from table(
        ["Of", "Resolved", "Came true", "Brier", "Base rate", "Skill", "Log", "AUC"],
        ([text(s.group), str(s.number), str(s.came), s.brier or "too few", s.base, s.skill, s.log,
          s.auc] for s in p.scores),
        "Nothing can be scored yet.",
    )  # fmt: skip


def _questions(p: Pages) -> Iterator[str]:
    yield "\n## Open questions\n"
    for q in p.questions:
        kind = " (rhetorical)" if q.rhetorical else ""
        yield f"- {text(q.text)}{kind} - {text(q.who)}, {q.cite.when} (`{q.cite.record}`)"
    if not p.questions:
        yield "No source asks a question that waits for an answer."


def _review(p: Pages) -> Iterator[str]:
    yield "\n## What rests on unreviewed records\n"
    yield from table(
        ["Kind", "Found", "Accepted", "Unsure", "Not reviewed"],
        ([t.kind, str(t.total), str(t.accepted), str(t.unsure), str(t.pending)]
         for t in p.cover.tallies),
        "No record was found in these sources.",
    )  # fmt: skip
    yield ""
    yield from (f"- on unreviewed records alone: {text(r)}" for r in p.cover.resting)


def _sources(p: Pages) -> Iterator[str]:
    yield "\n## The sources\n"
    for s in p.sources:
        yield from _source(s)


def _source(s: SourceText) -> Iterator[str]:
    yield f"### {text(s.title)}\n\n{text(s.citation)}, {counted(len(s.cards), 'card')}\n"
    if s.why_quotes:
        yield f"{text(s.why_quotes)}\n"
    for piece in s.blocks:
        yield f"> {text(s.text[piece.start : piece.end])}\n>"
    yield ""
    for k in s.cards:
        quote = " … ".join(text(q) for _, _, q in k.anchors)
        context = f" [{text(k.before)} … {text(k.after)}]" if s.why_quotes else ""
        person = ", unreviewed, about a person" if k.person else ""
        places = ", ".join(f"{start}-{end}" for start, end, _ in k.anchors)
        yield (f"- `{k.id}` {text(k.says)}: “{quote}”{context} at {places}"
               f"{f', {text(k.who)}' if k.who else ''}{f', {k.when}' if k.when else ''}"
               f", {k.status}{person}")  # fmt: skip
    yield ""


def _citing(p: Pages) -> Iterator[str]:
    yield f"\n## How to cite\n\n{text(p.citation)}\n"
    yield from (f"{n}. {text(s.citation)}" for n, s in enumerate(p.sources, start=1))
