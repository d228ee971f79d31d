"""A colleague's copy that comes back as a study folder: what it says otherwise is told row by row."""

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.codebook.actions import add_code, change_code, delete_code, merge_codes
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coding.actions import apply_code, change_coding, recode, remove_codings, resize_coding
from app.coding.queries import passages
from app.documents.actions import change_document
from app.exchange.study_folder import Imported, export_study, import_study
from app.jobs import Job
from app.rounds.actions import create_round
from app.store import Project
from tests.study import Study, make_study

Change = Callable[[Study, int], None]


def copied(
    tmp_path: Path, *, here: Change | None = None, there: Change | None = None
) -> tuple[Study, Imported]:
    """One coding; a copy of the project in which `there` happens comes in after `here` happened."""
    study = make_study(str(tmp_path / "study.intercoder"))
    coding = study.code("flour", memo="first")
    location = study.project.location
    study.project.close()
    copy = str(tmp_path / "copy.intercoder")
    shutil.copyfile(location, copy)
    for place, change in ((location, here), (copy, there)):
        with Project.open(place, station="here") as project:
            study.project = project
            if change is not None:
                change(study, coding)
    with Project.open(copy) as project:
        export_study(project, tmp_path / "folder", Job())
    study.project = Project.open(location, station="here")
    return study, import_study(study.project, tmp_path / "folder", Job())


def coded(study: Study) -> list[tuple[str, str]]:
    with study.project.read() as session:
        found = [(one.coding.code_name, one.quote) for one in passages(session)]
    study.project.close()
    return found


def memo(study: Study, coding: int) -> None:
    study.project.do(
        "Memo", change_coding, coding_id=coding, coder_id=study.ana, memo="second, better", sure=False
    )


def resized(study: Study, coding: int) -> None:
    with study.project.read() as session:
        start = passages(session)[0].coding.start
    study.project.do(
        "Resize", resize_coding, coding_id=coding, coder_id=study.ana, start=start - 4, end=start + 5
    )


def removed(study: Study, coding: int) -> None:
    study.project.do("Remove", remove_codings, coding_ids=[coding], coder_id=study.ana)


def recoded(study: Study, coding: int) -> None:
    study.project.do("Recode", recode, coding_id=coding, coder_id=study.ana, code_id=study.hard_life)


def merged(study: Study, coding: int) -> None:
    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)


def deleted(study: Study, coding: int) -> None:
    study.project.do("Delete", delete_code, code_id=study.corruption)


def defined(study: Study, coding: int) -> None:
    study.project.do("Define", change_code, code_id=study.corruption, use_when="Money changes hands.")


def test_another_memo_and_doubt_are_told_and_the_own_ones_stay(tmp_path: Path) -> None:
    study, came = copied(tmp_path, there=memo)
    assert [(one.file, one.row, one.kind) for one in came.differences] == [
        ("codings.csv", 2, "memo"),
        ("codings.csv", 2, "certainty"),
    ]
    assert "“second, better”, in the project “first”" in came.differences[0].what
    assert coded(study) == [("Corruption", "flour")]


def test_a_coding_that_was_resized_in_the_copy_doesnt_come_in_twice(tmp_path: Path) -> None:
    study, came = copied(tmp_path, there=resized)
    assert [(one.row, one.kind) for one in came.differences] == [(2, "edges")]
    assert (came.codings, came.already, came.left_out, came.rows) == (0, 0, 1, 1)
    assert coded(study) == [("Corruption", "flour")]


@pytest.mark.parametrize(
    ("here", "left"),
    [
        (removed, []),
        (recoded, [("Hard life", "flour")]),
        (resized, [("Corruption", "the flour")]),
        (merged, [("Hard life", "flour")]),
        (deleted, []),
    ],
)
def test_what_was_removed_or_changed_meanwhile_doesnt_come_back(
    tmp_path: Path, here: Change, left: list[tuple[str, str]]
) -> None:
    study, came = copied(tmp_path, here=here)
    assert [(one.row, one.kind in ("removed", "edges")) for one in came.differences] == [(2, True)]
    assert (came.codings, came.left_out) == (0, 1)
    with study.project.read() as session:
        names = [code.name for code in codebook(session)]
    assert ("Corruption" in names) == (here not in (merged, deleted))
    if here in (merged, deleted):
        assert "The code “Corruption” was deleted or merged in this project; it was left out." in came.notes
    assert [(code, quote.strip()) for code, quote in coded(study)] == left


def test_what_undo_took_back_may_come_in_again(tmp_path: Path) -> None:
    study, _ = copied(tmp_path)
    with Project.create(str(tmp_path / "new.intercoder"), station="x") as project:
        first = import_study(project, tmp_path / "folder", Job())
        project.undo()
        again = import_study(project, tmp_path / "folder", Job())
        assert (again.codings, again.differences) == (first.codings, ())
    study.project.close()


