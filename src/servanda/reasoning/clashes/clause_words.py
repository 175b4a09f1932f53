"""Words by which clauses are found without a parser: verbs' helpers, boundaries, determiners."""

import re

from servanda.reasoning.clashes.agreement_words import NOUN

TOKEN = re.compile(r"[^\W_][\w'’-]*|[^\w\s]")
BREAK = re.compile(
    r"[;:()“”\"?!]|\s[–—-]\s|,?\s(?:but|while|whereas|although|though|because|so that|when|if|"
    r"unless|as soon as|where)\s|\s(?:until|before|after)\s(?!(?:[\w-]+\s){0,3}(?:days?|weeks?|"
    r"months?|years?|hours?)\b|(?:night|dawn|dusk|noon|sun|dark|midnight|the|that|this|its|\d|[A-Z]))|,\s(?:and|which|who|or|that|as|so|then)\s|\sthat\s"
    r"(?!(?:the )?(?:same|time|day|month|year|winter|summer|line|list)\b)|"
    r"\s(?:who|which)\s|,\s(?=[^,]{0,60}\b(?:said|says|told|insist\w*|report\w*|claim\w*|saw|"
    r"confirmed|added|argue\w*|wrote|believe\w*)\b)"
)  # fmt: skip
AUX = frozenset(
    [
        *("shall", "must", "may", "will", "would", "should", "could", "can", "might", "did", "do"),
        *("does", "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "not"),
        *("never", "ever", "also", "still", "now", "then", "only", "all", "both", "cannot", "to"),
        *("didn't", "doesn't", "don't", "hasn't", "haven't", "hadn't", "isn't", "aren't", "no"),
        *("wasn't", "weren't", "won't", "wouldn't", "shouldn't", "couldn't", "can't", "mustn't"),
        *("themselves", "itself", "himself", "again", "yet", "longer", "already", "once", "each"),
        *("duly", "always", "even", "just", "indeed", "simply", "often", "soon", "ought"),
    ]
)
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "wasn't", "weren't", "isn't"})
DO = frozenset({"to", "shall", "must", "may", "will", "would", "should", "could", "can", "might",
                "did", "do", "does", "cannot", "didn't", "doesn't", "don't", "won't", "wouldn't",
                "can't", "mustn't", "not", "never"})  # fmt: skip
BEFORE_NOUN = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "my", "your",
                         "this", "these", "those", "of", "in", "on", "at", "under", "no",
                         "any", "every", "each", "some", "for", "into", "with"})  # fmt: skip
DETERMINER = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "any", "no",
                        "every", "each", "both", "some", "this", "that", "these", "those",
                        "all"})  # fmt: skip
PRONOUN = frozenset({"it", "they", "he", "she", "we", "i", "who", "which", "that", "this",
                     "them", "these", "those", "you"})  # fmt: skip
