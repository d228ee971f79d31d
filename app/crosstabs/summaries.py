"""The framework matrix: what each case says of each code, in passages and in the words of a summary."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.study.in_cases import overlapping
from app.cases.blind import refuse_coding_blind
from app.crosstabs.choices import ANY, CASES, CODES, TableChoice
from app.crosstabs.table import Crosstab, PassageBehind, crosstab
from app.documents.queries import texts
from app.errors import UserError
from app.jobs import Job
from app.models import Case, CaseSummary, Code, Coder, Coding, now
from app.names import storable
from app.store.journal import WriteSession, add_many, delete_many
from app.store.leading import acting
from app.store.meanwhile import refuse_overwriting

LONGEST = 20_000


@dataclass(frozen=True)
class SummaryRow:
    """A summary of a code in a case: who wrote it last, when (UTC), of which codings (guids with lengths)."""

    id: int
    case_id: int
    code_id: int
    text: str
    coder: str
    at: str
    codings: Mapping[str, int]


@dataclass(frozen=True)
class MatrixCell:
    """A case and a code: its passages with their words, its summary, and what one would be written of now.

    `basis` are guids of all coders' codings, with lengths.
    """

    case_id: int
    code_id: int
    case: str
    code: str
    passages: Sequence[PassageBehind]
    quotes: Sequence[str]
    summary: SummaryRow | None
    basis: Mapping[str, int]

    @property
    def new(self) -> int:
        """How many codings came since the summary was written."""
        return 0 if self.summary is None else len(self.basis.keys() - self.summary.codings.keys())

    @property
    def gone(self) -> int:
        """How many of those that it was written of are gone."""
        return 0 if self.summary is None else len(self.summary.codings.keys() - self.basis.keys())

    @property
    def changed(self) -> int:
        """How many of them are longer or shorter now."""
        if self.summary is None:
            return 0
        both = self.basis.keys() & self.summary.codings.keys()
        return sum(self.basis[guid] != self.summary.codings[guid] for guid in both)

    @property
    def is_stale(self) -> bool:
        """Whether the summary was written of other codings than there are."""
        return bool(self.new or self.gone or self.changed)


def summaries(session: Session) -> dict[tuple[int, int], SummaryRow]:
    """All summaries that may be seen, by (case id, code id)."""
    rows = session.execute(
        select(
            CaseSummary.id,
            CaseSummary.case_id,
            CaseSummary.code_id,
            CaseSummary.text,
            Coder.name,
            CaseSummary.at,
            CaseSummary.codings,
        ).outerjoin(Coder, Coder.id == CaseSummary.coder_id)
    )
    return {(row[1], row[2]): SummaryRow(*row[:4], row[4] or "", row[5], json.loads(row[6])) for row in rows}


@dataclass(frozen=True)
class _Unwritten:
    """What stands where no summary is."""

    text: str = ""


def write_summary(
    session: WriteSession,
    *,
    case_id: int,
    code_id: int,
    text: str,
    codings: Mapping[str, int],
    seen: str | None = None,
) -> int:
    """Write what a case says of a code, of `codings` (guids with lengths); an empty text takes it away.

    `seen` is the text as the person saw it: Overwritten where somebody has written another one meanwhile.
    UserError for whoever codes one of the case's documents blind.
    """
    if session.get(Case, case_id) is None or session.get(Code, code_id) is None:
        raise UserError("This case or code is no longer in the project. Look at the table again.")
    refuse_coding_blind(session, case_ids=[case_id])
    text = storable(text).strip()
    if len(text) > LONGEST:
        raise UserError(f"A summary of more than {LONGEST:,} characters is none. Shorten it.")
    row = session.scalar(
        select(CaseSummary).where(CaseSummary.case_id == case_id, CaseSummary.code_id == code_id)
    )
    refuse_overwriting(
        row or _Unwritten(), {"text": text}, None if seen is None else {"text": seen}, "the summary"
    )
    if not text:
        delete_many(session, CaseSummary, [row.id] if row else [])
        return 0
    basis = json.dumps(dict(sorted(codings.items())), separators=(",", ":"))
    if row is None:
        values = {"case_id": case_id, "code_id": code_id, "text": text, "codings": basis}
        return add_many(session, CaseSummary, [values | {"coder_id": acting(session), "at": now()}])[0]
    row.text, row.codings, row.coder_id, row.at = text, basis, acting(session), now()
    return row.id


def matrix(
    session: Session, choice: TableChoice, case_ids: Collection[int] | None = None, job: Job | None = None
) -> list[MatrixCell]:
    """The cells of all cases, or some, by codes that have passages or a summary, case by case.

    Passages are those of the choice's layer; whether a summary is stale is told by all coders' codings.
    """
    shown = crosstab(session, _codes_by_cases(choice, choice.layer), job)
    everybodys = shown if choice.layer == ANY else crosstab(session, _codes_by_cases(choice, ANY), job)
    stored, basis, passages = summaries(session), _basis(session, everybodys), _by_cell(shown)
    cases = {case_id: index for index, case_id in enumerate(shown.source.ids)}
    codes = {code.id: index for index, code in enumerate(shown.source.codes)}
    written = {
        (cases[of[0]], codes[of[1]]): row for of, row in stored.items() if of[0] in cases and of[1] in codes
    }
    texts_of = _Texts(session)
    cells = []
    for place in sorted({*passages, *written}):
        case_id, code = shown.source.ids[place[0]], shown.source.codes[place[1]]
        if case_ids is not None and case_id not in case_ids:
            continue
        if choice.code_ids is not None and code.id not in choice.code_ids:
            continue
        behind = [shown.passage(place[0], index) for index in passages.get(place, ())]
        cell = MatrixCell(
            case_id=case_id,
            code_id=code.id,
            case=shown.source.names[place[0]],
            code=code.path,
            passages=behind,
            quotes=[texts_of[passage.document_id][passage.start : passage.end] for passage in behind],
            summary=written.get(place),
            basis=basis.get(place, {}),
        )
        cells.append(cell)
    return cells


class _Texts(dict[int, str]):
    """Texts by document id, each read when first asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, document_id: int) -> str:
        self.update(texts(self._session, [document_id]))
        return self[document_id]


