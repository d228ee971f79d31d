"""Summaries of what a case says of a code: written, stale when the codings are others, moved and deleted."""

import pytest
from sqlalchemy import select

from app.cases.actions import delete_cases, merge_cases
from app.codebook.actions import delete_code, merge_codes
from app.coding.actions import apply_code, remove_codings, resize_coding
from app.commands import main
from app.crosstabs.choices import TableChoice
from app.crosstabs.summaries import matrix, summaries, write_summary
from app.errors import Conflict, UserError
from app.models import Coding
from app.rounds.actions import create_round
from app.store.check import problems
from tests.agreement.study.test_in_cases import people_of_two_papers

ZOE, OMAR, MONA = 1, 2, 3
MONEY, WORK, FAITH = 1, 2, 3


@pytest.fixture
def project(tmp_path):
    with people_of_two_papers(tmp_path) as made:
        yield made


def cell(project, case_id=ZOE, code_id=MONEY, **choice):
    with project.read() as session:
        cells = {(row.case_id, row.code_id): row for row in matrix(session, TableChoice(**choice))}
    return cells.get((case_id, code_id))


def write(project, text="Bread was dear.", case_id=ZOE, code_id=MONEY, **more):
    basis = cell(project, case_id, code_id)
    codings = {} if basis is None else basis.basis
    return project.do(
        "Sum up", write_summary, case_id=case_id, code_id=code_id, text=text, codings=codings, **more
    )


def test_a_cell_has_its_passages_with_their_words_and_its_summary(project):
    write(project)
    found = cell(project)
    assert found.quotes == ["bread", "Zoe tells "]
    assert [(p.document, p.coder) for p in found.passages] == [("Talk", "Ana"), ("Paper", "Ben")]
    assert (found.summary.text, found.is_stale) == ("Bread was dear.", False)
    assert cell(project, layer="Ana").quotes == ["bread"]
    assert not cell(project, layer="Ana").is_stale  # told by everybody's codings, whatever is shown
    assert cell(project, OMAR, MONEY) is None


def test_a_summary_is_stale_when_codings_come_go_or_change(project):
    write(project)
    with project.read() as session:
        coding_id = next(iter(session.execute(of_the_talk())))[0]
    new = project.do("Code", apply_code, document_id=1, code_id=MONEY, coder_id=2, start=11, end=14)
    assert (cell(project).new, cell(project).is_stale) == (1, True)
    project.do("Remove", remove_codings, coding_ids=[new], coder_id=2)
    assert not cell(project).is_stale
    project.do("Resize", resize_coding, coding_id=coding_id, start=5, end=14, coder_id=1)
    assert (cell(project).changed, cell(project).new, cell(project).gone) == (1, 0, 0)
    project.do("Remove", remove_codings, coding_ids=[coding_id], coder_id=1)
    assert cell(project).gone == 1
    write(project, "Bread.")
    assert not cell(project).is_stale


def of_the_talk():
    return select(Coding.id).where(Coding.code_id == MONEY, Coding.document_id == 1)


def test_an_empty_text_takes_a_summary_away_and_undo_brings_it_back(project):
    write(project)
    write(project, "  ")
    assert cell(project).summary is None
    project.undo()
    assert cell(project).summary.text == "Bread was dear."


def test_who_saw_another_text_overwrites_nothing(project):
    write(project)
    with pytest.raises(Conflict, match="Bread was dear"):
        write(project, "Mine.", seen="")
    write(project, "Mine.", seen="Bread was dear.")
    assert cell(project).summary.text == "Mine."


def test_summaries_go_with_cases_and_codes_that_are_merged_or_deleted(project):
    for case_id in (ZOE, OMAR):
        write(project, f"Of {case_id}.", case_id)
    write(project, "Work.", ZOE, WORK)
    project.do("Merge", merge_cases, source_ids=[OMAR], target_id=ZOE)
    assert cell(project).summary.text == "Of 1.\n\nOf 2."
    assert cell(project).is_stale
    project.do("Merge", merge_codes, source_ids=[WORK], target_id=MONEY)
    assert cell(project).summary.text == "Of 1.\n\nOf 2.\n\nWork."
    assert problems(project) == []
    project.do("Delete", delete_code, code_id=MONEY)
    with project.read() as session:
        assert summaries(session) == {}
    write(project, "Of faith.", ZOE, FAITH)
    project.do("Delete", delete_cases, case_ids=[ZOE])
    with project.read() as session:
        assert summaries(session) == {}
    assert problems(project) == []


def test_who_codes_a_case_blind_neither_writes_nor_reads_of_it(project):
    write(project)
    project.do("Plan", create_round, name="Blind", document_ids=[2], coder_ids=[1, 2])
    project.coder_id = 1
    with project.read() as session:
        assert summaries(session) == {}
    with pytest.raises(UserError, match="blind"):
        write(project, "Mine.")
    project.coder_id = 3
    with project.read() as session:
        assert summaries(session) == {}  # it was written by nobody in particular


def test_a_summary_of_what_is_gone_is_a_sentence(project):
    with pytest.raises(UserError, match="no longer"):
        write(project, case_id=99)
    with pytest.raises(UserError, match="Shorten"):
        write(project, "x" * 30_000)


def test_the_command_writes_lists_and_finds_what_is_stale(project, capsys):
    path = str(project.location)
    write = ["matrix", path, "--cases", "Zoe", "--codes", "Money", "--summary", "Bread was dear."]
    assert main(write) == 0
    assert main(["matrix", path, "--stale", "--json"]) == 0
    project.do("Code", apply_code, document_id=1, code_id=MONEY, coder_id=2, start=11, end=14)
    assert main(["matrix", path, "--cases", "Zoe"]) == 0
    assert "= Bread was dear.  (stale: 1 new, 0 gone, 0 changed)" in capsys.readouterr().out
    assert main([*write[:4], "--summary", "Of what?"]) == 1
    assert "one case and one code" in capsys.readouterr().err
