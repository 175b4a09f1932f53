"""Orders and bans told of texts, and blame for one's own deed; and what only looks like them."""

import pytest
from tests.reasoning.clash_texts import rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "
DAYS = "2018-07-03", "2018-07-05"
NORMS, CONTENT, OWN = "norms", "content", "reversal"


def told(a: str, b: str) -> set[str]:
    """Return the types of these rules by which two texts clash."""
    rules = rules_in((SELM + a, DAYS[0]), (SELM + b, DAYS[1]))
    return {r.partition("/")[0] for r in rules} & {NORMS, CONTENT, OWN}


CLASHES = [
    (NORMS, "Circular 4 orders the harbour masters to publish the list of wrecks.",
     "Circular 9 forbids the harbour masters to publish the list of wrecks."),
    (NORMS, "Under rule 2 the coast guard must close the strait at night.",
     "Under rule 5 the coast guard must keep the strait open at night."),
    (CONTENT, "Under article 6 Aldor may build a lighthouse on Gull Rock.",
     "Article 6 says that Aldor must not build a lighthouse on Gull Rock."),
    (CONTENT, "Article 8 requires Brenn to exchange prisoners.",
     "Under article 8 Brenn may not exchange prisoners."),
    (CONTENT, "Either side may leave the agreement on three months' notice.",
     "Article 11 of the agreement demands six months' notice."),
    (OWN, "Aldor accused Brenn of burning the ferry at Selm.",
     "In truth the sailors of Aldor burnt the ferry at Selm."),
    (OWN, "Aldor says Brenn broke the dam.", "The dam was broken by soldiers of Aldor."),
    (OWN, "“Brenn burnt the mill,” the government of Aldor said.",
     "The mill was burnt by Aldor's own army."),
    (NORMS, "Under directive 3 the police are to arrest smugglers.",
     "Under directive 8 the police are not to arrest smugglers."),
    (OWN, "The defence ministry of Brenn blamed Aldor for mining the strait.",
     "The navy of Brenn mined the strait."),
]  # fmt: skip
NEAR = [
    ("Circular 4 orders the harbour masters to publish the list of wrecks.",
     "Circular 9 forbids the pilots to publish the list of wrecks."),
    ("Under rule 2 the coast guard must close the strait at night.",
     "Under rule 5 the coast guard must keep the strait open by day."),
    ("Circular 4 orders the harbour masters to publish the list of wrecks.",
     "Circular 9 forbids the harbour masters to publish the list of passengers."),
    ("Under article 6 Aldor may build a lighthouse on Gull Rock.",
     "Article 6 says that Brenn must not build a lighthouse on Gull Rock."),
    ("Under article 6 Aldor may build a lighthouse on Gull Rock.",
     "Under article 7 Aldor must not build a lighthouse unless Brenn agrees."),
    ("Either side may leave the agreement on six months' notice.",
     "Aldor gave three weeks' notice of its leaving."),
    ("Either side may leave the agreement on six months' notice.",
     "The agreement may be left on a half year's notice."),
    ("Aldor accused Brenn of burning the ferry at Selm.",
     "The sailors of Brenn burnt the ferry at Selm."),
    ("Aldor accused Brenn of burning the ferry at Selm.",
     "The sailors of Aldor never burnt the ferry at Selm."),
    ("Aldor accused Brenn of burning the ferry at Selm.",
     "The sailors of Aldor burnt the lighthouse at Orm."),
    ("Aldor did not accuse Brenn of burning the ferry at Selm.",
     "The sailors of Aldor burnt the ferry at Selm."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), CLASHES)
def test_orders_and_blame_clash(kind: str, a: str, b: str) -> None:
    assert told(a, b) == {kind}


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_near_misses_of_orders_and_blame(a: str, b: str) -> None:
    assert told(a, b) == set()
