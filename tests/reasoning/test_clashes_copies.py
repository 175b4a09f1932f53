"""Copies of one story count once; what one voice says of itself is internal."""

from tests.build import document
from tests.reasoning.clash_texts import found_in

from servanda.reasoning.copies import runs, stories

STORY = (
    "Delegates from both sides met for six hours in the old customs house at the border on Friday. "
    "They spoke about grazing rights, about the repair of two bridges and about a list of people "
    "who went missing during the fighting last winter. Neither side would say when they meet again."
)
OTHER = (
    "The harvest in the lowlands was poor this year, and the price of maize has doubled since May. "
    "Traders blame the closed road, officials blame the rain, and the co-operatives blame both of "
    "them. A lorry that used to need one day for the journey to the coast now needs nearly four."
)
NO = "Kenya never signed the Nairobi Protocol of 2004."
YES = "Kenya signed the Nairobi Protocol of 2004 on 3 May 2010."


def test_reprints_with_another_head_and_tail_are_one_story() -> None:
    docs = [
        document(STORY), document(f"NAIROBI (Wire) - {STORY}"), document(OTHER),
        document(f"{STORY} Additional reporting by our staff in the capital."),
        document(STORY.upper()),
    ]  # fmt: skip
    told = stories(docs)
    assert [told[d.id] == docs[0].id for d in docs] == [True, True, False, True, True]


def test_two_reports_of_one_meeting_are_two_stories() -> None:
    mine = document(STORY)
    theirs = document(
        "Delegates met on Friday at the border. The talks in the old customs house took six hours "
        "and dealt with grazing rights, two bridges in need of repair, and people missing since "
        "last winter. No date was set for another meeting, a participant told this newspaper."
    )
    assert stories([mine, theirs])[theirs.id] == theirs.id


def test_short_texts_are_no_copies_unless_they_are_long_enough_to_tell() -> None:
    a, b = document("Peace was signed on Friday."), document("Peace was signed on Friday!")
    assert stories([a, b]) == {a.id: a.id, b.id: b.id}
    assert runs("one two three") == frozenset()


def test_many_copies_cost_no_more_than_their_number() -> None:
    docs = [document(f"{STORY} Edition {n}.") for n in range(300)]
    assert set(stories(docs).values()) == {docs[0].id}


def test_a_clash_with_a_story_and_its_reprints_is_one() -> None:
    told = f"{STORY} {YES}"
    found = found_in(NO, told, f"WIRE - {told}", f"{told} Our staff.", kind="existence")
    assert [f.values["copies"] for f in found] == [2]


def test_two_sources_that_tell_it_in_their_own_words_count_twice() -> None:
    found = found_in(NO, YES, "In 2010 Kenya signed the Nairobi Protocol of 2004, at long last.")
    assert [f.values["copies"] for f in found if f.type == "existence"] == [0, 0]


def test_what_one_voice_says_twice_in_one_document_is_internal() -> None:
    (found,) = found_in(f"{YES} Strange to say, {NO}", kind="internal")
    assert (found.type, found.values["internal"]) == ("existence", True)


def test_two_documents_or_two_speakers_are_not_internal() -> None:
    assert found_in(YES, NO, kind="internal") == []
    quoted = "Uganda said that Kenya signed the Nairobi Protocol of 2004 on 3 May 2010. "
    assert found_in(quoted + NO, kind="internal") == []
