"""Years or months of the documents, as groups of passages: when what was coded was said."""

from app.cases.dates import read_date
from app.documents.queries import DocumentRow
from app.errors import UserError
from app.report.pictures.counted import Groups, joined_caption
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.translation import tr

MOST_MONTHS, MOST_YEARS = 36, 60
YEAR, MONTH = 4, 7  # characters of a date


def periods(material: StudyMaterial) -> Groups:
    """By the date of collection, else of publication; documents without one are left out."""
    dates = {row.id: date for row in material.documents if (date := _date(row))}
    names = _periods(sorted(dates.values()))
    index_of = {name: index for index, name in enumerate(names)}
    size = len(names[0]) if names else YEAR
    missing = len(material.documents) - len(dates)
    sentence = tr("{count} document without a date", "{count} documents without a date", missing)

    def of(passage: CodedPassage) -> tuple[int, ...]:
        return (index_of[dates[passage.document_id][:size]],)

    return Groups(
        tr("month") if size == MONTH else tr("year"),
        "period",
        names,
        (),
        [passage for passage in material.passages if passage.document_id in dates],
        of,
        caption=joined_caption(material.caption, sentence if missing else ""),
    )


def _date(document: DocumentRow) -> str:
    """A date as 2014, 2014-03 or 2014-03-05; "" where there is none that can be read."""
    for written in (document.collected, document.published):
        if written.strip():
            try:
                return read_date(written)
            except UserError:
                continue
    return ""


def _periods(dates: list[str]) -> list[str]:
    """Every month from the first to the last where all dates have one and they are few, else every year."""
    if not dates:
        return []
    first, last = dates[0], dates[-1]
    months = (int(last[:YEAR]) - int(first[:YEAR])) * 12 + 12
    if months <= MOST_MONTHS and all(len(date) >= MONTH for date in dates):
        count = int(first[:YEAR]) * 12 + int(first[5:MONTH]) - 1
        end = int(last[:YEAR]) * 12 + int(last[5:MONTH]) - 1
        return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(count, end + 1)]
    years = range(int(first[:YEAR]), int(last[:YEAR]) + 1)
    if len(years) > MOST_YEARS:
        return sorted({date[:YEAR] for date in dates})
    return [f"{year:04}" for year in years]
