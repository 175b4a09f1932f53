"""Terms of agreements' own texts: entry, duration, renewal, notice, exit, depositary."""

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Instrument
from servanda.naming.own_terms import depositary_of, ordinal_of, terms_of


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("This Treaty shall enter into force upon signature.", ("signature", "all", "P0D")),
        ("The present Convention shall enter into force on the thirtieth day following the deposit "
         "of the twenty-second instrument of ratification.", ("ratification", 22, "P30D")),
        ("This Accord shall enter into force 60 days after ten states have ratified it.",
         ("ratification", 10, "P60D")),
        ("It shall enter into force on the first day of the third month following the exchange of "
         "notes.", ("ratification", "all", "P3M")),
        ("This Pact shall enter into force on the first day of the month following the deposit of "
         "the last instrument of approval.", ("ratification", "all", "P1M")),
    ],
)  # fmt: skip
def test_entry_by_what_of_how_many_and_when(text: str, entry: tuple[str, object, str]) -> None:
    terms, _ = terms_of(text)
    assert terms is not None
    assert (terms.entry.by, terms.entry.needs, terms.entry.delay) == entry


@pytest.mark.parametrize(
    "text",
    [
        "Amendments shall enter into force on the thirtieth day after their adoption.",
        "Points 1 and 6 take effect today.",
        "A Party may withdraw its candidate. The panel shall report within 60 days.",
        "Any Party may terminate the works after giving 30 days' notice to the contractor.",
    ],
)
def test_terms_of_other_things_are_not_the_agreement_s(text: str) -> None:
    assert terms_of(text)[0] is None


@pytest.mark.parametrize(
    ("text", "duration", "renewal", "notice", "leaving"),
    [
        ("This Agreement is concluded for an unlimited period. Either Party may denounce this "
         "Agreement by written notification; it shall terminate six months after its receipt.",
         None, None, "P6M", "allowed"),
        ("This Memorandum will remain in effect for five years and will be extended automatically "
         "for periods of two years unless a side objects in writing three months before.",
         "P5Y", "P2Y", "P3M", "silent"),
        ("A State Party may denounce this Convention. The denunciation shall take effect on the "
         "first day of the sixth month following its receipt.", None, None, "P6M", "allowed"),
        ("Any State Party may, two years after the entry into force, withdraw from this Protocol; "
         "the withdrawal takes effect one year after notification.", None, None, "P1Y", "allowed"),
        ("This Treaty shall not be denounced.", None, None, None, "none"),
    ],
)  # fmt: skip
def test_how_long_it_runs_and_how_it_is_left(
    text: str, duration: str | None, renewal: str | None, notice: str | None, leaving: str
) -> None:
    terms, marks = terms_of(text)
    assert terms is not None
    assert (terms.duration, terms.renewal, terms.notice, terms.exit) == (
        duration, renewal, notice, leaving,
    )  # fmt: skip
    assert ("terms.unlimited" in {m.field for m in marks}) == ("unlimited" in text)


@pytest.mark.parametrize(
    ("word", "number"),
    [("first", 1), ("twelfth", 12), ("twentieth", 20), ("thirty-fifth", 35), ("21st", 21),
     ("ninetieth", 90), ("fortieth", 40), ("last", 0), ("lake", None)],
)  # fmt: skip
def test_ordinals(word: str, number: int | None) -> None:
    assert ordinal_of(word) == number


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Government of Lun shall be the Depositary of this Treaty.", "Government of Lun"),
        ("Instruments shall be deposited with the Lake Union.", "Lake Union"),
        ("The text is kept by the Mediator.", "Mediator"),
        ("Ships deposited their waste.", None),
    ],
)
def test_who_keeps_the_original(text: str, who: str | None) -> None:
    found = depositary_of(text)
    assert (found.quote if found else None) == who


def test_a_provision_with_its_own_term_is_a_child() -> None:
    text = (
        "Statement on Lake Mir by the President of Kenya and the Prime Minister of Ethiopia\n\n"
        "1. The Parties stop all fire.\n\n2. Peacekeepers are deployed. Their mandate lasts five "
        "years. It is prolonged by five years each time, unless a Party objects six months before "
        "it runs out.\n\n3. The Parties open the road.\n\nFor the Republic of Kenya\nFor Ethiopia\n"
    )
    document = from_text(text, Meta(genre="agreement"))
    made = [r for r in read_document(document).records if isinstance(r, Instrument)]
    whole = next(r for r in made if r.rule == "own.title")
    (child,) = [r for r in made if r.rule == "own.unit"]
    assert whole.terms is None
    assert child.parent == whole.entity.id
    assert child.entity.id == f"{whole.entity.id}#2"
    assert child.terms is not None
    assert (child.terms.duration, child.terms.renewal, child.terms.notice) == ("P5Y", "P5Y", "P6M")