def _codes_by_cases(choice: TableChoice, layer: str) -> TableChoice:
    return TableChoice(CODES, CASES, layer, round_id=choice.round_id)


def _by_cell(table: Crosstab) -> dict[tuple[int, int], list[int]]:
    """The codings, by number, of every case and code."""
    source, codings = table.source, table.source.continuum.codings
    coding, whole = overlapping(source.continuum, source.texts)
    is_asked = source.asked[whole, codings.coder[coding]]
    pairs = sorted(set(zip(whole[is_asked].tolist(), coding[is_asked].tolist(), strict=True)))
    by_cell: dict[tuple[int, int], list[int]] = {}
    for case, index in pairs:
        by_cell.setdefault((case, int(codings.code[index])), []).append(index)
    return by_cell


def _basis(session: Session, table: Crosstab) -> dict[tuple[int, int], dict[str, int]]:
    """The codings of every case and code that a summary would be written of: guids with lengths."""
    columns = (Coding.guid, Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    guids = {tuple(row[1:]): row[0] for row in session.execute(select(*columns))}
    source, codings = table.source, table.source.continuum.codings
    basis: dict[tuple[int, int], dict[str, int]] = {}
    for place, indices in _by_cell(table).items():
        for index in indices:
            start, end = int(codings.start[index]), int(codings.end[index])
            document = source.documents[int(codings.document[index])].id
            coder, code = source.coders[int(codings.coder[index])].id, source.codes[place[1]].id
            guid = guids.get((document, coder, code, start, end))
            if guid is not None:
                basis.setdefault(place, {})[guid] = end - start
    return basis
