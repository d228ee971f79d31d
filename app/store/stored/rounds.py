"""What a closed round leaves, as it is stored: a form for the whole round and one for each of its documents.

Format 2 adds the guids of the round, of its codebook version and of what a repeat repeats. Ids of coders and
codes are told by guid in the lists of the whole round.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.store import chain
from app.store.stored.codebook import StoredCode, StoredVariable, codes_read, variables_read
from app.store.stored.forms import form, format_of

FORMAT = 2


class StoredCoder(NamedTuple):
    """One coder."""

    id: int
    guid: str
    name: str
    initials: str = ""
    colour: str = "#888888"
    role: str = "coder"


class StoredRound(NamedTuple):
    """What held for the whole round; `codes` have each parent before its children.

    version, version_guid  the number of the published version that it was coded by, None and "" without one
    counts                 documents, coders, assignments, started and completed ones
    documents              (document id, hash of what is stored of it); none in rounds that were closed before
                           there were hashes
    sheets                 (case id, document id, hash of what is stored of their sheets), one of the two None
    sheet_counts           cases and documents with sheets, sheets, started and completed ones
    """

    name: str
    kind: str
    blind: bool
    version: int | None
    counts: tuple[int, ...]
    coders: tuple[StoredCoder, ...]
    codes: tuple[StoredCode, ...]
    documents: tuple[tuple[int, str], ...] = ()
    guid: str = ""
    version_guid: str = ""
    variables: tuple[StoredVariable, ...] = ()
    sheets: tuple[tuple[int | None, int | None, str], ...] = ()
    sheet_counts: tuple[int, ...] = ()


class StoredDocument(NamedTuple):
    """A document as it was described; its text is kept by version in the table of texts."""

    id: int
    guid: str
    name: str
    position: int
    language: str
    direction: str
    length: int
    text_version: int
    imported_at: str = ""
    file_name: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    collected: str = ""
    url: str = ""
    licence: str = ""
    interviewer: str = ""
    interpreter: str = ""
    place: str = ""
    note: str = ""


class StoredRegion(NamedTuple):
    """A stretch [start, end) of the text; stored as a list of these values in this order."""

    id: int
    kind: str
    start: int
    body: int
    end: int
    speaker: str
    time: str


class StoredCodings(NamedTuple):
    """Codings of one document as parallel lists, by start; no `origin` where it wasn't told yet."""

    id: Sequence[int]
    guid: Sequence[str]
    code_id: Sequence[int]
    coder_id: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    sure: Sequence[bool]
    memo: Sequence[str]
    origin: Sequence[str] = ()


class StoredRoundDocument(NamedTuple):
    """One document of a round: how far each coder was by id, and the codings of who had completed it."""

    document: StoredDocument
    repeat_of_id: int | None
    repeat_of_guid: str
    regions: tuple[StoredRegion, ...]
    states: Mapping[int, str]
    codings: StoredCodings


def round_written(whole: StoredRound) -> str:
    """A closed round as JSON."""
    lists = {
        "coders": [coder._asdict() for coder in whole.coders],
        "codes": [code._asdict() for code in whole.codes],
        "variables": [variable._asdict() for variable in whole.variables],
    }
    fields = {"format": FORMAT} | whole._asdict() | lists
    of_sheets = ("variables", "sheets", "sheet_counts")  # most rounds have none
    return chain.to_json({name: value for name, value in fields.items() if value or name not in of_sheets})


def round_read(row: Mapping[Any, Any], what: str) -> StoredRound:
    """A row of the snapshots; StoreError, which names `what`, where it is damaged or newer than we."""
    stored = chain.content_of("snapshot", row, what)
    format_of(stored, FORMAT, what)
    lists = {
        "counts": tuple(stored["counts"]),
        "sheet_counts": tuple(stored.get("sheet_counts", ())),
        "coders": tuple(form(StoredCoder, coder) for coder in stored["coders"]),
        "codes": tuple(codes_read(stored["codes"])),
        "documents": tuple((document_id, seal) for document_id, seal in stored.get("documents", ())),
        "variables": tuple(variables_read(stored.get("variables", ()))),
        "sheets": tuple(
            (case_id, document_id, seal) for case_id, document_id, seal in stored.get("sheets", ())
        ),
    }
    return form(StoredRound, stored | lists)


def counts_read(row: Mapping[Any, Any]) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The counts alone of a row of the snapshots, and those of sheets; None where it is damaged."""
    if not chain.is_intact("snapshot", row):
        return None
    whole = round_read(row, "")
    return whole.counts, whole.sheet_counts or (0,) * 5


def document_written(document: StoredRoundDocument) -> str:
    """A document of a closed round as JSON."""
    parts = {
        "document": document.document._asdict(),
        "regions": [list(region) for region in document.regions],
        "codings": document.codings._asdict(),
    }
    return chain.to_json({"format": FORMAT} | document._asdict() | parts)


def document_read(row: Mapping[Any, Any], what: str) -> StoredRoundDocument:
    """A row of the snapshots' documents; StoreError, which names `what`, as for the round."""
    stored = chain.content_of("snapshot_document", row, what)
    format_of(stored, FORMAT, what)
    return StoredRoundDocument(
        document=form(StoredDocument, stored["document"]),
        repeat_of_id=stored["repeat_of_id"],
        repeat_of_guid=stored.get("repeat_of_guid", ""),
        regions=tuple(StoredRegion(*region) for region in stored["regions"]),
        states={int(coder_id): state for coder_id, state in stored["states"].items()},
        codings=form(StoredCodings, stored["codings"]),
    )
