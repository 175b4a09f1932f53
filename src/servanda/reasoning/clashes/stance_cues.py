"""Words by which plain sentences tell that somebody is for or against something."""

import re

from msgspec import Struct


class Cue(Struct, frozen=True):
    """A wording of a stance: 1 for, -1 against; `wants` where what is wanted decides."""

    pattern: re.Pattern[str]
    value: int
    wants: bool = False
    own_modal: bool = False


def _cue(words: str, value: int, *, wants: bool = False, own_modal: bool = False) -> Cue:
    return Cue(re.compile(rf"\b(?:{words})(?=\W)", re.IGNORECASE), value, wants, own_modal)


BE = r"(?:am|is|are|was|were|be|been|remains?|remained|stands?|stood|has been|have been)"
LEAVING = (
    r"(?:leave|go|withdraw|depart|pull out|quit|be (?:withdrawn|removed|closed|ended|lifted|"
    r"scrapped|dropped|abandoned|cancelled|stopped)|end|stop|close|cease)"
)
STAYING = r"(?:stay|remain|continue|go on|be (?:kept|maintained|extended|renewed|prolonged))"
CUES: tuple[Cue, ...] = (
    _cue(r"supports?|supported|back(?:s|ed)|favou?rs?|favou?red|endorse[sd]?|welcome[sd]?|"
         r"approve[sd]? of|approve[sd]?|hail(?:s|ed)|embrace[sd]?|advocate[sd]?|champion(?:s|ed)|"
         r"recogni[sz]e[sd]?|accept(?:s|ed)?|consent(?:s|ed)? to|agree[sd]?(?: that \w+)? to|"
         r"stands? (?:up for|behind|by)|stood (?:up for|behind|by)|vote[sd]? for|"
         r"sp(?:eaks?|oken?) (?:up |out )?for|would welcome|"
         r"(?:has|have|had|sees|saw) no(?:thing against| objections? to)|"
         r"fights? for|fought for", 1),
    _cue(rf"{BE} (?:strongly |firmly |still |now |all |wholly |entirely )?(?:in favou?r of|"
         r"for(?! (?:the|a) (?:first|second|last|time))|ready to accept|"
         r"willing to accept|prepared to accept|a supporter of|a friend of)|"
         r"(?:came|comes|come|spoke|speaks) (?:out )?(?:in favou?r of|for)|campaign(?:s|ed) for|"
         r"argue[sd]? for|plead(?:s|ed) for", 1),
    _cue(r"(?:declare[sd]?|pronounce[sd]?|show(?:s|ed)?) (?:it|them|him|her|my|our)sel(?:f|ves) "
         r"(?:strongly |firmly )?(?:in favou?r of|for|ready for|a supporter of)", 1),
    _cue(r"(?:declare[sd]?|pronounce[sd]?|show(?:s|ed)?) (?:it|them|him|her|my|our)sel(?:f|ves) "
         r"(?:strongly |firmly )?(?:against|opposed to|hostile to)", -1),
    _cue(r"decr(?:y|ies|ied)|oppose[sd]?|reject(?:s|ed)?|object(?:s|ed)? to|resist(?:s|ed)|"
         r"spurn(?:s|ed)|"
         r"rule[sd] out|turn(?:s|ed) down|refuse[sd]?(?! to)|dismiss(?:es|ed)|repudiate[sd]?|"
         r"vote[sd]? against|sp(?:eaks?|oken?) (?:out )?against|disapprove[sd]? of|"
         r"condemn(?:s|ed)|declined(?! to)|argue[sd]? against|campaign(?:s|ed) against|"
         r"protest(?:s|ed) against|f(?:ights?|ought) against", -1),
    _cue(rf"{BE} (?:strongly |firmly |still |now |all |wholly |entirely |dead |utterly )?"
         r"(?:against|opposed to|an opponent of|hostile to|not (?:in favou?r of|for))|"
         r"(?:came|comes|spoke|speaks) out (?:in \d{4} |strongly |publicly |again )?against|"
         r"(?:came|comes|turned|turns) (?:out )?against|set its face against", -1),
    _cue(r"(?:would|will) (?:not hear of|hear of no|have none of|have no|not have|not accept|not "
         r"agree to|never accept|never agree to|not tolerate|not recogni[sz]e|never recogni[sz]e|"
         r"not support)|won['’]t (?:hear of|have|accept|recogni[sz]e|support)|"
         r"wants? nothing (?:to do with|of)|wanted nothing (?:to do with|of)|wants? no|wanted no",
         -1, own_modal=True),
    _cue(r"(?:demand|ask|insist|request|propose|want|urge)(?:s|ed)? (?:today |now |again )?that|"
         r"call(?:s|ed)? (?:today |now |again )?(?:for|on)|wants?|wanted|ask(?:s|ed)?|urge[sd]?|"
         r"tell(?:s)?|told|order(?:s|ed)?", 1, wants=True),
    _cue(r"declare[sd]? (?P<issue>(?!that)[^,;.]{3,60}?) (?:null and )?"
         r"(?:void|dead|invalid|unlawful)", -1),
)  # fmt: skip
# After "demanded that", "called for": what is wanted to stay or to go.
TO_STAY = re.compile(
    rf"\s(?P<issue>(?:(?!that\b)[^,;:.\s]+\s){{1,8}}?)(?:to\s|should\s|must\s)?(?P<no>not\s(?:to\s)?)?"
    rf"(?:(?P<go>{LEAVING})|(?P<stay>{STAYING}))\b", re.IGNORECASE,
)  # fmt: skip
DENIED = re.compile(
    r"\b(?:not|never|n['’]t|no longer|cannot)\s(?:\w+ly\s|yet\s|ever\s|even\s)?$|\bn['’]t\s$|"
    r"\b(?:neither|nobody|none)\b[^,;]{0,40}$", re.IGNORECASE,
)  # fmt: skip
# What an infinitive hangs on that makes it a stance taken: "resolved to oppose", "refused to back".
GOVERNED = re.compile(
    r"(?:\b(?:resolve[sd]?|decide[sd]?|vote[sd]?|agree[sd]?|came round|come round|continue[sd]?|"
    r"chose|chooses|come|came|comes|grown|learnt|learned|pledge[sd]?|promise[sd]?|began|begun|undertook)|"
    r"(?P<no>\b(?:refuse[sd]?|decline[sd]?|cease[sd]?|fail(?:s|ed)?|stopped short of)))"
    r"[^,;.]{0,25}\sto\s+$", re.IGNORECASE,
)  # fmt: skip
