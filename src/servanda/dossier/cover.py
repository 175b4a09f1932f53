"""The cover: the question, and an answer whose every sentence is made of cited records."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from servanda.asking import ask
from servanda.dossier.echoes import dependencies
from servanda.dossier.pages import (
    Agreement,
    Answer,
    Cite,
    ClashRow,
    Cover,
    DutyRow,
    Line,
    SourceRow,
    Tally,
    View,
    Why,
)
from servanda.dossier.plain import counted, listed, slug
from servanda.dossier.scribe import Scribe
from servanda.model import Document, Record, kind_of
from servanda.model.date_words import came_out, day_words

QUESTION = "Who committed to what, to whom, and does it still hold?"
FOREMOST = 3  # agreements that the cover speaks of
TELLING = ("reaffirmed", "breach_alleged", "breach_cleared", "exit_contested", "disputed")
TONES = ("bad", "warn", "good", "calm")
FEW = 3  # duties, and contradictions, on the cover for each
LANGUAGES = {"en": "English", "ru": "Russian", "fr": "French", "de": "German", "es": "Spanish",
             "ar": "Arabic", "hy": "Armenian", "az": "Azerbaijani", "uk": "Ukrainian",
             "zh": "Chinese", "tr": "Turkish", "fa": "Persian", "ka": "Georgian"}  # fmt: skip


def answers(
    scribe: Scribe, question: str, seen_by: list[str] | None, agreements: list[Agreement],
    duties: list[DutyRow], clashes: list[ClashRow],
) -> list[Answer]:  # fmt: skip
    """Return the answer to a question asked, then the standing one on the foremost agreements.

    Foremost are those that voices see differently, then those most spoken of.
    """
    out = []
    if question and question != QUESTION:
        out.append(_asked(scribe, question, seen_by))
    whole = sorted((a for a in agreements if not a.part_of), key=lambda a: not _disputed(a))
    for agreement in whole[:FOREMOST]:
        parts = [a for a in agreements if a.part_of == agreement.id]
        out.append(_standing(agreement, parts, duties, clashes))
    late = {r.id for d in _later(scribe) for r in scribe.case.shelves.within(d.id)}
    return [replace(a, lines=tuple(_in_time(li, late) for li in a.lines)) for a in out]


def _later(scribe: Scribe) -> list[Document]:
    """Return the sources published after the day asked about."""
    documents = scribe.case.evidence.documents.values()
    return [d for d in documents if d.published and d.published > scribe.case.day]


def _in_time(told: Line, late: set[str]) -> Line:
    """Return a line with its citations, those of late records last.

    What is quoted first is then of a source that was there on the day asked about.
    """
    return replace(told, cites=tuple(sorted(told.cites, key=lambda c: c.record in late)))


def _disputed(agreement: Agreement) -> bool:
    """Say whether a voice sees an agreement otherwise than the record."""
    return any(not v.same_as_record for v in agreement.views)


def _asked(scribe: Scribe, question: str, seen_by: list[str] | None) -> Answer:
    """Return the answer of the asking room, its records cited."""
    found = ask(scribe.case, question, seen_by=seen_by)
    lines = [
        line(
            scribe.words(s.text),
            [*map(scribe.cite, s.records), *map(scribe.row, s.registry)],
        )
        for s in found.sentences
    ]
    empty = "" if lines else "Not in the record: no record of these sources answers this."
    return Answer(title="Answer from the record", lines=tuple(lines), note=empty or found.note)


def _standing(
    agreement: Agreement, parts: list[Agreement], duties: list[DutyRow], clashes: list[ClashRow]
) -> Answer:
    """Return what the record and the voices say of an agreement, its duties and contradictions."""
    first = agreement.views[0]
    mine = sorted((d for d in duties if d.agreement == agreement.title and d.shown),
                  key=lambda d: TONES.index(d.tone))  # fmt: skip
    about: dict[str, list[Cite]] = {}  # contradictions in the same words are told once
    for c in clashes:
        if agreement.title in c.explanation:
            about.setdefault(c.explanation, []).extend([c.a, *c.more, c.b])
    lines = [_formal(agreement), *(_formal(p) for p in parts), *_voices(agreement)]
    lines += _flags(agreement)
    lines += _some([_duty(d) for d in mine], "Duties reported on", "duties")
    lines += _some([line(_capital(said) + ".", cites) for said, cites in about.items()],
                   "Contradictions", "clashes")  # fmt: skip
    return Answer(
        title=agreement.title, lines=tuple(lines), status=first.status, shape=first.shape,
        tone=first.tone, go=f"i-{slug(agreement.id)}",
    )  # fmt: skip


def _some(lines: list[Line], part: str, go: str) -> list[Line]:
    """Return the first lines under a heading, and how many more there are and where."""
    shown = [replace(li, part=part) for li in lines[:FEW]]
    if len(lines) > FEW:
        shown.append(Line(f"{len(lines) - FEW} more", part=part, go=go))
    return shown


def _formal(agreement: Agreement) -> Line:
    """Return what the formal record shows, with the term that the registry knows."""
    views = [v for v in agreement.views if v.seen_by == "record"] or [agreement.views[0]]
    cites = [c for v in views for c in _cites(v)]
    source = [agreement.source] if agreement.source and not cites else []
    term = f" {agreement.terms}" if agreement.terms else ""
    return replace(line(_sentence(agreement, views) + term, [*cites, *source]),
                   part="Formal record")  # fmt: skip


def _voices(agreement: Agreement) -> list[Line]:
    """Return a sentence for each voice that differs from the record, and one for the others."""
    known = {_key(c) for v in agreement.views if v.seen_by == "record" for c in _cites(v)}
    voices: dict[str, list[View]] = {}
    for view in agreement.views:
        if view.seen_by != "record":
            voices.setdefault(view.seen_by, []).append(view)
    differ, alike = [], []
    for views in voices.values():
        if all(v.same_as_record for v in views):
            alike += views
            continue
        cites = [c for v in views for c in _cites(v)]
        new = [c for c in cites if _key(c) not in known]
        differ.append(line(_sentence(agreement, views), new or cites))
    out = _some(differ, "Seen otherwise", f"i-{slug(agreement.id)}")
    if alike and agreement.views[0].seen_by == "record":
        names = list(dict.fromkeys(v.voice for v in alike))
        verb = "sees" if len(names) == 1 else "see"
        said = line(f"{listed(names, most=4)} {verb} it no differently.",
                    [c for v in alike for c in v.said or _cites(v)])  # fmt: skip
        out.append(replace(said, part="Seen alike"))
    return out


def _flags(agreement: Agreement) -> list[Line]:
    """Return what else is on record: reaffirmations, alleged breaches, contested exits."""
    views = [v for v in agreement.views if v.seen_by == "record"]
    nodes = {n.text: n for v in views for n in v.why if n.rule in TELLING}
    told = sorted(nodes.values(), key=lambda n: TELLING.index(n.rule))
    lines = [line(_capital(n.text) + ".", _leaves(n)) for n in told]
    return _some(lines, "Also on record", f"i-{slug(agreement.id)}")


def _sentence(agreement: Agreement, views: list[View]) -> str:
    """Return what one voice sees in a sentence, parties of the same status together."""
    parts = []
    for n, view in enumerate(views):
        who, what = listed(view.parties), agreement.title if n == 0 else "it"
        if not view.sure:
            parts.append(f"it is not sure whether {what} is {view.status} for {who}")
        elif view.status == "not a party":
            verb = "is" if len(view.parties) == 1 else "are"
            parts.append(f"{who} {verb} not a party to {what}")
        else:
            parts.append(f"{what} is {view.status} for {who}")
    return f"{_capital(views[0].words)}, {'; '.join(parts)}."


def _cites(view: View) -> Iterator[Cite]:
    """Yield the citations of what a status rests on, without those of its flags."""
    flags = set(view.notes)
    for node in view.why:
        if node.text not in flags:
            yield from _leaves(node)


def _leaves(node: Why) -> Iterator[Cite]:
    if node.cite is not None:
        yield node.cite
    for child in node.children:
        yield from _leaves(child)


def _key(cite: Cite) -> str:
    return cite.record or cite.registry


def _duty(duty: DutyRow) -> Line:
    """Return a duty and what is reported of it, in a sentence."""
    where = f" ({duty.provision})" if duty.provision else ""
    cites = [s.cite for s in (*duty.own, *duty.other, *duty.third)]
    return line(f"{duty.bearer} {duty.verb} {duty.action}{where}: {duty.state}.",
                [*cites, *duty.rests_on])  # fmt: skip


def line(text: str, cites: Iterable[Cite]) -> Line:
    """Return a sentence with its citations; it is pending where all of these are."""
    found = tuple({_key(c): c for c in cites}.values())
    return Line(text=text, cites=found, pending=bool(found) and all(c.pending for c in found))


def cover(
    scribe: Scribe, question: str, seen_by: list[str] | None, found: list[Answer],
    agreements: list[Agreement], *, accepted_only: bool,
) -> Cover:  # fmt: skip
    """Return the cover; `found` are the answers that it shows."""
    case = scribe.case
    resting = [li.text for a in found for li in a.lines if li.pending]
    return Cover(
        question=question or QUESTION,
        as_of=case.day.isoformat(),
        as_of_words=day_words(case.day),
        seen_by=_perspective(agreements, seen_by),
        answers=tuple(found),
        sources=tuple(_sources(scribe)),
        limits=tuple(_limits(scribe, agreements)),
        unresolved=tuple(_left_out(scribe)),
        tallies=tuple(_tallies(scribe)),
        resting=tuple(resting),
        accepted_only=accepted_only,
    )


def _perspective(agreements: list[Agreement], seen_by: list[str] | None) -> str:
    """Return whose views the page shows, in words."""
    words = dict.fromkeys(v.words for a in agreements for v in a.views)
    if seen_by or not words:
        return listed(list(words)) or "by the formal record"
    return "by the formal record, and as each voice in the sources sees it"


def _sources(scribe: Scribe) -> Iterator[SourceRow]:
    records = Counter(r.document for r in scribe.case.evidence.records)
    depends = dependencies(scribe)
    for d in scribe.case.evidence.documents.values():
        yield SourceRow(
            id=d.id, title=scribe.title(d), by=scribe.by(d), published=came_out(d),
            genre=d.genre if d.genre != "unknown" else "kind not known",
            language=LANGUAGES.get(d.language, d.language),
            translation=d.translation, records=records[d.id], rights=d.rights,
            depends=depends[d.id],
        )  # fmt: skip


def _limits(scribe: Scribe, agreements: list[Agreement]) -> Iterator[str]:
    """Yield what the reader must know before relying on the page."""
    documents = list(scribe.case.evidence.documents.values())
    yield (
        f"Only {counted(len(documents), 'source')} and the built-in registry of instruments were "
        "read. What they do not say is not known here; nothing found does not mean that nothing "
        "happened."
    )
    yield "It says who said what and what follows by which rule. It does not say who is right."
    machine = [d for d in documents if d.translation == "machine"]
    if machine:
        yield (f"{counted(len(machine), 'source is', 'sources are')} machine-translated: quotes "
               "are the translation's words.")  # fmt: skip
    undated = [d for d in documents if d.published is None]
    if undated:
        yield (f"{counted(len(undated), 'source has', 'sources have')} no certain date of "
               "publication.")  # fmt: skip
    if late := _later(scribe):
        yield (
            f"Published after {day_words(scribe.case.day)}: {counted(len(late), 'source')}. "
            "What is told there of days until then counts."
        )
    unsure = [a for a in agreements if any(not v.sure for v in a.views)]
    if unsure:
        yield f"The status is not sure for {listed([a.title for a in unsure])}."


def _left_out(scribe: Scribe) -> Iterator[str]:
    """Yield, counted, why acts that sources tell of could not be used for a status."""
    why = Counter(left.why for left in scribe.case.acts.left_out)
    for reason, n in why.most_common():
        yield reason if n == 1 else f"{reason} ({n} times)"


def _tallies(scribe: Scribe) -> Iterator[Tally]:
    verdicts = scribe.case.evidence.verdicts
    kinds: dict[str, list[Record]] = {}
    for record in scribe.case.evidence.records:
        kinds.setdefault(kind_of(record), []).append(record)
    for kind in sorted(kinds):
        said = [verdicts.get(r.id, "") for r in kinds[kind]]
        accepted, unsure = said.count("accept"), said.count("unsure")
        yield Tally(kind, len(said), accepted, unsure, len(said) - accepted - unsure)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
