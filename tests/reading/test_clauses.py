"""Clauses of invented agreements: who is bound to whom, by what force, and what binds nobody."""

import pytest
from tests.reading.helpers import of

from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Commitment, Provision
from servanda.reading import commitments, provisions
from servanda.reading.context import context

ARTICLES = "\n\nArticle 7\n\nAnnex.\n\nArticle 8\n\nAnnex.\n\nArticle 9\n\nAnnex.\n"
HEAD = "The Contracting Parties,\n\nArticle 1\n\n"


def clauses(text: str) -> list[Commitment]:
    document = from_text("Lake Treaty\n\n" + HEAD + text + ARTICLES)
    found = [r for r in commitments.read(context(document)) if isinstance(r, Commitment)]
    return sorted(found, key=lambda r: r.anchors[0])


@pytest.mark.parametrize(
    ("text", "force", "bearers", "others"),
    [
        ("Each Party shall repair the dam.", "obligation", "Party", "Contracting Parties"),
        ("Neither Party may fish in the bay.", "prohibition", "Party", "Contracting Parties"),
        ("The Parties undertake not to mine the pass.", "prohibition", "Parties",
         "Contracting Parties"),
        ("The Parties shall inform each other of floods.", "obligation", "Parties", "each other"),
        ("The requested Party shall hand the papers to the requesting Party.", "obligation",
         "requested Party", "requesting Party"),
        ("The Lake Commission may adopt rules.", "power", "Lake Commission", ""),
        ("Any Party may leave this Treaty.", "permission", "Party", ""),
        ("The lists shall be deposited with the Secretariat.", "obligation", "", "Secretariat"),
        ("The toll shall be paid by the carrier.", "obligation", "carrier", ""),
        ("The toll shall be paid by cheque.", "obligation", "", ""),
        ("Members of the panel shall be independent.", "obligation", "Members of the panel", ""),
        ("Each Party shall be entitled to inspect the locks.", "permission", "Party", ""),
        ("A Party shall not be obliged to give reasons.", "permission", "Party", ""),
        ("Each Party shall refrain from threats.", "prohibition", "Party", "Contracting Parties"),
        ("The use of nets is prohibited.", "prohibition", "", ""),
        ("The Court shall have jurisdiction over the wreck.", "power", "Court", ""),
        ("The Parties confirm that the lake is theirs.", "recognition", "Parties", ""),
        ("In urgent cases, and where the level rises, the Commission shall open the locks.",
         "obligation", "Commission", ""),
        ("The Parties, recognizing the value of the Lake Fund, shall finance it.", "obligation",
         "Parties", "Contracting Parties"),
    ],
)  # fmt: skip
def test_a_clause_is_read_once(text: str, force: str, bearers: str, others: str) -> None:
    found = clauses(text)
    assert len(found) == 1, [(r.anchors[0].quote, r.force) for r in found]
    (one,) = found
    assert one.force == force
    assert " ".join(b.surface for b in one.bearers) == bearers
    assert " ".join(c.surface for c in one.counterparties) == others
    assert one.provision == "article 1"


@pytest.mark.parametrize(
    "text",
    [
        '"Lake" shall mean the waters and the shore.',
        "A boat without papers shall be deemed to be lost.",
        "The Commission shall be composed of nine members.",
        "This Treaty shall enter into force on signature.",
        "The provisions of this Part shall apply to all boats.",
        "Nothing in this Treaty shall prevent trade.",
        "The Annexes shall constitute an integral part of this Treaty.",
        "The award shall be final.",
    ],
)
def test_what_only_defines_or_sets_up_binds_nobody(text: str) -> None:
    assert clauses(text) == []


def test_items_of_a_list_take_bearer_and_force_from_its_head() -> None:
    found = clauses("1. The Council shall:\n\n(a) elect a chair;\n\n(b) adopt its rules.")
    assert [(r.force, r.bearers[0].surface, r.provision) for r in found] == [
        ("obligation", "Council", "article 1(1)(a)"), ("obligation", "Council", "article 1(1)(b)"),
    ]  # fmt: skip
    assert [r.action.text for r in found if r.action] == ["elect a chair", "adopt its rules"]


