"""The anchor promise: whatever the text, every anchor quotes it exactly, and nothing crashes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model import Document
from servanda.model.anchors import check
from servanda.model.document import document_id, text_hash
from servanda.model.walk import anchors_of
from servanda.reading import read

PIECES = st.sampled_from(
    [
        "Mali said that ", "“", "”", '"', "\n", "\r\n", "\x00", "#Niger ", "😀", "é", "e\u0301 ",
        "שלום ", "مالي ", "\u200f", "treaty ", "has not expired. ", "signed ", "will attack ",
        "Niger?", "(???) ", " must ", "• ", "—", "\u2028", "According to ", "\ud83d", "ﬁ", "ß ",
        "the accord of 3 May 2019, ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_anchor_is_exact(text: str) -> None:
    document = Document(id=document_id(text), text=text, sha256=text_hash(text))
    for record in read(document):
        check(text, anchors_of(record))


def test_the_same_text_gives_the_same_records() -> None:
    text = "Mali said that Niger will leave the treaty. It did not sign it."
    document = Document(id=document_id(text), text=text, sha256=text_hash(text))
    assert read(document) == read(document)


def test_ids_are_unique() -> None:
    text = "Mali and Niger signed the accord, and Mali and Niger left the accord."
    document = Document(id=document_id(text), text=text, sha256=text_hash(text))
    ids = [r.id for r in read(document)]
    assert len(ids) == len(set(ids))
