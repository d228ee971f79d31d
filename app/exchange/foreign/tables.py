"""A foreign project as the tables that a study folder comes in as: one way into a project for both."""

from collections.abc import Mapping
from dataclasses import replace

from app.documents.actions import PROVENANCE
from app.documents.direction import direction_of
from app.documents.turns import regions
from app.exchange.codebook_lines import CodeLine
from app.exchange.foreign.naming import CoderNames, FreeNames, TakeChoices, code_names
from app.exchange.foreign.project import ForeignDocument, ForeignProject
from app.exchange.study_folder.study import FolderCoding, FolderDocument, FolderStudy
from app.jobs import Job
from app.names import key

OF_DOCUMENTS = frozenset(PROVENANCE)


def document_names(foreign: ForeignProject) -> dict[str, str]:
    """A name for each document, by key."""
    free = FreeNames("document")
    return {document.key: free.name(document.name) for document in foreign.documents}


def as_tables(
    foreign: ForeignProject, choices: TakeChoices, names: Mapping[str, str], job: Job
) -> FolderStudy:
    """Everything but cases; `names` are those of documents, by key."""
    coders, codes = CoderNames(foreign, choices), code_names(foreign.codes)
    people = {key(name): name for name in dict.fromkeys(map(coders.name, foreign.codings))}
    codings = _codings(foreign, coders, codes)
    return FolderStudy(
        title=foreign.file_name,
        documents=[_document(document, names[document.key], job) for document in foreign.documents],
        codes=[
            CodeLine(
                row=row,
                name=codes[code.key],
                parent=codes.get(code.parent, ""),
                guid="",
                fields=_fields(code.colour, code.definition),
                has_parent=True,
            )
            for row, code in enumerate(foreign.codes, start=1)
        ],
        other_codes={},
        coders=people,
        codings=codings,
        completed=sorted({(coding.doc_id, coding.coder) for coding in codings}),
        codings_file=foreign.file_name,
        codebook_file=foreign.file_name,
        rows=len(foreign.codings),
    )


def _codings(foreign: ForeignProject, coders: CoderNames, codes: Mapping[str, str]) -> list[FolderCoding]:
    """The codings, each once, with the memos of those that say the same."""
    code_keys = {code: key(name) for code, name in codes.items()}
    keys: dict[str, str] = {}  # of coders' names, of which there are few
    codings: dict[tuple[str, str, str, int, int], FolderCoding] = {}
    for row, coding in enumerate(foreign.codings, start=1):
        name = coders.name(coding)
        if name not in keys:
            keys[name] = key(name)
        span = (
            coding.document,
            keys[name],
            code_keys[coding.code],
            coding.start,
            coding.end,
        )
        twin = codings.get(span)
        if twin is None:
            at = coders.time(coding)
            codings[span] = FolderCoding(
                *span, memo=coding.memo, sure=True, created_at=at, row=row, origin="import"
            )
        elif coding.memo and coding.memo not in twin.memo:
            memo = f"{twin.memo}\n\n{coding.memo}" if twin.memo else coding.memo
            codings[span] = replace(twin, memo=memo)
    return sorted(codings.values(), key=lambda coding: (coding.doc_id, coding.start))


def _fields(colour: str, definition: str) -> dict[str, str | bool]:
    fields: dict[str, str | bool] = {"full_definition": definition} if definition else {}
    return {**fields, "colour": colour} if colour else fields


def _document(document: ForeignDocument, name: str, job: Job) -> FolderDocument:
    job.step(0, 0, f"Reading “{name}”")
    provenance = {field: value for field, value in document.properties.items() if field in OF_DOCUMENTS}
    if document.note:
        provenance["note"] = document.note
    return FolderDocument(
        doc_id=document.key,
        name=name,
        raw=document.text,
        text=document.text,
        regions=regions(document.text),
        direction=direction_of(document.text),
        file_name=document.file_name,
        provenance=provenance,
        properties={name: value for name, value in document.properties.items() if name not in OF_DOCUMENTS},
    )