def test_a_list_of_things_belongs_to_one_action() -> None:
    (one,) = clauses("1. Each Party shall provide:\n\n(a) two boats; and\n\n(b) a crew.")
    assert one.action is not None
    assert [a.quote for a in one.action.anchors] == ["provide", "two boats; and", "a crew."]


def test_a_second_verb_and_a_relative_clause_are_clauses_of_their_own() -> None:
    text = "Requests shall be sent to the Depositary, which shall inform all Parties and may reply."
    found = clauses(text)
    assert [(r.force, " ".join(b.surface for b in r.bearers)) for r in found] == [
        ("obligation", ""), ("obligation", "Depositary"), ("power", "Depositary"),
    ]  # fmt: skip


def test_conditions_are_not_clauses() -> None:
    (one,) = clauses("If a Party should leave the Lake Area, the others may meet.")
    assert one.force == "permission"
    assert one.condition is not None
    assert one.condition.text == "If a Party should leave the Lake Area"


def test_provisions_of_an_annex_are_told_from_the_operative_part() -> None:
    text = "Lake Treaty\n\n" + HEAD + "1. Each Party shall pay." + ARTICLES
    document = from_text(text + "\nAnnex B\n\n1. The fee shall be ten crowns.\n")
    found = [r for r in provisions.read(context(document)) if isinstance(r, Provision)]
    roles = {r.locator: r.role for r in found}
    assert roles["article 1(1)"] == "operative"
    assert roles["annex b, paragraph 1"] == "annex"


def test_a_qualifier_of_which_nothing_is_left_is_none() -> None:
    text = (
        "Article 1\n\nThe Party shall have the right to provide the Council with its comments, and "
        "to identify any data which are not tied to the purpose and should not be shown outside "
        "the Council."
    )
    assert [c.condition for c in of(Commitment, text, "agreement")]


STATEMENT = (
    "Joint Statement of the President of Varn and the Lun Liberation Front\n\n"
    "The two sides agreed on the following:\n\n1. {}\n\n2. The sides meet weekly.\n\n3. End.\n\n"
    "For the Republic of Varn\nFor the Lun Liberation Front\n"
)


def points(text: str) -> list[Commitment]:
    document = from_text(STATEMENT.format(text), Meta(genre="agreement"))
    found = [r for r in commitments.read(context(document)) if isinstance(r, Commitment)]
    return sorted((r for r in found if r.provision == "paragraph 1"), key=lambda r: r.anchors[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peacekeepers are deployed along the road.", [("obligation", "", "")]),
        ("Varn opens the bridge; nobody crosses it by night.",
         [("obligation", "Varn", "sides"), ("prohibition", "nobody", "")]),
        ("The Front to free the detained.", [("obligation", "Front", "sides")]),
        ("Exchange of all prisoners by 5 May 2019; no searches.",
         [("obligation", "", ""), ("prohibition", "", "")]),
        ("Withdrawal of guns by both sides.", [("obligation", "sides", "sides")]),
        ("They expressed their readiness to reopen the school.",
         [("obligation", "They", "sides")]),
        ("It was agreed that the Front would return the boats.",
         [("obligation", "Front", "sides")]),
        ("Neither side will shell the town.", [("prohibition", "side", "sides")]),
        ("Lists are to be sent to the Mediator.", [("obligation", "", "Mediator")]),
        ("The two sides stressed the value of peace.", []),
        ("This statement takes effect today.", []),
        ("The purpose of the fund is to help widows.", []),
    ],
)  # fmt: skip
def test_points_of_a_statement_bind_without_a_modal(
    text: str, told: list[tuple[str, str, str]]
) -> None:
    found = [
        (r.force, " ".join(b.surface for b in r.bearers),
         " ".join(c.surface.removeprefix("two ") for c in r.counterparties))
        for r in points(text)
    ]  # fmt: skip
    assert found == told


