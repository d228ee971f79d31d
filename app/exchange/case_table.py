"""Cases with their attributes as a table, out and back in: what would change is shown before it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.actions import NewCase, add_cases, change_case, link_documents
from app.cases.attribute_actions import NewAttribute, add_attributes
from app.cases.queries import AttributeCell, AttributeRow, CaseRow, attributes, cases, cells, links
from app.cases.value_actions import CellText, set_values
from app.cases.values import CellEntry, read_entry
from app.errors import Conflict, UserError
from app.exchange.case_lines import CaseLine, CaseTable, new_attributes, read_cases
from app.exchange.problems import Problems
from app.models import Document
from app.names import key, keys
from app.store import Project
from app.store.journal import WriteSession


@dataclass(frozen=True)
class CellChange:
    """A cell that an import would fill or change, in the words of a table; `before` is "" for an empty one.

    With `conflict` sources say otherwise in the project: their values stay beside the new one.
    """

    row: int
    case: str
    attribute: str
    before: str
    after: str
    conflict: bool = False


@dataclass(frozen=True)
class CasePlan:
    """What an import would do; `empty` cells of the table leave what the project has.

    `changed` are cases that get another name, kind or note, `linked` pairs of case and document that belong
    together then. `wrong` sentences by row keep all of it from being done.
    """

    table: CaseTable
    added: tuple[str, ...]
    changed: tuple[str, ...]
    attributes: tuple[NewAttribute, ...]
    linked: tuple[tuple[str, str], ...]
    cells: tuple[CellChange, ...]
    unchanged: int
    empty: int
    left: tuple[str, ...]
    wrong: tuple[str, ...] = field(default=(), compare=False)

    @property
    def does_nothing(self) -> bool:
        """Whether all of it is so already."""
        return not (self.added or self.changed or self.attributes or self.linked or self.cells)


def plan_case_import(project: Project, path: Path) -> CasePlan:
    """What importing a .csv, .tsv, .xlsx or .ods file would do, and what is wrong with it.

    Cases are recognised by their id, else by name; a column that no attribute is called by becomes one.
    UserError where it can't be read as a table at all.
    """
    problems = Problems()
    table = read_cases(path, problems)
    with project.read() as session:
        return plan_of_table(session, table, problems)


def apply_case_plan(project: Project, plan: CasePlan) -> None:
    """Do what a plan says as one undoable action.

    UserError where something is wrong with the table; Conflict where the project has changed since.
    """
    problems = Problems()
    for sentence in plan.wrong:
        problems.note(sentence)
    problems.raise_if_any(plan.table.file)
    project.do(f"Import cases “{plan.table.file}”", _apply, plan)


def plan_of_table(session: Session, table: CaseTable, problems: Problems) -> CasePlan:
    """What importing a table that was read would do; what is wrong with it becomes problems."""
    rows, columns = cases(session), attributes(session)
    matched = _matched(rows, table, problems)
    new = new_attributes(table, columns)
    types = {key(column.name): column for column in columns}
    types |= {key(one.name): AttributeRow(0, "", one.name, one.kind, "", (), "", 0) for one in new}
    before = cells(session)
    changes: list[CellChange] = []
    unchanged = 0
    entries: dict[tuple[str, str], CellEntry | None] = {}
    for line in table.lines:
        case = matched.get(line.row)
        for name, text in line.cells.items():
            attribute = types[name]
            try:
                if (name, text) not in entries:
                    entries[name, text] = read_entry(text, attribute.type)
            except UserError as error:
                problems.add(table.file, f"{attribute.name}: {error}", line.row)
                continue
            cell = before.get((case.id, attribute.id)) if case else None
            change = _change(line, attribute, cell, entries[name, text])
            changes += [change] if change else []
            unchanged += change is None
    matched_ids = {case.id for case in matched.values()}
    return CasePlan(
        table=table,
        added=tuple(line.name for line in table.lines if line.row not in matched),
        changed=tuple(
            case.name for line in table.lines if (case := matched.get(line.row)) and _fields(case, line)
        ),
        attributes=new,
        linked=_linked(session, table, matched, problems),
        cells=tuple(changes),
        unchanged=unchanged,
        empty=sum(len(table.headers) - len(line.cells) for line in table.lines),
        left=tuple(case.name for case in rows if case.id not in matched_ids),
        wrong=tuple(problems),
    )


def _change(
    line: CaseLine, attribute: AttributeRow, cell: AttributeCell | None, entry: CellEntry | None
) -> CellChange | None:
    if entry is None or (cell is not None and cell.entry == entry):
        return None
    before = cell.entry.in_a_table if cell else ""
    conflict = cell is not None and (cell.others > 0 or cell.has_passage)
    return CellChange(line.row, line.name, attribute.name, before, entry.in_a_table, conflict)


def _matched(rows: list[CaseRow], table: CaseTable, problems: Problems) -> dict[int, CaseRow]:
    """The case of each row that is in the project, by row."""
    by_guid = {case.guid: case for case in rows}
    by_name = {key(case.name): case for case in rows}
    by_row: dict[int, CaseRow] = {}
    first_rows: dict[str, int] = {}
    for line in table.lines:
        case = by_guid.get(line.guid) or by_name.get(key(line.name))
        if case is not None:
            by_row[line.row] = case
        for same in {key(line.name), case.guid if case else key(line.name)}:
            first = first_rows.setdefault(same, line.row)
            if first != line.row:
                problems.add(table.file, f"“{line.name}” is in row {first} already.", line.row)
                break
        named = by_name.get(key(line.name))
        if case is not None and named is not None and named is not case:
            problems.add(table.file, f"“{line.name}” is the name of another case in the project.", line.row)
    return by_row


def _fields(case: CaseRow, line: CaseLine) -> dict[str, str]:
    """What a row says otherwise of a case itself."""
    given = {"name": line.name, "kind": line.kind, "note": line.note}
    if key(line.name) == key(case.name):
        del given["name"]
    return {
        name: value for name, value in given.items() if value is not None and value != getattr(case, name)
    }


def _linked(
    session: Session, table: CaseTable, matched: Mapping[int, CaseRow], problems: Problems
) -> tuple[tuple[str, str], ...]:
    """Pairs of case and document that a table says and the project doesn't."""
    if not any(line.documents for line in table.lines):
        return ()
    whole = {(link.case_id, link.document) for link in links(session) if not (link.speaker or link.end)}
    names = _document_names(session)
    pairs = []
    for line in table.lines:
        case = matched.get(line.row)
        for name in _split(line.documents, names):
            document = names.get(key(name))
            if document is None:
                problems.add(table.file, f"there is no document “{name}” in the project.", line.row)
            elif case is None or (case.id, document) not in whole:
                pairs.append((line.name, document))
    return tuple(dict.fromkeys(pairs))


