"""Whole copies that went separate ways become one project, whichever way they are brought together."""

import random
import shutil
from collections.abc import Callable
from dataclasses import fields
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, change_code, delete_code, merge_codes
from app.coders.actions import add_coder
from app.coding.actions import apply_code, change_coding, remove_codings
from app.documents.actions import add_document
from app.errors import UserError
from app.exchange.study_folder import export_study
from app.jobs import Job
from app.models import Code, Coder, Coding, Document
from app.packets.copies.bringing import BroughtTogether, bring_together, preview_bringing
from app.packets.copies.rows import KEYS
from app.rounds.actions import close_round
from app.store import Project
from app.store.check import problems
from app.studies.rows import Study
from app.texts.actions import correct_text
from tests.packets.team import BAKER, code, codings, complete, ids_of, make_team

ANA, MURAT = 2, 3
Work = Callable[[Project], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copies") / "lead.intercoder"
    with make_team(path, blind=False) as project:
        project.coder_id = ANA
        code(project, "Baker", "the flour", "Bribe", memo="first")
        code(project, "Baker", "We queued", "Hunger")
    return path


def copy_of(original: Path, path: Path, *work: Work) -> Path:
    """A copy in which some work was done."""
    shutil.copyfile(original, path)
    with Project.open(str(path), station=path.stem) as project:
        project.coder_id = 1
        for step in work:
            step(project)
    return path


def brought(path: Path, *copies: Path, **options: tuple[str, ...]) -> BroughtTogether:
    """What is brought together, as its preview says."""
    with Project.open(str(path), station="lead") as project:
        project.coder_id = 1
        preview = preview_bringing(project, copies, job=Job(), **options)
        outcome = bring_together(project, copies, job=Job(), **options)
        assert problems(project) == []
    assert preview == outcome
    return outcome


def folder_of(path: Path) -> dict[str, bytes]:
    """The study folder of a project, byte for byte."""
    folder = path.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    with Project.open(str(path)) as project:
        export_study(project, folder, Job())
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.*")}


def coded(document: str, words: str, name: str, coder_id: int, **more: str) -> Work:
    def work(project: Project) -> None:
        project.coder_id = coder_id
        code(project, document, words, name, **more)
        project.coder_id = 1

    return work


def by_ana(project: Project) -> None:
    project.coder_id = ANA
    code(project, "Baker", "morning", "Flight")
    complete(project, "Baker")
    project.coder_id = 1
    project.do("Code", add_code, name="Sugar", brief_definition="as pay")
    project.do("Import", add_document, name="Smith", text="SMITH: No work any more.\n")


def by_murat(project: Project) -> None:
    project.do("Rename", change_code, code_id=ids_of(project, Code)["Hunger"], name="Famine")
    project.coder_id = MURAT
    code(project, "Driver", "paid in sugar", "Bribe", memo="!")
    project.coder_id = 1
    project.do("New", add_coder, name="Zoe")


def test_what_each_copy_has_more_is_in_one_project(original: Path, tmp_path: Path) -> None:
    ours = copy_of(original, tmp_path / "ours.intercoder", by_ana)
    theirs = copy_of(original, tmp_path / "theirs.intercoder", by_murat)
    before = folder_of(theirs)
    outcome = brought(ours, theirs)
    assert folder_of(theirs) == before
    assert {row.what: (row.new, row.changed, row.removed) for row in outcome.changes} == {
        "coders": (1, 0, 0),
        "codes": (0, 1, 0),
        "codings": (1, 0, 0),
    }
    with Project.open(str(ours), station="lead") as project:
        rows = {(row[0].split()[0], row[1], row[2], row[3]) for row in codings(project)}
        assert rows == {
            ("Ana", "Baker", "Bribe", "the flour"),
            ("Ana", "Baker", "Famine", "We queued"),
            ("Ana", "Baker", "Flight", "morning"),
            ("Murat", "Driver", "Bribe", "paid in sugar"),
        }
        assert {"Smith"} <= ids_of(project, Document).keys()
        assert {"Zoe"} <= ids_of(project, Coder).keys()
        project.coder_id = 1
        project.undo()
        assert "Zoe" not in ids_of(project, Coder)
        assert problems(project) == []
    assert brought(ours, theirs).changes != ()
    assert brought(ours, theirs).changes == ()


def test_every_list_of_a_study_is_brought_together() -> None:
    lists = {field.name for field in fields(Study)} - {"guid", "settings", "by_hand"}
    assert lists == KEYS.keys()


def random_work(seed: int) -> Work:
    """A little of everything that careless copies differ in."""

    def work(project: Project) -> None:
        rng = random.Random(seed)
        for step in range(8):
            project.coder_id = rng.choice((ANA, MURAT))
            names = [name for name in ids_of(project, Code) if not name.startswith("New")]
            with project.read() as session:
                own = session.scalars(select(Coding.id).where(Coding.coder_id == project.coder_id)).all()
            kind = rng.choice(("code", "code", "memo", "remove", "new code", "import", "complete", "rename"))
            if kind == "code":
                start = rng.randrange(0, 60)
                project.do(
                    "Apply",
                    apply_code,
                    document_id=1,
                    code_id=ids_of(project, Code)[rng.choice(names)],
                    coder_id=project.coder_id,
                    start=start,
                    end=start + rng.randrange(3, 20),
                )
            elif kind == "memo" and own:
                about = {"coding_id": own[0], "coder_id": project.coder_id}
                project.do("Memo", change_coding, memo=f"memo {seed} {step}", **about)
            elif kind == "remove" and own:
                project.do("Remove", remove_codings, coding_ids=own[-1:], coder_id=project.coder_id)
            elif kind == "new code":
                project.do("Code", add_code, name=f"New {rng.randrange(3)} {step}")
            elif kind == "import":
                project.do("Import", add_document, name=f"Text {seed} {step}", text=f"TALK: {seed}.\n")
            elif kind == "complete":
                complete(project, "Baker")
            elif kind == "rename":
                changed = {"brief_definition": f"def {seed} {step}"}
                project.do("Define", change_code, code_id=ids_of(project, Code)["Flight"], **changed)

    return work


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_of_copies_gives_the_same_study_folder(original: Path, tmp_path: Path, seed: int) -> None:
    copies = [
        copy_of(original, tmp_path / f"copy{number}.intercoder", random_work(10 * seed + number))
        for number in range(3)
    ]
    folders = []
    for number, (first, *rest) in enumerate(permutations(copies)):
        path = tmp_path / f"order{number}.intercoder"
        shutil.copyfile(first, path)
        brought(path, *rest)
        folders.append(folder_of(path))
    for folder in folders[1:]:
        assert folder.keys() == folders[0].keys()
        for name, whole in folder.items():
            assert whole == folders[0][name], name


def test_work_on_what_the_other_side_merged_corrected_or_removed_is_followed(
    original: Path, tmp_path: Path
) -> None:
    def by_the_lead(project: Project) -> None:
        ids = ids_of(project, Code)
        project.do("Merge", merge_codes, source_ids=[ids["Bribe"]], target_id=ids["Hunger"])
        project.do("Delete", delete_code, code_id=ids["Flight"])
        at = BAKER.index("took")
        project.do("Correct", correct_text, document_id=1, start=at, end=at + 4, words="stole")

    ours = copy_of(original, tmp_path / "ours.intercoder", by_the_lead)
    theirs = copy_of(
        original,
        tmp_path / "theirs.intercoder",
        coded("Baker", "four in the morning", "Bribe", MURAT),
        coded("Baker", "We queued", "Flight", MURAT),
    )
    for first, second in ((ours, theirs), (theirs, ours)):
        path = tmp_path / f"first-{first.stem}.intercoder"
        shutil.copyfile(first, path)
        brought(path, second)
        with Project.open(str(path)) as project:
            assert {(row[0].split()[0], row[2], row[3]) for row in codings(project)} == {
                ("Ana", "Hunger", "the flour"),
                ("Ana", "Hunger", "We queued"),
                ("Murat", "Hunger", "four in the morning"),
                ("Murat", "Flight", "We queued"),
            }


def test_the_same_person_is_asked_for(original: Path, tmp_path: Path) -> None:
    def with_zoe(project: Project) -> None:
        zoe = project.do("New", add_coder, name="Zoe")
        coded("Baker", "morning", "Flight", zoe)(project)

    ours = copy_of(original, tmp_path / "ours.intercoder", with_zoe)
    theirs = copy_of(original, tmp_path / "theirs.intercoder", with_zoe)
    with pytest.raises(UserError, match="--same Zoe or --different Zoe"):
        brought(ours, theirs)
    twice = tmp_path / "twice.intercoder"
    shutil.copyfile(ours, twice)
    assert brought(ours, theirs, same=("Zoe",)).same_people == ("Zoe",)
    with Project.open(str(ours)) as project:
        assert sum(row[0] == "Zoe" for row in codings(project)) == 1
    brought(twice, theirs, different=("Zoe",))
    with Project.open(str(twice)) as project:
        assert sorted(row[0] for row in codings(project) if row[0].startswith("Zoe")) == ["Zoe", "Zoe (2)"]


def test_a_round_that_was_closed_in_a_copy_is_closed(original: Path, tmp_path: Path) -> None:
    def close(project: Project) -> None:
        project.coder_id = ANA
        complete(project, "Baker")
        project.coder_id = 1
        project.do("Close", close_round, round_id=1, unfinished="leave out")

    ours = copy_of(original, tmp_path / "ours.intercoder", coded("Driver", "sugar", "Bribe", MURAT))
    theirs = copy_of(original, tmp_path / "theirs.intercoder", close)
    brought(ours, theirs)
    with Project.open(str(ours)) as project, project.read() as session:
        from app.rounds.queries import rounds
        from app.rounds.snapshot import frozen

        assert rounds(session)[0].closed_at is not None
        assert frozen(session, 1) is not None


def test_what_is_no_copy_is_refused_with_a_sentence(original: Path, tmp_path: Path) -> None:
    make_team(tmp_path / "other.intercoder").close()
    ours = copy_of(original, tmp_path / "ours.intercoder")
    for path, sentence in (
        (tmp_path / "other.intercoder", "is another project"),
        (ours, "this project itself"),
    ):
        with pytest.raises(UserError, match=sentence):
            brought(ours, path)
