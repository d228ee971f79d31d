"""Takes a project out as REFI-QDA: a project with its texts (.qdpx), or its codebook alone (.qdc)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from app.counting import counted
from app.errors import UserError
from app.exchange.drafts import new_file
from app.exchange.foreign.refi.extension import write_extension
from app.exchange.foreign.refi.writing import (
    DECLARATION,
    PROJECT_NAMESPACE,
    MemoNotes,
    attributes_written,
    codebook_written,
    codes_written,
    derived_guid,
    guid_written,
    selections_written,
    source_name,
    text_written,
    users_written,
)
from app.exchange.foreign.refi.writing_cases import Variables, cases_written, stretches_by_document
from app.exchange.version import version
from app.jobs import Job
from app.models import now
from app.store import Project
from app.studies.rows import Study, StudyCoding, StudyDocument
from app.studies.whole import study_of

ENDINGS = (".qdpx", ".qdc")


@dataclass(frozen=True)
class ExchangeWritten:
    """How much was written, and in sentences what other programs won't find in it."""

    file: Path
    documents: int
    codes: int
    coders: int
    codings: int
    cases: int
    lost: tuple[str, ...]


def export_exchange(project: Project, path: Path, job: Job, *, plain: bool = False) -> ExchangeWritten:
    """Write a file that other programs read; `plain` leaves out what only we read back.

    UserError where the name ends otherwise than with .qdpx or .qdc, or where there is nothing to write.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UserError(
            f"“{path.name}” doesn't say what to write. End the name with .qdpx for the project, or with .qdc "
            "for its codebook alone."
        )
    with project.read() as session:
        study = study_of(session, job)
    if path.suffix.lower() == ".qdc":
        return _codebook(study, path)
    documents = [document for document in study.documents if not document.repeat_of]
    documents.sort(key=lambda document: document.about.position)
    with new_file(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=4) as archive:
        xml = "".join(_project(study, documents, path.stem, job)).encode()
        archive.writestr("project.qde", xml)
        for done, document in enumerate(documents):
            job.step(done, len(documents), "Writing texts")
            archive.writestr(f"sources/{source_name(document)}", document.text.encode())
        if not plain:
            job.step(0, 0, "Writing what only Intercoder reads")
            write_extension(archive, study, xml)
    guids = {document.about.guid for document in documents}
    codings = sum(coding.document in guids for coding in study.codings)
    return ExchangeWritten(
        file=path,
        documents=len(documents),
        codes=len(study.codes),
        coders=len(study.coders),
        codings=codings,
        cases=len(study.cases),
        lost=tuple(_lost(study, plain=plain)),
    )


def _codebook(study: Study, path: Path) -> ExchangeWritten:
    if not study.codes:
        raise UserError("The codebook is empty, so there is nothing to write. Add codes first.")
    with new_file(path) as draft:
        draft.write_bytes(codebook_written(study.codes, f"Intercoder {version()}").encode())
    lost = ["Keys and domains are not in a .qdc file; fields of definitions stand in one description."]
    return ExchangeWritten(path, 0, len(study.codes), 0, 0, 0, tuple(lost))


def _project(study: Study, documents: list[StudyDocument], name: str, job: Job) -> Iterator[str]:
    notes, variables = MemoNotes(), Variables(study)
    head = attributes_written(
        name=study.settings.get("title") or name,
        origin=f"Intercoder {version()}",
        creatingUserGUID=guid_written(study.coders[0].guid) if study.coders else None,
        creationDateTime=now(),
    )
    yield f'{DECLARATION}<Project xmlns="{PROJECT_NAMESPACE}"{head}>\n'
    yield from users_written(study)
    if study.codes:
        yield from ("<CodeBook>\n", *codes_written(study.codes), "</CodeBook>\n")
    yield from variables.written()
    yield from cases_written(study, variables)
    if documents:
        yield "<Sources>\n"
        by_document: dict[str, list[StudyCoding]] = {}
        for coding in study.codings:
            by_document.setdefault(coding.document, []).append(coding)
        stretches = stretches_by_document(study)
        for done, document in enumerate(documents):
            job.step(done, len(documents), "Writing codings")
            guid = document.about.guid
            names = attributes_written(
                guid=guid_written(guid),
                name=document.about.name,
                plainTextPath=f"internal://{source_name(document)}",
                creationDateTime=document.about.imported_at,
            )
            yield f"<TextSource{names}>"
            if document.about.note.strip():
                yield f"<Description>{text_written(document.about.note)}</Description>"
            yield from selections_written(by_document.get(guid, ()), stretches.get(guid, {}), notes)
            yield from variables.of_document(document)
            yield "</TextSource>\n"
        yield "</Sources>\n"
    if notes.elements:
        yield from ("<Notes>\n", *notes.elements, "</Notes>\n")
    yield from _domains(study)
    yield "</Project>\n"


def _domains(study: Study) -> Iterator[str]:
    """The domains, as sets of codes."""
    domains = [code for code in study.codes if code.exclusive]
    members = {
        domain.guid: [code for code in study.codes if code.parent == domain.guid] for domain in domains
    }
    filled = [domain for domain in domains if members[domain.guid]]
    if filled:
        yield "<Sets>\n"
        for domain in filled:
            names = attributes_written(
                guid=derived_guid("domain", domain.guid), name=f"Domain: {domain.name}"
            )
            yield f"<Set{names}>"
            for code in members[domain.guid]:
                yield f'<MemberCode targetGUID="{guid_written(code.guid)}"/>'
            yield "</Set>\n"
        yield "</Sets>\n"


def _lost(study: Study, *, plain: bool) -> Iterator[str]:
    """What other programs won't find."""
    unsure = sum(not coding.sure for coding in study.codings)
    earlier = sum(len(document.texts) - 1 for document in study.documents)
    parts = [
        (unsure, "coding that is unsure", "codings that are unsure"),
        (len(study.rounds), "round", "rounds"),
        (len(study.versions), "published version of the codebook", "published versions of the codebook"),
        (len(study.decisions), "decision with its reason", "decisions with their reasons"),
        (len(study.notes), "note of a discussion", "notes of discussions"),
        (sum(row.completed_at is not None for row in study.assignments), "completion", "completions"),
        (earlier, "earlier text", "earlier texts"),
        (sum(bool(link.speaker) for link in study.case_links), "speaker of a case", "speakers of cases"),
    ]
    for count, singular, plural in parts:
        if count:
            what = counted(count, singular, plural)
            yield f"Other programs won't find {what}: the standard has no place for that."
    if any(character > "\uffff" for document in study.documents for character in document.text):
        yield (
            "A text holds characters beyond 16 bits, such as emoji. The standard counts each as one; NVivo "
            "counts two, so passages behind them may be off by a character there: look at some."
        )
    if plain:
        yield "Only what the standard knows was written, so the project doesn't come back whole."
