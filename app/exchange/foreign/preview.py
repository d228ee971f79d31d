"""What a foreign project holds and what of it would come in, before anything is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.cases.queries import cases
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents.actions import hash_of
from app.exchange.foreign.naming import CoderNames, TakeChoices, code_names
from app.exchange.foreign.project import CoderReading, ForeignProject, LeftBehind, OffsetCount
from app.exchange.foreign.tables import document_names
from app.models import Document
from app.names import key
from app.store import Project

SHOWN = 5
LONGEST_PASSAGE = 160
AROUND = 30


@dataclass(frozen=True)
class ForeignPassage:
    """A passage with its words and what stands around it, as it would be coded."""

    document: str
    code: str
    coder: str
    start: int
    end: int
    words: str
    before: str
    after: str


@dataclass(frozen=True)
class ForeignCount:
    """How many of a kind the file holds, and how many of them the project has already."""

    kind: str
    in_file: int
    already: int


@dataclass(frozen=True)
class ForeignPreview:
    """What would come in; `coders` counts codings by name, under both readings of who coded."""

    program: str
    form: str
    title: str
    counts: tuple[ForeignCount, ...]
    codings: int
    repeated: int
    reading: CoderReading
    coders: Mapping[CoderReading, Mapping[str, int]]
    passages: tuple[ForeignPassage, ...]
    offsets: tuple[OffsetCount, ...]
    left: tuple[LeftBehind, ...]
    notes: tuple[str, ...]
    is_ours: bool

    @property
    def readings_differ(self) -> bool:
        """Whether the two readings give codings to different people."""
        return self.coders["coding"] != self.coders["selection"]


def foreign_preview(project: Project | None, foreign: ForeignProject, choices: TakeChoices) -> ForeignPreview:
    """Look at a file for a project, or for a new one; UserError where a coder that is chosen isn't in it."""
    names = CoderNames(foreign, choices)
    spans = {
        (coding.document, coding.code, names.name(coding), coding.start, coding.end)
        for coding in foreign.codings
    }
    return ForeignPreview(
        program=foreign.program,
        form=foreign.form,
        title=foreign.title,
        counts=tuple(_counts(project, foreign, choices)),
        codings=len(spans),
        repeated=len(foreign.codings) - len(spans),
        reading=names.reading,
        coders={
            "coding": foreign.codings_by_coder("coding"),
            "selection": foreign.codings_by_coder("selection"),
        },
        passages=passages_of(foreign, choices),
        offsets=tuple(foreign.offsets),
        left=tuple(foreign.left),
        notes=tuple(foreign.notes),
        is_ours=foreign.whole is not None,
    )


def _counts(project: Project | None, foreign: ForeignProject, choices: TakeChoices) -> Iterator[ForeignCount]:
    names = CoderNames(foreign, choices)
    people = {key(names.name(coding)) for coding in foreign.codings}
    texts = [hash_of(document.text) for document in foreign.documents]
    in_file: dict[str, list[str]] = {
        "documents": texts,
        "codes": [key(name) for name in code_names(foreign.codes).values()],
        "coders": sorted(people),
        "cases": [key(case.name) for case in foreign.cases],
    }
    stored: dict[str, set[str]] = {kind: set() for kind in in_file}
    if project is not None:
        with project.read() as session:
            stored = {
                "documents": set(session.scalars(select(Document.text_hash))),
                "codes": {key(code.name) for code in codebook(session)},
                "coders": {key(coder.name) for coder in coders(session)},
                "cases": {key(case.name) for case in cases(session)},
            }
    for kind, keys in in_file.items():
        yield ForeignCount(kind, len(keys), sum(name in stored[kind] for name in keys))
    yield ForeignCount("values", sum(len(case.values) for case in foreign.cases), 0)


def passages_of(foreign: ForeignProject, choices: TakeChoices) -> tuple[ForeignPassage, ...]:
    """A few passages with their words, as they would be coded."""
    return tuple(_passages(foreign, CoderNames(foreign, choices)))


def _passages(foreign: ForeignProject, names: CoderNames) -> Iterator[ForeignPassage]:
    """Some passages from the beginning of the file to its end."""
    codes, documents = code_names(foreign.codes), document_names(foreign)
    texts = {document.key: document.text for document in foreign.documents}
    count = len(foreign.codings)
    shown = sorted({round(step * (count - 1) / (SHOWN - 1)) for step in range(SHOWN)}) if count else []
    for coding in (foreign.codings[index] for index in shown):
        text = texts[coding.document]
        words = text[coding.start : coding.end]
        if len(words) > LONGEST_PASSAGE:
            words = f"{words[: LONGEST_PASSAGE // 2]} […] {words[-LONGEST_PASSAGE // 2 :]}"
        yield ForeignPassage(
            document=documents[coding.document],
            code=codes[coding.code],
            coder=names.name(coding),
            start=coding.start,
            end=coding.end,
            words=words,
            before=text[max(0, coding.start - AROUND) : coding.start],
            after=text[coding.end : coding.end + AROUND],
        )
