"""The passages behind a line of the table: where coders differ, and how far each of them went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.agreement.study.differences import Difference, differences
from app.agreement.study.focus import Focus, behind, passages_coded
from app.agreement.study.material import Material
from app.documents.queries import documents
from app.in_context import around, middle, one_line
from app.jobs import Job
from app.report.names import unit_name
from app.report.painted_passages import AROUND, EVERYBODY, SOMEBODY, CoderExtent
from app.rounds.texts import PlacesThen
from app.store import Project
from app.translation import tr

CONTEXT = 50
LONGEST_QUOTE = 190
STEP_EVERY = 50
MOST_IN_ORDER = 4  # coders; of more, those who have the code come first
MOST_SHOWN = 1000  # nobody reads more; a code or a document narrows them down

CUT = "cut"  # the voice of a gap


@dataclass(frozen=True)
class DifferingPassage:
    """A passage where coders differ; `pieces` are its words with who coded them and what stands around."""

    document_id: int
    start: int
    end: int
    kind: str
    document: str
    direction: str
    turn: int | None
    speaker: str
    code: str
    colour: str
    extents: tuple[CoderExtent, ...]
    pieces: tuple[tuple[str, str], ...]
    sentence: str = ""  # what there is to say, where it isn't a kind of disagreement


@dataclass(frozen=True)
class Passages:
    """The first that differ, how many do, out of how many, and how often in which way."""

    shown: Sequence[DifferingPassage]
    differing: int
    of: int
    kinds: Counter[str]
    sentence: str = ""  # the count in other words
    note: str = ""  # what else there is to say
    gone: int = 0  # of those that differ, how many are in documents that were removed since


def passages_behind(
    project: Project, material: Material, focus: Focus, share_agreed: float | None, job: Job
) -> Passages:
    """The passages behind a line where coders differ; a note where its percent agreement doesn't see them."""
    passages = passages_in(project, behind(material, focus), job)
    unit = material.scope.unit
    if not passages.differing or unit == "character" or share_agreed != 1:
        return passages
    words = tr(
        "By {unit} they agree in full: these passages differ only within units that all of them coded.",
        unit=unit_name(unit),
    )
    notes = (words, passages.note)
    return replace(passages, note=" ".join(note for note in notes if note))


def passages_in(project: Project, material: Material, job: Job) -> Passages:
    """The first passages of a material where coders differ, in the order of documents and text.

    Those beyond MOST_SHOWN are only counted, and so are those of documents that were removed since: there is
    nothing left to show of them.
    """
    everywhere = differences(material, job=job)
    names = {document.id: (document.name, document.direction) for document in material.documents}
    codes = {code.id: (code.name, code.colour) for code in material.codes}
    passages = []
    with project.read() as session:
        left = {document.id: document.length for document in documents(session)}
        present = [difference for difference in everywhere if difference.document_id in left]
        places = PlacesThen(session, material.scope.round_id)
        shown = (difference.document_id for difference in present[:MOST_SHOWN])
        places.expect((document_id, left[document_id]) for document_id in shown)
        for index, difference in enumerate(present[:MOST_SHOWN]):
            if index % STEP_EVERY == 0:
                job.step(index, min(len(present), MOST_SHOWN))
            turn, speaker = places.turn(difference.document_id, difference.start)
            passages.append(
                DifferingPassage(
                    difference.document_id,
                    difference.start,
                    difference.end,
                    difference.kind,
                    *names[difference.document_id],
                    turn,
                    speaker,
                    *codes[difference.code_id],
                    _extents(material, difference),
                    pieces(places.text(difference.document_id), difference),
                )
            )
    gone = len(everywhere) - len(present)
    kinds = Counter(difference.kind for difference in everywhere)
    return Passages(
        passages, len(everywhere), passages_coded(material), kinds, note=gone_words(gone), gone=gone
    )


def gone_words(count: int) -> str:
    """Why some passages are not shown; empty where all are."""
    if not count:
        return ""
    return tr(
        "One of them isn’t shown: its document was removed since.",
        "{count} of them aren’t shown: their documents were removed since.",
        count,
    )


def _extents(material: Material, difference: Difference) -> tuple[CoderExtent, ...]:
    length = difference.end - difference.start
    extents = [
        CoderExtent(
            coder.initials,
            coder.name,
            coder.colour,
            tuple(
                ((start - difference.start) / length, (end - difference.start) / length)
                for start, end in difference.spans[coder.id]
            ),
        )
        for coder in material.coders
        if coder.id in difference.spans
    ]
    if len(extents) > MOST_IN_ORDER:
        extents.sort(key=lambda extent: not extent.parts)
    return tuple(extents)


def pieces(text: str, difference: Difference) -> tuple[tuple[str, str], ...]:
    """A difference's words with context, each stretch with who coded it; the middle of a long one is cut."""
    spans = [span for spans_of in difference.spans.values() for span in spans_of]
    cuts = sorted({difference.start, difference.end, *(edge for span in spans for edge in span)})
    coded = []
    for start, end in pairwise(cuts):
        who = sum(any(a <= start and end <= b for a, b in spans_of) for spans_of in difference.spans.values())
        coded.append((start, end, EVERYBODY if who == len(difference.spans) else SOMEBODY))
    first, last = around(text, difference.start, difference.end, CONTEXT)
    words = [
        (first, AROUND),
        *((one_line(text[start:end]), kind) for start, end, kind in _shortened(text, coded, difference)),
        (last, AROUND),
    ]
    return tuple((" … " if kind == CUT else piece, kind) for piece, kind in words if piece or kind == CUT)


def _shortened(
    text: str, coded: list[tuple[int, int, str]], difference: Difference
) -> list[tuple[int, int, str]]:
    left_out = middle(text, difference.start, difference.end, LONGEST_QUOTE)
    if left_out is None:
        return coded
    first, last = left_out
    head = [(start, min(end, first), kind) for start, end, kind in coded if start < first]
    tail = [(max(start, last), end, kind) for start, end, kind in coded if end > last]
    return [*head, (first, first, CUT), *tail]
