"""Places in the text as passages to look at: who gave which code there, and the words."""

from collections import Counter
from collections.abc import Sequence

from app.agreement.study.differences import Difference
from app.agreement.study.material import Material
from app.agreement.study.places import CodedPlace, Given
from app.coding.queries import Places
from app.documents.queries import documents
from app.jobs import Job
from app.report.differing_passages import (
    MOST_SHOWN,
    STEP_EVERY,
    CoderExtent,
    DifferingPassage,
    Passages,
    gone_words,
    pieces,
)
from app.store import Project
from app.translation import tr

Parts = tuple[tuple[int, int], ...]


def passages_at(project: Project, material: Material, places: Sequence[CodedPlace], job: Job) -> Passages:
    """The first of these places as passages; of those in documents that were removed only the count."""
    made = []
    with project.read() as session:
        left = {document.id for document in documents(session)}
        there = [place for place in places if material.documents[place.document].id in left]
        texts = Places(session)
        for index, place in enumerate(there[:MOST_SHOWN]):
            if index % STEP_EVERY == 0:
                job.step(index, min(len(there), MOST_SHOWN))
            document = material.documents[place.document]
            turn, speaker = texts.turn(document.id, place.start)
            made.append(_passage(material, place, texts.text(document.id), turn, speaker))
    gone = len(places) - len(there)
    told = _counted(len(places), len(there))
    told = f"{told.removesuffix('.')}. {gone_words(gone)}" if gone else told
    return Passages(made, len(places), len(places), Counter(), told, gone=gone)


def _passage(
    material: Material, place: CodedPlace, text: str, turn: int | None, speaker: str
) -> DifferingPassage:
    document = material.documents[place.document]
    given = [(one, _parts(material, place, one)) for one in place.given]
    codes = list(dict.fromkeys(code for _, code in place.given))
    found = Difference(
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
        tuple(_extent(material, place, one, parts) for one, parts in given),
        pieces(text, found),
        _told(material, place.given),
    )


def _parts(material: Material, place: CodedPlace, given: Given) -> Parts:
    """The coder's spans of the code within the place."""
    codings = material.spans.codings
    here = (codings.document == place.document) & (codings.coder == given[0]) & (codings.code == given[1])
    here &= (codings.start < place.end) & (codings.end > place.start)
    rows = zip(codings.start[here].tolist(), codings.end[here].tolist(), strict=True)
    return tuple((max(start, place.start), min(end, place.end)) for start, end in sorted(rows))


def _extent(material: Material, place: CodedPlace, given: Given, parts: Parts) -> CoderExtent:
    coder, code = material.coders[given[0]], material.codes[given[1]]
    length = place.end - place.start
    drawn = tuple(((start - place.start) / length, (end - place.start) / length) for start, end in parts)
    return CoderExtent(coder.initials, f"{coder.name}: {code.name}", code.colour, drawn)


def _told(material: Material, given: Sequence[Given]) -> str:
    """“AY Corruption, MK Hard life”: who gave what."""
    people: dict[int, list[str]] = {}
    for coder, code in given:
        people.setdefault(coder, []).append(material.codes[code].name)
    names = [material.coders[coder].initials for coder in people]
    return ", ".join(
        f"{name} {' + '.join(codes)}" for name, codes in zip(names, people.values(), strict=True)
    )


def _counted(number: int, there: int) -> str:
    if not number:
        return tr("There is no such passage.")
    told = tr("{count} passage", "{count} passages", number)
    if there > MOST_SHOWN:
        told += tr(". These are the first {number}.", number=f"{MOST_SHOWN:,}")
    return told
