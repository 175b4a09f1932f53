"""Statements: source, cue and content in every construction, and what is no statement."""

import pytest
from tests.reading.helpers import at, document, of

from servanda.intake import from_text
from servanda.model import Question, Statement
from servanda.reading import read
from servanda.reading.context import context
from servanda.reading.statements import attitudes

# text, cue, speaker, content (the beginning of it), manner
CASES = [
    ("Niger said that Chad would pay.", "said", "Niger", "Chad would pay", "indirect"),
    ("Niger said Chad would pay.", "said", "Niger", "Chad would pay", "indirect"),
    ("Chad would pay, Niger said.", "said", "Niger", "Chad would pay", "indirect"),
    ("“Chad will pay,” said Moussa.", "said", "Moussa", "Chad will pay", "direct"),
    ("Moussa said: “Chad will pay.”", "said", "Moussa", "Chad will pay", "direct"),
    ("Moussa said, “Chad will pay.”", "said", "Moussa", "Chad will pay", "direct"),
    ("According to Niger, Chad will pay.", "According to", "Niger", "Chad will pay", "indirect"),
    ("Niger accused Chad of breaking the truce.", "accused", "Niger", "Chad", "indirect"),
    ("Niger promised to pay.", "promised", "Niger", "to pay", "indirect"),
    ("Niger urged Chad to pay.", "urged", "Niger", "Chad to pay", "indirect"),
    ("Niger denied that it had paid.", "denied", "Niger", "it had paid", "indirect"),
    ("The claim by Niger that Chad paid is old.", "claim", "Niger", "Chad paid", "indirect"),
    ("Niger is confident that Chad will pay.", "confident", "Niger", "Chad will pay", "indirect"),
    ("Niger criticised the decision.", "criticised", "Niger", "the decision", "indirect"),
    ("Niger called for a new vote.", "called for", "Niger", "a new vote", "indirect"),
    ("Niger said the vote was “a farce”.", "said", "Niger", "the vote was", "mixed"),
    ("Niger called for Chad to pay.", "called", "Niger", "Chad to pay", "indirect"),
    ("Niger called on Chad to pay.", "called on", "Niger", "Chad to pay", "indirect"),
    ("Niger told Chad to pay.", "told", "Niger", "to pay", "indirect"),
    ("Niger described Chad as a friend.", "described", "Niger", "Chad as a friend", "indirect"),
    ("Niger announced a new vote.", "announced", "Niger", "a new vote", "indirect"),
    ("''Chad will pay,'' said Moussa.", "said", "Moussa", "Chad will pay", "direct"),
]


@pytest.mark.parametrize(("text", "cue", "speaker", "content", "manner"), CASES)
def test_constructions(text: str, cue: str, speaker: str, content: str, manner: str) -> None:
    found = at(Statement, text, cue)
    assert found.speaker is not None
    assert found.speaker.surface == speaker
    assert found.content[0].quote.startswith(content)
    assert found.manner == manner


def test_a_long_description_of_the_speaker_may_stand_between_two_parts_of_a_quotation() -> None:
    text = (
        "“We will pay,” said Moussa Issa, who has led the Ministry of Finance of Niger since the"
        " spring of last year and before that taught in Zinder. “We always have.”"
    )
    assert len(at(Statement, text, "said").content) == 2


def test_abbreviated_titles_do_not_end_the_sentence_of_the_cue() -> None:
    text = "“We will pay,” said Sen. Moussa Issa of Niger. “We always have.”"
    assert len(at(Statement, text, "said").content) == 2


def test_who_is_the_source_and_names_whom_its_clause_describes() -> None:
    found = at(Statement, "The envoys, who said that Chad would pay, left.", "said")
    assert [a.quote for a in found.source] == ["who"]
    assert found.speaker is not None
    assert found.speaker.surface == "envoys"


def test_who_issues_a_paper_says_what_it_says() -> None:
    found = at(Statement, "The council issued a statement calling for a new vote.", "calling")
    assert found.speaker is not None
    assert found.speaker.surface == "council"


