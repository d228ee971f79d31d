"""Groups of passages beside one another: documents or coders."""

from dataclasses import replace

from app.coders.queries import CoderRow
from app.report.pictures.counted import Groups
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.translation import tr


def groups_of(material: StudyMaterial) -> Groups:
    """The groups that a picture is by."""
    match material.request.way:
        case "coder":
            return _coders(material)
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
