"""Polarity and modality: what did not happen, may happen or should have never becomes "did"."""

import pytest
from tests.reading.helpers import document

from servanda.reading.context import context
from servanda.reading.mood import mood

# sentence, the word asked about, polarity, modality
CASES = [
    ("Chad signed the treaty.", "signed", "affirmed", "actual"),
    ("Chad did not sign the treaty.", "sign", "negated", "actual"),
    ("Chad never signed the treaty.", "signed", "negated", "actual"),
    ("Chad has not yet signed the treaty.", "signed", "negated", "actual"),
    ("Nobody signed the treaty.", "signed", "negated", "actual"),
    ("No government signed the treaty.", "signed", "negated", "actual"),
    ("Neither government signed the treaty.", "signed", "negated", "actual"),
    ("The treaty was signed by nobody.", "signed", "negated", "actual"),
    ("Chad not only signed the treaty, it ratified it.", "signed", "affirmed", "actual"),
    ("Chad left without signing the treaty.", "signing", "negated", "actual"),
    ("Chad failed to sign the treaty.", "sign", "negated", "actual"),
    ("Chad did not fail to sign the treaty.", "sign", "affirmed", "actual"),
    ("Chad refused to sign the treaty.", "sign", "negated", "actual"),
    ("Chad refused to sign the treaty.", "refused", "affirmed", "actual"),
    ("Chad could not agree on a date.", "agree", "negated", "actual"),
    ("Chad was unable to sign the treaty.", "sign", "negated", "actual"),
    ("It is not true that Chad signed the treaty.", "signed", "negated", "actual"),
    ("Chad prevented Niger from signing the treaty.", "signing", "negated", "actual"),
    ("Chad will sign the treaty.", "sign", "affirmed", "future"),
    ("Chad won't sign the treaty.", "sign", "negated", "future"),
    ("Chad is going to sign the treaty.", "sign", "affirmed", "future"),
    ("Chad is expected to sign the treaty.", "sign", "affirmed", "future"),
    ("The minister said Chad would sign the treaty.", "sign", "affirmed", "future"),
    ("Chad may sign the treaty.", "sign", "affirmed", "possible"),
    ("Chad might not sign the treaty.", "sign", "negated", "possible"),
    ("Chad is likely to sign the treaty.", "sign", "affirmed", "possible"),
    ("Chad seems to support the treaty.", "support", "affirmed", "possible"),
    ("Chad would sign the treaty.", "sign", "affirmed", "conditional"),
    ("If Niger pays, Chad will sign the treaty.", "sign", "affirmed", "conditional"),
    ("If Niger pays, Chad will sign the treaty.", "pays", "affirmed", "conditional"),
    ("If Niger paid, Chad would sign the treaty.", "paid", "affirmed", "hypothetical"),
    ("Unless Niger pays, Chad will leave.", "pays", "affirmed", "conditional"),
    ("Chad could have signed the treaty.", "signed", "affirmed", "hypothetical"),
    ("Chad should sign the treaty.", "sign", "affirmed", "demanded"),
    ("Chad should have signed the treaty.", "signed", "affirmed", "hypothetical"),
    ("Chad must not sign the treaty.", "sign", "negated", "demanded"),
    ("Chad ought to sign the treaty.", "sign", "affirmed", "demanded"),
    ("Niger demanded that Chad sign the treaty.", "sign", "affirmed", "demanded"),
    ("Niger urged Chad to sign the treaty.", "sign", "affirmed", "demanded"),
    ("Niger urged Chad not to sign the treaty.", "sign", "negated", "demanded"),
    ("Chad has to sign the treaty.", "sign", "affirmed", "demanded"),
    ("Chad plans to sign the treaty.", "sign", "affirmed", "intended"),
    ("Chad promised to sign the treaty.", "sign", "affirmed", "intended"),
    ("Chad threatened to leave the treaty.", "leave", "affirmed", "intended"),
    ("Chad agreed not to sign the treaty.", "sign", "negated", "intended"),
    ("Chad denied that it signed the treaty.", "signed", "affirmed", "denied"),
    ("Chad denied signing the treaty.", "signing", "affirmed", "denied"),
    ("Chad rejected the claim that it violated the treaty.", "violated", "affirmed", "denied"),
    ("Did Chad sign the treaty?", "sign", "affirmed", "questioned"),
    ("Has Chad signed the treaty?", "signed", "affirmed", "questioned"),
    ("Why did Chad sign the treaty?", "sign", "affirmed", "actual"),
    ("Niger asked whether Chad signed the treaty.", "signed", "affirmed", "questioned"),
    ("It is doubtful that Chad signed the treaty.", "signed", "affirmed", "questioned"),
    ("The minister hopes that Chad signed the treaty.", "signed", "affirmed", "hypothetical"),
    ("Niger says that Chad signed the treaty.", "signed", "affirmed", "actual"),
    ("Chad is said to have signed the treaty.", "signed", "affirmed", "possible"),
    ("The treaty can be considered to have expired.", "expired", "affirmed", "actual"),
    ("When the treaty expires, Chad will leave.", "expires", "affirmed", "future"),
    ("There was no attack.", "attack", "negated", "actual"),
    ("Niger fears that Chad signed the treaty.", "signed", "affirmed", "possible"),
    # what becomes of a plan, a demand, a chance
    ("Chad was due to sign the treaty but thought better of it.", "sign", "negated", "actual"),
    ("Chad tried to seize the bridge and was driven back.", "seize", "negated", "actual"),
    ("Chad tried to seize it but Niger failed to protest.", "seize", "affirmed", "intended"),
    ("Chad wanted to attack but did not.", "attack", "negated", "actual"),
    ("Chad agreed to open the border and opened it.", "opened", "affirmed", "actual"),
    ("Chad kept its promise to release the envoy.", "release", "affirmed", "actual"),
    ("Chad did not keep its promise to release the envoy.", "release", "negated", "actual"),
    ("Chad resisted calls to condemn Niger.", "condemn", "negated", "actual"),
    ("Chad missed the chance to sign the treaty.", "sign", "negated", "actual"),
    ("Chad used the chance to sign the treaty.", "sign", "affirmed", "actual"),
    ("Chad made no attempt to sign the treaty.", "sign", "negated", "actual"),
    # belief and hearsay
    ("Chad does not think that Niger attacked the town.", "attacked", "negated", "possible"),
    ("Chad thinks that Niger attacked the town.", "attacked", "affirmed", "actual"),
    ("There is no evidence that Niger attacked the town.", "attacked", "negated", "possible"),
    ("Niger allegedly attacked the town.", "attacked", "affirmed", "possible"),
    ("The story that Niger attacked the town proved false.", "attacked", "negated", "actual"),
    ("The story that Niger attacked the town proved true.", "attacked", "affirmed", "actual"),
    ("Chad insists that it did not attack Niger.", "attack", "negated", "denied"),
    ("Chad insists that Niger did not attack it.", "attack", "negated", "actual"),
    ("Niger must have attacked the town.", "attacked", "affirmed", "possible"),
    # openings of a clause
    ("Never in its history has Chad joined an alliance.", "joined", "negated", "actual"),
    ("In no case did Chad attack Niger.", "attack", "negated", "actual"),
    ("Not only did Chad attack Niger, it burned the town.", "attack", "affirmed", "actual"),
    ("Hardly had Chad attacked Niger when France protested.", "attacked", "affirmed", "actual"),
    ("Chad did not attack until dawn.", "attack", "affirmed", "actual"),
    ("Open the border with Niger!", "Open", "affirmed", "demanded"),
    ("If the rebels disarm, Chad will leave.", "disarm", "affirmed", "conditional"),
    ("He spoke as though Chad had signed the treaty.", "signed", "affirmed", "hypothetical"),
    ("In the scenario Chad attacks Niger.", "attacks", "affirmed", "hypothetical"),
    # nouns of deeds
    ("An attack by Niger is imminent.", "attack", "affirmed", "future"),
    ("Chad will hold talks with Niger.", "talks", "affirmed", "future"),
    ("Chad did not condemn the attack.", "attack", "affirmed", "actual"),
    ("Chad did not launch an attack.", "attack", "negated", "actual"),
    ("Chad warned Niger against attacking the town.", "attacking", "negated", "demanded"),
    ("It would be wise to sign the treaty.", "sign", "affirmed", "hypothetical"),
    ("It was wise to sign the treaty.", "sign", "affirmed", "actual"),
    # means, reports, clefts, forestalled deeds
    ("Chad lacked the means to attack Niger.", "attack", "negated", "actual"),
    ("Nothing suggests that Chad attacked Niger.", "attacked", "negated", "possible"),
    ("It may have been Chad that attacked Niger.", "attacked", "affirmed", "possible"),
    ("Chad turned back before reaching Niger.", "reaching", "negated", "actual"),
    ("Chad voted down a motion to recognise Niger.", "recognise", "negated", "actual"),
    ("Chad laughed off the claim that it attacked Niger.", "attacked", "affirmed", "denied"),
    ("Critics ask why Chad attacked Niger.", "attacked", "affirmed", "actual"),
    ("Chad told reporters that Niger attacked it.", "attacked", "affirmed", "actual"),
    ("Chad keeps bombing the town.", "bombing", "affirmed", "actual"),
    ("As long as Niger pays, Chad will wait.", "pays", "affirmed", "conditional"),
    ("The envoys meet on Thursday in Oman.", "meet", "affirmed", "future"),
]


@pytest.mark.parametrize(("text", "word", "polarity", "modality"), CASES)
def test_mood(text: str, word: str, polarity: str, modality: str) -> None:
    token = next(t for s in context(document(text)).sentences for t in s if t.text == word)
    found = mood(token)
    assert (found.polarity, found.modality) == (polarity, modality)


def test_marks_point_at_the_words_that_decide() -> None:
    text = "Chad might not sign the treaty."
    token = next(t for s in context(document(text)).sentences for t in s if t.text == "sign")
    found = mood(token)
    assert [t.text for t in found.negators] == ["not"]
    assert [t.text for t in found.modals] == ["might"]
