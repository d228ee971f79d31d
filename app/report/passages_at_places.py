"""Places in the text as passages to look at: who gave which code there, and the words."""

from collections import Counter
from collections.abc import Sequence

from app.agreement.study.differences import Difference
from app.agreement.study.material import Material
from app.agreement.study.places import CodedPlace, Given
from app.documents.queries import documents
from app.jobs import Job
from app.report.differing_passages import (
    MOST_SHOWN,
    STEP_EVERY,
    DifferingPassage,
    Passages,
    gone_words,
    pieces,
)
from app.report.painted_passages import CoderExtent
from app.rounds.texts import PlacesThen
from app.store import Project
from app.translation import tr

Parts = tuple[tuple[int, int], ...]


def passages_at(project: Project, material: Material, places: Sequence[CodedPlace], job: Job) -> Passages:
    """The first of these places as passages; of those in documents that were removed only the count."""
    passages = []
    with project.read() as session:
        left = {document.id: document.length for document in documents(session)}
        present = [place for place in places if material.documents[place.document].id in left]
        texts = PlacesThen(session, material.scope.round_id)
        shown = (material.documents[place.document].id for place in present[:MOST_SHOWN])
        texts.expect((document_id, left[document_id]) for document_id in shown)
        for index, place in enumerate(present[:MOST_SHOWN]):
            if index % STEP_EVERY == 0:
                job.step(index, min(len(present), MOST_SHOWN))
            document = material.documents[place.document]
            turn, speaker = texts.turn(document.id, place.start)
            passages.append(_passage(material, place, texts.text(document.id), turn, speaker))
    gone = len(places) - len(present)
    words = _counted(len(places), len(present))
    words = f"{words.removesuffix('.')}. {gone_words(gone)}" if gone else words
    return Passages(passages, len(places), len(places), Counter(), words, gone=gone)


def _passage(
    material: Material, place: CodedPlace, text: str, turn: int | None, speaker: str
) -> DifferingPassage:
    document = material.documents[place.document]
    given = [(given_code, _parts(material, place, given_code)) for given_code in place.given]
    codes = list(dict.fromkeys(code for _, code in place.given))
    difference = Difference(
        document.id, 0, place.start, place.end, "", {index: parts for index, (_, parts) in enumerate(given)}
    )
    return DifferingPassage(
        document.id,
        place.start,
        place.end,
        "",
        document.name,
        document.direction,
        turn,
        speaker,
        ", ".join(material.codes[code].name for code in codes),
        material.codes[codes[0]].colour,
        tuple(_extent(material, place, given_code, parts) for given_code, parts in given),
        pieces(text, difference),
        _what_is_there(material, place.given),
    )


def _parts(material: Material, place: CodedPlace, given: Given) -> Parts:
    """The coder's spans of the code within the place."""
    codings = material.spans.codings
    is_in_place = (
        (codings.document == place.document) & (codings.coder == given[0]) & (codings.code == given[1])
    )
    is_in_place &= (codings.start < place.end) & (codings.end > place.start)
    rows = zip(codings.start[is_in_place].tolist(), codings.end[is_in_place].tolist(), strict=True)
    return tuple((max(start, place.start), min(end, place.end)) for start, end in sorted(rows))


def _extent(material: Material, place: CodedPlace, given: Given, parts: Parts) -> CoderExtent:
    coder, code = material.coders[given[0]], material.codes[given[1]]
    length = place.end - place.start
    drawn = tuple(((start - place.start) / length, (end - place.start) / length) for start, end in parts)
    return CoderExtent(coder.initials, f"{coder.name}: {code.name}", code.colour, drawn)


def _what_is_there(material: Material, given: Sequence[Given]) -> str:
    """“AY Corruption, MK Hard life”: who gave what."""
    people: dict[int, list[str]] = {}
    for coder, code in given:
        people.setdefault(coder, []).append(material.codes[code].name)
    names = [material.coders[coder].initials for coder in people]
    return ", ".join(
        f"{name} {' + '.join(codes)}" for name, codes in zip(names, people.values(), strict=True)
    )


def _counted(count: int, shown: int) -> str:
    if not count:
        return tr("There is no such passage.")
    words = tr("{count} passage", "{count} passages", count)
    if shown > MOST_SHOWN:
        words += tr(". These are the first {number}.", number=f"{MOST_SHOWN:,}")
    return words
