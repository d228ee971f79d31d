"""Reads REFI-QDA projects (.qdpx) and codebooks (.qdc) of any program into a foreign project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.foreign.people import inferred_reading, person_of
from app.exchange.foreign.project import (
    UNNAMED_CODER,
    ForeignAttribute,
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignProject,
    Losses,
    OffsetCount,
)
from app.exchange.foreign.refi.cases import (
    Documents,
    case_guids,
    file_cases,
    values_of,
    variables_of,
    without_cases,
)
from app.exchange.foreign.refi.codes import codes_of
from app.exchange.foreign.refi.container import Container, attributes_of, opened, parsed, unreadable
from app.exchange.foreign.refi.extension import written_by_us
from app.exchange.foreign.refi.notes import count_rest, file_notes
from app.exchange.foreign.refi.placing import codings_of, names_of_active, placed
from app.exchange.foreign.refi.texts import file_texts
from app.jobs import Job

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CODEBOOK = 100_000_000
NO_NAME = "an unnamed program"


@dataclass(frozen=True)
class _Content:
    """What stands in a project."""

    people: dict[str, str]
    codes: Sequence[ForeignCode]
    documents: Sequence[ForeignDocument]
    codings: Sequence[ForeignCoding]
    cases: Sequence[ForeignCase]
    attributes: Sequence[ForeignAttribute]
    offsets: Sequence[OffsetCount]
    remarks: tuple[str, ...]


def read_project(path: Path, job: Job) -> ForeignProject:
    """Read a .qdpx file; UserError says what is wrong with it."""
    job.step(0, 0, f"Reading {path.name}")
    with opened(path) as container:
        data = container.project()
        root = parsed(data, path.name)
        _refuse_another_root(root, "Project", path.name)
        losses = Losses()
        content = _content(root, container, path.name, losses, job)
        whole = written_by_us(container, data, {text.key: text.text for text in content.documents})
    return ForeignProject(
        program=attributes_of(root).get("origin", "").strip() or NO_NAME,
        form="REFI-QDA project",
        title=attributes_of(root).get("name", "").strip() or path.stem,
        file_name=path.name,
        coders=content.people,
        codes=content.codes,
        documents=content.documents,
        codings=content.codings,
        cases=content.cases,
        attributes=content.attributes,
        reading=inferred_reading(content.codings),
        offsets=content.offsets,
        left=losses.listed(),
        notes=content.remarks,
        whole=whole,
    )


def _content(root: "Element", container: Container, file_name: str, losses: Losses, job: Job) -> _Content:
    notes = file_notes(root, container)
    codes = codes_of(root.find("CodeBook"), notes.texts, file_name)
    texts = list(file_texts(root.find("Sources"), container, notes.texts, losses))
    job.step(0, 0, "Looking how passages are counted")
    places = placed(texts, losses)
    creator = person_of(attributes_of(root).get("creatingUserGUID"))
    all_codings = [
        coding if coding.coder or coding.selector else coding._replace(coder=creator, selector=creator)
        for coding in codings_of(places.selections, {code.key for code in codes}, notes, losses)
    ]
    variables, of_cases = variables_of(root), case_guids(root)
    documents = Documents({text.key: len(text.text.rstrip()) for text in texts}, places.spans)
    coded: dict[str, list[ForeignCoding]] = {}
    for coding in all_codings:
        if coding.code in of_cases:
            coded.setdefault(coding.code, []).append(coding)
    cases = file_cases(root, variables, documents, coded, losses)
    codings = [coding for coding in all_codings if coding.code not in of_cases]
    count_rest(root, notes, losses)
    return _Content(
        people=names_of_active(dict(_people(root)), codings, UNNAMED_CODER),
        codes=without_cases(codes, of_cases),
        documents=[
            ForeignDocument(
                key=text.key,
                name=text.name,
                text=text.text,
                file_name=text.file_name,
                note=text.note,
                properties={**values_of(text.element, variables), **cases.properties.get(text.key, {})},
            )
            for text in texts
        ],
        codings=codings,
        cases=cases.cases,
        attributes=cases.attributes,
        offsets=places.offsets,
        remarks=places.remarks,
    )


def read_codebook_file(path: Path, job: Job) -> ForeignProject:
    """Read a .qdc file; UserError says what is wrong with it."""
    job.step(0, 0, f"Reading {path.name}")
    try:
        if path.stat().st_size > MOST_CODEBOOK:
            raise UserError(f"“{path.name}” is larger than any codebook, so it was not read. Check the file.")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    root = parsed(data, path.name)
    _refuse_another_root(root, "CodeBook", path.name)
    losses = Losses()
    why = "for a codebook has no sets beside its tree"
    losses.add("set of codes", "sets of codes", why, len(root.findall("Sets/Set")))
    return ForeignProject(
        program=attributes_of(root).get("origin", "").strip() or NO_NAME,
        form="REFI-QDA codebook",
        title=path.stem,
        file_name=path.name,
        codes=codes_of(root, {}, path.name),
        left=losses.listed(),
    )


def _refuse_another_root(root: "Element", wanted: str, file_name: str) -> None:
    if root.tag != wanted:
        what = {"Project": "no REFI-QDA project", "CodeBook": "no REFI-QDA codebook"}[wanted]
        raise UserError(
            f"“{file_name}” is {what}: its XML begins with “{root.tag}”. Nothing was taken from it. Choose "
            "the file that the other program exported."
        )


def _people(root: "Element") -> Iterator[tuple[str, str]]:
    for index, user in enumerate(root.iterfind("Users/User"), start=1):
        attributes = attributes_of(user)
        guid = person_of(attributes.get("guid"))
        if guid:
            name = (attributes.get("name") or attributes.get("id") or "").strip()
            yield guid, name or f"{UNNAMED_CODER} {index}"
