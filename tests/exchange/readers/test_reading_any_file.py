"""One door for every file: its ending chooses the reader, and a clear sentence says what cannot be read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.readers import read_sources, supported_extensions
from app.store import Project

SHARED = Path(__file__).parents[4] / "shared" / "data"


def test_text_markdown_and_word_are_supported() -> None:
    assert {".txt", ".md", ".docx"} <= set(supported_extensions())


def test_a_document_comes_with_its_name_text_turns_and_direction(tmp_path: Path) -> None:
    path = tmp_path / "04 Baker.v2.TXT"
    path.write_bytes("\ufeffالمحاورة: لماذا؟\r\nأبو علي: هكذا.\r\n".encode())
    (read,) = read_sources(path)
    assert (read.name, read.file_name) == ("04 Baker.v2", "04 Baker.v2.TXT")
    assert read.text == "المحاورة: لماذا؟\nأبو علي: هكذا.\n"
    assert (read.language, read.direction, read.warnings) == ("ar", "rtl", ())
    assert [region.speaker for region in read.regions] == ["المحاورة", "أبو علي"]


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe \x00\n\x00", "\u200b\u00a0".encode()]
)
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_a_file_of_nothing_but_white_space_is_refused(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"empty{ending}"
    path.write_bytes(data)
    with pytest.raises(UserError, match=f"“empty{ending}” holds no text"):
        read_sources(path)


def test_a_file_whose_name_says_nothing_is_called_document(tmp_path: Path) -> None:
    (tmp_path / "  .txt").write_text("Some words.", encoding="utf-8")
    assert read_sources(tmp_path / "  .txt")[0].name == "Document"


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file “.*gone.txt”"):
        read_sources(tmp_path / "gone.txt")
    with pytest.raises(UserError, match="is a folder"):
        read_sources(tmp_path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_that_never_ends_is_not_read() -> None:
    with pytest.raises(UserError, match="is a device"):
        read_sources(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pages", b"a,b", "a .pages file"),
        ("a.png", b"\x89PNG\r\n", "a picture"),
        ("a", b"words", "a file without an ending"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "an Office document of an old kind"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_what_is_read(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=rf"“{name}” is {words}.*\.txt.*\.docx"):
        read_sources(tmp_path / name)


def test_a_table_of_no_speech_is_told_where_answers_of_a_survey_come_in(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b")
    with pytest.raises(UserError, match="“a.csv” is a table.*survey"):
        read_sources(tmp_path / "a.csv")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_001)  # takes no room on the disk
    with pytest.raises(UserError, match="“huge.txt” is larger than 100 MB"):
        read_sources(path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions don't bind the administrator"
)
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("words")
    path.chmod(0)
    with pytest.raises(UserError, match="“locked.txt” cannot be opened"):
        read_sources(path)


@pytest.mark.parametrize("name", ["away-from-keyboard-1", "backstage-1"])
def test_published_transcripts_give_turns_and_no_marks(name: str) -> None:
    if not SHARED.exists():
        pytest.skip("the real transcripts are not beside the project")
    (path,) = SHARED.glob(f"transcripts/*{name}.md")
    (read,) = read_sources(path)
    assert "Tim Smith" in {region.speaker for region in read.regions}
    assert "**" not in read.text
    assert "\\" not in read.text


def test_a_project_that_is_open_keeps_its_locks_when_somebody_imports_it(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)) as project:
        with project.read() as session:
            assert not session.new
        with pytest.raises(UserError, match="is an Intercoder project, no document"):
            read_sources(path)
        look = "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); file.execute('select 1 from coder')"
        subprocess.run([sys.executable, "-c", look, str(path)], check=True)
        assert path.with_name(path.name + "-wal").exists()
