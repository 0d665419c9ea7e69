"""What can not be read is refused with what to do; the command and what it prints."""

import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.formats.test_communique import FIVE, ministry

from mizan.config.console import main
from mizan.formats.anomalies import Anomaly
from mizan.formats.communique import Proposal, propose
from mizan.formats.communique.source import LARGEST, LONGEST


def code(data: bytes, name: str = "x.txt") -> str:
    found = propose(data, name)
    assert isinstance(found, Anomaly)
    for lang in ("ar", "fr"):
        assert found.sentence(lang)
    return found.code


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    return packed.getvalue()


def test_what_is_no_text_is_refused_with_what_to_do() -> None:
    assert code(b"%PDF-1.7 \xe2\xe3") == "communique_pdf"
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1") == "communique_word"
    assert code(b"{\\rtf1\\ansi}") == "communique_word"
    assert code(b"\x89PNG\r\n\x1a\n") == "communique_image"
    assert code(bytes(range(256)) * 40) == "communique_binary"
    assert code(b"\0" * 5000) == "communique_binary"
    assert code(b"") == "file_empty"
    assert code(b" \n\xef\xbb\xbf \t 123 ---") == "file_empty"
    assert code(b"<html><body><script>let a = 'x'</script></body></html>", "x.html") == "file_empty"
    assert code(b"a" * (LARGEST + 1)) == "file_too_large"
    assert code(("شدد الوزير على ضرورة:\n" + "- رقمنة الخدمات\n" * 300).encode()) == "communique_many"
    assert code("كلمة ".encode() * (LONGEST // 5 + 1)) == "communique_long"


def test_a_packed_file_is_never_opened() -> None:
    started = time.process_time()
    assert code(bomb(), "communique.docx") == "communique_word"
    assert time.process_time() - started < 20


def test_a_page_nested_without_end_is_read_or_refused() -> None:
    deep = "<div>" * 20_000 + "".join(f"<p>- {item}</p>" for item in FIVE) + "</div>" * 20_000
    assert isinstance(propose(f"<html><body>{deep}</body></html>".encode(), "x.html"), (Proposal, Anomaly))
    lists = "<ul><li>" * 3_000 + "رقمنة الخدمات"
    assert isinstance(propose(lists.encode(), "x.html"), (Proposal, Anomaly))


def test_an_entity_that_grows_is_not_grown() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    source = f"<!DOCTYPE html [{entities}]><html><body><p>&b;&b;</p><p>رقمنة الخدمات</p></body></html>"
    found = propose(source.encode(), "x.html")
    assert isinstance(found, Proposal)
    assert len(found.text) < 2_000


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "communique.txt"
    path.write_text(ministry((*FIVE[:4], "على الصندوق الوطني للتقاعد تبادل المعطيات قبل نهاية السنة")), encoding="utf-8")
    return str(path)


def test_the_command_gives_a_list_as_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["instructions", "propose", file, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [one["axis"] for one in printed] == ["balance", "rights", "digital", "service", "coordination"]
    assert {"text", "axis", "owner", "deadline", "indicators"} <= set(printed[0])
    assert (printed[0]["owner"], printed[0]["deadline"]) == (None, None)
    assert (printed[4]["owner"], printed[4]["deadline"]) == ("CNR", "2027-12-31")
    text = Path(file).read_text(encoding="utf-8")
    for one in printed:
        assert text[one["span"]["start"] : one["span"]["end"]] == one["text"]
        for indicator in one["indicators"]:
            span = indicator["span"]
            assert text[span["start"] : span["end"]] == span["text"]
            assert span["text"] in one["text"]
            assert isinstance(indicator["live"], bool)


@pytest.mark.parametrize(("lang", "words", "absent"), [("ar", "المحور", "Axe"), ("fr", "Échéance", "الأجل"), ("both", "Axe", "@")])
def test_the_command_speaks_to_a_person(lang: str, words: str, absent: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["instructions", "propose", file, "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert words in printed
    assert absent not in printed
    assert "(balance)" in printed
    assert "2027-12-31" in printed


def test_a_file_that_can_not_be_read_exits_one_and_one_that_is_not_there_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = tmp_path / "c.pdf"
    pdf.write_bytes(b"%PDF-1.4")
    assert main(["instructions", "propose", str(pdf), "--json", "--lang", "fr"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert ".txt" in said.err
    assert "ملف" not in said.err
    assert main(["instructions", "propose", str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err
    with pytest.raises(SystemExit) as usage:
        main(["instructions", "propose"])
    assert usage.value.code == 2


def test_a_text_without_instruction_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.txt"
    path.write_text("استقبل الوزير وفدا. وأكد أن الأبواب مفتوحة.\n", encoding="utf-8")
    assert main(["instructions", "propose", str(path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "Aucune instruction" not in said.out
    assert "instruction" in said.err


def test_it_starts_without_django_and_on_a_terminal_without_arabic(file: str) -> None:
    program = (
        "import sys; from mizan.config.console import main; code = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "instructions", "propose", file],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
