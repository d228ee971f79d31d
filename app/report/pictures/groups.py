"""Groups of passages beside one another: documents, coders, cases, values of an attribute."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.coders.queries import CoderRow
from app.jobs import Job
from app.report.pictures.case_groups import groups_of_cases, groups_of_values
from app.report.pictures.counted import Groups
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.translation import tr


def groups_of(session: Session, material: StudyMaterial, job: Job) -> Groups:
    """The groups that a picture is by; UserError where it is by an attribute and names none."""
    match material.request.way:
        case "coder":
            return _coders(material)
        case "case":
            return groups_of_cases(session, material)
        case "attribute":
            return groups_of_values(session, material, job)
        case _:
            return _documents(material)


def _documents(material: StudyMaterial) -> Groups:
    index_of = {row.id: index for index, row in enumerate(material.documents)}
    return Groups(
        tr("document"),
        "document",
        [row.name for row in material.documents],
        (),
        material.passages,
        lambda passage: (index_of[passage.document_id],),
    )


def _coders(material: StudyMaterial) -> Groups:
    """Each coder's own codings, whatever the layer; the consensus too, where it has any."""
    used = {span.coder_id for span in material.spans}
    people: list[CoderRow] = [row for row in material.coders if row.id in used]
    index_of = {row.id: index for index, row in enumerate(people)}
    coder_of = {span.id: span.coder_id for span in material.spans}
    passages = [
        CodedPassage(span.document_id, span.code_id, span.start, span.end, (span.id,))
        for span in material.spans
    ]
    caption = replace(material, layer_words=tr("Each coder’s own codings")).caption
    return Groups(
        tr("coder"),
        "coder",
        [row.name for row in people],
        [row.colour for row in people],
        passages,
        lambda passage: (index_of[coder_of[passage.coding_ids[0]]],),
        caption=caption,
    )
