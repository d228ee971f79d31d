"""What a sample can be drawn from: documents or turns of the project, and the properties to stratify by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.agreement.planning.sampling import Sample
from app.coders.queries import coders
from app.documents.actions import PROVENANCE
from app.documents.queries import DocumentRow, documents, properties, regions
from app.rounds.queries import completed_pairs
from app.store import ReadSession
from app.translation import tr

FIELDS = tuple(field for field in PROVENANCE if field not in ("url", "note"))  # many share one
DOCUMENTS, TURNS = "documents", "turns"


@dataclass(frozen=True)
class Drawable:
    """A document, or one of its turns: `turn` counts from 1, `start` and `end` are in its text."""

    identity: str
    document: DocumentRow
    turn: int | None = None
    start: int = 0
    end: int = 0
    speaker: str = ""


@dataclass(frozen=True)
class SamplingFrame:
    """Everything that a sample can be drawn from; `twice` are the ids of documents that two completed.

    `properties` holds the values by document id of every property that parts documents into groups: neither
    the same for all nor another for each.
    """

    documents: Sequence[DocumentRow]
    twice: frozenset[int]
    properties: Mapping[str, Mapping[int, str]]

    def open(self, only_new: bool) -> list[DocumentRow]:
        """All documents, or those that no two coders have completed."""
        return [document for document in self.documents if not (only_new and document.id in self.twice)]

    def value(self, name: str, document_id: int) -> str:
        """A document's value of a property; a word where it has none."""
        return self.properties[name].get(document_id) or tr("(none)")


def sampling_frame(session: ReadSession) -> SamplingFrame:
    """Read what there is to draw from."""
    rows = documents(session)
    people = {coder.id for coder in coders(session) if coder.role != "consensus"}
    many: dict[int, int] = {}
    for document_id, coder_id in completed_pairs(session):
        many[document_id] = many.get(document_id, 0) + (coder_id in people)
    values: dict[str, dict[int, str]] = {
        field: {row.id: getattr(row, field) for row in rows} for field in FIELDS
    }
    for document_id, values_of in properties(session).items():
        for name, value in values_of.items():
            values.setdefault(name, {})[document_id] = value
    kinds = {name: len({values_of.get(row.id, "") for row in rows}) for name, values_of in values.items()}
    telling = {name: values_of for name, values_of in values.items() if 1 < kinds[name] < len(rows)}
    return SamplingFrame(rows, frozenset(row for row, times in many.items() if times > 1), telling)


def drawables(session: ReadSession, rows: Sequence[DocumentRow], what: str) -> list[Drawable]:
    """The documents themselves, or all of their turns; a document without turns has none."""
    if what == DOCUMENTS:
        return [Drawable(row.guid, row) for row in rows]
    return [
        Drawable(f"{row.guid}:{turn.start}", row, turn_number, turn.start, turn.end, turn.speaker)
        for row in rows
        for turn_number, turn in enumerate(regions(session, row.id, "turn"), start=1)
    ]


def rows(sample: Sample[Drawable], strata: Mapping[str, str], what: str) -> list[list[str | int]]:
    """The sample as a table with a head; `strata` holds the stratum by identity, empty if there are none."""
    head: list[str | int] = ["document"]
    if what == TURNS:
        head += ["turn", "start", "end", "speaker"]
    head += ["stratum", "seed"] if strata else ["seed"]
    table = [head]
    for item in sample.items:
        row: list[str | int] = [item.document.name]
        if item.turn is not None:
            row += [item.turn, item.start, item.end, item.speaker]
        row += [strata[item.identity], sample.seed] if strata else [sample.seed]
        table.append(row)
    return table


def property_name(name: str) -> str:
    """A property as people call it."""
    names = {
        "language": tr("language"),
        "outlet": tr("outlet"),
        "author": tr("author"),
        "published": tr("published on"),
        "collected": tr("collected on"),
        "licence": tr("licence"),
        "interviewer": tr("interviewer"),
        "interpreter": tr("interpreter"),
        "place": tr("place"),
    }
    return names.get(name, name)
