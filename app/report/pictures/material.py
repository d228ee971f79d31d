"""What pictures are made of, read from a project: documents, codes, coders, passages of a layer.

Documents that are being coded blind are left out whole, and so are hidden repeats: nothing of them is
counted or drawn before the round is closed.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, documents
from app.errors import UserError
from app.isolation import isolated
from app.jobs import Job
from app.models import Coding
from app.report.drawing.shapes import Opening
from app.report.pictures.layers import CodedPassage, CodedSpan, passages_of
from app.report.pictures.request import OF_WORDS, PictureRequest
from app.rounds.queries import completed_pairs, left_out
from app.rounds.unshown import unshown_documents
from app.translation import tr


@dataclass(frozen=True)
class StudyMaterial:
    """What counts in a picture: `codes` and `documents` are those asked for, in their order.

    `spans` are all codings of them, `passages` those of the layer. `layer_words` names the layer,
    `left_out` says what is missing because it is coded blind.
    """

    request: PictureRequest
    documents: tuple[DocumentRow, ...]
    codes: tuple[CodeRow, ...]
    coders: tuple[CoderRow, ...]
    judges: dict[int, frozenset[int]]
    spans: tuple[CodedSpan, ...]
    passages: tuple[CodedPassage, ...]
    layer_words: str
    left_out: tuple[str, ...]

    @property
    def caption(self) -> str:
        """Whose codings, of how many documents, and what is left out."""
        parts = [] if self.request.kind in OF_WORDS else [self.layer_words]
        parts.append(tr("{count} document", "{count} documents", len(self.documents)))
        return ". ".join(["; ".join(parts), *(sentence.rstrip(".") for sentence in self.left_out)]) + "."

    @property
    def people(self) -> tuple[CoderRow, ...]:
        """The coders without consensus layers."""
        return tuple(coder for coder in self.coders if coder.role != "consensus")

    def code_names(self) -> dict[int, str]:
        """Names of codes by id; where two have the same one, their paths."""
        names = [code.name for code in self.codes]
        return {code.id: code.path if names.count(code.name) > 1 else code.name for code in self.codes}

    def opening(self, title: str, passages: list[CodedPassage]) -> Opening:
        """Opens passages."""
        ids = tuple(dict.fromkeys(coding_id for passage in passages for coding_id in passage.coding_ids))
        return Opening(title, ids)


def study_material(session: Session, request: PictureRequest, job: Job | None = None) -> StudyMaterial:
    """Read what a picture counts; UserError where a code, a document or a coder of it is gone."""
    hidden = unshown_documents(session)
    rows = [row for row in documents(session) if row.id not in hidden]
    codes, people = codebook(session), coders(session)
    _refuse_gone(request, rows, codes, people, hidden)
    if request.document_ids is not None:
        rows = [row for row in rows if row.id in request.document_ids]
    if request.code_ids is not None:
        codes = [code for code in codes if code.id in request.code_ids]
    spans: list[CodedSpan] = []
    if request.kind not in OF_WORDS:
        spans = _spans(session, {row.id for row in rows}, {code.id for code in codes}, job or Job())
    consensus = {row.id for row in people if row.role == "consensus"}
    judges = _judges(completed_pairs(session), spans, consensus)
    return StudyMaterial(
        request,
        tuple(rows),
        tuple(codes),
        tuple(people),
        judges,
        tuple(spans),
        tuple(
            passages_of(spans, request.layer, coder_id=request.coder_id, consensus=consensus, judges=judges)
        ),
        layer_in_words(request, people),
        tuple(left_out(session)),
    )


def layer_in_words(request: PictureRequest, people: list[CoderRow]) -> str:
    """“Codings of Ana”, “Codings of any coder”, “What all coders gave”, “The consensus”."""
    if request.layer == "coder":
        name = next((row.name for row in people if row.id == request.coder_id), "")
        return tr("Codings of {name}", name=isolated(name))
    return {
        "any": tr("Codings of any coder, those of a code that overlap as one"),
        "all": tr("What all coders of a document gave the code"),
        "consensus": tr("The consensus"),
    }[request.layer]


def _spans(session: Session, document_ids: set[int], code_ids: set[int], job: Job) -> list[CodedSpan]:
    columns = (Coding.id, Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    spans: list[CodedSpan] = []
    statement = select(*columns).order_by(Coding.document_id, Coding.start, Coding.end, Coding.id)
    for portion in session.execute(statement).partitions(10_000):
        job.step(0, 0, tr("Reading codings"))
        spans += [CodedSpan(*row) for row in portion if row[1] in document_ids and row[3] in code_ids]
    return spans


def _judges(
    completed: set[tuple[int, int]], spans: list[CodedSpan], consensus: set[int]
) -> dict[int, frozenset[int]]:
    """Who judges a document: those who completed it, and where nobody did, those who coded it."""
    judges: defaultdict[int, set[int]] = defaultdict(set)
    for document_id, coder_id in completed:
        if coder_id not in consensus:
            judges[document_id].add(coder_id)
    coded: defaultdict[int, set[int]] = defaultdict(set)
    for span in spans:
        if span.coder_id not in consensus:
            coded[span.document_id].add(span.coder_id)
    return {id_: frozenset(judges.get(id_) or coded[id_]) for id_ in {*judges, *coded}}


def _refuse_gone(
    request: PictureRequest,
    rows: list[DocumentRow],
    codes: list[CodeRow],
    people: list[CoderRow],
    hidden: set[int],
) -> None:
    document_ids = {row.id for row in rows}
    coder_ids = {row.id for row in people}
    sides = set(request.sides or ())
    wanted = {*(request.document_ids or ()), *(sides if request.way == "document" else ())}
    if wanted & hidden:
        raise UserError(
            "A document of this picture is being coded blind, so it can't be drawn yet. Choose others, or "
            "wait until its round is closed."
        )
    whose = {*(() if request.coder_id is None else (request.coder_id,))}
    whose |= sides if request.way == "coder" else set()
    for what, asked, there in (
        ("document", wanted, document_ids),
        ("code", set(request.code_ids or ()), {code.id for code in codes}),
        ("coder", whose, coder_ids),
    ):
        if asked - there:
            raise UserError(f"A {what} of this picture is no longer in the project. Choose again.")
