"""What a table is counted from: the cases or documents, their text, and the codings of a layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.spans.continuum import Bools, Codings, Continuum, Stretches, without_regions
from app.agreement.study.case_texts import case_texts
from app.agreement.study.everybody import Layer
from app.agreement.study.in_cases import CaseTexts
from app.agreement.study.intake import Intake, NamedIds, WithLayers
from app.agreement.study.material import numbered
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.crosstabs.choices import ALL, ANY, CONSENSUS, TableChoice
from app.crosstabs.coverage import LayerCounts, cells_touched, coverage
from app.documents.queries import DocumentRow
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.reconcile.consensus import deciding_coder
from app.reconcile.queries import queue
from app.reconcile.standing import standing


@dataclass(frozen=True, eq=False)
class TableSource:
    """Wholes (cases, or documents) with `names` and `ids`, and what a layer says of each, by code.

    `texts` are those of the wholes in whole documents, `continuum` has everybody's codings there.
    `completed`, bool (wholes,): whether all documents of a whole are completed as the layer asks.
    `asked`, bool (wholes, coders): whose codings count in which whole.
    """

    unit: str
    ids: Sequence[int]
    names: Sequence[str]
    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    continuum: Continuum
    texts: CaseTexts
    coverage: LayerCounts
    asked: Bools
    completed: Bools
    layer: str


def source(session: Session, unit: str, choice: TableChoice, job: Job | None = None) -> TableSource:
    """Read what a table of `unit` (case or document) needs; open blind rounds and repeats are never counted.

    UserError where nobody is called as the layer is, or there is no consensus.
    """
    job = job or Job()
    intake = WithLayers(session, choice.round_id)
    codes = list(intake.codes)
    people = [coder for coder in intake.coders if coder.role != "consensus"]
    layer = _layer(session, intake, choice)
    coders = people if layer is None else [layer]
    job.step(0, 1, "Reading the codings")
    given, undecided = _consensus(session, layer, choice, job)
    continuum = _continuum(intake, coders, codes, choice, given)
    ids, names, texts = _wholes(intake, unit)
    regions = _regions(intake)
    compared, cut = _cut(continuum, texts, regions)
    done = _done(continuum, texts, len(ids))
    asked = _asked(choice.layer, done, compared, cut, len(ids))
    counted = coverage(compared, cut, len(ids), asked, by_all=choice.layer == ALL)
    if undecided:
        open_ = replace(continuum, codings=_codings(intake, coders, codes, choice, undecided))
        touched = cells_touched(*_cut(open_, texts, regions), len(ids))
        counted = replace(counted, undecided=touched & ~counted.present)
    completed = _done_by_anybody(intake, people, continuum, texts, done, choice.layer, len(ids))
    words = _in_words(choice.layer, layer)
    return TableSource(
        unit, ids, names, intake.documents, coders, codes, continuum, texts, counted, asked, completed, words
    )


def _layer(session: Session, intake: Intake, choice: TableChoice) -> CoderRow | None:
    """The one coder whose codings count; None where several do."""
    if choice.layer in (ANY, ALL):
        return None
    if choice.layer == CONSENSUS:
        layers = [coder for coder in intake.coders if coder.role == "consensus"]
        deciding = deciding_coder(session)
        row = next((coder for coder in layers if coder.id == deciding), layers[0] if layers else None)
        if row is None:
            raise UserError(
                "There is no consensus yet: nothing was decided, and none was imported. Settle disagreements "
                "first, or choose the layer of any coder, of all, or of one."
            )
        return row
    row = next((coder for coder in intake.coders if key(coder.name) == key(choice.layer)), None)
    if row is None:
        people = ", ".join(coder.name for coder in intake.coders) or "nobody"
        raise UserError(
            f"There is no coder “{choice.layer}” here. Layers are {ANY}, {ALL}, {CONSENSUS}, and: {people}."
        )
    return row


def _consensus(
    session: Session, layer: CoderRow | None, choice: TableChoice, job: Job
) -> tuple[Sequence[tuple[int, int, int, int]], Sequence[tuple[int, int, int, int]]]:
    """What the consensus gives beside its codings, because all coded alike, and what it hasn't decided."""
    if layer is None or layer.role != "consensus" or layer.id != deciding_coder(session):
        return (), ()
    stands = standing(session, [queue(session, choice.round_id, job=job)], (), choice.round_id)
    of: Layer | None = None if stands is None else stands.layer
    return ((), ()) if of is None else (of.given, of.undecided)


def _continuum(
    intake: Intake,
    coders: Sequence[CoderRow],
    codes: Sequence[CodeRow],
    choice: TableChoice,
    given: Sequence[tuple[int, int, int, int]],
) -> Continuum:
    """Everybody's codings of whom the layer asks; a code's parents have it too where children count."""
    completed = np.zeros((len(intake.documents), len(coders)), dtype=np.bool_)
    documents = {row.id: index for index, row in enumerate(intake.documents)}
    people = {row.id: index for index, row in enumerate(coders)}
    for document_id, coder_id in intake.completed:
        if document_id in documents and coder_id in people:
            completed[documents[document_id], people[coder_id]] = True
    lengths = np.array([row.length for row in intake.documents], dtype=np.int64)
    codings = _codings(intake, coders, codes, choice, given, stored=True)
    return Continuum(lengths, completed, len(codes), codings)


