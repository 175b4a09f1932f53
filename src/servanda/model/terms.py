"""The closed vocabularies of the field, as literal types and tuples to iterate."""

from typing import Literal, get_args

Polarity = Literal["affirmed", "negated"]
Modality = Literal[
    "actual", "future", "possible", "conditional", "demanded", "intended", "denied",
    "questioned", "hypothetical",
]  # fmt: skip
Manner = Literal["direct", "indirect", "mixed"]
Genre = Literal[
    "news", "op-ed", "official statement", "agreement", "registry", "speech", "report", "unknown"
]
Translation = Literal["none", "official", "human", "machine", "unknown"]
Rights = Literal["open", "quote"]
ActorType = Literal["state", "polity", "person", "organization", "group", "place", "unknown"]
Form = Literal["treaty", "political", "ceasefire", "unknown"]
Role = Literal["preamble", "operative", "annex"]
Relation = Literal["amends", "reaffirms", "implements", "supersedes", "annexed to", "part of"]
Force = Literal["obligation", "prohibition", "permission", "power", "recognition"]
Stance = Literal[
    "recognises", "refuses", "supports", "opposes", "accepts", "rejects", "demands", "condemns",
    "denies", "blames",
]  # fmt: skip
ActKind = Literal[
    "signature", "ratification", "accession", "entry_into_force", "provisional_application",
    "reaffirmation", "suspension", "resumption", "notice", "notice_revoked", "non_renewal",
    "withdrawal", "termination", "supersession", "revival", "breach_alleged", "breach_cleared",
    "objection", "expiry",
]  # fmt: skip
Authority = Literal["formal", "claim"]
Plover = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Granularity = Literal[
    "time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century",
    "range", "duration", "set", "vague",
]  # fmt: skip
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal[
    "", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
    "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX",
]  # fmt: skip
BlockType = Literal[
    "title", "heading", "paragraph", "list_item", "caption", "quotation", "table", "article",
    "clause", "preamble", "signature",
]  # fmt: skip
VoiceKind = Literal["author", "agency", "quoted", "parties"]
Verdict = Literal["accept", "reject", "unsure", "same", "different", "outcome", "undo"]
OutcomeState = Literal["open", "came true", "did not", "partly", "void", "cannot tell"]
Verified = Literal["text", "secondary", "unverified"]
FindingKind = Literal["status", "duty", "first", "clash", "check", "score"]

ACT_KINDS: tuple[ActKind, ...] = get_args(ActKind)
FORCES: tuple[Force, ...] = get_args(Force)
GENRES: tuple[Genre, ...] = get_args(Genre)
TRANSLATIONS: tuple[Translation, ...] = get_args(Translation)
STANCES: tuple[Stance, ...] = get_args(Stance)
PLOVER_CLASSES: tuple[Plover, ...] = get_args(Plover)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
OUTCOMES: tuple[OutcomeState, ...] = get_args(OutcomeState)
