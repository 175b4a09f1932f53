"""Sentences of which the parse is wrong: what is read of them may be poor, but nothing breaks."""

from servanda.engine import read_document
from servanda.intake import from_text

# An "of" whose object the parser finds before it.
BEFORE_ITS_OF = (
    "The deputies in Kyiv were told by their Polish guest that the flow of weapons would not be "
    "turned off while they needed it."
)


def test_an_object_that_is_said_to_stand_before_its_of_is_no_part_of_the_phrase() -> None:
    read = read_document(from_text(BEFORE_ITS_OF))
    for record in read.records:
        for anchor in record.anchors:
            assert read.document.text[anchor.start : anchor.end] == anchor.quote != ""