def test_attitudes_are_no_statements_but_may_be_asked_for() -> None:
    text = "Niger supports a new vote."
    assert of(Statement, text) == []
    (found,) = attitudes(context(document(text)))
    assert [a.quote for a in found.content] == ["a new vote"]


MOODS = [
    ("Moussa has said that Chad left.", "said", "affirmed", "actual"),
    ("Moussa's said that Chad left.", "said", "affirmed", "actual"),
    ("Moussa did not deny that Chad left.", "deny", "negated", "actual"),
    ("Moussa failed to mention the truce.", "mention", "negated", "actual"),
    ("Moussa will come on the show to talk about the truce.", "talk", "affirmed", "future"),
    ("Moussa came to explain why Chad left.", "explain", "affirmed", "actual"),
    ("Chad is not expected to leave.", "expected", "negated", "actual"),
    ("Nobody said that Chad would leave.", "said", "negated", "actual"),
    ("If Niger says that Chad paid, Mali will leave.", "says", "affirmed", "conditional"),
    ("Moussa would not say whether Chad left.", "say", "negated", "conditional"),
]


@pytest.mark.parametrize(("text", "cue", "polarity", "modality"), MOODS)
def test_mood_of_a_cue(text: str, cue: str, polarity: str, modality: str) -> None:
    found = at(Statement, text, cue)
    assert (found.polarity, found.modality) == (polarity, modality)


def test_what_others_say_is_no_part_of_what_some_say() -> None:
    text = "Some voters said Niger had won, while other voters said Chad had won."
    said = [" ".join(a.quote for a in s.content) for s in of(Statement, text)]
    assert sorted(said) == ["Chad had won", "Niger had won"]


def test_receiving_words_is_not_saying_them() -> None:
    text = "Niger faced criticism of its plan."
    assert of(Statement, text) == []


LAYOUT = [
    ("Speaker of the ministry: Chad will pay.", ":", "Speaker of the ministry", "Chad will pay."),
    ("OBAMA: Chad will pay.", ":", "OBAMA", "Chad will pay."),
    ("“Chad will pay.” — Commissioner Moussa Issa", "—", "Commissioner Moussa Issa",
     "Chad will pay."),
    ("“Chad will pay.”\n\n- Moussa Issa", "-", "Moussa Issa", "Chad will pay."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "speaker", "content"), LAYOUT)
def test_layout_names_the_speaker(text: str, cue: str, speaker: str, content: str) -> None:
    found = read(from_text(text))
    (statement,) = [s for s in found if isinstance(s, Statement)]
    assert statement.cue[0].quote == cue
    assert statement.speaker is not None
    assert statement.speaker.surface == speaker
    assert [a.quote for a in statement.content] == [content]


@pytest.mark.parametrize("text", [
    "Update: Chad will pay.", "Note: the vote is on Monday.", "The result: a new vote.",
    "Niger met Chad at noon: they signed.", "Moussa Issa: 1,501",
    "The “peace” – Niger kept it for a week – has ended.",
])  # fmt: skip
def test_what_only_looks_like_a_label_or_a_signature(text: str) -> None:
    assert [s for s in read(from_text(text)) if isinstance(s, Statement)] == []


def test_reportedly_names_nobody() -> None:
    found = at(Statement, "Niger has reportedly left Chad.", "reportedly")
    assert found.speaker is None
    assert [a.quote for a in found.content] == ["Niger has", "left Chad"]


def test_content_goes_on_to_the_end_of_its_quotation() -> None:
    found = at(Statement, "Moussa said they “will pay. They always have. Ask them.”", "said")
    assert found.content[-1].quote.endswith("Ask them.")


def test_a_second_quotation_with_its_own_cue_stays_with_it() -> None:
    text = "“We will pay,” said Moussa. “We always have,” Issa added."
    assert [a.quote for a in at(Statement, text, "said").content] == ["We will pay,"]
    assert [a.quote for a in at(Statement, text, "added").content] == ["We always have,"]


