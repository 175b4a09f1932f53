"""Stances told by a judgement, a refusal, a role, a vote or an echo, and what is none."""

import pytest

from servanda.model import Position

from .helpers import of

# A sentence, and below it each stance: word, stance, holder, polarity.
TOLD = """
Norway's minister called the erosion of the taboo dangerous.
    dangerous condemns Norway's minister affirmed
I find that absurd.
    absurd rejects I affirmed
We believe that leaving the court is a mistake.
    mistake opposes We affirmed
In my view the demand is lawful.
    lawful supports my affirmed
Chad declared that it would not sign the text.
    would not sign refuses Chad affirmed
The Seimas voted in favour.
    voted in favour supports Seimas affirmed
The unionists voted against it.
    voted against opposes unionists affirmed
Kenya welcomed it, and so has Uganda.
    welcomed supports Kenya affirmed
    so has supports Uganda affirmed
Chad does not accept it. Nor does Niger.
    accept accepts Chad negated
    Nor does accepts Niger negated
The opponents of Brexit marched.
    opponents opposes opponents of Brexit affirmed
Ghana was never a friend of the treaty.
    friend supports Ghana negated
The prime minister's circle is against it.
    is against opposes circle affirmed
Berlin regrets the vote.
    regrets opposes Berlin affirmed
Accra would never allow it.
    allow opposes Accra affirmed
Brazil has come out strongly for the accord.
    come out supports Brazil affirmed
"""

NONE = """
The committee declined to comment.
It will not rain.
The bridge is dangerous.
He said that he would not be late.
Supporters of the club fought in the street.
Friends of the family arrived.
If both sides ask for it, the office will open.
Armenia asked Russia for help.
She called him a friend.
The door slammed.
"""


def table() -> list[tuple[str, list[str]]]:
    """Return the sentences of TOLD, each with its stances."""
    found: list[tuple[str, list[str]]] = []
    for line in TOLD.strip().splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


@pytest.mark.parametrize(("text", "wanted"), table())
def test_told(text: str, wanted: list[str]) -> None:
    found = [
        f"{' '.join(a.quote for a in p.anchors)} {p.stance} {p.holder.surface} {p.polarity}"
        for p in of(Position, text)
    ]
    assert found == wanted


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_none(text: str) -> None:
    assert of(Position, text) == []
