"""attribution: one quotation in two wordings or two mouths, and quotations that may differ."""

import pytest
from tests.reasoning.clash_texts import Text, rules_in

WORDS = "We will never accept the occupation of our northern districts"
BANDA = f"“{WORDS},” President Banda said."
PAY = "“The harbour will cost us 40 million and not a single job,” Anna Kovar told the assembly."

CLASHES: list[tuple[str, tuple[Text, ...]]] = [
    ("other-words",
     (BANDA, "“We will accept the occupation of our northern districts,” President Banda said.")),
    ("other-words",
     (BANDA, "“We will never accept the liberation of our northern districts,” President Banda "
             "said.")),
    ("other-words",
     (PAY, "“The harbour will cost us 14 million and not a single job,” Anna Kovar told the "
           "assembly.")),
    ("other-words",
     ("Emmanuel Macron said: “The treaty that our two nations signed is dead and buried.”",
      "Emmanuel Macron said: “The treaty that our two nations signed is not dead and buried.”")),
    ("two-mouths", (BANDA, f"“{WORDS},” Minister Phiri said.")),
    ("two-mouths", (PAY, PAY.replace("Anna Kovar", "Josef Malik"))),
    ("two-mouths",
     ("Emmanuel Macron said: “The treaty that our two nations signed is dead and buried.”",
      "Vladimir Putin said: “The treaty that our two nations signed is dead and buried.”")),
]  # fmt: skip
NEAR: list[tuple[Text, ...]] = [
    (BANDA, BANDA.replace("We will", "We shall").replace("the occupation", "any occupation")),
    (BANDA, "“We will never accept the occupation of our districts,” President Banda said."),
    (BANDA, "“We will never accept the occupation,” President Banda said."),
    (BANDA, BANDA),
    ((BANDA, "2023-03-01"),
     ("“We will accept the occupation of our northern districts,” President Banda said.",
      "2023-09-01")),
    (BANDA, f"“{WORDS},” the spokesman said."),
    (BANDA, f"“{WORDS},” Minister Phiri said, quoting the president."),
    (BANDA, f"Minister Phiri repeated: “{WORDS}.”"),
    (BANDA, "“They will accept the partition of all southern provinces,” President Banda said."),
    ("“Never again,” Anna Kovar said.", "“Never again,” Josef Malik said."),
    (PAY, PAY.replace("Anna Kovar", "Kovar")),
    (PAY, "Anna Kovar told the assembly that the harbour would cost 14 million."),
    ("Emmanuel Macron said: “The treaty that our two nations signed is dead and buried.”",
     "France said: “The treaty that our two nations signed is dead and buried.”"),
    ("Emmanuel Macron said: “The treaty that our two nations signed is dead and buried.”",
     "Macron said: “The treaty that our two nations signed is dead and buried.”"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "texts"), CLASHES)
def test_other_words_and_other_mouths(rule: str, texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="attribution") == {f"attribution/{rule}"}


@pytest.mark.parametrize("texts", NEAR)
def test_near_misses_of_attribution(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="attribution") == set()
