"""What is true of a whole table of agreement, in the line below it."""

from collections.abc import Collection, Iterator

from app.agreement.spans.continuum import Dropped
from app.agreement.study.material import Material
from app.report.codings import ORIGINS
from app.report.comparing import MOST_PAIRS_RESAMPLED, ShownComparison
from app.translation import tr, translated


def notes_of(compared: ShownComparison) -> str:
    """What is true of the whole table."""
    material = compared.result.material
    documents = int((material.coders_per_document >= 2).sum())
    notes = [compared.counted] if compared.counted else []
    notes.append(
        tr("{count} document of two coders or more", "{count} documents of two coders or more", documents)
    )
    notes += _of_cases(material)
    notes += _of_intervals(compared)
    if material.scope.without_speakers:
        notes.append(
            tr("without the turns of {speakers}", speakers=", ".join(material.scope.without_speakers))
        )
    if material.asking:
        asking = tr(
            "the turns of {speakers}, who ask, count like all others: leave them out above, under speakers",
            speakers=", ".join(material.asking),
        )
        notes.append(asking)
    notes += _left_out(material)
    return " · ".join((*notes, *compared.lines.everywhere))


def _left_out(material: Material) -> Iterator[str]:
    """How many codings and documents aren't compared, and why."""
    if material.dropped.codings:
        yield tr(
            "{count} coding left out: its document has one coder, or isn’t completed",
            "{count} codings left out: their document has one coder, or isn’t completed",
            material.dropped.codings,
        )
    if material.dropped.not_codable:
        yield not_codable(material.dropped)
    if material.scope.origins is not None:
        yield of_origins(material.scope.origins, material.dropped)
    if material.dropped.blind_documents:
        yield tr(
            "{count} document left out: it is being coded blind",
            "{count} documents left out: they are being coded blind",
            material.dropped.blind_documents,
        )


def of_origins(origins: Collection[str], dropped: Dropped) -> str:
    """How the codings that count came about, and how many others are left out."""
    names = ", ".join(translated(words) for origin, words in ORIGINS.items() if origin in origins)
    return tr(
        "only codings that came about so: {names}; {count} other is left out",
        "only codings that came about so: {names}; {count} others are left out",
        dropped.other_origins,
        names=names,
    )


def _of_intervals(compared: ShownComparison) -> list[str]:
    if compared.lines.level == "pair" and len(compared.lines.lines) > MOST_PAIRS_RESAMPLED:
        return [tr("no intervals for so many pairs")]
    if not compared.result.intervals:
        return []
    of_cases = compared.result.material.cases is not None
    return [tr("intervals by leaving out cases") if of_cases else tr("intervals by leaving out documents")]


def _of_cases(material: Material) -> list[str]:
    """How many cases are compared, and why others aren't."""
    if material.cases is None:
        return []
    compared = int((material.continuum.coders_per_document >= 2).sum())
    notes = [
        tr("{count} case that two coders saw whole", "{count} cases that two coders saw whole", compared)
    ]
    if material.dropped.single_coder_cases:
        words = tr(
            "{count} case left out: fewer than two coders completed all of its documents",
            "{count} cases left out: fewer than two coders completed all of their documents",
            material.dropped.single_coder_cases,
        )
        notes.append(words)
    return notes


def not_codable(dropped: Dropped) -> str:
    """That codings count for nothing because of where they stand."""
    return tr(
        "{count} coding left out: it is in text that is not to be coded, or in turns that are left out",
        "{count} codings left out: they are in text that is not to be coded, or in turns that are left out",
        dropped.not_codable,
    )