def _document_names(session: Session) -> dict[str, str]:
    """Names of documents by their keys, and by the keys of their files' names."""
    rows = session.execute(select(Document.name, Document.file_name).order_by(Document.id)).all()
    by_file = {key(row.file_name): row.name for row in rows if row.file_name}
    return by_file | {spelling: row.name for row in rows for spelling in keys(row.name)}


def _split(cell: str, names: Mapping[str, str]) -> list[str]:
    """The documents that a cell names, divided by semicolons; a name may hold one itself."""
    if not cell or key(cell) in names:
        return [cell] if cell else []
    return [part.strip() for part in cell.split(";") if part.strip()]


def _apply(session: WriteSession, plan: CasePlan) -> None:
    if plan_of_table(session, plan.table, Problems()) != plan:
        raise Conflict(
            "The project has been changed since you looked at what this import would do, so nothing was "
            "imported. Choose the file again."
        )
    matched = _matched(cases(session), plan.table, Problems())
    new = [line for line in plan.table.lines if line.row not in matched]
    new_ids = add_cases(
        session, cases=[NewCase(line.name, line.kind or "person", line.note or "") for line in new]
    )
    ids = {key(line.name): case_id for line, case_id in zip(new, new_ids, strict=True)}
    for line in plan.table.lines:
        case = matched.get(line.row)
        if case is not None:
            ids[key(line.name)] = case.id
            fields = _fields(case, line)
            change_case(
                session,
                case_id=case.id,
                name=fields.get("name"),
                kind=fields.get("kind"),
                note=fields.get("note"),
            )
    add_attributes(session, attributes=plan.attributes)
    session.flush()
    columns = {column.name: column.id for column in attributes(session)}
    texts = [CellText(ids[key(cell.case)], columns[cell.attribute], cell.after) for cell in plan.cells]
    set_values(session, cells=texts)
    documents = {row.name: row.id for row in session.execute(select(Document.id, Document.name))}
    for case_name, document in plan.linked:
        link_documents(session, case_ids=[ids[key(case_name)]], document_ids=[documents[document]])
