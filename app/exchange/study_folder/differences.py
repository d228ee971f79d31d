"""Where a study folder says otherwise than the project that it comes into: told row by row, never silent."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.counting import counted
from app.documents.actions import PROVENANCE
from app.exchange.codebook_lines import CodeLine
from app.exchange.study_folder.study import DOCUMENTS_TABLE, FolderCoding, FolderDocument
from app.models import Action, Change, Code, Coder, Coding, Document, DocumentProperty
from app.names import key
from app.store.journal import WriteSession, batches

LONGEST_SHOWN = 80


@dataclass(frozen=True)
class FolderDifference:
    """What a row of a table says otherwise than the project, as a sentence; the project's stays.

    `kind` is `memo`, `certainty`, `edges` (the same coding with others), `overlap` (perhaps the same: it came
    in), `removed` (from the project, or changed there), `definition` or `document`.
    """

    file: str
    row: int
    kind: str
    what: str


class CodingPlace(NamedTuple):
    """A coding as it is recognised: its document and coder by id, its code by key, its span."""

    document_id: int
    coder_id: int
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class FolderComparison:
    """The codings of a folder that are new, how many the project has, and what differs.

    `notes` say how many differ from what is coded blind, of which `differences` tells nothing.
    """

    new: Sequence[FolderCoding]
    already: int
    differences: Sequence[FolderDifference]
    notes: Sequence[str]


class _StoredCoding(NamedTuple):
    memo: str
    sure: bool
    created_at: str


def compare_codings(
    session: WriteSession,
    file: str,
    codings: Sequence[FolderCoding],
    place_of: Callable[[FolderCoding], CodingPlace | None],
    document_ids: Sequence[int],
    sees: Callable[[int, int], bool],
) -> FolderComparison:
    """Compare the codings of documents that the project had; nothing is told of those that `sees` hides.

    `place_of` gives None for a coding of a document that is new, which has nothing to be compared with.
    A coding that the project once had and that somebody removed, recoded or resized there doesn't come back.
    One that overlaps the same coder's coding with the same code, which the folder lacks, is that coding with
    other ends where both were made at the same time: it stays as the project has it.
    """
    stored, gone = _stored_codings(session, document_ids), _gone(session, set(document_ids))
    lacking = _lacking(stored, set(map(place_of, codings)))
    new, differences = list[FolderCoding](), list[FolderDifference]()
    already = hidden = 0
    for coding in codings:
        place = place_of(coding)
        if place is None:
            new.append(coding)
            continue
        seen = sees(place.document_id, place.coder_id)
        if place in stored:
            already += 1
            differences += _unlike(file, coding, stored[place]) if seen else ()
            continue
        others = lacking.get((place.document_id, place.coder_id, place.code), ())
        twin = next((other for other in others if other.start < place.end and other.end > place.start), None)
        same = twin is not None and coding.created_at == stored[twin].created_at
        difference = _other_ends(place, twin, same=same) if twin is not None else gone.get(place)
        if difference is None or (twin is not None and not same):
            new.append(coding)
        if difference is not None:
            kind = "removed" if twin is None else "edges" if same else "overlap"
            differences += [FolderDifference(file, coding.row, kind, difference)] if seen else []
            hidden += not seen
    return FolderComparison(new, already, differences, tuple(_of_blind(hidden)))


def _lacking(
    stored: Mapping[CodingPlace, _StoredCoding], in_folder: AbstractSet[CodingPlace | None]
) -> dict[tuple[int, int, str], list[CodingPlace]]:
    """The project's codings that the folder lacks, by document, coder and code."""
    by_code: dict[tuple[int, int, str], list[CodingPlace]] = {}
    for place in stored.keys() - in_folder:
        by_code.setdefault((place.document_id, place.coder_id, place.code), []).append(place)
    return by_code


def _of_blind(count: int) -> Iterator[str]:
    """What is said of rows about what is being coded blind: how many there are, and none by its row."""
    if count:
        rows = counted(count, "row says", "rows say")
        yield (
            f"{rows} otherwise than codings that are being coded blind now; which is told when that round is "
            "closed."
        )


def _other_ends(place: CodingPlace, twin: CodingPlace, *, same: bool) -> str:
    done = (
        "this is one coding, which stays as the project has it."
        if same
        else "both are in the project now. Remove one of them if they are one coding."
    )
    return (
        f"the coding goes from {place.start:,} to {place.end:,}; the project has one from {twin.start:,} to "
        f"{twin.end:,} with the same code by the same coder, which the folder lacks: {done}"
    )


def _unlike(file: str, coding: FolderCoding, stored: _StoredCoding) -> Iterator[FolderDifference]:
    memo, sure = stored.memo, stored.sure
    if coding.memo != memo:
        what = f"the memo is {_quoted(coding.memo)}, in the project {_quoted(memo)}: the project's stays."
        yield FolderDifference(file, coding.row, "memo", what)
    if coding.sure != sure:
        words = {True: "sure", False: "unsure"}
        what = f"the coding is {words[coding.sure]}, in the project {words[sure]}: the project's stays."
        yield FolderDifference(file, coding.row, "certainty", what)


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return f"“{short}”" if text else "empty"


