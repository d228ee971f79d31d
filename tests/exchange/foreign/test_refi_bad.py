"""Files that are no exchange project, or a harmful one: a sentence, and nothing taken."""

import zipfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.refi import container
from app.jobs import Job
from tests.exchange.foreign.refi_files import (
    BRIBE,
    CODES,
    EMOJI,
    HUNGER,
    Passage,
    code,
    guid,
    project_xml,
    selections,
    source,
    write,
)

GOOD = project_xml(source(21, "Baker", selections(EMOJI, [Passage("at night", BRIBE)])))
ENTITY = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refused(path: Path, words: str) -> None:
    with pytest.raises(UserError) as error:
        read_foreign(path, Job())
    sentence = str(error.value)
    assert words in sentence
    assert "Nothing was taken" in sentence or "nothing was taken" in sentence or "not read" in sentence


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (GOOD.replace("</Codes>", "</Cod>"), "broken in line 2"),
        (GOOD[: len(GOOD) // 2], "broken in line"),
        (GOOD.replace("<Project", f"{ENTITY}<Project", 1), "do harm"),
        ("<Projekt/>", "no REFI-QDA project"),
        (GOOD.replace("project:1.0", "project:2.0"), "version 2"),
        (project_xml("", codes=CODES + code(HUNGER, "Thirst")), "“Hunger” and “Thirst” have one guid"),
        (project_xml(source(21, "A", "") + source(21, "B", "")), "Two sources"),
    ],
)
def test_xml_that_cannot_be_trusted_is_named(tmp_path: Path, xml: str, words: str) -> None:
    refused(write(tmp_path / "p.qdpx", xml, {21: EMOJI}), words)


def test_what_is_no_zip_file_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    for content, words in (
        (b"\n<!DOCTYPE html><html><body>Sign in</body></html>", "a saved web page"),
        (b"%PDF-1.4", "a PDF file"),
        (b"SQLite format 3\x00", "a database"),
        (b"", "no zip file"),
    ):
        path.write_bytes(content)
        refused(path, words)


def test_an_archive_without_a_project_or_with_two_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path / "p.qdpx", "text", name="readme.txt"), "holds no project")
    refused(write(tmp_path / "p.qdpx", GOOD, {"b/other.QDE": GOOD}), "holds 2 projects")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.qdpx", GOOD, {21: EMOJI})
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    path.write_bytes(content)
    refused(path, "damaged")


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    refused(write(tmp_path / "p.qdpx", b"<a>" + b" " * 30_000_000 + b"</a>"), "far more than a project holds")


def test_texts_of_more_than_a_project_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "MOST_TEXTS", 100)
    sources = source(21, "A", "") + source(22, "B", "")
    refused(write(tmp_path / "p.qdpx", project_xml(sources), {21: EMOJI, 22: EMOJI}), "far more")


def test_names_that_climb_out_of_the_archive_reach_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret of this computer.")
    for path in (
        "relative:///../secret.txt",
        f"absolute://{tmp_path}/secret.txt",
        f"file://{tmp_path}/secret.txt",
        "internal://../secret.txt",
    ):
        xml = project_xml(source(21, "A", "", path=path))
        foreign = read_foreign(write(tmp_path / "p.qdpx", xml), Job())
        assert foreign.documents == []
        assert [row.what for row in foreign.left] == ["1 text"]


def test_a_member_is_reached_by_its_name_whatever_its_folder_and_case(tmp_path: Path) -> None:
    xml = project_xml(source(21, "A", "", path=f"internal://Sources/{guid(21).upper()}.TXT"))
    path = write(tmp_path / "p.qdpx", xml, {f"x\\y/{guid(21)}.txt": "Words."}, name="deep/Any.QDE")
    assert read_foreign(path, Job()).documents[0].text == "Words."


def test_large_media_are_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "p.qdpx", GOOD, {21: EMOJI})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        info = zipfile.ZipInfo("sources/film.mp4")
        archive.writestr(info, b"\x00" * 5_000_000)
    assert len(read_foreign(path, Job()).documents) == 1


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "p.qdpx", GOOD, {21: EMOJI})
    content = path.read_bytes()
    for head in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag of encryption stands behind it
        at = content.index(head) + (6 if head.endswith(b"\x04") else 8)
        content = content[:at] + b"\x01" + content[at + 1 :]
    path.write_bytes(content)
    with pytest.raises(UserError, match="locked with a password"):
        read_foreign(path, Job())


def test_a_file_that_is_not_there_or_of_another_kind_says_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_foreign(tmp_path / "none.qdpx", Job())
    (tmp_path / "a.doc").write_text("x")
    with pytest.raises(UserError, match=r"end with \.qdpx"):
        read_foreign(tmp_path / "a.doc", Job())
