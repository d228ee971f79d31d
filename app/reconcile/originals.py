"""What items are made of, as coders made it: codings and turns of some documents, as they are or were."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.spans.continuum import Codings
from app.agreement.study.intake import NAMED_IN_SQL, ROWS_AT_ONCE
from app.agreement.study.material import Material, numbered
from app.jobs import Job
from app.models import Coding, Region
from app.reconcile.finding import Originals, Turns
from app.rounds.snapshot import FrozenDocument, frozen

OF_CODING = (
    Coding.document_id,
    Coding.coder_id,
    Coding.code_id,
    Coding.start,
    Coding.end,
    Coding.sure,
    Coding.guid,
    Coding.memo,
)
Rows = Sequence[tuple[Any, ...]]


class OriginalsReader:
    """Reads what a comparison was made of: from the project, or from the snapshot of a closed round."""

    def __init__(self, session: Session, compared: Material) -> None:
        self._session, self._compared = session, compared
        round_id = compared.scope.round_id
        self._snapshot = None if round_id is None else frozen(session, round_id)

    def read(
        self, document_ids: Collection[int] | None = None, job: Job | None = None
    ) -> tuple[Originals, dict[int, Turns]]:
        """The originals of these documents, or of all that are compared, and their turns by document id."""
        ids = self._compared.scope.document_ids if document_ids is None else document_ids
        if self._snapshot is None:
            return _numbered(self._live(ids, job or Job()), self._compared), self._turns(ids)
        documents = [
            document for document in self._snapshot.documents if ids is None or document.row.id in ids
        ]
        rows = [row for document in documents for row in _frozen_rows(document)]
        return _numbered(rows, self._compared), {
            document.row.id: _frozen_turns(document) for document in documents
        }

    def _live(self, ids: Collection[int] | None, job: Job) -> Rows:
        statement = select(*OF_CODING)
        if ids is not None and len(ids) <= NAMED_IN_SQL:
            statement = statement.where(Coding.document_id.in_(ids))
        rows: list[tuple[Any, ...]] = []
        # past the ORM: the comparison has left out who may not be seen
        with self._session.connection().execute(statement) as result:
            while portion := result.cursor.fetchmany(ROWS_AT_ONCE):
                job.step(1, 2, "Grouping disagreements")
                rows += portion
        return rows

    def _turns(self, ids: Collection[int] | None) -> dict[int, Turns]:
        statement = select(Region.document_id, Region.start, Region.end, Region.speaker).where(
            Region.kind == "turn"
        )
        if ids is not None and len(ids) <= NAMED_IN_SQL:
            statement = statement.where(Region.document_id.in_(ids))
        rows = self._session.execute(statement.order_by(Region.document_id, Region.start))
        return {
            document_id: Turns(*([*column] for column in list(zip(*turns, strict=True))[1:]))
            for document_id, turns in groupby(rows, key=itemgetter(0))
        }


def _frozen_rows(document: FrozenDocument) -> Iterator[tuple[Any, ...]]:
    codings = document.codings
    columns = (
        codings.coder_id,
        codings.code_id,
        codings.start,
        codings.end,
        codings.sure,
        codings.guid,
        codings.memo,
    )
    return ((document.row.id, *row) for row in zip(*columns, strict=True))


def _frozen_turns(document: FrozenDocument) -> Turns:
    regions = [region for region in document.regions if region.kind == "turn"]
    return Turns(
        [region.start for region in regions],
        [region.end for region in regions],
        [region.speaker for region in regions],
    )


def _numbered(rows: Rows, compared: Material) -> Originals:
    """Rows of (document, coder, code, start, end, sure, guid, memo) in the comparison's numbers."""
    columns = list(zip(*rows, strict=True)) or [()] * len(OF_CODING)
    indices = [np.array(column, dtype=np.int64) for column in columns[:5]]
    ids = (
        [document.id for document in compared.documents],
        [coder.id for coder in compared.coders],
        [code.id for code in compared.codes],
    )
    for column, ids_of in enumerate(ids):
        indices[column] = numbered(indices[column], {row_id: index for index, row_id in enumerate(ids_of)})
    document, coder, code = indices[:3]
    inside = (document >= 0) & (coder >= 0) & (code >= 0)
    inside[inside] &= compared.spans.completed[document[inside], coder[inside]]
    sure, guid, memo = ([column[row] for row in np.flatnonzero(inside).tolist()] for column in columns[5:])
    return Originals(Codings(*indices).take(inside), [bool(is_sure) for is_sure in sure], guid, memo)
