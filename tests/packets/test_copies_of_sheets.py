"""Sheets of copies that went separate ways come together."""

from pathlib import Path

from app.sheets.actions import complete_sheet, give_answer
from app.sheets.queries import answers, sheets
from app.sheets.variable_actions import NewVariable
from app.store import Project
from app.store.check import problems
from tests.packets.test_copies import brought, copy_of
from tests.sheets.filled import fill_sheets, options


def test_answers_of_both_copies_are_in_one_project(tmp_path: Path) -> None:
    original = tmp_path / "original.intercoder"
    with Project.create(str(original), station="lead") as project:
        asked = [NewVariable("Bribed", options=options("yes", "no")), NewVariable("Age", level="ratio")]
        fill_sheets(project, asked, ["Ana", "Murat"], {"Bribed": [["yes", ""], ["no", ""]]})

    def by_ana(project: Project) -> None:
        said = {"about": "case", "subject_id": 1, "coder_id": 1}
        project.do("Answer", give_answer, **said, variable_id=1, text="no", memo="after all")
        project.do("Answer", give_answer, **said, variable_id=2, text="40")

    def by_murat(project: Project) -> None:
        said = {"about": "case", "subject_id": 1, "coder_id": 2}
        project.do("Answer", give_answer, **said, variable_id=2, text="41")
        project.do("Complete", complete_sheet, **said)

    ours = copy_of(original, tmp_path / "ours.intercoder", by_ana)
    theirs = copy_of(original, tmp_path / "theirs.intercoder", by_murat)
    brought(ours, theirs)
    with Project.open(str(ours), station="lead") as project:
        with project.read() as session:
            rows = {row.id: (row.name, row.coder, row.state) for row in sheets(session)}
            said = {(*rows[row.sheet_id][:2], row.variable_id): row.given.value for row in answers(session)}
        assert said == {
            ("1", "Ana", 1): "no",
            ("1", "Ana", 2): "40",
            ("2", "Ana", 1): "no",
            ("1", "Murat", 2): "41",
        }
        assert ("1", "Murat", "completed") in rows.values()
        assert problems(project) == []
