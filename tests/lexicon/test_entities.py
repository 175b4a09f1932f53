"""Looking entities up: names of every kind, seats, members and offices at a day."""

import subprocess
import sys

import pytest

from servanda.lexicon.entities import load_entities
from servanda.lexicon.keys import name_key, squeeze


def ids(surface: str, *kinds: str) -> set[str]:
    """The ids that a surface leads to, of some kinds or of any."""
    found = load_entities().lookup(surface)
    return {c.id for c in found if not kinds or c.kind in kinds}


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Armenia", "state:ARM"), ("ARMENIA", "state:ARM"), ("#Armenia", "state:ARM"),
        ("Azeris", "state:AZE"), ("Azerbaijani", "state:AZE"), ("Turkey", "state:TUR"),
        ("Türkiye", "state:TUR"), ("Burma", "state:MMR"), ("Czech Republic", "state:CZE"),
        ("Swaziland", "state:SWZ"), ("Ivory Coast", "state:CIV"), ("Cote d’Ivoire", "state:CIV"),
        ("DPRK", "state:PRK"), ("D.P.R.K.", "state:PRK"), ("USSR", "state:SUN"),
        ("Soviet Union", "state:SUN"), ("Yugoslav", "state:YUG"), ("CSTO", "org:csto"),
        ("ODKB", "org:csto"), ("Nato", "org:nato"), ("Artsakh", "polity:nagorno-karabakh-republic"),
        ("Kosovo", "polity:kosovo"), ("Polisario", "group:polisario-front"),
        ("Stepanakert", "place:khankendi"), ("Khankəndi", "place:khankendi"),
        ("#SouthOssetia", "polity:south-ossetia"), ("Kiev", "state:UKR"), ("Kyiv", "state:UKR"),
        ("Al-Quds", "place:jerusalem"), ("Diaoyu Islands", "place:senkaku"),
        ("Donbass", "place:donbas"), ("Zangazur Corridor", "place:zangezur-corridor"),
    ],
)  # fmt: skip
def test_names_lead_to_their_entities(surface: str, expected: str) -> None:
    assert expected in ids(surface)


@pytest.mark.parametrize(
    "surface", ["us", "is", "who", "an", "aa", "can", "nam", "", "#", "Atlantis"]
)
def test_ordinary_words_are_no_acronyms(surface: str) -> None:
    assert ids(surface) == set()


def test_the_kind_of_name_is_told() -> None:
    found = {(c.id, c.kind) for c in load_entities().lookup("Moscow")}
    assert ("state:RUS", "capital") in found
    assert ("seat:moscow", "seat") in found
    assert {(c.id, c.kind) for c in load_entities().lookup("Russians")} == {
        ("state:RUS", "demonym")
    }


@pytest.mark.parametrize(
    ("seat", "day", "expected"),
    [
        ("Moscow", "1985-05-01", {"state:SUN"}),
        ("Moscow", "2020-11-10", {"state:RUS"}),
        ("the Kremlin", "2020-11-10", {"state:RUS"}),
        ("Bonn", "1995-01-01", {"state:DEU"}),
        ("Bonn", "2005-01-01", set()),
        ("Astana", "2020-01-01", set()),
        ("Nur-Sultan", "2020-01-01", {"state:KAZ"}),
        ("Astana", "2023-01-01", {"state:KAZ"}),
        ("Blue House", "2021-01-01", {"state:KOR"}),
        ("Blue House", "2024-01-01", set()),
        ("Brussels", "2010-01-01", {"state:BEL", "org:eu", "org:nato"}),
        ("Bocharov Ruchei", "2021-11-26", {"state:RUS"}),
        ("Zhongnanhai", "2021-11-26", {"state:CHN"}),
    ],
)
def test_seats_stand_for_somebody_at_a_day(seat: str, day: str, expected: set[str]) -> None:
    assert {row.stands_for for row in load_entities().stands_for(seat, day)} == expected


@pytest.mark.parametrize(
    ("org", "member", "day", "expected"),
    [
        ("org:csto", "state:ARM", "2021-05-12", True),
        ("org:csto", "state:UZB", "2010-01-01", True),
        ("org:csto", "state:UZB", "2014-01-01", False),
        ("org:eu", "state:GBR", "2019-06-01", True),
        ("org:eu", "state:GBR", "2020-02-01", False),
        ("org:ecowas", "state:MLI", "2024-12-31", True),
        ("org:ecowas", "state:MLI", "2025-06-01", False),
        ("org:nato", "state:FIN", "2023-04-03", False),
        ("org:nato", "state:FIN", "2023-04-04", True),
        ("org:cis", "state:GEO", "2008-08-08", True),
        ("org:cis", "state:GEO", "2010-01-01", False),
    ],
)
def test_members_at_a_day(org: str, member: str, day: str, expected: bool) -> None:
    assert (member in {m.member for m in load_entities().members(org, day)}) is expected


