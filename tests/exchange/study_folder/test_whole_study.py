"""A whole study as a folder: out, in and out again gives the same bytes, whoever changes a table is heard."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.documents.queries import documents, properties
from app.errors import UserError
from app.exchange.sample_study import fill_with_sample
from app.exchange.study_folder import export_study, import_study
from app.jobs import Job
from app.models import Coding
from app.rounds.actions import complete_document, create_round
from app.rounds.queries import completed_pairs
from app.store import Project
from app.store.check import problems
from tests.study import BAKER, Study
from tests.whole_project import fill, taken_out

Change = Callable[[str, Callable[[list[dict[str, str]]], list[dict[str, str]]]], None]


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project with every kind of row."""
    place = tmp_path_factory.mktemp("exported")
    with Project.create(str(place / "study.intercoder"), title="Riverbank") as project:
        fill(project)
        export_study(project, place / "Riverbank", Job())
    return place / "Riverbank"


@pytest.fixture
def whole(exported: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(exported, tmp_path / "Riverbank"))


@pytest.fixture
def change(whole: Path) -> Change:
    """Changes the rows of a table as a spreadsheet does: change("codings.csv", lambda rows: ...)."""

    def apply(name: str, edit: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
        with (whole / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, header = list(reader), list(reader.fieldnames or ())
        with (whole / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(edit(rows))

    return apply


def test_a_study_with_every_kind_of_row_goes_out_in_and_out_again_byte_for_byte(
    exported: Path, project: Project, tmp_path: Path
) -> None:
    import_study(project, exported, Job())
    export_study(project, tmp_path / "again", Job())
    assert files(tmp_path / "again") == files(exported)
    assert problems(project) == []


def test_texts_and_tables_alone_are_the_same_without_what_only_we_need(
    exported: Path, project: Project, tmp_path: Path
) -> None:
    import_study(project, exported, Job())
    export_study(project, tmp_path / "tables", Job(), tables_only=True)
    tables = {name: words for name, words in files(exported).items() if not name.startswith("project/")}
    assert len(tables) < len(files(exported))
    assert files(tmp_path / "tables") == tables


def test_the_sample_study_goes_out_in_and_out_again_byte_for_byte(project: Project, tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "sample.intercoder"), title="Sample") as sample:
        fill_with_sample(sample, Job())
        export_study(sample, tmp_path / "out", Job())
        before = taken_out(sample)
    done = import_study(project, tmp_path / "out", Job())
    export_study(project, tmp_path / "again", Job())
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert taken_out(project) == before
    assert "1 round, 1 version of the codebook and" in done.notes[-1]


def test_one_undo_takes_a_whole_study_back(whole: Path, project: Project) -> None:
    before = taken_out(project)
    import_study(project, whole, Job())
    project.undo()
    assert taken_out(project) == before


def test_hidden_repeats_are_in_no_table(exported: Path) -> None:
    lines = (exported / "project" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    repeats = [json.loads(line)["about"]["name"] for line in lines if json.loads(line)["repeat_of"]]
    assert len(repeats) == 2
    for path in (*exported.glob("*.csv"), *(exported / "documents").iterdir()):
        assert not any(name in path.read_text(encoding="utf-8") + path.name for name in repeats)


def test_without_its_folder_project_a_study_folder_is_read_as_ever(whole: Path, project: Project) -> None:
    shutil.rmtree(whole / "project")
    done = import_study(project, whole, Job())
    assert (done.documents, done.codes, done.codings, done.completed) == (2, 5, 8, 3)
    assert taken_out(project).rounds == []


def test_into_a_project_that_holds_something_come_texts_and_tables_alone(
    whole: Path, project: Project
) -> None:
    project.do("Import", add_document, name="Own", text="Something.")
    done = import_study(project, whole, Job())
    assert done.documents == 2
    assert "come into an empty project only" in done.notes[-1]
    assert taken_out(project).rounds == []


def test_a_definition_that_was_changed_in_a_table_counts(
    whole: Path, change: Change, project: Project
) -> None:
    def edit(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row | ({"use_when": "new", "parent": ""} if row["code"] == "Bribe" else {}) for row in rows]

    change("codebook.csv", edit)
    import_study(project, whole, Job())
    with project.read() as session:
        bribe = next(code for code in codebook(session) if code.name == "Bribe")
    assert (bribe.use_when, bribe.parent_id, bribe.do_not_use_when) == ("new", None, "gifts")
    assert len(taken_out(project).rounds) == 5


def test_what_was_changed_in_the_table_of_documents_counts(
    whole: Path, change: Change, project: Project
) -> None:
    def edit(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row | {"place": "Here", "age": "", "gender": "m"} for row in rows]

    change("documents.csv", edit)
    import_study(project, whole, Job())
    with project.read() as session:
        assert [row.place for row in documents(session)] == ["Here", "Here"]
        assert properties(session) == {1: {"gender": "m"}, 2: {"gender": "m"}}


def test_codings_that_were_added_removed_or_noted_on_in_the_table_count(
    whole: Path, change: Change, project: Project
) -> None:
    def edit(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        added = rows[0] | {"start": "0", "end": "11", "quote": "", "guid": "", "coder": "Eva", "code": "New"}
        copied = rows[1] | {"start": "0", "end": "12", "quote": ""}
        return [rows[0] | {"memo": "seen"}, *rows[1:-1], added, copied]

    change("codings.csv", edit)
    done = import_study(project, whole, Job())
    assert (done.rows, done.codings, done.coders, done.codes) == (9, 9, 4, 6)
    told = taken_out(project)
    assert "seen" in {coding.memo for coding in told.codings}
    assert len({coding.guid for coding in told.codings}) == len(told.codings)
    assert problems(project) == []


def test_a_mark_that_was_taken_out_of_the_table_of_completed_documents_counts(
    whole: Path, change: Change, project: Project
) -> None:
    change("assignments.csv", lambda rows: rows[1:])
    import_study(project, whole, Job())
    with project.read() as session:
        assert len(completed_pairs(session)) == 2


def test_a_text_that_was_changed_is_told_and_nothing_comes_in(whole: Path, project: Project) -> None:
    path = whole / "documents" / "Baker.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("He stayed", "He went"), encoding="utf-8")
    with pytest.raises(UserError, match="Baker.txt: is not the text that project/documents.jsonl tells of"):
        import_study(project, whole, Job())
    assert taken_out(project).documents == []


def test_line_ends_that_another_program_changed_do_no_harm(
    whole: Path, project: Project, tmp_path: Path, exported: Path
) -> None:
    for path in (whole / "documents").iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    import_study(project, whole, Job())
    export_study(project, tmp_path / "again", Job())
    assert files(tmp_path / "again") == files(exported)


def spoil(whole: Path, name: str, spoiled: Callable[[str], str]) -> None:
    path = whole / "project" / f"{name}.jsonl"
    path.write_text(spoiled(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("name", "spoiled", "words"),
    [
        ("coders", lambda text: text.replace('"name"', '"nom"', 1), "coders.jsonl, row 1: lacks “name”"),
        (
            "coders",
            lambda text: text.replace('"name":"Ana Yilmaz"', '"name":3'),
            "row 1: “name” holds something",
        ),
        ("rounds", lambda text: text.replace('"seed":5', f'"seed":{10**30}'), "“seed” holds a number beyond"),
        ("notes", lambda text: text.replace("which of", "\\ud800"), "“text” holds a character that can't"),
        ("rounds", lambda text: text[:-20], r"rounds.jsonl, row 5: is no JSON at character"),
        ("votes", lambda text: "[]\n", "votes.jsonl, row 1: holds something else than names"),
        ("decisions", lambda text: text.replace(",39,57,", ',"39",57,', 1), "“coders” holds something else"),
        (
            "documents",
            lambda text: text.replace('"texts":{"1"', '"texts":{"one"', 1),
            "a name that is no number",
        ),
        ("closings", lambda text: "", "What a closed round left is missing"),
        ("coders", lambda text: text.replace('"role":"coder"', '"role":"king"', 1), "unknown role"),
        ("project", lambda text: text.replace('"format":1', '"format":2'), "newer version of Intercoder"),
        ("project", lambda text: text * 2, "something else than one line"),
        ("documents", lambda text: text.split("\n", 1)[1], "“Baker” that a closed round was coded in"),
    ],
)
def test_a_damaged_file_is_named_by_its_row_and_nothing_comes_in(
    whole: Path, project: Project, name: str, spoiled: Callable[[str], str], words: str
) -> None:
    spoil(whole, name, spoiled)
    newest = project.latest_action()
    with pytest.raises(UserError, match=words):
        import_study(project, whole, Job())
    assert project.latest_action() == newest


def test_a_document_without_its_text_is_told(whole: Path, project: Project) -> None:
    (whole / "documents" / "teacher.txt").unlink()
    (whole / "documents.csv").unlink()
    with pytest.raises(UserError, match="there is no document “teacher”"):
        import_study(project, whole, Job())


@pytest.fixture
def blind(study: Study, tmp_path: Path) -> Iterator[Study]:
    """Ana and Murat code Baker blind; Murat has a secret, and has completed it."""
    do = study.project.do
    people = [study.ana, study.murat]
    do("Plan", create_round, name="Blind", document_ids=[study.baker], coder_ids=people, repeats=1)
    study.code("the flour", memo="mine")
    study.code("the flour", coder_id=study.murat, memo="secret")
    do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)
    yield study


def test_the_folder_of_a_coder_in_a_blind_round_holds_nothing_of_the_others(
    blind: Study, tmp_path: Path
) -> None:
    with blind.project.read() as session:
        session.info["hidden"] = (False, False)
        secret = session.scalars(select(Coding.guid).where(Coding.coder_id == blind.murat)).one()
    blind.project.coder_id = blind.ana
    export_study(blind.project, tmp_path / "out", Job())
    whole = b"".join(files(tmp_path / "out").values()).decode()
    assert "mine" in whole
    assert "secret" not in whole
    assert secret not in whole
    with Project.create(str(tmp_path / "two.intercoder")) as project:
        import_study(project, tmp_path / "out", Job())
        assert {one.completed_at for one in taken_out(project).assignments} == {None}
        assert problems(project) == []


def test_names_that_tables_cannot_tell_apart_come_back(project: Project, tmp_path: Path) -> None:
    """A consensus is written as “MODERATED …”, and a person may be called so; a property may be called so."""
    with Project.create(str(tmp_path / "one.intercoder"), title="One") as one:
        more = {"Age": "4", "age ": "5", "name": "other", "": "nameless"}
        document_id = one.do("Import", add_document, name="Baker", text=BAKER, properties=more)
        one.do("Import", add_document, name="Other", text=BAKER, properties={"age": "6"})
        code_id = one.do("Add", add_code, name="Bribe")
        for name, role in (("Eva", "consensus"), ("MODERATED Eva", "coder")):
            coder_id = one.do("Add", add_coder, name=name, role=role)
            place = {"document_id": document_id, "code_id": code_id, "start": 0, "end": 9}
            one.do("Apply", apply_code, coder_id=coder_id, **place)
        export_study(one, tmp_path / "out", Job())
        import_study(project, tmp_path / "out", Job())
        assert taken_out(project) == taken_out(one)
