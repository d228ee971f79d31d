"""A survey as a table, a row for each respondent: answers become texts, the rest what is known of cases.

Each column is the respondent's id, an attribute, an open question or nothing. Imported again, new rows come
in; what an earlier import brought and the table has otherwise is named and left as it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from app.cell_text import unguarded
from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.tables import SPREADSHEETS, Table, read_table
from app.names import key, tidy

LAYOUTS = ("question", "respondent")
TEXT_FILES = (".csv", ".tsv")
ID_WORDS = ("id", "respondent", "participant", "case", "code", "number", "no", "nr", "name")
SHORT_ANSWER = 30  # characters; a column whose answers are longer in the middle is an open question
MOST_KINDS = 0.5  # of all rows; a column with more different answers than that is none to sort by
FEW_ROWS = 8  # below which every column has many different answers


@dataclass(frozen=True)
class SurveyMap:
    """Which columns, by their headers, are what; those that are not named are nothing.

    In the layout `question` a document holds everybody's answers to one question, in `respondent` all answers
    of one person.
    """

    id: str
    attributes: tuple[str, ...]
    questions: tuple[str, ...]
    layout: Literal["question", "respondent"] = "question"


class SurveyAnswer(NamedTuple):
    """What stands in a document under a label: who says it, and the words."""

    label: str
    respondent: str
    words: str


@dataclass(frozen=True)
class SurveyTable:
    """A survey as it was read: {document: its answers in the order of the rows}, the respondents in theirs.

    `cells` are the attributes' by row, beside the respondent's name; `unanswered` counts questions that
    somebody left empty.
    """

    file: str
    map: SurveyMap
    documents: Mapping[str, Sequence[SurveyAnswer]]
    respondents: tuple[str, ...]
    rows: tuple[tuple[int, str, Mapping[str, str]], ...]
    unanswered: int
    wrong: tuple[str, ...] = field(default=())


def read_survey_map(path: Path) -> SurveyMap:
    """A map as JSON: {"id": COLUMN, "attributes": [...], "questions": [...], "layout": "question"}."""
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(
            f"“{path.name}” can't be read ({error.strerror or error}). Check its name."
        ) from error
    except ValueError as error:
        raise UserError(
            f"“{path.name}” is not JSON ({error}), so nothing was imported. "
            "--preview prints a map to start from."
        ) from error
    if not isinstance(given, dict) or set(given) - {"id", "attributes", "questions", "layout"}:
        raise UserError(
            f"“{path.name}” is no map of a survey. It says “id”, “attributes”, “questions” and “layout”."
        )
    lists = [given.get(name, []) for name in ("attributes", "questions")]
    names = [given.get("id", ""), *(name for names in lists if isinstance(names, list) for name in names)]
    if not all(isinstance(names, list) for names in lists) or not all(
        isinstance(name, str) for name in names
    ):
        raise UserError(f"In “{path.name}” “id” is the header of a column, the others are lists of headers.")
    if given.get("layout", "question") not in LAYOUTS:
        raise UserError(f"In “{path.name}” the layout is one of {', '.join(LAYOUTS)}.")
    return SurveyMap(given.get("id", ""), tuple(lists[0]), tuple(lists[1]), given.get("layout", "question"))


def guessed_map(table: Table) -> SurveyMap:
    """What the columns look like: short values that all differ are the ids, long texts answer questions."""
    values = {name: [cells[name].strip() for _, cells in table.rows] for name in table.headers}
    unique = [
        name
        for name, texts in values.items()
        if all(texts) and len(set(texts)) == len(texts) and max(map(len, texts)) <= SHORT_ANSWER
    ]
    named = [name for name in unique if set(name.split("_")) & set(ID_WORDS)]
    id_ = next(iter(named or unique), "")
    questions = [name for name, texts in values.items() if name != id_ and _is_open(texts)]
    attributes = [name for name in values if name != id_ and name not in questions and any(values[name])]
    headers = table.headers
    return SurveyMap(
        headers.get(id_, ""),
        tuple(headers[name] for name in attributes),
        tuple(headers[name] for name in questions),
    )


def _is_open(texts: Sequence[str]) -> bool:
    filled = sorted((text for text in texts if text), key=len)
    if not filled:
        return False
    middle = filled[len(filled) // 2]
    varied = len(filled) < FEW_ROWS or len(set(filled)) > MOST_KINDS * len(filled)
    return len(middle) > SHORT_ANSWER and " " in middle and varied


def read_survey(path: Path, chosen: SurveyMap | None = None) -> SurveyTable:
    """Read a .csv, .tsv, .xlsx or .ods file by a map, or by what its columns look like.

    UserError where it is none, has no open question, or has not the columns of the map.
    """
    table = survey_table(path)
    return survey_of(table, chosen or guessed_map(table))


def survey_of(table: Table, survey: SurveyMap) -> SurveyTable:
    """A table by a map; UserError as `read_survey`."""
    by_header = {key(text): name for name, text in table.headers.items()}
    by_header |= {key(name): name for name in table.headers}
    wanted = [name for name in (survey.id, *survey.attributes, *survey.questions) if name]
    missing = [name for name in wanted if key(name) not in by_header]
    if missing:
        listed = ", ".join(f"“{name}”" for name in missing)
        raise UserError(f"“{table.file}” has no column {listed}, so nothing was imported. Check the map.")
    if not survey.questions:
        raise UserError(
            f"No column of “{table.file}” looks like an open question, so there is nothing to code. Say in a "
            "map (--survey MAP.json) which columns are. Attributes alone are imported as cases."
        )
    return _survey(table, survey, {name: by_header[key(name)] for name in wanted})


def survey_table(path: Path) -> Table:
    """The cells of a survey; UserError where the file is none or is empty."""
    if path.suffix.lower() not in (*SPREADSHEETS, *TEXT_FILES):
        raise UserError(
            f"“{path.name}” is none of .xlsx, .ods, .csv and .tsv. Save the survey as one of these."
        )
    problems = Problems()
    table = read_table(path, [], problems)
    problems.raise_if_any(path.name)
    if table is None or not any(table.headers.values()) or not table.rows:
        raise UserError(f"“{path.name}” is empty. Choose a table with a row for each respondent.")
    guarded = path.suffix.lower() in TEXT_FILES
    rows = [
        (row, {name: unguarded(cell) if guarded else cell for name, cell in cells.items()})
        for row, cells in table.rows
    ]
    return Table(path.name, {name: text for name, text in table.headers.items() if text.strip()}, rows)


def _survey(table: Table, survey: SurveyMap, columns: Mapping[str, str]) -> SurveyTable:
    problems = Problems()
    documents: dict[str, list[SurveyAnswer]] = {}
    rows: list[tuple[int, str, Mapping[str, str]]] = []
    first_rows: dict[str, int] = {}
    unanswered = 0
    for index, (row, cells) in enumerate(table.rows, start=1):
        respondent = _respondent(cells[columns[survey.id]] if survey.id else f"Respondent {index}")
        if not respondent:
            problems.add(table.file, "the respondent’s id is empty.", row)
            continue
        first = first_rows.setdefault(key(respondent), row)
        if first != row:
            problems.add(table.file, f"“{respondent}” is in row {first} already.", row)
            continue
        rows.append((row, respondent, {name: cells[columns[name]] for name in survey.attributes}))
        for question in survey.questions:
            words = canonical(cells[columns[question]]).strip()
            unanswered += not words
            if words:
                document, answer = _placed(survey, respondent, question, words)
                documents.setdefault(document, []).append(answer)
    if survey.layout == "question":
        documents = {name: documents[name] for name in map(_title, survey.questions) if name in documents}
    return SurveyTable(
        table.file, survey, documents, tuple(row[1] for row in rows), tuple(rows), unanswered, tuple(problems)
    )


def _respondent(cell: str) -> str:
    return tidy(cell, "respondent") if cell.strip() else ""


def _title(question: str) -> str:
    return tidy(question, "document")


def _placed(survey: SurveyMap, respondent: str, question: str, words: str) -> tuple[str, SurveyAnswer]:
    if survey.layout == "question":
        return _title(question), SurveyAnswer(f"{respondent}: ", respondent, words)
    return respondent, SurveyAnswer(f"{_title(question)}\n", respondent, words)