def test_loading_does_nothing_at_import_and_is_kept() -> None:
    code = (
        "import servanda.lexicon.entities as e;"
        "assert e.load_entities.cache_info().currsize == 0;"
        "assert e.load_entities() is e.load_entities()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_indices_cannot_be_changed() -> None:
    entities = load_entities()
    with pytest.raises(TypeError):
        entities.names["armenia"] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        entities.states = ()  # type: ignore[misc]


def test_keys() -> None:
    assert name_key("#Türkiye") == name_key("Turkiye")
    assert name_key("U.S.") == "us"
    assert name_key("Côte  d’Ivoire ") == "cote d'ivoire"
    assert squeeze(name_key("Guinea-Bissau")) == "guineabissau"


@pytest.mark.parametrize(
    ("title", "day", "person"),
    [
        ("the Russian president", "1996-06-01", "boris-yeltsin"),
        ("the Russian president", "2005-05-09", "vladimir-putin"),
        ("Russian President", "2010-05-09", "dmitry-medvedev"),
        ("President of Russia", "2023-09-12", "vladimir-putin"),
        ("Russia's prime minister", "2010-05-09", "vladimir-putin"),
        ("Armenia’s Prime Minister", "2020-11-10", "nikol-pashinyan"),
        ("Azerbaijani president", "1994-05-12", "heydar-aliyev"),
        ("Azeri leader", "2020-11-10", "ilham-aliyev"),
        ("Turkish prime minister", "2009-10-10", "recep-tayyip-erdogan"),
        ("Turkish foreign minister", "2009-10-10", "ahmet-davutoglu"),
        ("US president", "1998-10-31", "bill-clinton"),
        ("U.S. Secretary of State", "2009-10-10", "hillary-clinton"),
        ("American foreign minister", "2009-10-10", "hillary-clinton"),
        ("British Foreign Secretary", "2002-09-01", "jack-straw"),
        ("German chancellor", "1990-10-03", "helmut-kohl"),
        ("French president", "2008-08-12", "nicolas-sarkozy"),
        ("UN Secretary-General", "1999-06-12", "kofi-annan"),
        ("United Nations secretary general", "2017-09-19", "antonio-guterres"),
        ("NATO secretary general", "2015-01-01", "jens-stoltenberg"),
        ("Libyan leader", "2003-12-19", "muammar-gaddafi"),
        ("Iran's supreme leader", "2015-07-14", "ali-khamenei"),
        ("Ukrainian president", "2014-09-05", "petro-poroshenko"),
        ("president of the Palestinian Authority", "2000-07-11", "yasser-arafat"),
        ("South African president", "1995-01-01", "nelson-mandela"),
        ("North Korean leader", "2018-04-27", "kim-jong-un"),
        ("Taiwan's president", "2017-01-01", "tsai-ing-wen"),
        ("Colombian president", "2016-11-24", "juan-manuel-santos"),
        ("Polisario leader", "2020-11-13", "brahim-ghali"),
        ("EU foreign policy chief", "2014-01-01", "catherine-ashton"),
        ("CSTO secretary-general", "2021-05-12", "stanislav-zas"),
    ],
)
def test_a_title_leads_to_its_holder_at_a_day(title: str, day: str, person: str) -> None:
    entities = load_entities()
    holders = {
        term.person
        for office in entities.offices_named(title)
        for term in entities.holders(office.id, day)
    }
    assert f"person:{person}" in holders
    assert len(holders) <= 3


@pytest.mark.parametrize("title", ["president", "the president", "of Russia", "", "Atlantean king"])
def test_a_title_without_owner_leads_nowhere(title: str) -> None:
    assert load_entities().offices_named(title) == ()


def test_the_day_of_a_hand_over_has_both_holders() -> None:
    holders = load_entities().holders("office:RUS/president", "2012-05-07")
    assert [term.person for term in holders] == ["person:dmitry-medvedev", "person:vladimir-putin"]
    assert [
        t.office for t in load_entities().offices_of("person:vladimir-putin", "2010-01-01")
    ] == ["office:RUS/prime-minister", "office:united-russia/chairman"]


@pytest.mark.parametrize(
    "surface",
    ["turkey", "may", "male", "park", "son", "china", "jordan", "georgia", "rice", "bush"],
)
def test_names_in_small_letters_are_ordinary_words(surface: str) -> None:
    assert ids(surface) == set()
    assert ids(surface.capitalize())


def test_hashtags_may_be_in_small_letters() -> None:
    assert "state:RUS" in ids("#russia")
    assert "org:nato" in ids("#nato")
    assert "state:USA" not in ids("#us")