def _stored_codings(session: WriteSession, document_ids: Sequence[int]) -> dict[CodingPlace, _StoredCoding]:
    """The codings that the project has in some documents."""
    names = {code_id: key(name) for code_id, name in session.execute(select(Code.id, Code.name)).all()}
    columns = (Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    stored = (Coding.memo, Coding.sure, Coding.created_at)
    stored_at: dict[CodingPlace, _StoredCoding] = {}
    for batch in batches(document_ids):
        rows = session.execute(select(*columns, *stored).where(Coding.document_id.in_(batch)))
        for row in rows:
            place = CodingPlace(row.document_id, row.coder_id, names[row.code_id], row.start, row.end)
            stored_at[place] = _StoredCoding(row.memo, row.sure, row.created_at)
    return stored_at


def _gone(session: WriteSession, document_ids: set[int]) -> dict[CodingPlace, str]:
    """Where codings once were that somebody removed or changed since, and who; not what undo took back."""
    if not document_ids:
        return {}
    names = _names_ever(session)
    people = {row[0]: row[1] for row in session.execute(select(Coder.id, Coder.name))}
    changes = session.execute(
        select(Change.row_id, Change.before, Change.after, Action.kind, Action.at, Action.coder_id)
        .join(Action, Action.id == Change.action_id)
        .where(Change.table_name == Coding.__tablename__, Change.before.is_not(None))
        .order_by(Change.id.desc())
    ).all()
    states = _now(session, {change.row_id for change in changes})
    gone_from: dict[CodingPlace, str] = {}
    for row_id, before, after, kind, at, coder_id in changes:
        state = states[row_id] = states.get(row_id, {}) | json.loads(before or "{}")
        if kind == "undo" or not {"document_id", "coder_id", "code_id", "start", "end"} <= state.keys():
            continue
        stayed = after is not None and not {"code_id", "start", "end"} & json.loads(after).keys()
        if stayed or state["document_id"] not in document_ids:
            continue
        code = names.get(state["code_id"], "")
        place = CodingPlace(state["document_id"], state["coder_id"], code, state["start"], state["end"])
        who = f" by {people[coder_id]}" if coder_id in people else ""
        done = "removed" if after is None else "changed"
        sentence = f"the project had this coding; it was {done} there{who} ({at[:10]} UTC), and stays so."
        gone_from.setdefault(place, sentence)
    return gone_from


def _now(session: WriteSession, coding_ids: set[int]) -> dict[int, dict[str, object]]:
    """Today's columns of codings that are still there."""
    columns = (Coding.id, Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    return {
        row.id: dict(row._mapping)
        for batch in batches(sorted(coding_ids))
        for row in session.execute(select(*columns).where(Coding.id.in_(batch)))
    }


def _names_ever(session: WriteSession) -> dict[int, str]:
    """The keys of all codes, also of those that are gone, as they were called last."""
    rows = session.execute(
        select(Change.row_id, Change.before).where(
            Change.table_name == Code.__tablename__, Change.after.is_(None)
        )
    )
    gone = {row_id: key(json.loads(before or "{}").get("name", "")) for row_id, before in rows}
    return gone | {row[0]: key(row[1]) for row in session.execute(select(Code.id, Code.name))}


def removed_codes(session: WriteSession) -> set[str]:
    """The keys of codes that somebody deleted or merged, but for what undo took back."""
    rows = session.execute(
        select(Change.before)
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.table_name == Code.__tablename__, Change.after.is_(None), Action.kind.in_(("do", "redo"))
        )
    )
    return {key(json.loads(row.before).get("name", "")) for row in rows}


def removed_code(name: str, *, back: bool) -> str:
    """What a note says of a code that was removed from the project and is in the folder."""
    if back:
        return (
            f"The code “{name}” was deleted or merged in this project; it is back, because it is used here."
        )
    return f"The code “{name}” was deleted or merged in this project; it was left out."


def definitions_unlike(
    file: str, lines: Iterable[CodeLine], codes: Sequence[CodeRow]
) -> Iterator[FolderDifference]:
    """Rows of the codebook that define a code of the project otherwise."""
    by_name = {key(code.name): code for code in codes}
    names = {code.id: code.name for code in codes}
    for line in lines:
        code = by_name.get(key(line.name))
        if code is None:
            continue
        parent = names.get(code.parent_id or 0, "")
        if line.has_parent and key(line.parent) != key(parent):
            yield _defined(file, line, "parent", line.parent, parent)
        for field, value in line.fields.items():
            stored = getattr(code, field)
            written = (*DEFINITION_FIELDS, "shortcut", "exclusive", "colour")
            if field in written and _plain(value) != _plain(stored):
                yield _defined(file, line, field, _plain(value), _plain(stored))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _defined(file: str, line: CodeLine, field: str, text: str, stored: str) -> FolderDifference:
    name = field.replace("_", " ")
    what = f"the {name} of “{line.name}” is {_quoted(text)}, in the project {_quoted(stored)}: the project's"
    return FolderDifference(file, line.row, "definition", f"{what} stays.")


def documents_unlike(
    session: WriteSession,
    documents: Iterable[FolderDocument],
    ids: Mapping[str, int],
    document_ids: Sequence[int],
) -> Iterator[FolderDifference]:
    """Cells of documents.csv that say otherwise of a document that the project had."""
    had = set(document_ids)
    stored: dict[int, dict[str, str]] = {}
    rows = select(DocumentProperty.document_id, DocumentProperty.name, DocumentProperty.value)
    for document_id, name, value in session.execute(rows):
        stored.setdefault(document_id, {})[key(name)] = value
    for document in documents:
        document_id = ids.get(document.doc_id, 0)
        if document_id not in had or not document.row:
            continue
        row = session.get_one(Document, document_id)
        in_folder = {**document.provenance, "direction": document.direction, **document.properties}
        for name, value in in_folder.items():
            is_a_column = name in (*PROVENANCE, "direction")
            in_project = getattr(row, name) if is_a_column else stored.get(document_id, {}).get(key(name), "")
            if value.strip() != in_project.strip():
                what = (
                    f"“{name}” of “{document.name}” is {_quoted(value)}, in the project {_quoted(in_project)}"
                )
                what += ": the project's stays."
                yield FolderDifference(document.table or DOCUMENTS_TABLE, document.row, "document", what)
