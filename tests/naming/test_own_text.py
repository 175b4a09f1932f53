"""The text of an agreement as an agreement: its parties, terms, signature, and what is its own."""

from datetime import date

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Act, Commitment, Instrument, Record
from servanda.naming.own_terms import terms_of

TITLE = "Protocol on Disengagement in the Sarvan Valley"
TEXT = f"""# {TITLE}

Signed at Geneva on 1 March 2024 between the Republic of Kenya and the Federal Democratic Republic \
of Ethiopia, in the presence of the Minister of Switzerland.

Recalling the Agreement on the Moyale Road of 2019,

Article 1

1. Kenya shall withdraw 600 troops within 60 days of the entry into force of this Protocol.

2. The Parties shall not deploy heavy weapons.

Article 2

This Protocol shall enter into force 30 days after the exchange of instruments of ratification. It
shall remain in force for five years and be renewed automatically for periods of two years unless
a Party gives six months' notice.

Article 3

Done at Geneva on 1 March 2024.
"""


def read(text: str, title: str = TITLE) -> list[Record]:
    meta = Meta(title=title, genre="agreement", published=date(2024, 3, 1))
    return list(read_document(from_text(text, meta)).records)


def own(records: list[Record]) -> Instrument:
    return next(r for r in records if isinstance(r, Instrument) and r.rule == "own.title")


def test_parties_are_who_conclude_it_not_who_looks_on() -> None:
    assert [p.id for p in own(read(TEXT)).parties] == ["state:ETH", "state:KEN"]


def test_terms_stand_in_the_text_with_their_words() -> None:
    found = own(read(TEXT))
    assert found.terms is not None
    t = found.terms
    assert (t.entry.by, t.entry.delay) == ("ratification", "P30D")
    assert (t.duration, t.renewal, t.notice) == ("P5Y", "P2Y", "P6M")
    assert {m.field for m in found.marks} >= {"terms.duration", "terms.notice"}


def test_clauses_are_owed_under_the_text_by_its_parties() -> None:
    records = read(TEXT)
    name = own(records).entity.id
    owed = [r for r in records if isinstance(r, Commitment) and r.provision.startswith("article 1")]
    assert {r.instrument.id for r in owed if r.instrument} == {name}
    mutual = next(r for r in owed if r.force == "prohibition")
    assert {b.id for b in mutual.bearers} == {"state:ETH", "state:KEN"}


def test_it_is_signed_where_it_says_so_and_not_in_force_because_it_will_be() -> None:
    acts = [r for r in read(TEXT) if isinstance(r, Act)]
    done = [a for a in acts if a.modality == "actual"]
    assert [(a.act, a.date.edtf if a.date else "") for a in done] == [("signature", "2024-03-01")]
    assert not [a for a in acts if a.act == "entry_into_force" and a.modality == "actual"]


def test_a_text_without_a_day_of_signature_tells_of_none() -> None:
    text = TEXT.replace("Signed at Geneva on 1 March 2024 between", "Between")
    text = text.replace("Done at Geneva on 1 March 2024.", "In force only when signed.")
    assert not [r for r in read(text) if isinstance(r, Act) and r.act == "signature"]


def test_a_report_on_an_agreement_is_no_agreement() -> None:
    document = from_text(TEXT, Meta(title=TITLE, genre="report", published=date(2024, 3, 1)))
    rules = {r.rule for r in read_document(document).records}
    assert not rules & {"own.title", "own.signature"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It shall last for ten (10) years.", {"duration": "P10Y"}),
        ("It may withdraw on ninety days' notice.", {"notice": "P90D", "exit": "allowed"}),
        ("A Party may terminate it at any time.", {"exit": "allowed"}),
        ("This Treaty shall not be denounced.", {"exit": "none"}),
        ("It enters into force upon signature.", {}),
        ("Inspectors shall be given 24 hours' notice of visits.", {}),
        ("Each visit may last for two days.", {}),
    ],
)  # fmt: skip
def test_terms_are_those_of_the_agreement_alone(text: str, expected: dict[str, str]) -> None:
    terms, _ = terms_of(text)
    told = {n: getattr(terms, n) for n in expected}
    assert told == expected
    if not expected:
        assert terms is None or (terms.duration, terms.notice, terms.exit) == (None, None, "silent")