def test_the_head_of_a_list_may_name_the_bearer_alone() -> None:
    found = clauses("The Council:\n\n(a) shall elect a chair;\n\n(b) may adopt rules.")
    assert [(r.force, r.bearers[0].surface) for r in found] == [
        ("obligation", "Council"), ("power", "Council"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Requests go to the Secretary, to whom each Party shall also report.", "Secretary"),
        ("Each Party shall give the Council a list.", "Council"),
        ("Each Party shall send ten officers.", "Contracting Parties"),
        ("Neither Party shall use its ports against the other.", "against the other"),
        ("The notified Party shall inform the notifying Party of its decision or its plan.",
         "notifying Party of its decision"),
    ],
)  # fmt: skip
def test_whom_a_clause_names_is_owed_and_else_the_others(text: str, others: str) -> None:
    (one,) = [r for r in clauses(text) if r.force in ("obligation", "prohibition")][-1:]
    assert [c.surface for c in one.counterparties] == [others]


def test_items_of_a_list_are_owed_to_whom_its_long_head_serves() -> None:
    text = (
        "Requests of any kind that concern the inspection of an airfield go without delay to the "
        "Secretary, to whom each Party shall:\n\n(a) send a map;\n\n(b) send two lists."
    )
    found = clauses(text)
    assert len(found) == 2
    assert all([c.surface for c in r.counterparties] == ["Secretary"] for r in found)


def test_texts_of_other_languages_are_not_read_as_points() -> None:
    text = STATEMENT.format("Las Partes intercambian prisioneros.")
    document = from_text(text, Meta(genre="agreement", language="es"))
    assert not list(commitments.read(context(document)))


@pytest.mark.parametrize(
    ("text", "force", "bearers", "others", "action"),
    [
        ("A Party need not give reasons.", "permission", "Party", "", "give reasons"),
        ("If the Council so asks and a Party declines, it shall give reasons.", "obligation", "it",
         "", "give reasons"),
        ("Each Party shall amend its list within thirty (30) days after the Parties agree on it.",
         "obligation", "Party", "Contracting Parties", "amend its list within thirty (30) days "
         "after the Parties agree on it"),
        ("The request shall include a map of the bay.", "obligation", "", "",
         "include a map of the bay"),
        ("The Parties may, for their own ends, freely dispose of the catch.", "permission",
         "Parties", "", "dispose of the catch"),
        ("Denunciation shall be effected by notifying the Secretariat.", "obligation", "",
         "Secretariat", "be effected by notifying the Secretariat"),
    ],
)  # fmt: skip
def test_what_hangs_on_a_clause_is_no_other(text: str, force: str, bearers: str, others: str,
                                            action: str) -> None:  # fmt: skip
    found = clauses(text)
    assert len(found) == 1, [(r.anchors[0].quote, r.force) for r in found]
    (one,) = found
    assert one.force == force
    assert " ".join(b.surface for b in one.bearers) == bearers
    assert " ".join(c.surface for c in one.counterparties) == others
    assert one.action is not None
    assert one.action.text == action


def test_a_list_inside_a_paragraph_is_read_item_by_item() -> None:
    found = clauses(
        "The Council shall: (a) meet yearly; (b) adopt its rules; and (c) report to the Parties."
    )
    assert [r.action.text for r in found if r.action] == ["meet yearly", "adopt its rules",
                                                         "report to the Parties"]  # fmt: skip
    assert all(" ".join(b.surface for b in r.bearers) == "Council" for r in found)


def test_a_duty_to_provide_that_somebody_shall_act_is_told_whole() -> None:
    found = clauses("Each Party shall provide that exporters shall keep records.")
    outer = next(r for r in found if r.anchors[0].start == min(f.anchors[0].start for f in found))
    assert outer.action is not None
    assert outer.action.text == "provide that exporters shall keep records"
