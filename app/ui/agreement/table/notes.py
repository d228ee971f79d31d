"""What is true of a whole table of agreement, in the line below it."""

from app.translation import tr
from app.ui.agreement.computing import MOST_PAIRS_RESAMPLED, ShownComparison


def notes_of(compared: ShownComparison) -> str:
    """What is true of the whole table."""
    found, result = compared.result.material, compared.result
    documents = int((found.continuum.coders_per_document >= 2).sum())
    told = [compared.counted] if compared.counted else []
    told.append(
        tr("{count} document of two coders or more", "{count} documents of two coders or more", documents)
    )
    if compared.lines.level == "pair" and len(compared.lines.lines) > MOST_PAIRS_RESAMPLED:
        told.append(tr("no intervals for so many pairs"))
    elif result.intervals:
        told.append(tr("intervals by leaving out documents"))
    if found.scope.without_speakers:
        told.append(tr("without the turns of {speakers}", speakers=", ".join(found.scope.without_speakers)))
    if found.asking:
        asking = tr(
            "the turns of {speakers}, who ask, count like all others: leave them out above, under speakers",
            speakers=", ".join(found.asking),
        )
        told.append(asking)
    if found.dropped.codings:
        words = tr(
            "{count} coding left out: its document has one coder, or isn’t completed",
            "{count} codings left out: their document has one coder, or isn’t completed",
            found.dropped.codings,
        )
        told.append(words)
    if found.dropped.blind_documents:
        words = tr(
            "{count} document left out: it is being coded blind",
            "{count} documents left out: they are being coded blind",
            found.dropped.blind_documents,
        )
        told.append(words)
    return " · ".join((*told, *compared.lines.everywhere))