def test_the_day_of_a_report_is_not_what_it_reports() -> None:
    text = "Chad has paid, Niger reported on Tuesday."
    assert "Tuesday" not in " ".join(a.quote for a in at(Statement, text, "reported").content)


def test_refusing_to_say_is_one_negated_statement() -> None:
    text = "Niger refused to say whether Chad would pay."
    assert [(s.cue[0].quote, s.polarity) for s in of(Statement, text)] == [("say", "negated")]
    (refusal,) = attitudes(context(document(text)))
    assert refusal.cue[0].quote == "refused"


def test_interrupted_quotation_is_one_content_in_pieces() -> None:
    text = "“We will pay,” said Moussa. “We always have.” The room was silent."
    found = at(Statement, text, "said")
    assert [a.quote.strip("“”,") for a in found.content] == ["We will pay", "We always have."]


def test_quotation_over_two_paragraphs() -> None:
    text = "Moussa said: “We will pay.\n\n“We always have.”\n\nThe room was silent."
    found = at(Statement, text, "said")
    assert [a.quote for a in found.content] == ["We will pay.", "We always have."]


def test_scare_quotes_are_no_statement() -> None:
    assert of(Statement, "The “peace” lasted a week.") == []


def test_polarity_and_modality_of_the_cue() -> None:
    assert at(Statement, "He did not explain why Chad left.", "explain").polarity == "negated"
    told = at(Statement, "He should have explained why Chad left.", "explained")
    assert (told.polarity, told.modality) == ("affirmed", "hypothetical")
    refused = at(Statement, "He refused to say why Chad left.", "say")
    assert refused.polarity == "negated"


def test_nesting_is_a_chain_outermost_first() -> None:
    text = "Niger says that Chad claimed that Mali had lied."
    inner = at(Statement, text, "claimed")
    assert [a.surface for a in inner.attribution] == ["Niger"]
    assert inner.statement == at(Statement, text, "says").id


def test_question_inside_a_statement_is_asked_by_its_speaker() -> None:
    text = "Niger says, “How can anybody trust Chad?”"
    (question,) = of(Question, text)
    assert question.asked_by is not None
    assert question.asked_by.surface == "Niger"
    assert question.rhetorical


def test_garbled_speaker_stays_as_it_stands() -> None:
    found = at(Statement, "v stated that Chad does not pay.", "stated")
    assert found.speaker is not None
    assert (found.speaker.surface, found.speaker.id) == ("v", None)


def test_name_beside_a_role_is_the_speaker() -> None:
    text = "The envoy of Niger, Moussa Issa, said that Chad would pay."
    found = at(Statement, text, "said")
    assert found.speaker is not None
    assert found.speaker.surface == "Moussa Issa"


def test_inner_states_inside_a_quotation_are_no_reports_of_their_own() -> None:
    found = of(Statement, "Moussa said: “As you know, we believe that peace is good.”")
    assert [s.cue[0].quote for s in found] == ["said"]


def test_unclosed_quotation_does_not_swallow_the_next_paragraph() -> None:
    text = "Moussa said: “We will pay\n\nThe author sees it otherwise."
    found = [r for r in read(from_text(text)) if isinstance(r, Statement)]
    assert found[0].content[0].quote == "We will pay"


@pytest.mark.parametrize("city", ["Moscow", "Baku", "Ankara", "Tbilisi", "Nairobi"])
@pytest.mark.parametrize(
    ("who", "verb"),
    [("Some", "whisper"), ("Many", "claim"), ("Officials", "doubt"), ("Critics", "charge")],
)
def test_what_some_say_somewhere_is_not_the_authors(who: str, verb: str, city: str) -> None:
    text = f"{who} in {city} {verb} that Kigali itself killed the treaty of 5 May 2010."
    (said,) = [s for s in of(Statement, text) if any(verb in c.quote for c in s.cue)]
    assert said.speaker is not None
    assert said.speaker.surface.startswith(who)
