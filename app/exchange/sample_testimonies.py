"""The second sample study: sixteen people in thirty sources, with attributes and sources that disagree."""

import csv
from collections.abc import Mapping
from pathlib import Path

from app.cases.actions import link_stretch
from app.cases.attribute_actions import NewAttribute, add_attributes
from app.cases.queries import attributes, case_named
from app.cases.value_actions import add_value
from app.coders.here import remember_here
from app.coders.queries import coders
from app.documents.queries import documents
from app.exchange.case_table import apply_case_plan, plan_case_import
from app.exchange.coding_sheets.answer_table import apply_answer_plan, plan_answer_import
from app.exchange.coding_sheets.defining import apply_definitions, plan_definitions
from app.exchange.coding_sheets.definitions import read_definitions
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.rounds.actions import close_round, create_round
from app.store import Project
from app.store.journal import WriteSession
from app.store.places import draft_of, put_in_place

FOLDER = Path(__file__).parents[2] / "resources" / "sample_testimonies"
ROUND = "Sources"


def make_testimonies(path: Path, job: Job, *, station: str = "", otherwise: int | None = None) -> None:
    """Make the study as a project where there is none: whole, or not at all."""
    draft = draft_of(path)
    try:
        with Project.create(str(draft), station=station, title=path.stem, otherwise=otherwise) as project:
            fill_with_testimonies(project, job)
            with project.read() as session:
                first = coders(session)[0].id
            remember_here(project, first)
        put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def fill_with_testimonies(project: Project, job: Job) -> None:
    """Put the study into a new project: sources, codings, people, what is known of them, a closed round."""
    import_study(project, FOLDER, job)
    with project.read() as session:
        people = [coder.id for coder in coders(session)]
        texts = {Path(row.file_name).stem: row.id for row in documents(session)}
    project.coder_id = min(people)
    project.do("Say what is asked of every person", add_attributes, attributes=_attributes())
    apply_case_plan(project, plan_case_import(project, FOLDER / "people.csv"))
    project.do("Say what of “14 Three, came back” is about whom", _link_stretches, texts=texts)
    project.do("Enter what sources say of the months inside", _add_values, texts=texts)
    round_id = project.do(
        f"Plan “{ROUND}”",
        create_round,
        name=ROUND,
        document_ids=list(texts.values()),
        coder_ids=people,
        drawn="All sources.",
        coder_id=min(people),
    )
    project.do(f"Close “{ROUND}”", close_round, round_id=round_id)
    project.coder_id = None
    _fill_sheets(project)


def _fill_sheets(project: Project) -> None:
    """The questions about every person, and what both coders answered."""
    questions = FOLDER / "variables.csv"
    with project.read() as session:
        plan = plan_definitions(session, questions.name, read_definitions(questions))
    apply_definitions(project, plan)
    apply_answer_plan(project, plan_answer_import(project, FOLDER / "answers.csv"))


def _attributes() -> list[NewAttribute]:
    return [
        NewAttribute(
            row["name"],
            row["kind"],
            row["unit"],
            tuple(row["options"].split("; ")) if row["options"] else (),
            row["definition"],
        )
        for row in _rows("attributes.csv")
    ]


def _link_stretches(session: WriteSession, *, texts: Mapping[str, int]) -> None:
    for row in _rows("stretches.csv"):
        case_id = case_named(session, row["case"])
        if case_id is not None:
            place = {"start": int(row["start"]), "end": int(row["end"])}
            link_stretch(session, case_ids=[case_id], document_id=texts[row["doc_id"]], **place)


def _add_values(session: WriteSession, *, texts: Mapping[str, int]) -> None:
    columns = {row.name: row.id for row in attributes(session)}
    for row in _rows("values.csv"):
        case_id = case_named(session, row["case"])
        if case_id is not None:
            add_value(
                session,
                case_id=case_id,
                attribute_id=columns[row["attribute"]],
                text=row["value"],
                document_id=texts[row["doc_id"]],
                start=int(row["start"]),
                end=int(row["end"]),
                use=row["used"] == "yes",
            )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
