"""One rule of an agreement told with two numbers; and rules that have two."""

import pytest
from tests.reasoning.clash_texts import rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "
RULE = "content/two-values"


def clashing(a: str, b: str) -> bool:
    """Say whether two texts clash by this rule."""
    return RULE in rules_in((SELM + a, "2018-07-03"), (SELM + b, "2018-07-05"))


CLASHES = [
    ("Article 3 obliges Aldor to pull its gunboats out of the strait within sixty days.",
     "Under article 3 Aldor had to withdraw its gunboats within ninety days."),
    ("Article 7 has the harbour board meet twice a year.",
     "The harbour board, says article 7, must meet every three months."),
    ("Under article 9 either side may leave the agreement on three months' notice.",
     "Article 9 demands half a year's notice, or six months' notice to be exact."),
    ("The agreement allows each side twelve inspections a year.",
     "Under the agreement each side may carry out twenty inspections a year."),
    ("Article 5 caps the duty on timber at eight per cent.",
     "The duty on timber may not exceed 12 per cent under article 5."),
    ("The monitors, says article 6, may visit every prison without previous notice.",
     "Under article 6 the monitors may visit a prison on two days' notice."),
    ("Aldor may send inspectors to the dam twice in each calendar year under article 7.",
     "Article 7 gives Aldor the right to one inspection a year."),
    ("Article 12 says that the agreement runs for ten years.",
     "The agreement was concluded for fifteen years, as article 12 has it."),
    ("The ceasefire is to last ninety days.", "The text sets a truce of sixty days."),
]  # fmt: skip
NEAR = [
    # another site
    ("The agreement lets Aldor keep 200 guards in the port.",
     "Under the agreement Aldor may keep 350 guards at the airport."),
    # another article, another part of the rule, another thing
    ("Article 3 obliges Aldor to pull its gunboats out of the strait within sixty days.",
     "Article 4 obliges Brenn to pull its gunboats out of the strait within ninety days."),
    ("Article 3 obliges Aldor to pull its gunboats out of the strait within sixty days.",
     "Article 3 bars the gunboats from the strait for ninety days."),
    ("Under article 5 prisoners must be freed within forty days.",
     "Under article 5 the dead must be handed over within twenty days."),
    # what was done, and what was proposed
    ("Article 3 obliges Aldor to pull its gunboats out of the strait within sixty days.",
     "Aldor pulled its gunboats out of the strait within ninety days."),
    ("Article 5 caps the duty on timber at eight per cent.",
     "A first draft of article 5 capped the duty on timber at 12 per cent."),
    ("Article 5 caps the duty on timber at eight per cent.",
     "Brenn intends to take a duty of 12 per cent on timber under article 5."),
    # the same length in other words
    ("Under article 9 either side may leave the agreement on six months' notice.",
     "Article 9 demands 180 days' notice."),
    # a rule of two numbers, of which the other text tells one
    ("Article 6 gives Aldor sixty days to free the prisoners and ninety days to free the wounded.",
     "Under article 6 Aldor must free the wounded prisoners within ninety days."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), CLASHES)
def test_two_numbers_of_one_rule_clash(a: str, b: str) -> None:
    assert clashing(a, b)


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_numbers_of_two_rules_do_not(a: str, b: str) -> None:
    assert not clashing(a, b)
