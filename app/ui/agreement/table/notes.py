"""What is true of a whole table of agreement, in the line below it."""

from PySide6.QtCore import QCoreApplication

from app.ui.agreement.computing import MOST_PAIRS_RESAMPLED, ShownComparison


def notes_of(compared: ShownComparison) -> str:
    """What is true of the whole table."""
    found, result = compared.result.material, compared.result
    documents = int((found.continuum.coders_per_document >= 2).sum())
    words = _tr("{} document of two coders or more"), _tr("{} documents of two coders or more")
    told = [compared.counted] if compared.counted else []
    told.append(words[documents != 1].format(f"{documents:,}"))
    if compared.lines.level == "pair" and len(compared.lines.lines) > MOST_PAIRS_RESAMPLED:
        told.append(_tr("no intervals for so many pairs"))
    elif result.intervals:
        told.append(_tr("intervals by leaving out documents"))
    if found.scope.without_speakers:
        told.append(_tr("without the turns of {}").format(", ".join(found.scope.without_speakers)))
    if found.asking:
        asking = _tr("the turns of {}, who ask, count like all others: leave them out above, under speakers")
        told.append(asking.format(", ".join(found.asking)))
    if found.dropped.codings:
        words = (
            _tr("{} coding left out: its document has one coder, or isn’t completed"),
            _tr("{} codings left out: their document has one coder, or isn’t completed"),
        )
        told.append(words[found.dropped.codings != 1].format(f"{found.dropped.codings:,}"))
    if found.dropped.blind_documents:
        words = (
            _tr("{} document left out: it is being coded blind"),
            _tr("{} documents left out: they are being coded blind"),
        )
        told.append(words[found.dropped.blind_documents != 1].format(f"{found.dropped.blind_documents:,}"))
    return " · ".join((*told, *compared.lines.everywhere))


def _tr(text: str) -> str:
    return QCoreApplication.translate("agreement", text)
