"""Which intent the signs of a question speak for, all weighed together.

The table of intents (`data/signs.tsv`) decides by the first row that fits, which serves wordings
that it foresaw; the weights of `data/weights.tsv` let every sign of a question's shape speak for
or against each intent. The row's intent counts as one more voice. The weights are learned by
`python -m evals.train_questions` from questions with their intents and are read, not computed.
"""

import csv
from functools import lru_cache
from importlib import resources

from servanda.asking.shape import WORDINGS

ROW = 1.0  # what the row of the table counts for, in the scale of the weights
BASE = "(every question)"
# Signs of bare words, which ask nothing.
MUTE = frozenset({"form:noun", "has:ACTOR", "focus:ACTOR", "head:ACTOR"})
SPEAKING = 3  # signs that are named as the reasons of a choice
# Which kinds of question of the weights an intent of the program serves, and which it becomes.
SERVES: dict[str, tuple[str, ...]] = {
    "said_about": ("said",),
    "who_said": ("said", "who"),
    "who_first": ("first",),
    "predicted": ("predictions",),
    "unknown_gaps": ("unknown",),
    "clash": ("clashes",),
    "why_broke": ("duties", "status", "clashes", "other"),
    "search": ("other",),
    "telling": ("other",),
}
BECOMES = {
    "said": "said_about", "first": "who_first", "predictions": "predicted",
    "unknown": "unknown_gaps", "clashes": "clash", "other": "telling",
}  # fmt: skip


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Return the weight of each sign for each kind of question, as {sign: {kind: weight}}."""
    place = resources.files("servanda.asking") / "data" / "weights.tsv"
    lines = [x for x in place.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {r.pop("sign"): {kind: float(w) for kind, w in r.items()} for r in rows}


def scores(signs: frozenset[str], row_intent: str) -> dict[str, float]:
    """Return what the signs of a question, and its row of the table, come to for each kind."""
    table = weights()
    total = dict(table[BASE])
    for sign in signs & table.keys():
        for kind, weight in table[sign].items():
            total[kind] += weight
    for kind in SERVES.get(row_intent, (row_intent,)):
        if kind in total:
            total[kind] += ROW
    return total


def weighed(signs: frozenset[str], row_intent: str) -> tuple[str, str]:
    """Return the intent that a question's signs speak for most, and the signs that spoke loudest.

    The second is empty where the row of the table has it the same way.
    """
    if row_intent == "search" and {s for s in signs if not s.startswith(WORDINGS)} <= MUTE:
        return row_intent, ""  # words that are no question
    total = scores(signs, row_intent)
    best = max(sorted(total), key=lambda kind: total[kind])
    if best in SERVES.get(row_intent, (row_intent,)):
        return row_intent, ""
    table = weights()
    loud = sorted(signs & table.keys(), key=lambda s: (-table[s][best], s))[:SPEAKING]
    intent = "who_said" if best == "said" and "form:who" in signs else BECOMES.get(best, best)
    return intent, "+".join(s for s in loud if table[s][best] > 0)
