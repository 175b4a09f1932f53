"""Sources of every kind become documents, and bad ones say what is wrong with them."""

import io
import os
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx as word
import pytest
from reportlab.pdfgen.canvas import Canvas

from servanda.intake import Meta, Options, find_sources, from_text, take_in
from servanda.model import Document
from servanda.model.errors import (
    EmptyInput,
    InputError,
    MetadataError,
    ServandaError,
    TooLarge,
    WrongFormat,
)

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def one(path: Path, options: Options | None = None) -> Document:
    (document,) = take_in(str(path), options)
    return document


def words(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.type == kind]


def test_clean_text_stays_as_it_is(write: Write) -> None:
    text = "Title\n\nA “quoted” line…\n  • item — one\n\nשלום عليكم 😀 e\u0301\n"
    assert one(write("a.txt", text)).text == text


def test_line_ends_bom_and_nul_are_made_plain(write: Write) -> None:
    assert one(write("a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree")).text == "one\ntwo\nthree"
    assert from_text("a\0b").text == "a\ufffdb"


def test_encodings_are_found_and_mojibake_mended(write: Write) -> None:
    russian = "Министр заявил, что соглашение остаётся в силе. " * 8
    assert one(write("a.txt", russian.encode("windows-1251"))).text == russian
    assert one(write("b.txt", russian.encode("utf-16"))).text == russian
    broken = "The minister’s words about Karabakh – again".encode().decode("windows-1252")
    assert one(write("c.txt", broken)).text == "The minister’s words about Karabakh – again"


def test_layout_of_plain_text(write: Write) -> None:
    text = (
        "Who broke the truce?\n\nThree things count:\n• first, the road\n• second, the post\n\n"
        "FILE - The ministers meet in Vienna. (Ann Lee/Pool Photo via AP)\n\n"
        "“We shall return.”\n"
    )
    d = one(write("a.txt", text))
    assert words(d, "title") == ["Who broke the truce?"] == [d.title]
    assert [b.intro for b in d.blocks if b.type == "list_item"] == [1, 1]
    (caption,) = (b for b in d.blocks if b.type == "caption")
    assert caption.voice.kind == "agency"
    assert caption.voice.speaker is not None
    assert caption.voice.speaker.surface == "AP"
    assert [b.voice.kind for b in d.blocks if b.type == "quotation"] == ["quoted"]


def test_hard_wrapped_lines_are_one_paragraph(write: Write) -> None:
    para = "The two governments agreed on a road that leads\nthrough the mountains and then\n"
    d = one(write("a.txt", "Roads\n\n" + para * 3 + "to the sea.\n\nIt holds.\n"))
    assert len(words(d, "paragraph")) == 2


def test_agreement_structure(write: Write) -> None:
    text = (
        "Treaty of Ruritania\n\nThe Parties, wishing peace,\n\nArticle 1\n\nBorders\n\n"
        "1. Each Party shall withdraw.\n\n(a) by day;\n\n(b) by night.\n\n"
        "2. Nobody shall return.\n\nPART II\n\nEnds\n\nArticle 2\n\nIt is in force.\n\n"
        "Article 3\n\nSix months’ notice.\n\nDone at Strelsau, 1 May 2001.\n"
    )
    d = one(write("a.txt", text))
    assert d.genre == "agreement"
    assert [b.locator for b in d.blocks if b.type == "clause"] == [
        "article 1(1)", "article 1(1)(a)", "article 1(1)(b)", "article 1(2)", "article 2",
        "article 3",
    ]  # fmt: skip
    assert words(d, "preamble") == ["The Parties, wishing peace,"]
    assert "PART II" in words(d, "heading")
    assert words(d, "signature") == ["Done at Strelsau, 1 May 2001."]
    first = next(b for b in d.blocks if b.type == "article")
    assert d.text[first.start : first.end].endswith("2. Nobody shall return.")


def test_numbered_points_without_articles(write: Write) -> None:
    text = "Statement\n\nWe declare:\n\n1. The fire ceases.\n\n2. Troops stay.\n"
    d = one(write("a.txt", text), Options(meta=Meta(genre="agreement")))
    assert [b.locator for b in d.blocks if b.type == "clause"] == ["paragraph 1", "paragraph 2"]


def test_html_gives_text_and_metadata_without_scripts(write: Write) -> None:
    page = (
        "<html><head><title>Talks fail</title><meta name='author' content='Jo Fox'>"
        "<meta property='article:published_time' content='2024-03-02'></head><body><nav>Menu</nav>"
        "<article><h1>Talks fail</h1><p>The minister said that the treaty holds.</p>"
        "<ul><li>First, the border remains closed.</li></ul><script>alert(1)</script>"
        "<p>Nobody signed anything in the capital on Friday.</p></article></body></html>"
    )
    d = one(write("a.html", page))
    assert "alert" not in d.text
    assert d.published == date(2024, 3, 2)
    assert words(d, "title") == ["Talks fail"]
    assert "The minister said that the treaty holds." in words(d, "paragraph")


