"""Titles with their owner: who is meant on a day, and when nobody is."""

from datetime import date

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.lexicon.entities import load_entities
from servanda.model import Mention


def people(text: str, day: str) -> set[str]:
    """The persons that the titles of a text lead to, written on a day."""
    meta = Meta(published=date.fromisoformat(day), genre="news", language="en")
    records = read_document(from_text(text, meta)).records
    found = [r.refers_to.id for r in records if isinstance(r, Mention)]
    return {i.partition(":")[2] for i in found if i and i.startswith("person:")}


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("The Armenian leader spoke.", "2017-05-02", "serzh-sargsyan"),
        ("The Armenian leader spoke.", "2019-05-02", "nikol-pashinyan"),
        ("The German leader spoke.", "2019-05-02", "angela-merkel"),
        ("Lithuania's long-serving prime minister left.", "2005-05-02", "algirdas-brazauskas"),
        ("The occupant of the Kremlin waved.", "2010-05-02", "dmitry-medvedev"),
        ("The tenant of Downing Street waved.", "2010-01-02", "gordon-brown"),
        ("Putin's foreign minister flew home.", "2015-05-02", "sergey-lavrov"),
        ("Chirac's predecessor was ill.", "1995-09-02", "francois-mitterrand"),
        ("Trump's predecessor was in Athens.", "2018-09-02", "barack-obama"),
        ("Trump's predecessor was in Delaware.", "2025-09-02", "joe-biden"),
        ("Italy's prime minister-elect spoke.", "2022-10-02", "giorgia-meloni"),
        ("The ousted Tunisian president fled.", "2011-01-20", "zine-el-abidine-ben-ali"),
        ("The NATO boss flew in.", "2012-05-02", "anders-fogh-rasmussen"),
        ("The Pope prayed.", "2008-05-02", "benedict-xvi"),
        ("The younger President Bush came.", "2013-05-02", "george-w-bush"),
        (
            "In May 2003 the then Polish president was tired.",
            "2015-05-02",
            "aleksander-kwasniewski",
        ),
        (
            "Twelve years ago the Polish president was tired.",
            "2015-05-02",
            "aleksander-kwasniewski",
        ),
        ("The Congolese president in Brazzaville waved.", "2012-05-02", "denis-sassou-nguesso"),
        ("The new Polish president spoke.", "2015-06-20", "andrzej-duda"),
        ("The new Polish president spoke.", "2015-09-20", "andrzej-duda"),
        ("The outgoing Polish president spoke.", "2015-08-06", "bronislaw-komorowski"),
        ("The Polish president resigned.", "2015-08-06", "bronislaw-komorowski"),
        ("The Polish president was sworn in.", "2015-08-06", "andrzej-duda"),
        ("The Iranian president died in the crash.", "2024-05-20", "ebrahim-raisi"),
        ("The newly elected Iranian president spoke.", "2024-07-08", "masoud-pezeshkian"),
        ("The first president of Kazakhstan spoke.", "2020-03-02", "nursultan-nazarbayev"),
        ("Armenia's second president spoke.", "2015-03-02", "robert-kocharyan"),
        ("The Planalto chief spoke.", "2015-03-02", "dilma-rousseff"),
        ("The head of the Casa Rosada spoke.", "2015-03-02", "cristina-fernandez-de-kirchner"),
        ("The Kremlin leader spoke.", "1997-03-02", "boris-yeltsin"),
        ("The Matignon incumbent spoke.", "2015-03-02", "manuel-valls"),
        ("Bush's successor spoke.", "2010-03-02", "barack-obama"),
        ("Yushchenko's successor spoke.", "2011-03-02", "viktor-yanukovych"),
        ("Annan's successor took the oath.", "2006-12-15", "ban-ki-moon"),
        ("Ex-president Kuchma spoke.", "2015-02-12", "leonid-kuchma"),
        (
            "The prime minister of Libya's UN-backed government spoke.",
            "2018-02-12",
            "fayez-al-sarraj",
        ),
        ("Venezuela's self-declared president spoke.", "2019-05-02", "juan-guaido"),
        ("The Venezuelan president spoke.", "2019-05-02", "nicolas-maduro"),
        ("Ethiopia's prize-winning prime minister spoke.", "2020-11-04", "abiy-ahmed"),
        ("Papandreou called a vote.", "2011-11-01", "george-papandreou"),
        ("Aliyev ran Nakhchivan.", "1992-09-05", "heydar-aliyev"),
        ("President-elect Bush named them.", "2000-12-18", "george-w-bush"),
        ("The UN special envoy for Libya spoke.", "2018-02-12", "ghassan-salame"),
    ],
)
def test_a_title_leads_to_who_held_the_office(text: str, day: str, person: str) -> None:
    assert f"person:{person}" in load_entities().by_id
    assert people(text, day) == {person}


@pytest.mark.parametrize(
    "text",
    [
        "The next German chancellor will inherit it.",
        "A Polish president could not say so.",
        "No French president would sign it.",
        "Any British prime minister knows that.",
        "She is a candidate for president of France.",
        "Whoever becomes Kenya's next president will pay.",
        "The Kenyan opposition leader was held.",
        "Kenya's opposition leader was held.",
        "The deputy of the French captain slept.",
        "The German shadow foreign minister spoke.",
        "The Soviet Union's successor states met.",
        "In the novel the French president resigns.",
        "The former French president was in Rome.",
        "The president of France shall be elected for five years.",
        "The Russian head coach resigned.",
        "The chief of the village slept.",
        "A pope sleeps.",
        "The leader in the race fell.",
        "The president of Armenia's football club resigned.",
        "The first French president to visit was cheered.",
        "The second American president to visit was cheered.",
        "She dreamt of becoming president of Kenya.",
        "Guterres's successor will be a woman.",
        "The UN chief negotiator slept.",
        "The Kremlin chief cook slept.",
        "The country's top chef slept.",
    ],
)
def test_nobody_is_meant_where_the_words_do_not_say_who(text: str) -> None:
    assert people(text, "2013-05-02") == set()


def test_a_former_holder_among_several_stays_open_with_alternatives() -> None:
    meta = Meta(published=date(2013, 5, 2), genre="news", language="en")
    records = read_document(from_text("The former French president left.", meta)).records
    refs = [r.refers_to for r in records if isinstance(r, Mention)]
    assert [r.id for r in refs] == [None]
    assert "person:nicolas-sarkozy" in {a.id for a in refs[0].alternatives}
