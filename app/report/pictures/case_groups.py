"""Cases, and values of an attribute, as groups of passages; cases with a code are counted as in tables."""

from collections import defaultdict
from collections.abc import Callable
from statistics import quantiles

from sqlalchemy.orm import Session

from app.cases.queries import AttributeRow, attribute, cases, cells
from app.cases.stretches import case_stretches
from app.cases.values import KNOWN
from app.crosstabs.choices import CODES, OF_CASES, TableChoice
from app.crosstabs.dimensions import of_cases
from app.crosstabs.table import crosstab
from app.errors import UserError
from app.jobs import Job
from app.report.pictures.counted import CaseShare, Groups, joined_caption
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.translation import tr

CaseOf = Callable[[CodedPassage], set[int]]
MOST_NUMBERS = 8  # different ones, before they are cut into four groups


def groups_of_cases(session: Session, material: StudyMaterial) -> Groups:
    """Each case by itself."""
    rows = cases(session)
    index_of = {row.id: index for index, row in enumerate(rows)}
    case_of = cases_of_passages(session)
    return Groups(
        tr("case"),
        "case",
        [row.name for row in rows],
        (),
        material.passages,
        lambda passage: sorted(index_of[case_id] for case_id in case_of(passage)),
    )


def groups_of_values(session: Session, material: StudyMaterial, job: Job) -> Groups:
    """The values of the request's attribute; UserError where it names none, or documents are chosen too."""
    if material.request.attribute_id is None:
        raise UserError("Nothing says which attribute the picture is by. Choose one and try again.")
    if material.request.document_ids is not None:
        raise UserError("By an attribute all cases count, so documents can't be chosen. Choose all of them.")
    row = attribute(session, material.request.attribute_id)
    case_ids = [case.id for case in cases(session)]
    cuts = _cuts(session, row)
    groups = of_cases(session, OF_CASES + row.name, case_ids, cuts)
    members = groups.member
    shown = [index for index, unknown in enumerate(groups.unknown.tolist()) if not unknown]
    in_group: dict[int, set[int]] = defaultdict(set)
    if members is not None:
        for index, label in enumerate(shown):
            for whole in members[:, label].nonzero()[0].tolist():
                in_group[case_ids[whole]].add(index)
    case_of = cases_of_passages(session)
    names = [f"{groups.labels[label]} {row.unit}".strip() for label in shown]
    unknown = sum(case_id not in in_group for case_id in case_ids)
    missing = tr("Not known of {count} case", "Not known of {count} cases", unknown) if unknown else ""
    return Groups(
        row.name,
        row.name,
        names,
        (),
        material.passages,
        lambda passage: sorted({index for case_id in case_of(passage) for index in in_group[case_id]}),
        [sum(index in indices for indices in in_group.values()) for index in range(len(names))],
        _shares(session, material, row, cuts, shown, job) if material.request.kind == "bars" else _no_share,
        joined_caption(material.caption, missing),
    )


def _no_share(_code_id: int, _group: int) -> CaseShare:
    return 0, 0


def _shares(
    session: Session,
    material: StudyMaterial,
    row: AttributeRow,
    cuts: tuple[float, ...],
    shown: list[int],
    job: Job,
) -> Callable[[int, int], CaseShare]:
    """How many cases of a group have a code, of how many: cells of the table of codes by attribute."""
    request = material.request
    layer: str = request.layer
    if request.layer == "coder":
        layer = next(coder.name for coder in material.coders if coder.id == request.coder_id)
    table = crosstab(session, TableChoice(CODES, OF_CASES + row.name, layer, cuts=cuts), job)
    line_of = {code.id: line for line, code in enumerate(table.source.codes)}
    counts, sizes = table.n, table.columns.member
    bases = [0] * len(table.columns.labels) if sizes is None else sizes.sum(axis=0).tolist()

    def share(code_id: int, group: int) -> CaseShare:
        column = shown[group]
        return int(counts[line_of[code_id], column]), int(bases[column])

    return share


def _cuts(session: Session, row: AttributeRow) -> tuple[float, ...]:
    """Where numbers are cut into four groups of about the same size; nowhere where they are few."""
    if row.kind != "number":
        return ()
    known = cells(session)
    numbers = [
        float(cell.entry.value)
        for (_, attribute_id), cell in known.items()
        if attribute_id == row.id and cell.entry.state == KNOWN
    ]
    if len(set(numbers)) <= MOST_NUMBERS:
        return ()
    rounded = (float(f"{cut:.2g}") for cut in quantiles(numbers, n=4))
    return tuple(sorted({cut for cut in rounded if min(numbers) < cut <= max(numbers)}))


def cases_of_passages(session: Session) -> CaseOf:
    """Whose a passage is: the ids of the cases whose text it shares a character with."""
    by_document: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for case_id, document_id, start, end in case_stretches(session):
        by_document[document_id].append((start, end, case_id))

    def of(passage: CodedPassage) -> set[int]:
        return {
            case_id
            for start, end, case_id in by_document.get(passage.document_id, ())
            if start < passage.end and passage.start < end
        }

    return of
