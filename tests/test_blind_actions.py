"""What others do in a blind round shows neither in what poll tells, nor in refusals, nor in crash reports."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.codebook.version_actions import mark_checked
from app.coding.actions import change_coding, recode, remove_codings, resize_coding
from app.crash_report import write_report
from app.errors import UserError
from app.models import Coding
from app.store import Changes, Project
from tests.test_blindness import ANA, BAKER, MURAT, Coded, base, code_blind, twins

__all__ = ["base"]  # the fixture
SECRET: list[Coded] = [(2, 39, 60, "secret"), (3, 40, 61, ""), (2, 41, 70, "")]
OTHER: list[Coded] = [(3, 45, 70, "secret"), (2, 46, 62, "more"), (3, 47, 63, "")]
REFUSED: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
    "change_coding": (change_coding, {"memo": "mine"}),
    "resize_coding": (resize_coding, {"start": 0, "end": 4}),
    "resize_coding to nowhere": (resize_coding, {"start": 9_999, "end": 99_999}),
    "recode": (recode, {"code_id": 2}),
    "recode as nothing": (recode, {"code_id": 999}),
}


def codings_of_murat(project: Project) -> list[int]:
    project.coder_id = MURAT
    with project.read() as session:
        own = select(Coding.id).where(Coding.coder_id == MURAT, Coding.document_id == BAKER)
        return list(session.scalars(own))


def refusal(project: Project, name: str, coding_id: int) -> str:
    action, more = REFUSED[name]
    with pytest.raises(UserError) as refused:
        project.do("Try", action, coding_id=coding_id, coder_id=ANA, **more)
    return str(refused.value)


@pytest.mark.parametrize("name", REFUSED)
def test_an_action_on_anothers_blind_coding_is_refused_as_if_it_was_not_there(base: Path, name: str) -> None:
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        ids = codings_of_murat(project)
        assert len(ids) == 2
        project.coder_id = ANA
        assert {refusal(project, name, coding_id) for coding_id in (*ids, 9_999)} == {
            "This coding is no longer there: it was removed meanwhile. Nothing was changed."
        }


def test_removing_and_checking_anothers_blind_codings_tells_nothing_of_them(base: Path) -> None:
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        ids = codings_of_murat(project)
        project.coder_id = ANA
        with pytest.raises(UserError, match="no longer there"):
            project.do("Try", remove_codings, coding_ids=ids, coder_id=ANA)
        with pytest.raises(UserError) as refused:
            project.do("Try", mark_checked, version_id=1, coding_ids=ids, coder_id=ANA)
        assert str(refused.value) == "These are codings of somebody else. Each coder checks the own ones."


def polled(base: Path, secret: list[Coded], name: str, viewer: int | None) -> Changes | None:
    """What a program that is open meanwhile learns."""
    place = base.parent / name / "study.intercoder"
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir()
    shutil.copyfile(base, place)
    with Project.open(str(place), station="ana") as project:
        project.coder_id = viewer
        code_blind(place, secret, True)
        return project.poll()


@pytest.mark.parametrize("viewer", [None, ANA])
def test_poll_tells_the_same_whatever_is_coded_blind(base: Path, viewer: int | None) -> None:
    assert polled(base, SECRET, "a", viewer) == polled(base, OTHER, "b", viewer)


def test_poll_tells_the_codes_of_ones_own_blind_codings(base: Path) -> None:
    changes = polled(base, [(3, 45, 70, ""), (3, 46, 71, ""), (3, 47, 72, "")], "c", MURAT)
    assert changes is not None
    assert changes.codes == frozenset({3})


def test_a_crash_report_holds_nothing_of_what_is_coded_blind(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.settings.folder", lambda: tmp_path)
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        (first, _) = codings_of_murat(project)
        memo: Any = {"secret": "memo"}
        report = tmp_path / "none"
        try:
            project.do("Try", change_coding, coding_id=first, coder_id=MURAT, memo=memo)
        except Exception as error:  # noqa: BLE001  # whatever fails
            report = write_report(error, "Intercoder")
    told = report.read_text(encoding="utf-8")
    assert "secret" not in told
    assert "Bribe" not in told
