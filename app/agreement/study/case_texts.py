"""The text of cases as a comparison has it: in the documents compared, where it stood at that time."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.agreement.spans.continuum import Stretches
from app.agreement.study.in_cases import CaseTexts
from app.cases.queries import CaseRow
from app.cases.stretches import CaseStretch
from app.documents.alignment import Alignment


def case_texts(
    rows: Sequence[CaseRow], stretches: Sequence[CaseStretch], numbers: Mapping[int, int]
) -> CaseTexts:
    """The cases that have text in some documents, numbered by `numbers`, in their order."""
    inside = [part for part in stretches if part.document_id in numbers]
    ids = {part.case_id for part in inside}
    present = [row for row in rows if row.id in ids]
    number_of = {row.id: index for index, row in enumerate(present)}
    inside = [part for part in inside if part.case_id in number_of]
    return CaseTexts(
        present,
        np.array([number_of[part.case_id] for part in inside], dtype=np.int64),
        Stretches.of([(numbers[part.document_id], part.start, part.end) for part in inside]),
    )


def moved_back(
    stretches: Sequence[CaseStretch], alignments: Mapping[int, Alignment], lengths: Mapping[int, int]
) -> list[CaseStretch]:
    """Today's text of cases where it stood in earlier texts: `alignments` lead from those to today's.

    Whole documents stay whole; `lengths` are those of the earlier texts, by document id.
    """
    back = {
        document_id: alignment.backwards().with_replaced() for document_id, alignment in alignments.items()
    }
    moved = []
    for part in stretches:
        alignment = back.get(part.document_id)
        if alignment is None:
            moved.append(part)
        elif part.start == 0 and part.end >= len(alignment.old_text):
            moved.append(part._replace(end=lengths.get(part.document_id, 0)))
        else:
            start, end, outcome = alignment.moved(part.start, part.end)
            if outcome != "lost" and start < end:
                moved.append(part._replace(start=start, end=end))
    return moved
