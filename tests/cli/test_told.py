"""Predictions, timeline, show and the review list as people read them: sentences, not tables."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.build import STATEMENT_2020, at, document, record, ref, speaker, when

from servanda.cli import check, duties, firsts, predictions, reading, review, show, status, timeline
from servanda.ledger import Ledger
from servanda.model import Act, Event, Phrase, Prediction, Statement
from servanda.model.errors import ServandaError

TEXT = (
    "Russia suspended the statement on 5 May 2022. Şuşa sakinləri dedi ki, Россия ушла. "
    "Հայաստանը մերժեց. قالت الحكومة إنها باقية. Paris will leave it by 2030."
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of one document in several scripts, with an act, a statement and a prediction."""
    target = tmp_path / "told.ledger"
    d = document(TEXT, "2022-06-01", title="What was *said*", authors=("Əli Həsənov",))
    paris = ref(d, "Paris")
    with Ledger(target, create=True, write=True) as opened:
        opened.add(d, [
            record(Act, d, "suspended", instrument=ref(d, "the statement", STATEMENT_2020),
                   act="suspension", actors=(ref(d, "Russia", "state:RUS"),),
                   date=when("2022-05-05")),
            record(Statement, d, "dedi", speaker=ref(d, "Şuşa sakinləri"), cue=(at(d, "dedi"),),
                   content=(at(d, "Россия ушла"),), date=when("2022")),
            record(Prediction, d, "will leave", forecaster=paris, horizon=when("2030"),
                   proposition=Phrase("Paris will leave it", (at(d, "Paris will leave it"),)),
                   probability=(0.6, 0.8)),
        ])  # fmt: skip
    return target


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A ledger of 300 events and 300 predictions."""
    target = tmp_path / "many.ledger"
    d = document(" ".join(f"Event {n} happened and {n} will come." for n in range(300)))
    with Ledger(target, create=True, write=True) as opened:
        opened.add(d, [
            r for n in range(300) for r in (
                record(Event, d, f"{n} happened", plover="AGREE", date=when("2022-05-05")),
                record(Prediction, d, f"{n} will come", proposition=Phrase(f"{n} will come")),
            )
        ])  # fmt: skip
    return target


def call(command: object, *args: object) -> Result:
    done = CliRunner().invoke(command, [str(a) for a in args])  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output
    return done


def test_an_act_is_told_with_names_its_sentence_its_source_and_a_short_id(ledger: Path) -> None:
    told = call(timeline.command, "--ledger", ledger, "--lane", "act").stdout
    assert "\n5 May 2022\n  - suspension of November 10 statement (2020) by Russia\n" in told
    quote = "“Russia suspended the statement on 5 May 2022.” - Əli Həsənov, “What was said”"
    assert f"    {quote}, 1 June 2022\n" in told
    assert re.search(r"^    not reviewed; id [0-9a-f]{8}$", told, re.MULTILINE)
    assert "instrument:" not in told
    assert "act:" not in told


def test_acts_of_the_registry_have_their_source_and_no_id(ledger: Path) -> None:
    told = call(timeline.command, "--ledger", ledger, STATEMENT_2020).stdout
    signed = "- signature of November 10 statement (2020) by all parties\n    the registry: "
    assert signed in told
    after = told.partition(signed)[2].partition("\n")
    assert "(read in the text itself)" in after[0]
    assert not after[2].lstrip().startswith("id ")


def test_a_prediction_is_told_with_due_day_chance_and_outcome(ledger: Path) -> None:
    told = call(predictions.command, "--ledger", ledger, "--as-of", "2023-01-01").stdout
    assert told.startswith("\nParis, 1 June 2022\n")
    assert "    due: 2030\n    probability: 60% to 80%\n  open: its time has not come\n" in told
    assert "“Paris will leave it by 2030.” - Əli Həsənov" in told


def test_the_review_list_says_kind_words_source_and_how_sure(ledger: Path) -> None:
    told = call(review.command, "list", "--ledger", ledger, "--kind", "statement").stdout
    assert "statement: Şuşa sakinləri dedi: Россия ушла\n" in told
    assert re.search(r"^  confidence 0\.50, not reviewed; id [0-9a-f]{8}$", told, re.MULTILINE)


def test_shown_ids_can_be_typed_back(ledger: Path) -> None:
    told = call(review.command, "list", "--ledger", ledger, "--kind", "act").stdout
    (short,) = re.findall(r"id ([0-9a-f]{8})$", told, re.MULTILINE)
    done = call(review.command, "accept", short, "--who", "Anna", "--why", "seen",
                "--ledger", ledger)  # fmt: skip
    shown = call(show.command, short, "--ledger", ledger).stdout
    assert shown.startswith("\nsuspension of November 10 statement (2020) by Russia\n")
    assert "  its words: “suspended” (characters 7 to 16)\n" in shown
    assert "accepted by Anna: seen" in shown
    judged = call(show.command, done.stdout.strip().partition(":")[2][:8], "--ledger", ledger)
    assert "accepted by Anna: seen" in judged.stdout
    call(review.command, "undo", done.stdout.strip().partition(":")[2][:8], "--ledger", ledger)
    assert "not reviewed" in call(show.command, short, "--ledger", ledger).stdout


def test_a_short_id_of_several_is_refused_with_their_names(ledger: Path) -> None:
    with Ledger(ledger, write=True) as opened:
        (one, *_) = opened.records()
        twin = f"time:{one.id.partition(':')[2][:6]}0000000000"
        opened.db.execute(
            "INSERT INTO record SELECT ?, batch, document, 'time', json FROM record WHERE id = ?",
            (twin, one.id),
        )
        digits = one.id.partition(":")[2][:6]
        with pytest.raises(ServandaError, match=re.escape(twin)) as refused:
            opened.whole(digits)
        assert one.id in str(refused.value)
        assert opened.whole(f"time:{digits}") == twin
        assert opened.whole("no id") == "no id"


def test_a_document_is_shown_by_its_title_and_how_to_cite_it(ledger: Path) -> None:
    listed = call(show.command, "documents", "--ledger", ledger).stdout
    assert listed.startswith("“What was said”, Əli Həsənov, 1 June 2022\n")
    (short,) = re.findall(r"id ([0-9a-f]{8})$", listed, re.MULTILINE)
    shown = call(show.command, f"doc:{short}", "--ledger", ledger).stdout
    assert "cite as: Əli Həsənov. “What was *said*”" in shown
    assert "read from it: 1 act, 1 statement, 1 prediction\n" in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_of_a_terminal_end_before_its_edge(
    ledger: Path, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for command, args in (
        (timeline.command, []), (predictions.command, []), (review.command, ["list"]),
        (show.command, ["documents"]),
    ):  # fmt: skip
        with pytest.raises(SystemExit):
            command([*args, "--ledger", str(ledger)])
        told = capsys.readouterr().out
        assert "\x1b" not in told
        wide = [line.strip() for line in told.splitlines() if len(line) > width]
        assert not [line for line in wide if " " in line]  # an address is never broken
        assert "Əli" in told


def test_what_would_steer_a_terminal_is_seen_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "hostile.ledger"
    d = document("Russia \x1b[2J will \u202eleave\u202c it.", title="A \x07title")
    with Ledger(target, create=True, write=True) as opened:
        opened.add(d, [record(Prediction, d, "will", proposition=Phrase("it \x9b1m leaves"))])
    for command, args in (
        (predictions.command, []), (review.command, ["list"]), (show.command, ["documents"]),
    ):  # fmt: skip
        told = call(command, *args, "--ledger", target).stdout
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
    assert "⟦U+0007⟧" in told


def test_a_long_list_comes_in_pages_that_say_what_is_left(many: Path) -> None:
    for command, mark in ((timeline.command, "    not reviewed"), (predictions.command, "open")):
        first = call(command, "--ledger", many)
        assert first.stdout.count(mark) == 40
        assert "1 to 40 of 300 - the next: --page 2" in first.stderr
        last = call(command, "--ledger", many, "--page", 8)
        assert last.stdout.count(mark) == 20
        assert "281 to 300 of 300\n" in last.stderr
        assert call(command, "--ledger", many, "--limit", 300).stdout.count(mark) == 300
        past = CliRunner().invoke(command, ["--ledger", str(many), "--page", "9"])
        assert past.exit_code == 2
        assert "there is no page 9" in past.stderr
    listed = call(review.command, "list", "--ledger", many, "--page", 2)
    assert "51 to 100 of 600 - the next: --page 3" in listed.stderr


def test_tables_and_json_hold_everything_with_whole_ids(many: Path) -> None:
    for command in (timeline.command, predictions.command):
        assert len(json.loads(call(command, "--ledger", many, "--json").stdout)) == 300
        rows = list(csv.DictReader(io.StringIO(call(command, "--ledger", many, "--csv").stdout)))
        assert len(rows) == 300
        assert re.fullmatch(r"[a-z]+:[0-9a-f]{16}", rows[0].get("id") or rows[0]["source"])
    told = json.loads(call(timeline.command, "--ledger", many, "--json", "--limit", 3).stdout)
    assert len(told) == 3


def test_an_empty_ledger_says_that_there_is_nothing(tmp_path: Path) -> None:
    target = _empty(tmp_path)
    for command, args, says in (
        (timeline.command, [], "nothing dated is in the record"),
        (predictions.command, [], "no prediction is in the record"),
        (review.command, ["list"], "nothing waits for a decision"),
        (show.command, ["documents"], "no document is in the ledger"),
        (show.command, ["failures"], "no failures"),
    ):  # fmt: skip
        done = call(command, *args, "--ledger", target)
        assert (done.stdout, says in done.stderr) == ("", True)


def test_a_check_is_told_by_verdict_and_sentence_with_the_registrys_source(tmp_path: Path) -> None:
    source = tmp_path / "claim.txt"
    source.write_text("Russia suspended the New START treaty on 28 February 2023. Who knows why?")
    done = call(check.command, source, "--published", "2023-06-01", "--ledger", _empty(tmp_path))
    agrees, _, rest = done.stdout.partition("\nnot checkable\n")
    assert agrees.startswith("\nagrees\n  - “Russia suspended the New START treaty on 28 February")
    assert "    the record on “suspended”: Russia: suspension, New START (2010)" in agrees
    assert "(US Department of State, treaty text and narrative" in agrees
    assert "  - “Who knows why?”\n    it asks and does not say\n" in rest


def test_who_was_first_is_told_with_words_and_days(ledger: Path) -> None:
    told = call(firsts.command, "suspended the statement", "--ledger", ledger).stdout
    assert (
        "\n  - Russia, 5 May 2022\n    “Russia suspended the statement on 5 May 2022.” - " in told
    )
    assert re.search(r"^    not reviewed; id [0-9a-f]{8}$", told, re.MULTILINE)


def test_reading_lists_what_is_said_and_counts_names(tmp_path: Path) -> None:
    source = tmp_path / "Əhməd.txt"
    source.write_text("Russia suspended the New START treaty on 28 February 2023.", "utf-8")
    done = call(reading.command, source)
    assert done.stdout.startswith("\nƏhməd.txt, ")
    assert "  - act: suspension of New START treaty by Russia (“suspended”, " in done.stdout
    assert "mention:" not in done.stdout
    assert re.search(r"^not listed: \d+ of kind mention; list them with --kind mention$",
                     done.stderr, re.MULTILINE)  # fmt: skip
    assert "  - mention: " in call(reading.command, source, "--kind", "mention").stdout


def test_what_a_status_rests_on_has_short_ids_and_no_keys_of_the_registry(ledger: Path) -> None:
    told = call(status.command, STATEMENT_2020, "--why", "--ledger", ledger).stdout
    assert re.search(r"“suspended” <not reviewed; id [0-9a-f]{8}>$", told, re.MULTILINE)
    assert "<act:" not in told
    told = call(status.command, "Treaty on Open Skies", "--why", "--ledger", ledger).stdout
    assert "(the text itself; OSCE" in told


def _empty(folder: Path) -> Path:
    Ledger(folder / "empty.ledger", create=True, write=True).close()
    return folder / "empty.ledger"


def test_a_number_stays_behind_a_name_written_from_right_to_left(tmp_path: Path) -> None:
    target = tmp_path / "rtl.ledger"
    d = document("قال أحمد it will end.", "2022-06-01", title="معاهدة", authors=("Ա. Բ.",))
    with Ledger(target, create=True, write=True) as opened:
        who = ref(d, "أحمد")
        opened.add(d, [record(Prediction, d, "will end", forecaster=who,
                              proposition=Phrase("it will end"))])  # fmt: skip
    told = call(predictions.command, "--ledger", target).stdout
    assert "\nأحمد\u200e, 1 June 2022\n" in told
    assert "“معاهدة”\u200e, 1 June 2022\n" in told
    assert "Ա. Բ., “" in told


def test_duties_say_in_words_whose_view_they_are(ledger: Path) -> None:
    seen = ["--seen-by", "Əli Həsənov", "--as-of", "2022-07-01"]
    told = call(duties.command, "Azerbaijan", *seen, "--ledger", ledger).stdout
    assert "November 10 statement (2020)  (as Əli Həsənov tells it)\n" in told
    assert "source:" not in told


def test_a_report_in_the_matrix_of_duties_does_not_steer_a_terminal(tmp_path: Path) -> None:
    target = tmp_path / "hostile.ledger"
    d = document("Armenia violated the \x1b[2Jstatement.", "2022-06-01", authors=("A \x1b[1mB",))
    with Ledger(target, create=True, write=True) as opened:
        opened.add(d, [
            record(Act, d, "violated", instrument=ref(d, "statement", STATEMENT_2020),
                   act="breach_alleged", actors=(), against=ref(d, "Armenia", "state:ARM")),
        ])  # fmt: skip
    told = call(duties.command, "Armenia", "--seen-by", "A \x1b[1mB", "--ledger", target).stdout
    assert "A ⟦U+001B⟧[1mB" in told
    assert "\x1b" not in told


def test_who_alleges_a_breach_and_who_is_said_to_have_broken_are_told_apart(tmp_path: Path) -> None:
    target = tmp_path / "breach.ledger"
    d = document("Lavrov accused Azerbaijan of violating the statement.", "2022-08-03")
    with Ledger(target, create=True, write=True) as opened:
        opened.add(d, [
            record(Act, d, "violating", instrument=ref(d, "the statement", STATEMENT_2020),
                   act="breach_alleged", actors=(ref(d, "Azerbaijan", "state:AZE"),),
                   attribution=(speaker(d, "Lavrov"),), date=when("2022-08-03")),
        ])  # fmt: skip
    told = call(timeline.command, "--ledger", target).stdout
    assert "  - alleged breach of November 10 statement (2020) by Azerbaijan\n    “Lavrov" in told
    assert "  - breach of November 10 statement (2020) alleged by Azerbaijan\n    the reg" in told
