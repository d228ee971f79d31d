"""What can be done on sheets: answers given, marked, shown by passages; sheets completed and opened again."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.codebook.variables import VariableRow, variables
from app.errors import UserError
from app.models import (
    AnswerPassage,
    Case,
    CodebookVariable,
    Coder,
    CodingSheet,
    Document,
    SheetAnswer,
    now,
)
from app.sheets.queries import SheetSubject, subject_column
from app.sheets.values import Given, read_given
from app.store import engine as engines
from app.store.journal import WriteSession, add_many, batches, set_many
from app.store.sheets import delete_answers

MOST_TOLD = 5
MOST_ANSWERS = 5_000_000
GONE = {
    "case": "This case is no longer in the project. Choose another one.",
    "document": "This document is no longer in the project. Choose another one.",
}


class AnswerText(NamedTuple):
    """What is typed as an answer: a word or number, “(can't tell)”, or nothing to take the answer away.

    What is None of the rest stays as it is: whether it is sure, and the memo.
    """

    subject: SheetSubject
    coder_id: int
    variable_id: int
    text: str
    sure: bool | None = None
    memo: str | None = None


def give_answer(
    session: WriteSession,
    *,
    about: str,
    subject_id: int,
    coder_id: int,
    variable_id: int,
    text: str,
    sure: bool | None = None,
    memo: str | None = None,
) -> int:
    """Answer one variable, as `give_answers` does."""
    given = AnswerText(SheetSubject(about, subject_id), coder_id, variable_id, text, sure, memo)
    return give_answers(session, answers=[given])


def give_answers(session: WriteSession, *, answers: Sequence[AnswerText]) -> int:
    """Answer as it is typed, pasted or taken in from a table; returns how many answers changed.

    A sheet that isn't there yet begins with its first answer; one that is completed stays so. UserError lists
    what fits no variable; then nothing is changed.
    """
    entries = _entries(session, answers)
    sheet_ids = existing_sheets(session, [(answer.subject, answer.coder_id) for answer in entries])
    stored = _stored(session, list(sheet_ids.values()))
    doomed: list[int] = []
    changed: dict[int, dict[str, object]] = {}
    added: list[dict[str, object]] = []
    begun: set[int] = set()
    at = now()
    for answer, given in entries.items():
        sheet_id = sheet_ids[answer.subject, answer.coder_id]
        before = stored.get((sheet_id, answer.variable_id))
        marks = {name: value for name in ("sure", "memo") if (value := getattr(answer, name)) is not None}
        if given is None:
            doomed += [before[0]] if before else []
        elif before is None:
            columns = {"sheet_id": sheet_id, "variable_id": answer.variable_id}
            added.append({**columns, **given._asdict(), **marks, "at": at})
            begun.add(sheet_id)
        elif before[1:] != (*given, marks.get("sure", before[3]), marks.get("memo", before[4])):
            changed[before[0]] = {**given._asdict(), **marks, "at": at}
    delete_answers(session, doomed)
    set_many(session, SheetAnswer, changed)
    add_many(session, SheetAnswer, added)
    _start(session, begun, at)
    return len(doomed) + len(changed) + len(added)


def add_passage(
    session: WriteSession,
    *,
    about: str,
    subject_id: int,
    coder_id: int,
    variable_id: int,
    document_id: int,
    start: int,
    end: int,
) -> None:
    """Say that a passage [start, end) of a document shows why an answer was given; twice is once."""
    answer_id = _own_answer(session, SheetSubject(about, subject_id), coder_id, variable_id)
    document = session.get(Document, document_id)
    if document is None:
        raise UserError(GONE["document"])
    if about == "document" and document_id != subject_id:
        raise UserError("This sheet is about another document. Select a passage of that one.")
    if not 0 <= start < end <= document.length:
        raise UserError("The passage lies outside its text. Select it anew.")
    columns = {"answer_id": answer_id, "document_id": document_id, "start": start, "end": end}
    same = [getattr(AnswerPassage, name) == value for name, value in columns.items()]
    if session.scalar(select(AnswerPassage.id).where(*same)) is None:
        session.add(AnswerPassage(**columns))


def remove_passage(
    session: WriteSession,
    *,
    about: str,
    subject_id: int,
    coder_id: int,
    variable_id: int,
    document_id: int,
    start: int,
    end: int,
) -> None:
    """Say that a passage shows nothing of an answer any longer."""
    answer_id = _own_answer(session, SheetSubject(about, subject_id), coder_id, variable_id)
    passage = session.scalar(
        select(AnswerPassage).where(
            AnswerPassage.answer_id == answer_id,
            AnswerPassage.document_id == document_id,
            AnswerPassage.start == start,
            AnswerPassage.end == end,
        )
    )
    if passage is None:
        raise UserError("This passage is no longer there. Look at the sheet again.")
    session.delete(passage)


def complete_sheet(session: WriteSession, *, about: str, subject_id: int, coder_id: int) -> None:
    """Mark a coder's sheet as completed: what isn't answered on it stays so."""
    complete_sheets(session, pairs=[(SheetSubject(about, subject_id), coder_id)])


def complete_sheets(session: WriteSession, *, pairs: Sequence[tuple[SheetSubject, int]]) -> None:
    """Mark sheets of cases or documents, each of a coder, as completed."""
    at = now()
    ids = list(existing_sheets(session, pairs).values())
    rows = session.execute(
        select(CodingSheet.id, CodingSheet.started_at).where(
            engines.among(session.connection(), CodingSheet.id, ids), CodingSheet.completed_at.is_(None)
        )
    ).all()
    marks = {row[0]: {"completed_at": at, "started_at": row[1] or at} for row in rows}
    set_many(session, CodingSheet, marks)


def reopen_sheet(session: WriteSession, *, about: str, subject_id: int, coder_id: int) -> None:
    """Take a completed mark away again; the snapshots of closed rounds keep it."""
    column = subject_column(about)
    ids = session.scalars(
        select(CodingSheet.id).where(column == subject_id, CodingSheet.coder_id == coder_id)
    )
    set_many(session, CodingSheet, {sheet_id: {"completed_at": None} for sheet_id in ids})


def _entries(session: WriteSession, answers: Sequence[AnswerText]) -> dict[AnswerText, Given | None]:
    """What is typed as answers, the last one of each place; UserError tells which aren't any."""
    if len(answers) > MOST_ANSWERS:
        raise UserError(f"More than {MOST_ANSWERS:,} answers at once are too many. Take them in parts.")
    by_id = {row.id: row for row in variables(session)}
    places: dict[tuple[SheetSubject, int, int], AnswerText] = {}
    read: dict[tuple[int, str], Given | None] = {}
    problems: list[str] = []
    for answer in answers:
        variable = by_id.get(answer.variable_id)
        if variable is None:
            raise UserError("This variable is no longer in the codebook. Choose another one.")
        if variable.about != answer.subject.about:
            raise UserError(f"“{variable.name}” is asked of a {variable.about}. Answer it there.")
        if (answer.variable_id, answer.text) not in read:
            read[answer.variable_id, answer.text] = _read(answer.text, variable, problems)
        places[answer.subject, answer.coder_id, answer.variable_id] = answer
    if problems:
        more = len(problems) - MOST_TOLD
        sentences = problems[:MOST_TOLD] + ([f"And {more:,} more."] if more > 0 else [])
        raise UserError("\n".join(["Nothing was changed, because not everything fits.", *sentences]))
    return {answer: read[answer.variable_id, answer.text] for answer in places.values()}


def _read(text: str, variable: VariableRow, problems: list[str]) -> Given | None:
    try:
        return read_given(text, variable)
    except UserError as error:
        problems.append(f"“{variable.name}”: {error}")
        return None


def existing_sheets(
    session: WriteSession, pairs: Sequence[tuple[SheetSubject, int]]
) -> dict[tuple[SheetSubject, int], int]:
    """The ids of the sheets of some cases or documents and coders, made where they aren't there yet."""
    wanted = dict.fromkeys(pairs)
    _refuse_gone(session, [subject for subject, _ in wanted], {coder_id for _, coder_id in wanted})
    ids: dict[tuple[SheetSubject, int], int] = {}
    for about in sorted({subject.about for subject, _ in wanted}):
        column = subject_column(about)
        numbers = sorted({subject.id for subject, _ in wanted if subject.about == about})
        rows = session.execute(
            select(column, CodingSheet.coder_id, CodingSheet.id).where(
                engines.among(session.connection(), column, numbers)
            )
        )
        ids |= {(SheetSubject(about, row[0] or 0), row[1]): row[2] for row in rows}
    new = [pair for pair in wanted if pair not in ids]
    rows_of_new = [{f"{subject.about}_id": subject.id, "coder_id": coder_id} for subject, coder_id in new]
    ids |= dict(zip(new, add_many(session, CodingSheet, rows_of_new), strict=True))
    return {pair: ids[pair] for pair in wanted}


def _refuse_gone(session: WriteSession, subjects: Sequence[SheetSubject], coder_ids: set[int]) -> None:
    for about, model in (("case", Case), ("document", Document)):
        wanted = {subject.id for subject in subjects if subject.about == about}
        present: set[int] = set()
        for batch in batches(sorted(wanted)):
            present.update(session.scalars(select(model.id).where(model.id.in_(batch))))
        if wanted - present:
            raise UserError(GONE[about])
    if coder_ids - set(session.scalars(select(Coder.id))):
        raise UserError("This coder is no longer in the project. Choose another one.")


Stored = tuple[int, str, str, bool, str]  # id, state, value, sure, memo


def _stored(session: WriteSession, sheet_ids: Sequence[int]) -> dict[tuple[int, int], Stored]:
    """The answers of some sheets by sheet and variable."""
    rows = session.execute(
        select(
            SheetAnswer.sheet_id,
            SheetAnswer.variable_id,
            SheetAnswer.id,
            SheetAnswer.state,
            SheetAnswer.value,
            SheetAnswer.sure,
            SheetAnswer.memo,
        ).where(engines.among(session.connection(), SheetAnswer.sheet_id, sheet_ids))
    )
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5], row[6]) for row in rows}


def _start(session: WriteSession, sheet_ids: set[int], at: str) -> None:
    among = engines.among(session.connection(), CodingSheet.id, sorted(sheet_ids))
    waiting = session.scalars(select(CodingSheet.id).where(among, CodingSheet.started_at.is_(None))).all()
    set_many(session, CodingSheet, {sheet_id: {"started_at": at} for sheet_id in waiting})


def _own_answer(session: WriteSession, subject: SheetSubject, coder_id: int, variable_id: int) -> int:
    answer_id = session.scalar(
        select(SheetAnswer.id)
        .join(CodingSheet, CodingSheet.id == SheetAnswer.sheet_id)
        .where(
            subject_column(subject.about) == subject.id,
            CodingSheet.coder_id == coder_id,
            SheetAnswer.variable_id == variable_id,
        )
    )
    if answer_id is None:
        name = session.scalar(select(CodebookVariable.name).where(CodebookVariable.id == variable_id))
        raise UserError(f"“{name or 'This variable'}” isn't answered yet. Answer it first, then show why.")
    return answer_id
