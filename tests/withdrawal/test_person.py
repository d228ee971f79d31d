"""All of a person is withdrawn: case, what is known of it, and the interviews that are the person's own."""

import json
from pathlib import Path

import pytest

from app.cases.actions import add_case, link_documents, link_stretch
from app.commands import main
from app.documents.actions import add_document
from app.store import Project
from app.store.check import problems
from tests.study import make_study


def test_a_persons_own_interviews_go_and_shared_ones_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    project = study.project
    omar = project.do("Add", add_case, name="Omar Secretname")
    other = project.do("Add", add_case, name="Another")
    driver = project.do("Import", add_document, name="Driver", text="Both of them drove.")
    project.do("Link", link_documents, case_ids=[omar], document_ids=[study.baker])
    project.do("Link", link_stretch, case_ids=[omar, other], document_id=driver, start=0, end=5)
    project.close()
    capsys.readouterr()
    assert main(["withdraw", str(path), "--case", "Omar Secretname", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [row["document"] for row in answer["documents"]] == ["Baker"]
    assert answer["in_part"] == ["Driver"]
    content = path.read_bytes()
    assert b"Secretname" not in content
    assert b"They took the flour" not in content
    with Project.open(str(path)) as opened:
        assert not problems(opened)
