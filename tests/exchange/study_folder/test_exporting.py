"""Exporting study folders: what comes back in is the same study."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.documents.queries import documents, properties, regions, text
from app.errors import Cancelled, StoreError, UserError
from app.exchange.study_folder import export_study, import_study
from app.jobs import Job
from app.models import Code, Coder, Coding, Document
from app.names import key
from app.rounds.actions import complete_document
from app.rounds.queries import completed_pairs
from app.store import Project
from app.store.journal import WriteSession

REAL_STUDY = Path(__file__).parents[4] / "shared" / "data" / "xai_disinfodemics" / "canonical"
SAMPLE_STUDY = Path(__file__).parents[3] / "resources" / "sample_study"

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
NAMES = st.text(LETTERS, min_size=1, max_size=20).filter(lambda name: name.split() and len(key(name)) < 40)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).map(
    lambda words: f"A: {words} z"
)


def whole(project: Project) -> dict[str, Any]:
    """Everything of a study that a study folder keeps."""
    with project.read() as session:
        names = {document.id: document.name for document in documents(session)}
        team = {coder.id: coder.name for coder in coders(session)}
        codes = {code.id: code.name for code in codebook(session)}
        more = properties(session)
        return {
            "documents": [
                (
                    *(document.name, document.language, document.direction, document.place, document.note),
                    text(session, document.id),
                    [(region.kind, region.start, region.speaker) for region in regions(session, document.id)],
                    more.get(document.id, {}),
                )
                for document in documents(session)
            ],
            "codes": [
                (code.path, code.colour, code.shortcut, code.exclusive, code.brief_definition, code.use_when)
                for code in codebook(session)
            ],
            "coders": {coder.name: coder.role == "consensus" for coder in coders(session)},
            "completed": {(names[document], team[coder]) for document, coder in completed_pairs(session)},
            "codings": {
                (
                    *(names[c.document_id], team[c.coder_id], codes[c.code_id]),
                    *(c.start, c.end, c.memo, c.sure, c.created_at),
                )
                for c in session.scalars(select(Coding))
            },
        }


@pytest.mark.parametrize("study", [REAL_STUDY, SAMPLE_STUDY], ids=["real", "sample"])
def test_a_study_that_goes_out_comes_back_the_same(tmp_path: Path, study: Path) -> None:
    if not study.is_dir():
        pytest.skip(f"the study folder {study.name} is not beside this clone")
    with Project.create(str(tmp_path / "one")) as one, Project.create(str(tmp_path / "two")) as two:
        import_study(one, study, Job())
        export_study(one, tmp_path / "out", Job())
        import_study(two, tmp_path / "out", Job())
        assert whole(one) == whole(two)


@settings(max_examples=8)
@given(data=st.data())
def test_any_small_study_that_goes_out_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("studies")
    (folder / "in" / "documents").mkdir(parents=True)
    (folder / "in" / "codings.csv").write_text("doc_id,coder,code,start,end\n", encoding="utf-8")
    texts = data.draw(st.lists(TEXTS, min_size=1, max_size=3))
    for number, body in enumerate(texts):
        (folder / "in" / "documents" / f"d{number}.txt").write_bytes(body.encode())
    with Project.create(str(folder / "one")) as one, Project.create(str(folder / "two")) as two:
        import_study(one, folder / "in", Job())
        one.do("Fill", fill, data)
        export_study(one, folder / "out", Job())
        import_study(two, folder / "out", Job())
        assert whole(one) == whole(two)
        export_study(two, folder / "again", Job())
        assert files(folder / "again") == files(folder / "out")
        shutil.rmtree(folder / "again" / "project")  # the form of before, which other programs write
        with Project.create(str(folder / "three")) as three:
            import_study(three, folder / "again", Job())
            assert whole(one) == whole(three)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fill(session: WriteSession, data: st.DataObject) -> None:
    """Some codes, coders and codings with whatever names and memos people may think of."""
    names = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=key))
    for number, name in enumerate(names):
        name = " ".join(name.split())
        parent = data.draw(st.sampled_from([None, *range(1, number + 1)]))
        memo = data.draw(st.text(LETTERS | st.sampled_from('\r\n\t",;='), max_size=20))
        session.add(Code(name=name, name_key=key(name), parent_id=parent, brief_definition=memo))
        session.add(Coder(name=name, name_key=key(name), initials="X", colour="#000000"))
        session.flush()
    for document in session.scalars(select(Document)).all():
        start = data.draw(st.integers(0, document.length - 1))
        session.add(
            Coding(
                document_id=document.id,
                coder_id=len(names),
                code_id=1,
                start=start,
                end=data.draw(st.integers(start + 1, document.length)),
                memo=data.draw(st.text(LETTERS | st.sampled_from('\r\n\t",;='), max_size=20)),
                sure=data.draw(st.booleans()),
            )
        )
    for coder in range(1, len(names) + 1):
        complete_document(session, document_id=1, coder_id=coder)


def test_documents_get_file_names_that_every_system_takes(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    import_study(project, folder, Job())

    def rename(session: WriteSession) -> None:
        for document, name in zip(session.scalars(select(Document)), ["a/b:c?.txt", "CON.txt"], strict=True):
            document.file_name = name

    project.do("Rename", rename)
    export_study(project, tmp_path / "out", Job())
    assert sorted(path.name for path in (tmp_path / "out" / "documents").iterdir()) == [
        "_CON.txt",
        "b_c_.txt",
    ]


def test_a_consensus_layer_stays_one_whatever_its_name(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    import_study(project, folder, Job())
    coder_id = project.do("Add", add_coder, name="Eva decides", role="consensus")
    project.do("Complete", complete_document, document_id=1, coder_id=coder_id)
    export_study(project, tmp_path / "out", Job())
    others = {"Ana": False, "Murat": False, "GOLD": True}
    with Project.create(str(tmp_path / "two")) as two:
        import_study(two, tmp_path / "out", Job())
        assert whole(two)["coders"] == others | {"Eva decides": True}
    shutil.rmtree(tmp_path / "out" / "project")
    with Project.create(str(tmp_path / "three")) as three:
        import_study(three, tmp_path / "out", Job())
        assert whole(three)["coders"] == others | {"MODERATED Eva decides": True}


def test_a_folder_that_holds_something_is_left_as_it_is(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="holds something already"):
        export_study(project, tmp_path / "out", Job())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(project: Project, folder: Path, tmp_path: Path) -> None:
    import_study(project, folder, Job())
    (tmp_path / "out").mkdir()
    written = export_study(project, tmp_path / "out", Job())
    assert (written.documents, written.codes, written.codings) == (2, 2, 3)
    assert (tmp_path / "out" / "codings.csv").is_file()


def test_a_folder_in_a_place_that_does_not_exist_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="doesn't exist"):
        export_study(project, tmp_path / "nowhere" / "out", Job())


def test_a_name_that_is_too_long_for_the_disk_is_refused_in_a_sentence(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        export_study(project, tmp_path / ("x" * 300), Job())


def test_the_empty_folder_one_stands_in_is_filled_and_stays_where_it_is(
    project: Project, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_study(project, folder, Job())
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    export_study(project, Path(), Job())
    written = ["assignments.csv", "codebook.csv", "codings.csv", "documents", "documents.csv", "project"]
    assert sorted(path.name for path in Path().iterdir()) == written


def test_an_export_that_fails_leaves_nothing(project: Project, folder: Path, tmp_path: Path) -> None:
    import_study(project, folder, Job())
    (tmp_path / "empty").mkdir()
    job = Job()
    job.cancel()
    for place in ("new", "empty"):
        with pytest.raises(Cancelled):
            export_study(project, tmp_path / place, job)
    assert not (tmp_path / "new").exists()
    assert not any((tmp_path / "empty").iterdir())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".unfinished")]


def test_the_top_of_a_disk_is_refused_in_a_sentence(project: Project) -> None:
    with pytest.raises(UserError, match="holds something already"):
        export_study(project, Path(Path.cwd().anchor), Job())
