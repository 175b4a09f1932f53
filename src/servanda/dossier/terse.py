"""The page in fewer bytes: what HTML lets one leave out is left out, the tree stays the same."""

import re

BLOCK = ("article|aside|body|caption|details|dd|div|dl|dt|figure|footer|h1|h2|h3|h4|head|header|"
         "html|li|link|main|meta|nav|ol|p|script|section|style|summary|table|tbody|td|th|thead|"
         "title|tr|ul")  # fmt: skip
AROUND = re.compile(rf"\s*(</?(?:{BLOCK})\b[^<>]*>)\s*")
OPTIONAL = re.compile(r"</(?:li|td|th|tr|thead|tbody|dd|dt)>")
# What ends a paragraph by itself for old parsers too: the start of a block, of a cell or item, the
# end of its parent. The younger elements (section, details, figure) are no end to those.
LEADS = "div|dl|h[1-4]|li|ol|p|table|td|tr|ul"
ENDS = "div|table|ul|ol"
PARAGRAPH = re.compile(rf"</p>(?=<(?:{LEADS})\b|</(?:{ENDS})>)")
TAG = re.compile(r'<[a-z][^<>]*"[^<>]*>')
TEXT = re.compile(r">[^<>]*&#3[49];[^<>]*<")
QUOTED = re.compile(r'(\s[a-z][a-z-]*=)"([A-Za-z0-9_.:/#%+-]+)"(?=[\s>])')


def terse(markup: str) -> str:
    """Return markup with the space around blocks, end tags and quotes left out where HTML may.

    All texts in it must be escaped: no quote sign and no angle bracket of a text stands bare.
    """
    markup = PARAGRAPH.sub("", OPTIONAL.sub("", AROUND.sub(r"\1", markup)))
    markup = TAG.sub(lambda tag: QUOTED.sub(r"\1\2", tag[0]), markup)
    return TEXT.sub(lambda text: text[0].replace("&#39;", "'").replace("&#34;", '"'), markup)
