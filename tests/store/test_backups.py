"""Backups are whole, few are kept, and putting one back loses nothing."""

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code
from app.commands import main
from app.errors import UserError
from app.models import Code
from app.store import Project, backups, keys, relocking, unlocking
from app.store.backups import BackupRule
from app.store.check import problems
from app.store.differences import differences
from tests.study import make_study

RULE = BackupRule()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    study.code("They took the flour", coder_id=study.ana)
    study.project.close()
    return path


def code(path: Path, name: str) -> None:
    with Project.open(str(path)) as project:
        project.do("Add", add_code, name=name)


def make(path: Path, rule: BackupRule = RULE) -> Path:
    with Project.open(str(path)) as project:
        return backups.make_backup(project, rule)[0]


def names(path: Path) -> set[str]:
    with Project.open(str(path)) as project, project.read() as session:
        assert not problems(project)
        return set(session.scalars(select(Code.name)))


def test_a_backup_is_listed_and_put_back_and_the_state_of_before_is_kept(path: Path) -> None:
    backup = make(path)
    code(path, "Later")
    assert [found.path for found in backups.backups(str(path), RULE)] == [backup]
    with (
        Project.open(str(path)) as project,
        backups.opened(str(path), backup) as earlier,
        project.read() as now,
        earlier.read() as then,
    ):
        (difference,) = differences(now, then)
    assert (difference.table, difference.only_now, difference.names_now) == ("code", 1, ("Later",))
    kept = backups.restore(str(path), backup, RULE, station="here")
    assert "Later" not in names(path)
    assert "Later" in names(kept)
    backups.restore(str(path), kept, RULE, station="here")
    assert "Later" in names(path)


def test_only_the_newest_are_kept_and_nothing_else_is_removed(path: Path) -> None:
    rule = BackupRule(kept=2)
    folder = rule.folder_of(path)
    made = [make(path, rule) for _ in range(2)]
    other = folder / "study of mine.intercoder"
    other.write_bytes(b"x")
    old = made[0].rename(folder / "study 2020-01-01 10.00.intercoder")
    with Project.open(str(path)) as project:
        _, removed = backups.make_backup(project, rule)
    assert removed == [old.name]
    assert other.exists()


def test_one_is_due_when_something_changed_since_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(hours=25)

    with Project.open(str(path)) as project:
        assert not backups.is_due(project, RULE)  # the project is younger
        backups.make_backup(project, RULE)
        monkeypatch.setattr(backups, "datetime", Tomorrow)
        assert not backups.is_due(project, RULE)  # nothing changed since
        assert not backups.is_due(project, BackupRule(hours=0))
        project.do("Add", add_code, name="Later")
        assert backups.is_due(project, RULE)
        assert not backups.is_due(project, BackupRule(hours=26))


def test_backups_of_a_locked_project_are_locked_and_a_plain_one_comes_back_locked(path: Path) -> None:
    plain = make(path)
    relocking.lock(str(path), "eins")
    assert backups.plain_copies(str(path), RULE) == [plain.name]
    locked = make(path)
    assert unlocking.is_locked(str(locked))
    backups.restore(str(path), plain, RULE, station="here")
    keys.forget_all()
    unlocking.unlock(str(path), "eins")
    assert names(path)


def test_what_is_no_backup_of_the_project_is_not_put_in_its_place(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    other = tmp_path / "other.intercoder"
    Project.create(str(other)).close()
    damaged = tmp_path / "damaged.intercoder"
    damaged.write_bytes(before[:40_000] + bytes(40_000) + before[80_000:])
    for wrong, words in ((other, "another project"), (damaged, "damaged|no sound backup")):
        with pytest.raises(Exception, match=words):
            backups.restore(str(path), wrong, RULE, station="here")
        assert names(path)
    backup = make(path)
    with Project.open(str(path)), pytest.raises(UserError, match="is open in a window"):
        backups.restore(str(path), backup, RULE, station="here")


def test_the_commands_say_what_they_did(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(path)]) == 0
    assert "was made and checked" in capsys.readouterr().out
    code(path, "Later")
    assert main(["backup", str(path), "--restore", "study 2020"]) == 1
    assert "There is no backup “study 2020”" in capsys.readouterr().err
    (backup,) = backups.backups(str(path), RULE)
    assert main(["backup", str(path), "--restore", backup.path.name, "--preview"]) == 0
    assert "Codes: 1 only now (“Later”)" in capsys.readouterr().out
    assert "Later" in names(path)
    assert main(["backup", "postgresql://u@h/d"]) == 1
    assert "whoever keeps the server" in capsys.readouterr().err