def test_another_definition_and_other_properties_are_told(tmp_path: Path) -> None:
    def described(study: Study, coding: int) -> None:
        defined(study, coding)
        study.project.do("Describe", change_document, document_id=study.baker, place="Aleppo")

    study, came = copied(tmp_path, there=described)
    study.project.close()
    assert [(one.file, one.kind) for one in came.differences] == [
        ("documents.csv", "document"),
        ("codebook.csv", "definition"),
    ]
    assert "“place” of" in came.differences[0].what
    assert "the use when of “Corruption” is “Money changes hands.”" in came.differences[1].what


def test_a_new_column_for_a_document_that_is_there_is_told(tmp_path: Path) -> None:
    study, _ = copied(tmp_path)
    path = tmp_path / "folder" / "documents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    write(path, [[*header, "region"], *([*row, "north"] for row in rows)])
    came = import_study(study.project, tmp_path / "folder", Job())
    study.project.close()
    assert [(one.row, one.kind) for one in came.differences] == [(2, "document")]
    assert "“region” of" in came.differences[0].what


def test_nothing_is_told_of_what_another_codes_blind(tmp_path: Path) -> None:
    def blind(study: Study, coding: int) -> None:
        people = [study.ana, study.murat]
        study.project.do("Plan", create_round, name="One", document_ids=[study.baker], coder_ids=people)
        study.project.do("Memo", change_coding, coding_id=coding, coder_id=study.ana, memo="a secret thought")

    _, came = copied(tmp_path, here=blind)
    assert "secret" not in str(came)


def write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_rows_that_repeat_a_coding_are_counted_and_all_rows_add_up(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "d.txt").write_text("One two three four.", encoding="utf-8")
    header = ["doc_id", "coder", "code", "start", "end"]
    rows = [
        ["d", "Ana", "A", 0, 3],
        ["d", "ana", "A", 0, 3],
        ["d", "Ana", "A", 4, 7],
        ["d", "Ana", "A", 0, 3],
    ]
    write(tmp_path / "codings.csv", [header, *rows])
    with Project.create(str(tmp_path / "new.intercoder")) as project:
        came = import_study(project, tmp_path, Job())
        assert (came.rows, came.codings, came.repeated, came.already, came.left_out) == (4, 2, 2, 0, 0)
        again = import_study(project, tmp_path, Job())
        assert (again.rows, again.codings, again.repeated, again.already) == (4, 0, 2, 2)
    assert came.notes == ("“Ana” and “ana” are one coder, called “Ana”.",)


def test_codes_of_the_same_name_as_a_new_code_are_not_told_twice(tmp_path: Path) -> None:
    def added(study: Study, coding: int) -> None:
        study.project.do("Add", add_code, name="Queues")

    study, came = copied(tmp_path, there=added)
    study.project.close()
    assert (came.codes, came.differences, came.notes) == (1, (), ())


def test_rows_about_what_is_coded_blind_are_only_counted(tmp_path: Path) -> None:
    def blind(study: Study, coding: int) -> None:
        people = [study.ana, study.murat]
        study.project.do("Plan", create_round, name="One", document_ids=[study.baker], coder_ids=people)
        study.project.do("Resize", resize_coding, coding_id=coding, coder_id=study.ana, start=3, end=9)

    _, came = copied(tmp_path, here=blind)
    assert came.differences == ()
    (note,) = (note for note in came.notes if "blind" in note)
    assert note.startswith("1 row says otherwise than codings that are being coded blind now;")


def test_a_consensus_comes_back_as_the_layer_that_it_was_and_that_is_said(tmp_path: Path) -> None:
    def agreed(study: Study, _coding: int) -> None:
        layer = study.project.do("Add", add_coder, name="What we agreed", role="consensus")
        what = {"document_id": study.baker, "code_id": 1, "start": 0, "end": 5}
        study.project.do("Apply", apply_code, coder_id=layer, **what)

    study, came = copied(tmp_path, here=agreed, there=agreed)
    assert (came.coders, came.codings, came.already) == (0, 0, 2)
    assert any("“What we agreed” is a consensus, not a coder" in note for note in came.notes)
    study.project.close()
    shutil.rmtree(tmp_path / "folder" / "project")
    with Project.create(str(tmp_path / "new.intercoder"), station="here") as project:
        new = import_study(project, tmp_path / "folder", Job())
        assert any("“MODERATED What we agreed” is a consensus, not a coder" in note for note in new.notes)
        again = import_study(project, tmp_path / "folder", Job())
        assert (again.coders, again.codings) == (0, 0)


def test_a_person_with_the_name_of_a_consensus_stays_a_coder_and_that_is_said(tmp_path: Path) -> None:
    def gold(study: Study, _coding: int) -> None:
        person = study.project.do("Add", add_coder, name="Gold")
        what = {"document_id": study.baker, "code_id": 1, "start": 0, "end": 5}
        study.project.do("Apply", apply_code, coder_id=person, **what)

    _, came = copied(tmp_path, here=gold, there=gold)
    assert any("“Gold” is a coder in this project and stays one" in note for note in came.notes)