def _codings(
    intake: Intake,
    coders: Sequence[CoderRow],
    codes: Sequence[CodeRow],
    choice: TableChoice,
    more: Sequence[tuple[int, int, int, int]],
    *,
    stored: bool = False,
) -> Codings:
    ids = tuple(coder.id for coder in coders)
    named = NamedIds(None, ids if len(ids) == 1 else None, None)  # of all the database reads them in order
    rows = intake.codings(named)[:, :5] if stored else np.empty((0, 5), dtype=np.int64)
    if more:
        besides = [(document, ids[0], code, start, end) for document, code, start, end in more]
        rows = np.concatenate([rows, np.array(besides, dtype=np.int64)])
    lists = ([row.id for row in intake.documents], ids, [row.id for row in codes])
    columns = list(rows.T)
    for index, listed in enumerate(lists):
        columns[index] = numbered(
            columns[index], {row_id: position for position, row_id in enumerate(listed)}
        )
    codings = Codings(*columns)
    codings = codings.take((codings.document >= 0) & (codings.coder >= 0) & (codings.code >= 0))
    return _with_parents(codings, codes) if choice.with_children else codings


def _with_parents(codings: Codings, codes: Sequence[CodeRow]) -> Codings:
    """The same, and each for every code above its own."""
    number_of = {code.id: index for index, code in enumerate(codes)}
    above = np.array([number_of.get(code.parent_id or 0, -1) for code in codes], dtype=np.int64)
    parts, level = [codings], codings
    while len(level):
        parent = above[level.code]
        level = replace(level, code=parent).take(parent >= 0)
        parts.append(level)
    columns = ("document", "coder", "code", "start", "end")
    return Codings(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def _wholes(intake: Intake, unit: str) -> tuple[list[int], list[str], CaseTexts]:
    """Ids and names of all cases or documents, and the text of those that have some."""
    documents = {row.id: index for index, row in enumerate(intake.documents)}
    if unit == "document":
        numbers = np.arange(len(documents))
        lengths = np.array([row.length for row in intake.documents], dtype=np.int64)
        whole = Stretches(numbers, np.zeros_like(numbers), lengths)
        return list(documents), [row.name for row in intake.documents], CaseTexts((), numbers, whole)
    rows, stretches = intake.cases()
    texts = case_texts(rows, stretches, documents)
    number_of = {row.id: index for index, row in enumerate(rows)}
    among_all = np.array([number_of[row.id] for row in texts.rows], dtype=np.int64)
    case = among_all[texts.case] if len(texts.case) else texts.case
    return [row.id for row in rows], [row.name for row in rows], replace(texts, rows=(), case=case)


def _regions(intake: Intake) -> Stretches:
    documents = {row.id: index for index, row in enumerate(intake.documents)}
    spans = intake.regions("non_codable")
    return Stretches.of([(documents[of], start, end) for of, start, end in spans if of in documents])


def _cut(continuum: Continuum, texts: CaseTexts, regions: Stretches) -> tuple[Continuum, CaseTexts]:
    return without_regions(continuum, regions), texts.without(continuum, regions)


def _done(continuum: Continuum, texts: CaseTexts, wholes: int) -> Bools:
    """Who completed every document of which whole, bool (wholes, coders); nobody where there is no text."""
    missed = np.zeros((wholes, continuum.coders), dtype=np.int64)
    np.add.at(missed, texts.case, (~continuum.completed[texts.stretches.document]).astype(np.int64))
    has_text = np.zeros(wholes, dtype=np.bool_)
    has_text[texts.case] = True
    return np.asarray((missed == 0) & has_text[:, None])


def _asked(layer: str, done: Bools, continuum: Continuum, texts: CaseTexts, wholes: int) -> Bools:
    """Whose codings count: everybody's; of ALL those who completed the whole, or else who coded it."""
    everybody = np.ones((wholes, continuum.coders), dtype=np.bool_)
    if layer != ALL:
        return everybody
    as_codes = replace(continuum.codings, code=continuum.codings.coder)
    by_coder = replace(continuum, codes=continuum.coders, codings=as_codes)
    coded = cells_touched(by_coder, texts, wholes)
    return np.asarray(np.where(done.any(axis=1, keepdims=True), done, coded))


def _done_by_anybody(
    intake: Intake,
    people: Sequence[CoderRow],
    continuum: Continuum,
    texts: CaseTexts,
    done: Bools,
    layer: str,
    wholes: int,
) -> Bools:
    """Which wholes one of those who are asked completed; of the consensus, which anybody did."""
    if done.shape[1] and (layer in (ANY, ALL) or done.any()):
        return np.asarray(done.any(axis=1))
    documents = {row.id: index for index, row in enumerate(intake.documents)}
    number_of: Mapping[int, int] = {row.id: index for index, row in enumerate(people)}
    completed = np.zeros((len(documents), len(people)), dtype=np.bool_)
    for document_id, coder_id in intake.completed:
        if document_id in documents and coder_id in number_of:
            completed[documents[document_id], number_of[coder_id]] = True
    if layer not in (ANY, ALL, CONSENSUS):
        return np.zeros(wholes, dtype=np.bool_)
    return np.asarray(_done(replace(continuum, completed=completed), texts, wholes).any(axis=1))


def _in_words(layer: str, coder: CoderRow | None) -> str:
    if coder is not None:
        return f"the consensus ({coder.name})" if coder.role == "consensus" else f"{coder.name} alone"
    return "any coder" if layer == ANY else "all coders who completed the whole of it"
