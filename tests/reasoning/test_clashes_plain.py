"""Clashes of plain sentences: deeds and denials, duties and deeds, numbers and days; and what only
looks like them. Each pair is two documents about one invented dispute."""

import pytest
from tests.reasoning.clash_texts import Text, rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "
OSTROV = "In June 2018 Tavria and Norland signed the Ostrov Agreement on the name of the lake. "


def accord(article: str) -> Text:
    """Return an agreement of one article, made on 20 May 2016."""
    return (
        "Agreement of Port Selm between the Republic of Aldor and the Union of Brenn\n\nThe "
        f"Parties have agreed as follows.\n\n{article}\n\nDone at Port Selm on 20 May 2016 in two "
        "copies.",
        "2016-05-20",
    )


MINES = accord("Article 6. Aldor shall remove the mines from the strait.")
ARRESTS = accord("Article 3. Neither Party shall arrest fishermen of the other.")
SAILORS = accord("Article 6. Each Party shall release all detained sailors within thirty days.")
BLOCKADE = accord("Article 1. Aldor shall lift its blockade of the harbour by 1 July 2016.")

CLASHES: list[tuple[str, Text, Text]] = [
    ("breach", BLOCKADE, SELM + "Aldor has not lifted its blockade of the harbour."),
    ("breach", MINES, SELM + "Aldor declined to remove the mines from the strait."),
    ("breach", MINES, SELM + "“We will not remove a single mine,” said the admiral of Aldor."),
    ("breach", ARRESTS,
     SELM + "In March the coast guard of Aldor arrested nine fishermen of Brenn."),
    ("breach", SAILORS, SELM + "The sailors of Brenn were released after eleven weeks."),
    ("breach", accord("Article 4. Aldor shall open its archives to the commission."),
     SELM + "Aldor keeps its archives closed to the commission."),
    ("breach", accord("Article 5. Brenn shall demolish the watchtower on Gull Rock."),
     SELM + "The watchtower on Gull Rock still stands."),
    ("breach", OSTROV + "Both sides agreed to review their textbooks.",
     OSTROV + "Norland has reviewed none of its textbooks."),
    ("existence", SELM + "Aldor lifted the blockade of the harbour in May.",
     SELM + "Aldor never lifted the blockade of the harbour."),
    ("existence", OSTROV + "A referendum was held in Tavria in September.",
     OSTROV + "There was never a referendum in Tavria."),
    ("existence", SELM + "Four people were killed on the ferry.",
     SELM + "Nobody was killed on the ferry."),
    ("existence", SELM + "The agreement has been in force since 1 July 2016.",
     SELM + "The agreement has never been ratified."),
    ("status", SELM + "The agreement continues to apply.", SELM + "The agreement has ended."),
    ("status", SELM + "The agreement holds, the foreign minister insists.",
     SELM + "In the eyes of the admiral the agreement is finished."),
    ("chronology", SELM + "The ferry sank on 3 March 2018.",
     SELM + "The ferry sank on 13 March 2018."),
    ("chronology", accord("Article 1. It enters into force on 1 July 2016."),
     SELM + "The agreement entered into force on 10 July 2016."),
    ("quantity", SELM + "Nine fishermen were arrested in March.",
     SELM + "In March nineteen fishermen were arrested."),
    ("quantity", SELM + "Aldor has 14 ships in the strait.",
     SELM + "There are 41 ships of Aldor in the strait."),
]  # fmt: skip
NEAR: list[tuple[Text, Text]] = [
    (BLOCKADE, SELM + "Aldor lifted its blockade of the harbour on 20 June 2016."),
    (BLOCKADE, SELM + "Brenn has not lifted its blockade of the strait."),
    (MINES, SELM + "Aldor will remove the last mines from the strait in May."),
    (MINES, SELM + "Aldor has not removed its flag from the strait."),
    (MINES, SELM + "If Aldor refused to remove the mines from the strait, the ferry would stop."),
    (ARRESTS, SELM + "Brenn fears that Aldor might arrest its fishermen."),
    (SAILORS, SELM + "The sailors were released after three weeks."),
    (OSTROV + "Norland opened an embassy in Tavria in May.",
     OSTROV + "Norland never opened a consulate in Tavria."),
    (OSTROV + "The two prime ministers met at Ostrov.",
     OSTROV + "The two foreign ministers did not meet at Ostrov."),
    (SELM + "Brenn denounced the agreement on 3 May 2018.",
     SELM + "Aldor has not denounced the agreement."),
    (SELM + "The agreement is in force.", SELM + "The agreement will end in 2026."),
    (SELM + "The agreement is in force.", SELM + "Nobody says that the agreement is dead."),
    (SELM + "The agreement is in force.", SELM + "The blockade is over."),
    (SELM + "The ferry sank on 3 March 2018.", SELM + "The frigate sank on 13 March 2018."),
    (SELM + "Nine fishermen were arrested in March.",
     SELM + "In May nineteen fishermen were arrested."),
    (SELM + "Aldor has 14 ships in the strait.", SELM + "Brenn has 41 ships in the strait."),
    (SELM + "Aldor has 14 ships in the strait.",
     SELM + "Aldor has 14 ships and 200 boats in the strait."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), CLASHES)
def test_plain_sentences_clash(kind: str, a: Text, b: Text) -> None:
    assert rules_in(a, b, kind=kind)


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_near_misses_of_plain_sentences(a: Text, b: Text) -> None:
    assert rules_in(a, b) == set()


def test_documents_of_two_matters_do_not_clash() -> None:
    opened = "Castria opened the sluice in May."
    assert rules_in("Castria never opened the sluice.", opened) == set()
