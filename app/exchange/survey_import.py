"""Takes a survey into a project as one action; what would come in, and what differs, is shown before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.actions import NewCase, add_cases, link_places
from app.cases.attribute_actions import add_attributes
from app.cases.queries import attributes, cases
from app.cases.value_actions import CellText, set_values
from app.documents.actions import NewDocument, add_documents
from app.documents.queries import regions, text
from app.documents.turns import TextRegion
from app.errors import Conflict
from app.exchange.case_lines import CaseLine, CaseTable
from app.exchange.case_table import CasePlan, CellChange, plan_of_table
from app.exchange.problems import Problems
from app.exchange.survey import SurveyAnswer, SurveyTable
from app.jobs import Job
from app.models import Action, Document
from app.names import key, keys
from app.store import Project
from app.store.journal import WriteSession, reporting
from app.texts.actions import renew_text


@dataclass(frozen=True)
class SurveyDifference:
    """An answer that the project has in other words, or a value otherwise, than the table."""

    respondent: str
    of: str  # the question, or the attribute


@dataclass(frozen=True)
class SurveyPlan:
    """What an import would do; answers and values that differ from the project's are left as they are there.

    `added` are documents that come in whole, `continued` the answers that come behind those of documents that
    are there, `values` the cells of attributes that are filled. `wrong` sentences keep all of it from being
    done.
    """

    table: SurveyTable
    added: tuple[str, ...]
    continued: Mapping[str, tuple[SurveyAnswer, ...]]
    unchanged: int
    differing: tuple[SurveyDifference, ...]
    cases: CasePlan
    values: tuple[CellChange, ...]
    wrong: tuple[str, ...] = field(default=(), compare=False)
    seen: int = field(default=0, compare=False)  # the newest action when it was made

    @property
    def does_nothing(self) -> bool:
        """Whether all of it is so already."""
        return not (self.added or self.continued or self.values or self.cases.added or self.cases.attributes)


def plan_survey(project: Project, table: SurveyTable) -> SurveyPlan:
    """What importing a survey would do."""
    seen = project.latest_action()
    with project.read() as session:
        return replace(_plan(session, table), seen=seen)


def import_survey(project: Project, plan: SurveyPlan, job: Job) -> None:
    """Do what a plan says as one undoable action; UserError where something is wrong with the table."""
    problems = Problems()
    for sentence in plan.wrong:
        problems.note(sentence)
    problems.raise_if_any(plan.table.file)
    if not plan.does_nothing:
        project.do(f"Import survey “{plan.table.file}”", reporting(job, _import), plan)


def _plan(session: Session, table: SurveyTable) -> SurveyPlan:
    problems = Problems()
    about = plan_of_table(session, _case_table(table), problems)
    stored = _stored(session, table.documents)
    added: list[str] = []
    continued: dict[str, tuple[SurveyAnswer, ...]] = {}
    differing: list[SurveyDifference] = []
    unchanged = 0
    for name, answers in table.documents.items():
        document_id = stored.get(key(name))
        if document_id is None:
            added.append(name)
            continue
        there = _answers(session, document_id)
        new = tuple(answer for answer in answers if answer.label.strip() not in there)
        if new:
            continued[name] = new
        for answer in answers:
            words = there.get(answer.label.strip())
            unchanged += words == answer.words
            if words is not None and words != answer.words:
                question = name if table.map.layout == "question" else answer.label.strip()
                differing.append(SurveyDifference(answer.respondent, question))
    values = tuple(cell for cell in about.cells if not cell.before)
    differing += [SurveyDifference(cell.case, cell.attribute) for cell in about.cells if cell.before]
    return SurveyPlan(
        table=table,
        added=tuple(added),
        continued=continued,
        unchanged=unchanged,
        differing=tuple(differing),
        cases=about,
        values=values,
        wrong=(*table.wrong, *problems),
    )


def _case_table(table: SurveyTable) -> CaseTable:
    """The respondents as cases with their attributes."""
    lines = tuple(
        CaseLine(
            row, name, "", None, None, "", {key(one): cell for one, cell in cells.items() if cell.strip()}
        )
        for row, name, cells in table.rows
    )
    return CaseTable(table.file, {key(name): name for name in table.map.attributes}, lines)


def _stored(session: Session, names: Mapping[str, object]) -> dict[str, int]:
    """The documents that are there already: {key of the name: id}."""
    wanted = {spelling: key(name) for name in names for spelling in keys(name)}
    rows = session.execute(select(Document.id, Document.name_key)).all()
    return {wanted[row.name_key]: row.id for row in rows if row.name_key in wanted}


def _answers(session: Session, document_id: int) -> dict[str, str]:
    """What stands in a document: {label: words}."""
    body = text(session, document_id)
    return {
        body[turn.start : turn.body].strip(): body[turn.body : turn.end].strip()
        for turn in regions(session, document_id, "turn")
    }


def _import(session: WriteSession, plan: SurveyPlan) -> None:
    if session.scalar(select(func.max(Action.id))) != plan.seen and _plan(session, plan.table) != plan:
        raise Conflict(
            "The project has been changed since you looked at what this import would do, so nothing was "
            "imported. Choose the file again."
        )
    add_cases(session, cases=[NewCase(name) for name in plan.cases.added])
    add_attributes(session, attributes=plan.cases.attributes)
    session.flush()
    ids = {key(case.name): case.id for case in cases(session)}
    columns = {attribute.name: attribute.id for attribute in attributes(session)}
    cells = [CellText(ids[key(cell.case)], columns[cell.attribute], cell.after) for cell in plan.values]
    set_values(session, cells=cells)
    new = [_new_document(plan.table, name) for name in plan.added]
    documents = dict(zip(plan.added, add_documents(session, documents=new), strict=True))
    stored = _stored(session, plan.continued)
    for step, (name, answers) in enumerate(plan.continued.items()):
        session.job.step(step, len(plan.continued), f"Adding answers to “{name}”")
        documents[name] = stored[key(name)]
        _continue(session, documents[name], answers, plan.table.file)
    link_places(session, places=list(_places(plan, documents, ids)))


def _new_document(table: SurveyTable, name: str) -> NewDocument:
    body, turns = _written("", table.documents[name])
    return NewDocument(name=name, text=body, regions=turns, file_name=table.file)


def _continue(
    session: WriteSession, document_id: int, answers: Sequence[SurveyAnswer], file_name: str
) -> None:
    """Put answers behind those of a document, as a new version of its text."""
    body, new = _written(text(session, document_id).rstrip("\n") + "\n\n", answers)
    there = [
        TextRegion("turn", turn.start, turn.body, turn.end, turn.speaker or None, turn.time or None)
        for turn in regions(session, document_id, "turn")
    ]
    if there and new:
        there[-1] = TextRegion(
            "turn", there[-1].start, there[-1].body, new[0].start, there[-1].speaker, there[-1].time
        )
    renew_text(
        session,
        document_id=document_id,
        new_text=body,
        regions=[*there, *new],
        file_name=file_name,
        reason="more answers of the survey",
        anyway=True,
    )


def _written(before: str, answers: Sequence[SurveyAnswer]) -> tuple[str, list[TextRegion]]:
    """The text with answers behind what it has, each a turn of its respondent behind its label."""
    parts, at, turns = [before], len(before), []
    for index, answer in enumerate(answers):
        end = "\n" if index == len(answers) - 1 else "\n\n"
        part = f"{answer.label}{answer.words}{end}"
        turns.append(TextRegion("turn", at, at + len(answer.label), at + len(part), answer.respondent))
        parts.append(part)
        at += len(part)
    return "".join(parts), turns


def _places(
    plan: SurveyPlan, documents: Mapping[str, int], ids: Mapping[str, int]
) -> Sequence[tuple[int, int, str]]:
    """(case id, document id, speaker) of what comes in; without a speaker where all of it is the case's."""
    by_question = plan.table.map.layout == "question"
    coming = [(name, plan.table.documents[name]) for name in plan.added] + list(plan.continued.items())
    pairs = {
        (ids[key(answer.respondent)], documents[name], answer.respondent if by_question else "")
        for name, answers in coming
        for answer in answers
    }
    return sorted(pairs)