IS_TO = re.compile(r"\b(?:is|are|was|were)\W+$", re.I)
GOVERN = (
    ("refuse", re.compile(r"\b(?:refus\w+|declin\w+|fail(?:ed|s)?|neglect\w*|omitted)\W+$", re.I)),
    ("ban", re.compile(
        r"\b(?:forb(?:ids?|ade|idden)|prohibit\w*|bans?|banned|bars?|barred)\b[^.;]{0,60}$|"
        r"\b(?:refrain\w*|abstain\w*|desist\w*|debarred)\s+from\W+$|"
        r"\b(?:not (?:allowed|permitted|free|entitled))\W+$", re.I)),
    ("must", re.compile(
        r"\b(?:undert(?:ook|akes?|aken)|agree[sd]?|pledge[sd]?|promise[sd]?|commit(?:s|ted)?|"
        r"vow(?:s|ed)?|swore|bound|obliged|required|supposed|duty|obligation|undertaking|"
        r"commitment|promise|pledge|have|has|had|ordered|due|ought)\W+(?:itself\W+|themselves\W+)?$|"
        r"\b(?:obliges?|requires?|orders?|binds?|commits?|tells?|instructs?)\b[^.;,]{0,60}$",
        re.I)),
    ("must", IS_TO),
    ("may", re.compile(r"\b(?:allow\w*|permit\w*|free|entitled|right|authoris\w+)\b[^.;,]{0,40}$",
                       re.I)),
    ("open", re.compile(
        r"\b(?:accus\w+|blam\w+|charg\w+|suspect\w+|want\w*|plan\w*|wish\w*|threaten\w*|ask\w*|"
        r"demand\w*|offer\w*|propos\w+|ready|hop\w+|intend\w*|tri(?:ed|es)|urg\w+|"
        r"call\w* (?:on|for)|order|able|capable|likely|about|instead|without|against|"
        r"warned)\b[^.;,]{0,60}$", re.I)),
)  # fmt: skip
GOING_ON = re.compile(r"\b(?:went on|kept(?: on)?|continued|goes on|keeps|began|started)\W*$", re.I)
SEEN = re.compile(r"\b(?:saw|seen|watched|filmed|found|caught|observed|showed?|spotted)\b", re.I)
EVERY = re.compile(
    r"\b(?:both|either|neither|each|all|every|nobody|no one|none|the parties|the sides|"
    r"(?:two|three|four) (?:sides|parties|states|armies|countries))\b", re.IGNORECASE,
)  # fmt: skip
# Verbs of speech, thought and stance, and what is told of agreements, which other rules read.
NO_DEED = frozenset({
    "hundred", "kindred", "sacred", "indeed", "embed",
    "said", "says", "told", "tells", "claimed", "claims", "claim", "insist", "insisted",
    "reported", "report", "added", "argued", "argue", "wrote", "written", "declare", "declared",
    "announce", "announced", "state", "stated", "deny", "denied", "accuse", "accused", "blame",
    "blamed", "believe", "believed", "think", "thought", "know", "known", "knew", "called",
    "call", "calls", "asked", "signed", "sign", "ratify", "ratified", "denounce", "denounced",
    "terminate", "terminated", "expired", "expire", "lapse", "lapsed", "concluded", "conclude",
    "recognise", "recognised", "recognize", "recognized", "oppose", "opposed", "favour",
    "favoured", "welcomed", "welcome", "condemn", "condemned", "reject", "confirmed", "confirm",
    "agreed", "agree", "wanted", "want", "need", "needed", "seem", "seemed", "mean", "meant",
    "remember", "remembered", "recall", "recalled", "like", "liked", "named", "dated", "based",
    "according", "united", "compared", "concerned", "related", "regarded", "supposed", "remind",
    "reminded", "note", "noted", "mention", "mentioned", "decided", "demanded", "demand",
    "urged", "urge", "explain", "explained", "replied", "reply", "answered", "answer",
    "suggested", "suggest", "expect", "expected", "hope", "hoped", "fear", "feared", "wish",
    "wished", "quoted", "quote", "repeat", "repeated", "mistaken",
})  # fmt: skip
NOTHING = re.compile(r"^[^,;]{0,40}\b(?:nothing|not a (?:cent|penny|word|shot))\b", re.IGNORECASE)
NONE_OF = re.compile(r"\s*(?:none|nothing|nobody|no one|not (?:a|one)(?: single)?|no)\b"
                     r"(?!\s(?:more|less|fewer)\sthan)", re.I)  # fmt: skip
NO_VERB = re.compile(
    r"(?:enter\w*|come|came) into (?:force|effect)|remain\w* (?:the law|in force)|"
    r"stands? (?:up|behind)|"
    r"(?:leav\w+|left) (?:the|this) (?:agreement|accord|treaty|pact|ceasefire)|fallen? ill|"
    r"end(?:ed|s) (?:on|in)\b", re.IGNORECASE,
)  # fmt: skip
RELATIVE = re.compile(r"([^,;:()“”\"]*?),?\s(?:that|which|who)\s*$", re.IGNORECASE)
IMPERSONAL = re.compile(r"\b(?:there|nothing|something)\b", re.IGNORECASE)
# "They have pledged that nobody will be moved": a promise told as what will be.
PLEDGED = re.compile(
    r"\b(?:pledg\w+|promis\w+|undert\w+|vow\w+|guarantee\w*|assur\w+|swore|sworn|gave (?:its|their|"
    r"his) word)\b[^.;]{0,60}\bthat\s*$", re.IGNORECASE,
)  # fmt: skip
DEMONYM = re.compile(r"^[A-Z]\w+(?:ese|ian|ians|ish|ean|ani|anian|ich)$")
STANDS_FOR = frozenset({"government", "front", "army", "ministry"})
# "must keep the crossing open", "keeps its archives closed"
STATE = re.compile(
    r"(?:keeps?|kept|leaves?|left|holds?|held)\s(?:[\w'’-]+\s){1,5}?(?P<state>open|closed|shut|sealed|"
    r"secret|blocked|locked)\b", re.IGNORECASE,
)  # fmt: skip
STATES = {"open": "open", "closed": "close", "shut": "close", "sealed": "close",
          "secret": "conceal", "blocked": "close", "locked": "close"}  # fmt: skip
AWAY = re.compile(
    r"(?:keep|keeps|kept|stay|stays|stayed)\s(?P<who>(?:[\w'’-]+\s){0,5}?)(?:away\sfrom|out\sof|"
    r"off|clear\sof)\b", re.IGNORECASE,
)  # fmt: skip
# "Both sides must refrain from offensive operations": a ban told by a noun.
NOMINAL = frozenset({"operations", "attacks", "attack", "hostilities", "violence", "raids",
                     "shelling", "aggression", "bombardment", "strikes", "force",
                     "fire"})  # fmt: skip
