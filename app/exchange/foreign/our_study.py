"""A study of ours that comes back as JSON: whole into an empty project, else by names as any other."""

from collections.abc import Iterator
from pathlib import Path

from app.exchange.foreign.project import (
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignLink,
    ForeignProject,
)
from app.exchange.foreign.refi.writing import definition_of
from app.exchange.foreign.refi.writing_cases import document_values
from app.exchange.study_folder.cells import coder_cells
from app.studies.rows import Study, StudyCoding


def our_study(study: Study, path: Path) -> ForeignProject:
    """The study as a foreign project, which holds it whole."""
    documents = [document for document in study.documents if not document.repeat_of]
    shown = {document.about.guid for document in documents}
    return ForeignProject(
        program="Intercoder",
        form="study as JSON",
        title=study.settings.get("title") or path.stem,
        file_name=path.name,
        coders=coder_cells(study.coders),
        codes=[
            ForeignCode(code.guid, code.parent, code.name, code.colour, definition_of(code))
            for code in study.codes
        ],
        documents=[
            ForeignDocument(
                key=document.about.guid,
                name=document.about.name,
                text=document.text,
                file_name=document.about.file_name,
                note=document.about.note,
                properties=document_values(document),
            )
            for document in documents
        ],
        codings=[_coding(row) for row in study.codings if row.document in shown],
        cases=list(_cases(study, shown)),
        whole=study,
    )


def _coding(row: StudyCoding) -> ForeignCoding:
    return ForeignCoding(
        document=row.document,
        code=row.code,
        coder=row.coder,
        selector=row.coder,
        start=row.start,
        end=row.end,
        memo=row.memo,
        created_at=row.created_at,
        selected_at=row.created_at,
    )


def _cases(study: Study, shown: set[str]) -> Iterator[ForeignCase]:
    links: dict[str, list[ForeignLink]] = {}
    for link in study.case_links:
        if link.document in shown and not link.speaker:
            links.setdefault(link.case, []).append(ForeignLink(link.document, link.start, link.end))
    for case in study.cases:
        yield ForeignCase(case.guid, case.name, case.note, tuple(links.get(case.guid, ())))
