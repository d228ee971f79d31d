"""A read session shows a coder nothing of what others write and quote blind, and nobody's private memos."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.models import Assignment, Memo, Quote, Round
from app.store import Project
from app.store.history import history
from app.store.journal import WriteSession

WHO = {"ana": 1, "murat": 2, "lena": 3, None: None}


def fill(session: WriteSession) -> None:
    for name in ("Ana", "Murat", "Lena"):
        add_coder(session, name=name)
    add_document(session, name="Baker", text="They took the flour.")
    session.add(Memo(about="document", document_id=1, coder_id=1, text="blind"))
    session.add(Memo(about="project", coder_id=1, text="shared"))
    session.add(Quote(document_id=1, start=0, end=4, coder_id=1))


def plan(session: WriteSession) -> None:
    session.add(Round(name="Round 1", name_key="round 1", kind="reliability"))
    session.flush()
    for coder_id in (1, 2):
        session.add(Assignment(document_id=1, coder_id=coder_id, round_id=1))


def keep_to_oneself(session: WriteSession) -> None:
    session.add(Memo(about="project", coder_id=1, text="private", private=True))


@pytest.fixture
def project(tmp_path: Path) -> Any:
    with Project.create(str(tmp_path / "study.intercoder")) as opened:
        opened.do("Fill", fill)
        yield opened


def seen(project: Project, who: str | None) -> tuple[set[str], int]:
    project.coder_id = WHO[who]
    with project.read() as session:
        count = session.scalar(select(func.count(Memo.id))) or 0
        memos = set(session.scalars(select(Memo.text)))
        assert count == len(memos)
        return memos, session.scalar(select(func.count(Quote.id))) or 0


@pytest.mark.parametrize("who", ["murat", "lena", None])
def test_what_is_written_about_a_text_that_is_coded_blind_is_its_writers_alone(
    project: Project, who: str | None
) -> None:
    assert seen(project, who) == ({"blind", "shared"}, 1)
    project.do("Plan", plan)
    assert seen(project, who) == ({"shared"}, 0)
    assert seen(project, "ana") == ({"blind", "shared"}, 1)


@pytest.mark.parametrize("who", ["murat", "lena", None])
def test_a_private_memo_is_its_writers_alone(project: Project, who: str | None) -> None:
    project.coder_id = 1
    project.do("Write memo", keep_to_oneself)
    assert seen(project, who) == ({"blind", "shared"}, 1)
    assert seen(project, "ana") == ({"blind", "shared", "private"}, 1)


@pytest.mark.parametrize("who", ["murat", None])
def test_the_history_tells_others_nothing_of_a_private_memo(project: Project, who: str | None) -> None:
    project.coder_id = 1
    project.do("Write memo", keep_to_oneself)
    project.coder_id = WHO[who]
    with project.read() as session:
        assert "Write memo" not in [row.label for row in history(session)]
    project.coder_id = 1
    with project.read() as session:
        assert "Write memo" in [row.label for row in history(session)]
