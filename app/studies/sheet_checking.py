"""Whether the sheets of a study fit together: variables, answers, what rounds and decisions have of them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from app.codebook.variables import ABOUT, LEVELS, VariableOption, VariableRow
from app.reconcile.value_outcomes import VALUE_OUTCOMES
from app.sheets.values import STATES, Given, is_canonical
from app.studies.rows import Study
from app.studies.sheet_rows import EvidencePlace, StudyVariable

PROGRESS = ("assigned", "started", "completed")


def unsound_sheets(study: Study) -> Iterator[str]:
    """Everything that is wrong with variables, sheets, answers and what was settled of them, as sentences."""
    for what, words, known in (
        ("kind of subject", {variable.about for variable in study.variables}, ABOUT),
        ("level of measurement", {variable.level for variable in study.variables}, LEVELS),
        ("state of an answer", {answer.state for answer in study.answers}, STATES),
        ("outcome of a decision on answers", {row.outcome for row in study.value_decisions}, VALUE_OUTCOMES),
        (
            "state of a sheet",
            {state for row in study.closed_sheets for state in row.states.values()},
            PROGRESS,
        ),
    ):
        for word in sorted(words - set(known)):
            yield f"There is no {what} “{word}”."
    yield from _sheets(study)
    yield from _answers(study)
    yield from _closed(study)
    yield from _settled(study)


def _lengths(study: Study) -> dict[str, int]:
    return {document.about.guid: document.about.length for document in study.documents}


def _sheets(study: Study) -> Iterator[str]:
    cases, documents = {row.guid for row in study.cases}, _lengths(study)
    coders = {row.guid for row in study.coders}
    rounds = {row.guid for row in study.rounds} | {""}
    for sheet in study.sheets:
        if bool(sheet.case) == bool(sheet.document):
            yield "A sheet is about no case and no document, or about both."
        elif sheet.case not in cases | {""} or sheet.document not in documents.keys() | {""}:
            yield "The case or the document of a sheet is missing."
        if sheet.coder not in coders or sheet.round not in rounds:
            yield "The coder or the round of a sheet is missing."
    times = Counter((sheet.case, sheet.document, sheet.coder) for sheet in study.sheets)
    if any(count > 1 for count in times.values()):
        yield "A coder has two sheets of one case or document."


def _answers(study: Study) -> Iterator[str]:
    variables = {variable.guid: variable for variable in study.variables}
    rows = {guid: row_of(variable) for guid, variable in variables.items()}
    about = {sheet.guid: "case" if sheet.case else "document" for sheet in study.sheets}
    lengths = _lengths(study)
    sound: set[tuple[str, str, str]] = set()
    for answer in study.answers:
        variable = variables.get(answer.variable)
        if variable is None or about.get(answer.sheet) != variable.about:
            yield "The sheet or the variable of an answer is missing, or they are about different things."
            continue
        said = (answer.variable, answer.state, answer.value)
        if said not in sound and not is_canonical(Given(answer.state, answer.value), rows[answer.variable]):
            yield f"An answer doesn't fit “{variable.name}”."
        sound.add(said)
        if not _are_within(answer.passages, lengths):
            yield f"A passage of an answer to “{variable.name}” is missing."
    if len({(answer.sheet, answer.variable) for answer in study.answers}) < len(study.answers):
        yield "A sheet answers one variable twice."


def row_of(variable: StudyVariable) -> VariableRow:
    """A variable of a study as one of a project."""
    options = tuple(VariableOption(*option) for option in variable.options)
    return VariableRow(**(variable._asdict() | {"id": 0, "options": options}))


def _are_within(passages: Collection[EvidencePlace], lengths: Mapping[str, int]) -> bool:
    places = set(passages)
    return len(places) == len(passages) and all(
        0 <= start < end <= lengths.get(document, -1) for document, start, end in places
    )


def _closed(study: Study) -> Iterator[str]:
    cases, documents = {row.guid for row in study.cases}, _lengths(study)
    closed = {row.guid for row in study.rounds if row.closed_at is not None}
    for row in study.closed_sheets:
        one_of = (row.case in cases) + (row.document in documents)
        if row.round not in closed or one_of != 1 or bool(row.case) == bool(row.document):
            yield f"The case or document “{row.name}” of a closed round is missing, or its round is."
    places = Counter((row.round, row.case, row.document) for row in study.closed_sheets)
    if any(count > 1 for count in places.values()):
        yield "A closed round has the sheets of one case or document twice."


def _settled(study: Study) -> Iterator[str]:
    cases, documents = {row.guid for row in study.cases}, _lengths(study)
    rounds = {row.guid for row in study.rounds} | {""}
    variables = {row.guid for row in study.variables}
    places = [(row.case, row.document, row.variable, row.round) for row in study.value_decisions]
    places += [(row.case, row.document, row.variable, row.round) for row in study.value_votes]
    for case, document, variable, round_guid in places:
        if (case in cases) + (document in documents) != 1 or bool(case) == bool(document):
            yield "The case or document of a decision or vote on answers is missing."
        if variable not in variables or round_guid not in rounds:
            yield "The variable or the round of a decision or vote on answers is missing."
    decisions = {row.guid for row in study.value_decisions} | {""}
    if any(row.follows not in decisions - {row.guid} for row in study.value_decisions):
        yield "A decision on answers that another one follows is missing."
    if any(len(row.result) not in (0, 2) for row in study.value_decisions):
        yield "What a decision on answers came to is damaged."
    coders = {coder.guid for coder in study.coders}
    if any(vote.coder not in coders for vote in study.value_votes):
        yield "Whoever gave a vote on answers is missing."
    if len({(vote.item, vote.coder) for vote in study.value_votes}) < len(study.value_votes):
        yield "Somebody has two votes on one answer."
