"""What can be done to variables of the codebook: added, changed with what was answered, ordered, deleted."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import func, select

from app.cases.values import BETWEEN
from app.codebook.variables import ABOUT, LEVELS, VariableOption, VariableRow, variable_row
from app.counting import counted
from app.errors import UserError
from app.models import CodebookVariable, SheetAnswer
from app.names import folded, key, keys, storable, tidy
from app.sheets.values import ANSWERED, STATE_OF, UNCLEAR, Given, read_given
from app.store.journal import WriteSession, add_many, delete_many, set_many
from app.store.leading import refuse_locked
from app.store.meanwhile import refuse_overwriting
from app.store.sheets import delete_answers, delete_answers_of_variables

Unfit = Literal["ask", "unclear", "remove"]
RESERVED = ("case", "document", "coder", "completed", "unit")  # columns of every table of answers
TEXTS = ("question", "instruction", "unit")


@dataclass(frozen=True)
class NewVariable:
    """A variable to be added, as CodebookVariable tells; `options` are words with definitions."""

    name: str
    about: str = "case"
    question: str = ""
    instruction: str = ""
    level: str = "nominal"
    several: bool = False
    options: Sequence[VariableOption] = field(default=())
    unit: str = ""
    unclear: bool = True
    passages: bool = False


def add_variables(session: WriteSession, *, variables: Sequence[NewVariable]) -> list[int]:
    """Add variables behind those that are there, all or none; returns their ids in order."""
    refuse_locked(session)
    last = session.scalar(select(func.max(CodebookVariable.position))) or 0
    taken = set(session.scalars(select(CodebookVariable.name_key)))
    rows = []
    for position, variable in enumerate(variables, start=last + 1):
        name = _name(variable.name)
        if taken & keys(name):
            raise _is_taken(name)
        taken |= keys(name)
        _refuse_unknown(variable.about, variable.level)
        shape = _shape(name, variable.level, variable.several, variable.options)
        texts = {text: storable(getattr(variable, text)).strip() for text in TEXTS}
        marks = {"about": variable.about, "unclear": variable.unclear, "passages": variable.passages}
        rows.append({"name": name, "name_key": key(name), "position": position, **texts, **marks, **shape})
    return add_many(session, CodebookVariable, rows)


@dataclass(frozen=True)
class AnswerChange:
    """Another level or list of a variable; `renamed` are words of the list under their new names.

    Answers with renamed words go along. What is `unfit` becomes “can't tell”, is removed, or is asked about.
    """

    level: str | None = None
    several: bool | None = None
    options: Sequence[VariableOption] | None = None
    unclear: bool | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    unfit: Unfit = "ask"


def change_variable(
    session: WriteSession,
    *,
    variable_id: int,
    name: str | None = None,
    question: str | None = None,
    instruction: str | None = None,
    unit: str | None = None,
    passages: bool | None = None,
    answers: AnswerChange | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of a variable; Conflict where that is no longer as it was `seen`.

    UserError where answers don't fit the new level or list and nobody said what becomes of them.
    """
    refuse_locked(session)
    variable = existing(session, variable_id)
    given = {"name": name, "question": question, "instruction": instruction, "unit": unit}
    plain = {field: value for field, value in given.items() if value is not None}
    refuse_overwriting(variable, plain, seen, f"“{variable.name}”")
    if name is not None:
        plain["name"] = _name(name)
        if session.scalar(
            select(CodebookVariable.id).where(
                CodebookVariable.name_key.in_(keys(name)), CodebookVariable.id != variable_id
            )
        ):
            raise _is_taken(plain["name"])
        variable.name_key = key(plain["name"])
    for column, value in plain.items():
        setattr(variable, column, storable(value).strip())
    if passages is not None:
        variable.passages = passages
    if answers is not None:
        _change_answers(session, variable, answers)


def _change_answers(session: WriteSession, variable: CodebookVariable, change: AnswerChange) -> None:
    before = variable_row(variable)
    level = change.level or variable.level
    _refuse_unknown(variable.about, level)
    several = variable.several if change.several is None else change.several
    options = before.options if change.options is None else change.options
    shape = _shape(variable.name, level, several, options)
    for column, value in shape.items():
        setattr(variable, column, value)
    if change.unclear is not None:
        variable.unclear = change.unclear
    after = variable_row(variable)
    conversion = _conversion(session, before, after, change.renamed)
    if conversion.unfit and change.unfit == "ask":
        raise UserError(_does_not_fit(before, conversion.unfit))
    if conversion.unfit and change.unfit == "unclear" and not after.unclear:
        raise UserError(f"“can't tell” isn't offered by “{variable.name}”, so nothing was changed. Offer it.")
    session.flush()
    set_many(session, SheetAnswer, conversion.fit)
    if change.unfit == "remove":
        delete_answers(session, conversion.unfit)
    else:
        unclear: dict[str, object] = {"state": UNCLEAR, "value": ""}
        set_many(session, SheetAnswer, dict.fromkeys(conversion.unfit, unclear))


@dataclass(frozen=True)
class AnswerConversion:
    """Answers that another level or list changes, by their ids, and those that don't fit it, as a cell."""

    fit: Mapping[int, dict[str, object]]
    unfit: Mapping[int, str]


