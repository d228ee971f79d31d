"""A study of tables alone whose sheets several coders have filled, for tests."""

from collections.abc import Mapping, Sequence

from app.cases.actions import NewCase, add_cases
from app.codebook.variables import VariableOption
from app.coders.actions import add_coder
from app.sheets.actions import AnswerText, complete_sheets, give_answers
from app.sheets.queries import SheetSubject
from app.sheets.variable_actions import NewVariable, add_variables
from app.store import Project

Table = Mapping[
    str, Sequence[Sequence[str]]
]  # by variable: for each case what each coder says, "" for nothing


def options(*words: str) -> list[VariableOption]:
    return [VariableOption(word) for word in words]


def fill_sheets(
    project: Project, variables: Sequence[NewVariable], coders: Sequence[str], table: Table
) -> dict[str, int]:
    """Cases “1”, “2” and so on with completed sheets of everybody who says anything of them; ids by name."""
    count = max(len(rows) for rows in table.values())
    case_ids = project.do("Cases", add_cases, cases=[NewCase(str(n)) for n in range(1, count + 1)])
    coder_ids = [project.do("Add", add_coder, name=name) for name in coders]
    variable_ids = dict(
        zip(
            (variable.name for variable in variables),
            project.do("Ask", add_variables, variables=variables),
            strict=True,
        )
    )
    texts = [
        AnswerText(SheetSubject("case", case_ids[row]), coder_ids[at], variable_ids[name], text)
        for name, rows in table.items()
        for row, cells in enumerate(rows)
        for at, text in enumerate(cells)
        if text
    ]
    project.do("Answer", give_answers, answers=texts)
    pairs = list(dict.fromkeys((text.subject, text.coder_id) for text in texts))
    project.do("Complete", complete_sheets, pairs=pairs)
    return variable_ids | dict(zip(coders, coder_ids, strict=True))
