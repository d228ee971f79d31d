"""The history shows what was done, but nothing of others' codings in an open blind round."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.codebook.actions import add_code, merge_codes
from app.coders.actions import add_coder
from app.coding.actions import apply_code, remove_codings
from app.documents.actions import add_document
from app.errors import Conflict
from app.models import Assignment, Decision, Document
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from app.store.check import problems
from app.store.history import history
from app.store.journal import WriteSession


@dataclass
class Team:
    """Ana and Murat code Baker blind and Nurse openly."""

    project: Project
    ana: int
    murat: int
    baker: int
    nurse: int
    code: int
    other: int
    round: int

    def apply(self, coder: int, document: int, label: str = "Apply") -> int:
        self.project.coder_id = coder
        return self.project.do(
            label, apply_code, document_id=document, code_id=self.code, coder_id=coder, start=0, end=4
        )

    def seen(self, viewer: int | None, limit: int | None = None) -> list[tuple[str, int]]:
        self.project.coder_id = viewer
        with self.project.read() as session:
            return [(row.label, row.rows) for row in history(session, limit=limit)]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with Project.create(str(tmp_path / "study.intercoder"), station="here") as project:
        ana, murat = (project.do("Add", add_coder, name=name) for name in ("Ana", "Murat"))
        baker, nurse = (
            project.do("Import", add_document, name=name, text="They took it.") for name in ("Baker", "Nurse")
        )
        code, other = (project.do("Add code", add_code, name=name) for name in ("Corruption", "Hunger"))
        planned = project.do(
            "Plan", create_round, name="Round 1", document_ids=[baker], coder_ids=[ana, murat]
        )
        yield Team(project, ana, murat, baker, nurse, code, other, planned)


def labels(rows: list[tuple[str, int]]) -> list[str]:
    return [label for label, _ in rows]


def test_what_others_code_blind_is_no_line_of_the_history_until_the_round_closes(team: Team) -> None:
    team.apply(team.murat, team.baker, "Apply Corruption in Baker")
    team.apply(team.murat, team.nurse, "Apply Corruption in Nurse")
    for viewer in (team.ana, None):
        assert labels(team.seen(viewer, 2)) == ["Apply Corruption in Nurse", "Plan"]
        assert "Apply Corruption in Baker" not in labels(team.seen(viewer))
    assert "Apply Corruption in Baker" in labels(team.seen(team.murat))
    team.project.do("Close", close_round, round_id=team.round, unfinished="leave out")
    assert "Apply Corruption in Baker" in labels(team.seen(team.ana))


def test_a_coding_that_was_removed_again_stays_out_of_sight(team: Team) -> None:
    coding = team.apply(team.murat, team.baker, "Apply secretly")
    team.project.do("Remove secretly", remove_codings, coding_ids=[coding], coder_id=team.murat)
    team.project.undo()
    team.project.undo()
    assert [label for label in labels(team.seen(team.ana)) if "secretly" in label] == []
    assert [label for label in labels(team.seen(team.murat)) if "secretly" in label] == [
        "Apply secretly",
        "Remove secretly",
        "Remove secretly",
        "Apply secretly",
    ]


def test_what_concerns_more_than_hidden_codings_is_told_without_counting_them(team: Team) -> None:
    team.apply(team.murat, team.baker)
    team.apply(team.ana, team.nurse)
    team.project.do("Merge", merge_codes, source_ids=[team.code], target_id=team.other)
    whole, told = team.seen(team.murat)[0], team.seen(team.ana)[0]
    assert (whole[0], told[0]) == ("Merge", "Merge")
    assert whole[1] == told[1] + 1


def test_undo_passes_over_what_another_coder_does_blind_on_the_same_computer(team: Team) -> None:
    team.apply(team.ana, team.nurse, "Apply openly")
    team.apply(team.murat, team.baker, "Apply secretly")
    assert team.project.undo_label() == "Apply secretly"
    team.project.coder_id = team.ana
    assert team.project.undo_label() == "Apply openly"
    assert team.project.undo() == "Apply openly"
    assert team.project.redo_label() == "Apply openly"
    team.project.coder_id = team.murat
    assert team.project.undo() == "Apply secretly"
    team.project.coder_id = team.ana
    assert team.project.redo() == "Apply openly"
    assert problems(team.project) == []


def test_undo_passes_over_what_another_coder_completed_blind_on_the_same_computer(team: Team) -> None:
    team.apply(team.ana, team.nurse, "Apply openly")
    team.project.coder_id = team.murat
    team.project.do("Complete Baker", complete_document, document_id=team.baker, coder_id=team.murat)
    team.project.coder_id = team.ana
    assert team.project.undo_label() == "Apply openly"
    assert "Complete Baker" in labels(team.seen(team.ana))  # how far others are is no secret
    team.project.coder_id = team.murat
    assert team.project.undo() == "Complete Baker"
    team.project.coder_id = team.ana
    assert team.project.redo_label() is None


def test_nobody_reads_in_the_history_that_another_completed_a_hidden_repeat(team: Team) -> None:
    def repeat(session: WriteSession) -> int:
        again = add_document(session, name="Text 7", text="They took it.")
        session.get_one(Document, again).repeat_of_id = team.baker
        session.add(Assignment(document_id=again, coder_id=team.murat, round_id=team.round))
        return again

    copy = team.project.do("Plan more", repeat)
    team.project.coder_id = team.murat
    team.project.do("Complete Text 7", complete_document, document_id=copy, coder_id=team.murat)
    assert "Complete Text 7" in labels(team.seen(team.murat))
    for viewer in (team.ana, None):
        assert "Complete Text 7" not in labels(team.seen(viewer))
        assert "Plan more" in labels(team.seen(viewer))


def closed(team: Team) -> None:
    for coder in (team.ana, team.murat):
        team.project.do("Complete", complete_document, document_id=team.baker, coder_id=coder)
    team.project.do("Close “Round 1”", close_round, round_id=team.round)


def elsewhere(team: Team) -> Project:
    return Project.open(team.project.location, station="there")


def decide(session: WriteSession, round_id: int, document_id: int) -> None:
    session.add(
        Decision(round_id=round_id, document_id=document_id, start=0, end=4, item="x", outcome="nobody")
    )


def test_a_closing_that_decisions_stand_on_is_not_taken_back(team: Team) -> None:
    closed(team)
    with elsewhere(team) as there:
        there.do("Decide", decide, round_id=team.round, document_id=team.baker)
        with pytest.raises(Conflict, match=r"“Close “Round 1”” can't be taken back: decisions \(1\)"):
            team.project.undo()
        there.undo()
    again = Project.open(team.project.location, station="here")
    with again:
        assert again.undo() == "Close “Round 1”"


def test_a_closing_that_a_later_round_goes_on_from_is_not_taken_back(team: Team) -> None:
    closed(team)
    with elsewhere(team) as there:
        there.do("Plan", create_round, name="Round 2", document_ids=[team.baker], coder_ids=[team.ana])
        with pytest.raises(Conflict, match="gone on in a later round"):
            team.project.undo()
        there.undo()
    with Project.open(team.project.location, station="here") as again:
        assert again.undo() == "Close “Round 1”"
        assert problems(again) == []