def _conversion(
    session: WriteSession, before: VariableRow, after: VariableRow, renamed: Mapping[str, str]
) -> AnswerConversion:
    names = {folded(old): new for old, new in renamed.items()}
    rows = session.execute(
        select(SheetAnswer.id, SheetAnswer.state, SheetAnswer.value)
        .where(SheetAnswer.variable_id == after.id)
        .order_by(SheetAnswer.id)
    )
    converted: dict[Given, Given | None] = {}
    fit: dict[int, dict[str, object]] = {}
    unfit: dict[int, str] = {}
    for answer_id, state, value in rows:
        given = Given(state, value)
        if given not in converted:
            converted[given] = _converted(given, before, after, names)
        new = converted[given]
        if new is None:
            unfit[answer_id] = given.in_a_table
        elif new != given:
            fit[answer_id] = dict(new._asdict())
    return AnswerConversion(fit, unfit)


def _converted(
    given: Given, before: VariableRow, after: VariableRow, names: Mapping[str, str]
) -> Given | None:
    if given.state != ANSWERED:
        return None if given.state == UNCLEAR and not after.unclear else given
    parts = given.value.split(BETWEEN) if before.several else [given.value]
    text = BETWEEN.join(names.get(folded(part), part) for part in parts)
    try:
        new = read_given(text, after)
    except UserError:
        return None
    return new if new is not None and new.state == ANSWERED else None


def _does_not_fit(variable: VariableRow, unfit: Mapping[int, str]) -> str:
    examples = ", ".join(f"“{value}”" for value in list(dict.fromkeys(unfit.values()))[:3])
    what = counted(len(unfit), "answer doesn't fit, as", "answers don't fit, as")
    return (
        f"{what} {examples}: “{variable.name}” was left as it is. Say what is called otherwise now, or that "
        "they are to be “can't tell” or removed."
    )


def move_variable(session: WriteSession, *, variable_id: int, position: int) -> None:
    """Make a variable the one at a position (from 0)."""
    refuse_locked(session)
    moved = existing(session, variable_id)
    rows = list(
        session.scalars(select(CodebookVariable).order_by(CodebookVariable.position, CodebookVariable.id))
    )
    rows.remove(moved)
    rows.insert(position, moved)
    for index, row in enumerate(rows, start=1):
        row.position = index


def delete_variables(session: WriteSession, *, variable_ids: Collection[int]) -> None:
    """Delete variables with all that was answered and decided by them; closed rounds keep it."""
    refuse_locked(session)
    delete_answers_of_variables(session, variable_ids)
    delete_many(session, CodebookVariable, variable_ids)


def existing(session: WriteSession, variable_id: int) -> CodebookVariable:
    """A variable by id; UserError where a colleague removed it meanwhile."""
    variable = session.get(CodebookVariable, variable_id)
    if variable is None:
        raise UserError("This variable is no longer in the codebook. Choose another one.")
    return variable


def _name(name: str) -> str:
    name = tidy(name, "variable")
    if key(name) in RESERVED:
        raise UserError(f"A variable can't be called “{name}”: a table of answers has that column already.")
    return name


def _refuse_unknown(about: str, level: str) -> None:
    if about not in ABOUT:
        raise UserError(f"A variable is asked of a case or a document, not of “{about}”.")
    if level not in LEVELS:
        raise UserError(f"“{level}” is no level of measurement. There are: {', '.join(LEVELS)}.")


def _shape(name: str, level: str, several: bool, options: Sequence[VariableOption]) -> dict[str, object]:
    """The columns that say what may be answered; UserError where they don't go together."""
    if level in ("interval", "ratio"):
        if several or options:
            raise UserError(
                f"“{name}” takes numbers ({level}), so it has no list of answers and not several at once. "
                "Choose the level nominal or ordinal for a list."
            )
        return {"level": level, "several": False, "options": "[]"}
    if several and level == "ordinal":
        raise UserError(f"“{name}” can't have an order and several answers. Choose the level nominal.")
    tidied = [
        VariableOption(" ".join(storable(option.word).split()), storable(option.definition).strip())
        for option in options
    ]
    words = [option.word for option in tidied if option.word]
    if len(words) < 2:
        raise UserError(f"“{name}” needs answers to choose from, at least two. Name them.")
    for word in words:
        if any(mark in word for mark in ";|؛"):
            raise UserError(f"“{word}” can't be an answer: “;” and “|” divide several answers in one cell.")
        if folded(word).strip("()").strip() in STATE_OF:
            raise UserError(f"“{word}” can't be an answer in the list: every sheet can say it besides.")
    twin = next((word for word in words if [folded(each) for each in words].count(folded(word)) > 1), None)
    if twin is not None:
        raise UserError(f"“{twin}” is among the answers of “{name}” twice. Take one of the two out.")
    written = json.dumps([list(option) for option in tidied if option.word], ensure_ascii=False)
    return {"level": level, "several": several, "options": written}


def _is_taken(name: str) -> UserError:
    return UserError(f"There is a variable “{name}” already, so nothing was changed. Choose another name.")