def test_pdf_and_word_and_mail(write: Write) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "Graustark undertakes to withdraw.")
    canvas.save()
    assert "Graustark undertakes to withdraw." in one(write("a.pdf", buffer.getvalue())).text
    document = word.Document()
    document.add_heading("Truce", 0)
    document.add_paragraph("It holds.", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    d = one(write("a.docx", buffer.getvalue()))
    assert (words(d, "title"), words(d, "list_item")) == (["Truce"], ["It holds."])
    mail = "From: Ann <a@b.c>\nSubject: Truce\nDate: Fri, 3 May 2024 10:00:00 +0000\n\nIt holds.\n"
    m = one(write("a.eml", mail))
    assert (m.title, m.published, m.text.strip()) == ("Truce", date(2024, 5, 3), "It holds.")


def test_json_lines_carry_metadata(write: Write) -> None:
    path = write("a.jsonl", '{"text": "It holds.", "published": "2024-05-03"}\n{"text": "No."}\n')
    first, second = take_in(str(path))
    assert first.published == date(2024, 5, 3)
    assert second.text == "No."


def test_flags_go_before_index_and_file(write: Write) -> None:
    path = write("a.md", "---\ntitle: Own\npublisher: File\n---\nIt holds.\n")
    write("index.jsonl", '{"file": "a.md", "publisher": "Index", "genre": "op-ed"}\n')
    d = one(path, Options(meta=Meta(genre="news")))
    assert (d.title, d.publisher, d.genre, d.text) == ("Own", "Index", "news", "It holds.\n")


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "x")
        z.writestr("word/document.xml", b"\0" * 150_000_000)
    return buffer.getvalue()


BAD: list[tuple[str, bytes, type[ServandaError]]] = [
    ("empty.txt", b"", EmptyInput),
    ("blank.txt", b" \n\n", EmptyInput),
    ("marks.txt", b"...!?", EmptyInput),
    ("binary.txt", bytes(range(256)) * 40, WrongFormat),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(500), WrongFormat),
    ("broken.pdf", b"%PDF-1.7\nnothing", WrongFormat),
    ("broken.docx", b"PK\x03\x04word/" + b"x" * 50, WrongFormat),
    ("bomb.docx", bomb(), TooLarge),
    ("huge.txt", b"a word " * 7_200_000, TooLarge),
    ("a.jsonl", b'{"text": 1}', WrongFormat),
    ("b.jsonl", b'{"text": "x"', WrongFormat),
    ("c.jsonl", b'{"text": "Good day", "published": "May"}', MetadataError),
]


@pytest.mark.parametrize(("name", "raw", "error"), BAD, ids=[b[0] for b in BAD])
def test_bad_input_names_file_cause_and_remedy(
    write: Write, name: str, raw: bytes, error: type[ServandaError]
) -> None:
    path = write(name, raw)
    with pytest.raises(error) as caught:
        list(take_in(str(path)))
    assert name in str(caught.value)
    assert caught.value.remedy


def test_wrong_encoding_by_flag(write: Write) -> None:
    with pytest.raises(WrongFormat, match="byte 3"):
        one(write("a.txt", b"caf\xe9 closed"), Options(encoding="utf-8"))


def test_folders_and_missing_files(write: Write, tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="no documents"):
        find_sources([str(tmp_path)])
    write("b.txt", "b")
    write("a.md", "a")
    write("README.md", "not a document")
    assert [Path(s).name for s in find_sources([str(tmp_path)])] == ["a.md", "b.txt"]
    with pytest.raises(InputError, match="no such file"):
        find_sources([str(tmp_path / "none.txt")])


def test_nothing_that_a_terminal_obeys_is_kept(tmp_path: Path) -> None:
    told = from_text(
        "\x1b]0;owned\x07Ruritania\x7f\x02 left\tit.\x0c\n\ud800",
        Meta(title="a\x1b[2Jb", authors=("c\udcff",), publisher="d\x85\x00", url="e\x08"),
        name="f\udcff.txt",
    )
    assert told.text == "\ufffd]0;owned\ufffdRuritania\ufffd\ufffd left\tit.\x0c\n\ufffd"
    assert (told.title, told.authors, told.publisher, told.url, told.name) == (
        "a\ufffd[2Jb", ("c\ufffd",), "d\x85\ufffd", "e\ufffd", "f\ufffd.txt",
    )  # fmt: skip


def test_a_pipe_is_read_and_a_name_too_long_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("Ruritania left the treaty.",))
    writer.start()
    assert find_sources([str(pipe)]) == [str(pipe)]
    assert [d.text for d in take_in(str(pipe))] == ["Ruritania left the treaty."]
    writer.join()
    with pytest.raises(InputError, match="no such file"):
        find_sources(["x" * 5000])


def test_an_encoding_that_cannot_decode_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "a.txt"
    bad.write_bytes(b"xn--\xff a.b..c")
    for name in ("idna", "undefined", "punycode"):
        with pytest.raises(WrongFormat, match="encoding"):
            list(take_in(str(bad), Options(encoding=name)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the treaty of 1997 is in force and will not be denounced by "
         "either of the parties to it in the years to come.", "en"),
        ("Le ministre a déclaré que le traité de 1997 est en vigueur et ne sera pas dénoncé par "
         "l'une ou l'autre des parties dans les années à venir.", "fr"),
        ("Министр заявил, что договор 1997 года остаётся в силе и не будет денонсирован.", "ru"),
    ],
)  # fmt: skip
def test_languages(text: str, code: str) -> None:
    assert from_text(text).language == code


def test_json_nested_without_end_is_told(write: Write) -> None:
    deep = b'{"text": "Ruritania left.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(WrongFormat, match=r"line 1.*one JSON object a line"):
        list(take_in(str(write("deep.jsonl", deep))))
