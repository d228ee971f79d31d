"""The open file is replaced, renamed, removed or overwritten: nothing more is taken, all can be copied."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.errors import Displaced, UserError
from app.store import Project, identity
from app.store import engine as engines
from app.store.check import problems
from tests.store.files import codes, codes_of_file_alone

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file")


def replaced(path: Path) -> None:
    other = path.with_name("other.intercoder")
    with Project.create(str(other)) as project:
        project.do("Add", add_code, name="Colleague's")
    other.replace(path)


def renamed(path: Path) -> None:
    path.rename(path.with_name("elsewhere.intercoder"))


def removed(path: Path) -> None:
    path.unlink()


@posix
@pytest.mark.parametrize("lose", [replaced, renamed, removed])
@pytest.mark.parametrize("quiet", [True, False])
def test_a_file_that_is_lost_while_open_takes_nothing_more_and_can_be_copied(
    path: Path, open_here: Project, lose: Callable[[Path], None], quiet: bool
) -> None:
    open_here.do("Add", add_code, name="Own")
    if quiet:
        open_here.fold()
    lose(path)
    with pytest.raises(Displaced, match="Save a copy"):
        open_here.do("Add", add_code, name="Lost")
    with pytest.raises(Displaced):
        open_here.poll()
    with pytest.raises(Displaced):
        open_here.undo()
    copy = path.with_name("copy.intercoder")
    open_here.save_copy(copy)
    open_here.close()
    with Project.open(str(copy)) as copied:
        assert codes(copied) == ["Before", "Own"]
        assert problems(copied) == []
    if lose is replaced:
        with Project.open(str(path)) as other:
            assert codes(other) == ["Colleague's"]
            assert problems(other) == []
    if lose is renamed:
        with Project.open(str(path.with_name("elsewhere.intercoder"))) as moved:
            assert codes(moved) == ["Before", "Own"]
            assert problems(moved) == []
    assert not list(path.parent.glob("*-wal"))


@posix
def test_the_work_in_a_lost_file_is_saved_beside_it_unless_it_was_copied(
    path: Path, open_here: Project
) -> None:
    assert open_here.rescue() is None
    removed(path)
    with pytest.raises(Displaced):
        open_here.poll()
    saved = open_here.rescue()
    assert saved is not None and saved.parent == path.parent
    assert codes_of_file_alone(saved) == ["Before"]
    assert open_here.rescue() is None


@posix
def test_a_file_that_comes_back_is_gone_on_with(path: Path, open_here: Project) -> None:
    away = path.with_name("away")
    path.rename(away)
    with pytest.raises(Displaced):
        open_here.poll()
    away.rename(path)
    open_here.poll()
    open_here.do("Add", add_code, name="After")
    assert codes(open_here) == ["Before", "After"]


@posix
def test_whoever_opens_the_new_file_and_whoever_has_the_old_one_do_not_harm_each_other(
    path: Path, open_here: Project
) -> None:
    open_here.do("Add", add_code, name="Own")
    replaced(path)
    with pytest.raises(UserError, match="still has that file open"):
        Project.open(str(path))
    with pytest.raises(Displaced):
        open_here.poll()
    with Project.open(str(path)) as other:
        other.do("Add", add_code, name="Hers")
        copy = path.with_name("copy.intercoder")
        open_here.save_copy(copy)
        open_here.close()
        other.do("Add", add_code, name="Hers, too")
        assert problems(other) == []
    with Project.open(str(path)) as other:
        assert codes(other) == ["Colleague's", "Hers", "Hers, too"]
        assert problems(other) == []
    assert codes_of_file_alone(copy) == ["Before", "Own"]


@posix
@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("long_untouched", [True, False])
def test_a_file_that_is_overwritten_in_place_takes_nothing_more(
    path: Path, open_here: Project, quiet: bool, long_untouched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if long_untouched:
        monkeypatch.setattr(identity, "OLD", 0)
    before = path.with_name("before")
    before.touch()
    with closing(engines.open_file(path)) as connection:
        engines.vacuum_into(connection, before)
    open_here.do("Add", add_code, name="Own")
    if quiet:
        open_here.fold()
    open_here.poll()
    shutil.copyfile(before, path)
    with pytest.raises(Displaced, match="overwritten"):
        open_here.do("Add", add_code, name="Lost")
    open_here.close()
    for left in path.parent.glob("study.intercoder-*"):
        left.unlink()
    assert codes_of_file_alone(path) == ["Before"]
