"""What somebody is choosing about a survey's columns, and what it comes to, before any of it is stored."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.exchange.survey import SurveyMap, guessed_map, survey_of
from app.exchange.survey_import import SurveyPlan
from app.exchange.tables import Table
from app.report.cases import KIND_NAMES
from app.report.tables import TableColumn
from app.translation import QT_TR_NOOP, tr, translated

Role = Literal["id", "attribute", "question", "nothing"]
ROLE_NAMES: dict[Role, str] = {
    "id": QT_TR_NOOP("respondent"),
    "attribute": QT_TR_NOOP("attribute"),
    "question": QT_TR_NOOP("open question"),
    "nothing": QT_TR_NOOP("left out"),
}
EXAMPLES = 3  # answers shown of a column
MOST_NAMED = 12
SAMPLE = 900  # characters of the first document


@dataclass(frozen=True)
class SurveyColumn:
    """A column of a survey: what it is, the kind of attribute that it becomes, and what stands in it."""

    header: str
    role: Role
    kind: str
    filled: int
    different: int
    examples: str


class SurveyDraft:
    """A table and the map by which it is read, first by what its columns look like."""

    def __init__(self, table: Table) -> None:
        self.table, self.map = table, guessed_map(table)
        self._cells = {
            header: [cells[name].strip() for _, cells in table.rows] for name, header in table.headers.items()
        }

    def columns(self, plan: SurveyPlan | None) -> list[SurveyColumn]:
        """The columns in the order of the table; kinds of attributes are known when there is a plan."""
        kinds = {attribute.name: attribute.kind for attribute in plan.cases.attributes} if plan else {}
        return [
            _column(header, self._role(header), kinds.get(header, ""), texts)
            for header, texts in self._cells.items()
        ]

    def _role(self, header: str) -> Role:
        if header == self.map.id:
            return "id"
        if header in self.map.questions:
            return "question"
        return "attribute" if header in self.map.attributes else "nothing"

    def set_role(self, headers: Collection[str], role: Role) -> None:
        """Say what columns are; only one holds the respondents, and the one that did is left out then."""
        roles = {header: self._role(header) for header in self._cells}
        if role == "id":
            headers = list(headers)[:1]
            roles = {header: "nothing" if was == "id" else was for header, was in roles.items()}
        roles |= dict.fromkeys(headers, role)
        self.map = SurveyMap(
            next((header for header, of in roles.items() if of == "id"), ""),
            tuple(header for header, of in roles.items() if of == "attribute"),
            tuple(header for header, of in roles.items() if of == "question"),
            self.map.layout,
        )

    def set_layout(self, layout: Literal["question", "respondent"]) -> None:
        """Say whether a document holds all answers to a question, or all of a respondent."""
        self.map = replace(self.map, layout=layout)

    def sample(self) -> str:
        """How the first document begins; UserError where the map can't be followed."""
        survey = survey_of(self.table, self.map)
        name, answers = next(iter(survey.documents.items()), ("", ()))
        text = "\n\n".join(f"{answer.label}{answer.words}" for answer in answers[:EXAMPLES])
        return f"{name}\n\n{text[:SAMPLE]}"


def _column(header: str, role: Role, kind: str, texts: Sequence[str]) -> SurveyColumn:
    filled = [text for text in texts if text]
    examples = " · ".join(dict.fromkeys(filled[: 4 * EXAMPLES]))
    return SurveyColumn(header, role, kind, len(filled), len(set(filled)), examples)


def survey_columns() -> list[TableColumn[SurveyColumn]]:
    """The columns of a survey as they are read."""
    return [
        TableColumn(tr("Column"), lambda row: row.header, key="column"),
        TableColumn(tr("Is"), lambda row: translated(ROLE_NAMES[row.role]), key="role"),
        TableColumn(tr("Kind"), lambda row: translated(KIND_NAMES[row.kind]) if row.kind else "", key="kind"),
        TableColumn(tr("Filled in"), lambda row: row.filled, "count", key="filled"),
        TableColumn(tr("Different"), lambda row: row.different, "count", key="different"),
        TableColumn(tr("For example"), lambda row: row.examples, "text", key="examples"),
    ]


def plan_in_words(plan: SurveyPlan) -> Iterator[str]:
    """What would come in, a sentence each; then what is wrong, and what differs and stays."""
    answers = sum(len(plan.table.documents[name]) for name in plan.added)
    yield tr("{count} respondent.", "{count} respondents.", len(plan.table.respondents))
    yield tr(
        "{documents} with {answers}.",
        documents=tr("{count} new document", "{count} new documents", len(plan.added)),
        answers=tr("{count} answer", "{count} answers", answers),
    )
    more = sum(map(len, plan.continued.values()))
    if more:
        yield tr(
            "{count} answer behind those that are there.",
            "{count} answers behind those that are there.",
            more,
        )
    yield tr("{count} new case.", "{count} new cases.", len(plan.cases.added))
    yield tr("{count} value of attributes.", "{count} values of attributes.", len(plan.values))
    if plan.unchanged:
        yield tr("{count} answer as before.", "{count} answers as before.", plan.unchanged)
    if plan.table.unanswered:
        yield tr(
            "{count} question without an answer.",
            "{count} questions without an answer.",
            plan.table.unanswered,
        )
    yield from plan.wrong[:MOST_NAMED]
    for row in plan.differing[:MOST_NAMED]:
        yield tr("It differs and stays as it is: {respondent}, {of}.", respondent=row.respondent, of=row.of)
    if len(plan.differing) > MOST_NAMED:
        yield tr("{number} more differ and stay as they are.", number=len(plan.differing) - MOST_NAMED)
