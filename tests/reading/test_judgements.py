"""A judgement on what an agreement now is counts as the speaker's claim, whatever its modal."""

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.model import Act


def acts(text: str) -> set[tuple[str, str, str]]:
    records = read_document(from_text(text)).records
    return {(r.act, r.polarity, r.modality) for r in records if isinstance(r, Act)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty of 1997 can be considered to have expired.", ("expiry", "affirmed", "actual")),
        ("The treaty of 1997 can be said to have lapsed.", ("expiry", "affirmed", "actual")),
        ("Minsk II may be regarded as void.", ("termination", "affirmed", "actual")),
        ("Minsk II should be considered dead.", ("termination", "affirmed", "actual")),
        ("The treaty of 1997 must be deemed terminated.", ("termination", "affirmed", "actual")),
        ("The treaty of 1997 cannot be considered expired.", ("expiry", "negated", "actual")),
        ("The treaty of 1997 still holds.", ("expiry", "negated", "actual")),
        ("The JCPOA might expire.", ("expiry", "affirmed", "possible")),
        ("Can the JCPOA be considered dead?", ("termination", "affirmed", "questioned")),
        ("If the JCPOA can be considered dead, we are free.",
         ("termination", "affirmed", "hypothetical")),
        ("Nobody has cancelled the treaty of 1997.", ("termination", "negated", "actual")),
    ],
)  # fmt: skip
def test_judgements_are_claims(text: str, expected: tuple[str, str, str]) -> None:
    assert acts(text) == {expected}
