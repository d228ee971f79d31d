"""What the names in a query mean in a project; UserError names what isn't there, and what to do."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, and_, or_

from app.cases.queries import AttributeRow, attributes, cases, cells, links
from app.cases.values import KNOWN, CellEntry, read_entry, sort_key
from app.errors import UserError
from app.models import Assignment, Coding
from app.names import key
from app.retrieve.asked import AnyCode, AttributeAsked, CodeNamed, Conditions
from app.retrieve.intake import ProjectReading
from app.retrieve.spans import Ints, Spans, stretches
from app.rounds.queries import round_by_name, states
from app.rounds.snapshot import frozen


def code_ids(intake: ProjectReading, code: CodeNamed | AnyCode) -> frozenset[int] | None:
    """The ids that a term means, with those under it; None for whatever code."""
    if isinstance(code, AnyCode):
        return None
    by_guid = {row.guid: row.id for row in intake.codes}
    by_name = {key(row.name): row.id for row in intake.codes}
    code_id = by_guid.get(code.guid) or by_name.get(key(code.name))
    if code_id is None:
        raise UserError(
            f"There is no code “{code.name}” in the codebook: it was deleted, merged or renamed, or is "
            "written otherwise. Nothing was retrieved. Correct the query; names of several words stand in "
            "“quotation marks”."
        )
    whole = {code_id}
    if not code.alone:
        for row in intake.codes:
            if row.parent_id in whole:
                whole.add(row.id)
    return frozenset(whole)


def coder_ids(intake: ProjectReading, names: Iterable[str]) -> list[int]:
    """The ids of coders by their names or initials."""
    return _ids(
        names,
        {key(row.initials): row.id for row in intake.coders}
        | {key(row.name): row.id for row in intake.coders},
        "coder",
        [row.name for row in intake.coders],
    )


def of_codings(intake: ProjectReading, conditions: Conditions) -> list[ColumnElement[bool]]:
    """What must be true of a coding, but for its code."""
    wanted: list[ColumnElement[bool]] = []
    layers = [row.id for row in intake.coders if row.role == "consensus"]
    if conditions.layer == "consensus":
        wanted.append(Coding.coder_id.in_(layers))
    elif conditions.coders:
        wanted.append(Coding.coder_id.in_(coder_ids(intake, conditions.coders)))
    else:
        wanted.append(Coding.coder_id.not_in(layers))
    if conditions.sure is not None:
        wanted.append(Coding.sure.is_(conditions.sure))
    if conditions.memo is not None:
        wanted.append(Coding.memo != "" if conditions.memo else Coding.memo == "")
    if conditions.origins:
        wanted.append(Coding.origin.in_(conditions.origins))
    if conditions.since:
        wanted.append(Coding.created_at >= date.fromisoformat(conditions.since).isoformat())
    if conditions.before:
        wanted.append(Coding.created_at < date.fromisoformat(conditions.before).isoformat())
    if conditions.round:
        wanted.append(_of_round(intake, conditions.round, layers))
    return wanted


def _of_round(intake: ProjectReading, name: str, layers: Collection[int]) -> ColumnElement[bool]:
    """What was to be coded in a round by whom, and the consensus on it, as they are now."""
    session = intake.session
    round_id = round_by_name(session, name).id
    closed = frozen(session, round_id)
    if closed is None:
        pairs = [(row.document_id, row.coder_id) for row in states(session, Assignment.round_id == round_id)]
    else:
        pairs = [(document.row.id, coder_id) for document in closed.documents for coder_id in document.states]
    by_coder: dict[int, list[int]] = {coder_id: sorted({d for d, _ in pairs}) for coder_id in layers}
    for document_id, coder_id in pairs:
        by_coder.setdefault(coder_id, []).append(document_id)
    return or_(
        Coding.id < 0,
        *(
            and_(Coding.coder_id == coder_id, Coding.document_id.in_(ids))
            for coder_id, ids in sorted(by_coder.items())
        ),
    )


def of_passages(intake: ProjectReading, conditions: Conditions) -> list[Spans]:
    """Stretches on the line, of each list of which a passage must touch one."""
    wanted: list[Spans] = []
    documents = _documents(intake, conditions)
    if documents is not None:
        wanted.append(intake.line.whole(documents))
    if conditions.speakers:
        missing = [name for name in conditions.speakers if key(name) not in intake.speakers()]
        if missing:
            raise UserError(
                f"Nobody called “{missing[0]}” speaks in this project, so nothing was retrieved. Check the "
                "name; speakers are named as before their turns."
            )
        wanted.append(intake.turns_of(conditions.speakers))
    chosen = _cases(intake, conditions)
    if chosen is not None:
        wanted.append(stretches(case_spans(intake, chosen)[0]))
    return wanted


def _documents(intake: ProjectReading, conditions: Conditions) -> Ints | None:
    """The numbers of documents that count; None for all."""
    from app.documents.queries import documents, properties

    if not (conditions.documents or conditions.languages or conditions.properties):
        return None
    rows = documents(intake.session)
    left = {row.id for row in rows}
    if conditions.documents:
        names = {key(row.name): row.id for row in rows}
        left &= set(_ids(conditions.documents, names, "document", [row.name for row in rows]))
    if conditions.languages:
        languages = {key(language) for language in conditions.languages}
        left &= {row.id for row in rows if key(row.language) in languages}
    by_document = properties(intake.session) if conditions.properties else {}
    for name, value in conditions.properties:
        left &= {
            document_id
            for document_id, pairs in by_document.items()
            if any(key(other) == key(name) and key(text) == key(value) for other, text in pairs.items())
        }
    numbers = intake.line.numbers(np.array(sorted(left), dtype=np.int64))
    return numbers[numbers >= 0]


def _cases(intake: ProjectReading, conditions: Conditions) -> set[int] | None:
    """The ids of cases that count; None for all."""
    if not (conditions.cases or conditions.attributes):
        return None
    rows = cases(intake.session)
    left = {row.id for row in rows}
    if conditions.cases:
        names = {key(row.name): row.id for row in rows}
        left &= set(_ids(conditions.cases, names, "case", [row.name for row in rows]))
    columns = {key(row.name): row for row in attributes(intake.session)} if conditions.attributes else {}
    by_cell = cells(intake.session) if conditions.attributes else {}
    for asked in conditions.attributes:
        column = columns.get(key(asked.name))
        if column is None:
            raise _not_there("attribute", asked.name, [row.name for row in columns.values()])
        entries = {case_id: cell.entry for (case_id, of), cell in by_cell.items() if of == column.id}
        left &= _meeting(column, asked, entries)
    return left


def _meeting(column: AttributeRow, asked: AttributeAsked, entries: Mapping[int, CellEntry]) -> set[int]:
    """The cases whose entry is so; of what isn't known, nothing is true but what it is."""
    wanted = read_entry(asked.value, column.type)
    if wanted is None:
        raise UserError(f"Say which value of “{asked.name}” is meant: nothing stands there.")
    if asked.comparison in ("is", "is not"):
        same = {case_id for case_id, entry in entries.items() if _is(entry, wanted, column.kind)}
        if asked.comparison == "is":
            return same
        return {case_id for case_id, entry in entries.items() if entry.state == KNOWN} - same
    if column.kind not in ("number", "date", "ordered") or wanted.state != KNOWN:
        raise UserError(
            f"“{asked.name}” has no order, so nothing of it is less or more than “{asked.value}”. Ask with "
            "“is”."
        )
    limit = sort_key(wanted, column.type)
    ranks = {
        case_id: sort_key(entry, column.type) for case_id, entry in entries.items() if entry.state == KNOWN
    }
    if asked.comparison in ("<", "<="):
        less = {case_id for case_id, rank in ranks.items() if rank < limit}
        return less | {c for c, rank in ranks.items() if rank == limit and asked.comparison == "<="}
    return {c for c, rank in ranks.items() if rank > limit or (rank == limit and asked.comparison == ">=")}