RENOUNCED = re.compile(
    r"\b(?:refrain|abstain|desist|renounc|forgo|forswear|forswore|ceas|stop|end|halt|suspend)\w*\s"
    r"(?:from\s)?(?:all\s|any\s|every\s|further\s|the\s|their\s|its\s)?(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)  # fmt: skip
BOUND = re.compile(
    r"\b(?:must|shall|undert\w+|agreed?|pledg\w+|promis\w+|obliged|obliges?|bound|required|"
    r"requires?|are to|is to|have to|has to|had to|renounce[sd]?|refrain from)\b", re.IGNORECASE,
)  # fmt: skip
# "Under the Abuja paper the front must": where and when, before who.
ADVERBIAL = re.compile(
    r"^\s*(?:Under|In|By|On|At|After|Before|Since|During|According to|With|For|From|To)\s[^,]*?"
    rf"(?:,\s|\b(?:(?i:{NOUN})|article\s\w+|point\s\w+)(?:\sof\s\d{{4}})?,?\s)", re.IGNORECASE,
)  # fmt: skip
LIGHT = re.compile(
    r"(?:giv\w+|gave|provid\w+|len[dt]\w*|grant\w*|offer\w*|render\w*)\s"
    r"(?:any\s|no\s|some\s|further\s)?"
    r"(?:help|aid|support|assistance|shelter|backing|sanctuary|refuge)\s(?:to|for)\s",
    re.IGNORECASE,
)  # fmt: skip
HAVING = frozenset({"has", "have", "had", "numbers", "numbered", "comprises", "includes"})
PROMISED = re.compile(
    r"(?:promis|pledg|undert|agree|oblig|bound|requir|refus|declin|fail|vow|swor|commit|not$|duty$)"
)
VAGUE = frozenset({"about", "some", "nearly", "almost", "over", "roughly", "only"})
STAGED = frozenset({"refer", "elect", "#talks", "meeti", "vote", "parad", "exerc", "cerem",
                    "heari"})  # fmt: skip
HANDING = frozenset({"send", "give", "drop", "smuggle", "sell", "bring", "move", "fly", "land"})
PLACED = re.compile(
    r"\b(?:in|on|at|near|along|from|to|over|into|onto|across|inside|outside|within|before|after|during|"
    r"since|until|by|with|against|towards?|through|under|around|for|without|above|below|beside)\b"
)
TIMED = re.compile(r"\b(?:in|from|over|before|after|during|since|until|by|with|for|without|near)\b")
# Verbs between which and their particle the object may stand: "turned them away".
SPLIT = frozenset({"tur", "too", "tak", "han", "giv", "gav", "sen", "thr", "set", "let", "cal",
                   "bri", "bro", "pul"})  # fmt: skip
PARTICLES = frozenset({"away", "back", "out", "over", "in", "up", "down", "free", "off", "home"})
# Words of a promise or an order, and of a text that a duty stands in.
COMMITTED = re.compile(
    r"\b(?:undert\w+|agreed|pledg\w+|promis\w+|committed|vow\w+|swore|bound|oblig\w+|requires?|"
    r"required|forb\w+|prohibit\w*|orders?|ordered|refrain\w*|binds?|undertaking|duty|barred)\b",
    re.IGNORECASE,
)  # fmt: skip
BY_TEXT = re.compile(
    rf"\b(?:(?:{NOUN}|annex|memorandum|circular|resolution|decree|constitution)s?|"
    r"(?:articles?|paragraph|point|clause|rule|section)\s[\dIVXLC]+|(?:first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|last)\s(?:article|point|clause))\b",
    re.IGNORECASE,
)
START = re.compile(
    r"\s*(?:(?:Article|Section|Point|Rule|Paragraph)\s[\dIVX]+[.:)]?\s*|\(\w{1,3}\)\s*|[QA][.:]\s|"
    r"(?:[A-Z][a-z]+:)\s|\d{1,2}[.)]\s|And\s|But\s|Yet\s|So\s)*"
)
SMALL = frozenset({
    "side", "sides", "party", "parties", "year", "years", "month", "months", "day", "days",
    "week", "weeks", "time", "times", "article", "articles", "point", "rule", "ever", "own",
    "yesterday", "today", "tomorrow", "any", "anything", "single", "every", "each", "both",
    "either", "neither", "other", "all", "nobody", "none", "himself", "itself", "themselves",
    "twice", "once", "monthly", "weekly", "yearly", "annually", "regularly", "nothing",
    "anybody", "anyone", "somebody", "someone", "anywhere", "else", "since", "until",
    "according", "end", "beginning", "middle", "early", "late", "last", "next", "him", "her",
    "them", "our", "ours", "theirs",
})  # fmt: skip
# What is denied only of an earlier time: "before the merger they did not".
BEFORE = re.compile(r"\b(?:before|until|till|prior to|up to)\b", re.IGNORECASE)
