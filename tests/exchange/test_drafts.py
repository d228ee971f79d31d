"""Folders and files come into their place when they are complete, or not at all."""

from pathlib import Path

import pytest

from app.errors import Cancelled, UserError
from app.exchange.drafts import FileNames, file_stem, new_file, new_folder


def test_a_folder_comes_into_its_place_whole(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as draft:
        (draft / "a.csv").write_text("a")
        assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "a.csv").read_text() == "a"


def test_what_was_cancelled_leaves_nothing_behind(tmp_path: Path) -> None:
    old = tmp_path / "old.sav"
    old.write_text("old")
    for made in (new_folder(tmp_path / "out"), new_file(old)):
        with pytest.raises(Cancelled), made as draft:
            (draft / "a" if draft.is_dir() else draft).write_text("half")
            raise Cancelled
    assert [path.name for path in tmp_path.iterdir()] == ["old.sav"]
    assert old.read_text() == "old"


def test_a_folder_with_something_in_it_and_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("mine")
    with pytest.raises(UserError, match="holds something already"), new_folder(tmp_path / "full"):
        raise AssertionError
    for made in (new_folder(tmp_path / "no" / "out"), new_file(tmp_path / "no" / "out.sav")):
        with pytest.raises(UserError, match="doesn't exist"), made:
            raise AssertionError
    with pytest.raises(UserError, match="is a folder"), new_file(tmp_path / "full"):
        raise AssertionError


def test_file_names_are_safe_everywhere_and_each_once() -> None:
    names = FileNames("dictionary")
    assert [names.stem(name) for name in ("a/b", "A_B", "con", "Dictionary", "...")] == [
        "a_b",
        "A_B (2)",
        "_con",
        "Dictionary (2)",
        "_",
    ]
    assert len(file_stem("م" * 300).encode()) <= 180