def _is(entry: CellEntry, wanted: CellEntry, kind: str) -> bool:
    if entry.state != wanted.state or entry.state != KNOWN:
        return entry.state == wanted.state
    if kind == "choices":
        return set(wanted.value.split("; ")) <= set(entry.value.split("; "))
    return key(entry.value) == key(wanted.value)


def case_spans(intake: ProjectReading, case_ids: Collection[int] | None = None) -> tuple[Spans, Ints]:
    """What belongs to cases, as stretches on the line by start, and the case of each."""
    line = intake.line
    rows: list[tuple[int, int, int, int]] = []
    spoken: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for document_id, start, end, speaker in intake.turns():
        spoken.setdefault((document_id, key(speaker)), []).append((start, end))
    lengths = dict(zip(line.ids.tolist(), line.lengths.tolist(), strict=True))
    for link in links(intake.session, case_ids):
        if link.document_id not in lengths:
            continue
        if link.speaker:
            parts = spoken.get((link.document_id, key(link.speaker)), [])
        else:
            parts = [(link.start, link.end) if link.end else (0, lengths[link.document_id])]
        rows += [(link.document_id, start, end, link.case_id) for start, end in parts]
    listed = np.array(rows, dtype=np.int64).reshape(-1, 4)
    base: Ints = line.bases[line.numbers(listed[:, 0])] if len(listed) else listed[:, 0]
    starts, ends, of_cases = base + listed[:, 1], base + listed[:, 2], listed[:, 3]
    order = np.lexsort((of_cases, ends, starts))
    return Spans(starts[order], ends[order]), of_cases[order]


def _ids(
    names: Iterable[str], ids_by_key: Mapping[str, int], what: str, listed: Collection[str]
) -> list[int]:
    ids = []
    for name in names:
        if key(name) not in ids_by_key:
            raise _not_there(what, name, listed)
        ids.append(ids_by_key[key(name)])
    return ids


def _not_there(what: str, name: str, listed: Collection[str]) -> UserError:
    shown = ", ".join(f"“{other}”" for other in list(listed)[:20])
    more = " ..." if len(listed) > 20 else ""
    choice = f" There are: {shown}{more}." if listed else f" It has no {what}s yet."
    return UserError(f"There is no {what} “{name}” in this project, so nothing was retrieved.{choice}")
