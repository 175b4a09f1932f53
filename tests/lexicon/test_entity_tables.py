"""The entity tables hold together: ids, references, periods, sources, names."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Entity, GenericTitle, Leading, Membership, Seat, Term
from servanda.lexicon.tables import VERIFIED, first_day, last_day

ENTITIES = load_entities()
PREFIXES = {
    "states": "state", "polities": "polity", "places": "place", "organisations": "org",
    "groups": "group", "persons": "person", "offices": "office", "seats": "seat",
}  # fmt: skip
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OFFICE_ID = re.compile(r"office:([A-Z]{3}|[a-z0-9-]+)/[a-z0-9-]+")
OFFICE_KINDS = {
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister",
    "secretary_general", "spokesperson", "official", "leader", "deputy", "envoy", "speaker",
    "commander",
}  # fmt: skip
#: Terms with one of these words in `note` may overlap others of the same office.
OVERLAP_MARKS = ("acting", "rival", "collective", "disputed")


def every_row() -> Iterable[Entity | Term | Membership | GenericTitle | Leading]:
    """All rows of all tables."""
    for table in (*PREFIXES, "terms", "memberships", "generic_titles", "leading"):
        yield from getattr(ENTITIES, table)


def label(row: Entity | Term | Membership | GenericTitle | Leading) -> str:
    """A short name of a row for messages."""
    return " ".join(str(getattr(row, name)) for name in row.__struct_fields__[:3])


def test_ids_are_unique_and_well_formed() -> None:
    ids = [row.id for table in PREFIXES for row in getattr(ENTITIES, table)]
    assert [id_ for id_, n in Counter(ids).items() if n > 1] == []
    for table, prefix in PREFIXES.items():
        for row in getattr(ENTITIES, table):
            kind, _, rest = row.id.partition(":")
            assert kind == prefix, row.id
            if prefix == "state":
                assert re.fullmatch(r"[A-Z]{3}", rest), row.id
            elif prefix == "office":
                assert OFFICE_ID.fullmatch(row.id), row.id
            else:
                assert SLUG.fullmatch(rest), row.id


def test_every_row_has_source_and_verified() -> None:
    bad = [label(row) for row in every_row() if not row.source or row.verified not in VERIFIED]
    assert bad == []


def test_no_name_is_empty_or_padded() -> None:
    bad = []
    for row in every_row():
        for field in row.__struct_fields__:
            value = getattr(row, field)
            texts = value if isinstance(value, tuple) else (value,)
            if any(text != text.strip() or "  " in text for text in texts):
                bad.append((label(row), field))
            if isinstance(value, tuple) and not all(value):
                bad.append((label(row), field))
        if not getattr(row, "name", "unnamed"):
            bad.append((label(row), "name"))
    assert bad == []


def test_every_reference_resolves() -> None:
    known = ENTITIES.by_id
    bad = [m for m in ENTITIES.memberships if m.org not in known or m.member not in known]
    assert bad == []
    assert [t for t in ENTITIES.terms if t.person not in known or t.office not in known] == []
    assert [o for o in ENTITIES.offices if o.of not in known] == []
    assert [s for s in ENTITIES.seats if s.stands_for not in known] == []
    assert [row for row in ENTITIES.leading if row.of not in known] == []
    for polity in ENTITIES.polities:
        assert set(polity.claimed_by) <= set(known), polity.id
    for place in ENTITIES.places:
        assert set(place.claimed_by) <= set(known), place.id
    for group in ENTITIES.groups:
        assert set(group.states) <= set(known), group.id
    for person in ENTITIES.persons:
        assert set(person.of) <= set(known), person.id


def test_periods_run_forward() -> None:
    bad = []
    for row in every_row():
        pairs = [("start", "end"), ("founded", "dissolved")]
        for start, end in pairs:
            if hasattr(row, start):
                begins, ends = getattr(row, start), getattr(row, end)
                if first_day(begins) > last_day(ends):
                    bad.append(label(row))
    assert bad == []


def test_two_holders_of_one_office_do_not_overlap_unless_marked() -> None:
    bad = []
    for terms in ENTITIES.terms_by_office.values():
        plain = [t for t in terms if not any(mark in t.note for mark in OVERLAP_MARKS)]
        for one, two in combinations(plain, 2):
            # A shared day or an imprecise month is a hand-over, not an overlap.
            begins = max(last_day(one.start or "0001"), last_day(two.start or "0001"))
            ends = min(first_day(one.end or "9999"), first_day(two.end or "9999"))
            if begins < ends:
                bad.append((label(one), label(two)))
    assert bad == []


def test_only_the_last_plain_term_of_an_office_is_open() -> None:
    bad = []
    for terms in ENTITIES.terms_by_office.values():
        plain = [t for t in terms if not any(mark in t.note for mark in OVERLAP_MARKS)]
        bad += [label(one) for one, _ in pairwise(plain) if not one.end]
    assert bad == []


def test_open_terms_say_as_of_when() -> None:
    bad = [label(t) for t in ENTITIES.terms if not t.end and "open as of" not in t.note]
    assert bad == []
    assert [label(t) for t in ENTITIES.terms if t.end and "open as of" in t.note] == []


def test_offices_have_known_kinds_and_titles() -> None:
    for office in ENTITIES.offices:
        assert office.kind in OFFICE_KINDS, office.id
        assert office.titles, office.id


def test_generic_titles_name_known_kinds() -> None:
    for row in ENTITIES.generic_titles:
        assert row.kinds, row.id
        assert set(row.kinds) <= OFFICE_KINDS, row.id


def test_every_office_but_the_untold_has_a_term() -> None:
    assert [o.id for o in ENTITIES.offices if o.id not in ENTITIES.terms_by_office] == []


def test_contested_places_keep_at_least_two_names() -> None:
    bad = [p.id for p in ENTITIES.places if len(p.claimed_by) > 1 and not p.names]
    assert bad == []


def test_polities_name_the_states_that_claim_them_and_are_never_states() -> None:
    assert [p.id for p in ENTITIES.polities if not p.claimed_by] == []
    for polity in ENTITIES.polities:
        assert all(state.startswith("state:") for state in polity.claimed_by), polity.id


def test_members_of_the_united_nations_are_exactly_the_current_states() -> None:
    day = "2025-01-01"
    members = {m.member for m in ENTITIES.members("org:un", day) if m.status == "member"}
    observers = {m.member for m in ENTITIES.members("org:un", day) if m.status == "observer"}
    current = {state.id for state in ENTITIES.states if not state.end}
    assert len(members) == 193
    assert observers == {"state:VAT", "state:PSE"}
    assert members | observers == current


def test_seats_of_one_name_for_one_owner_do_not_overlap() -> None:
    seen: dict[tuple[str, str], list[Seat]] = {}
    for seat in ENTITIES.seats:
        seen.setdefault((seat.name, seat.stands_for), []).append(seat)
    for seats in seen.values():
        for one, two in combinations(seats, 2):
            apart = last_day(one.end) <= first_day(two.start)
            assert apart or last_day(two.end) <= first_day(one.start), one.id


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("states", 195), ("polities", 15), ("places", 40), ("organisations", 60), ("seats", 150),
        ("groups", 50),
    ],
)  # fmt: skip
def test_the_tables_are_broad(table: str, least: int) -> None:
    assert len(getattr(ENTITIES, table)) >= least
