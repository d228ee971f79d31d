"""The agreement table: codes, pairs or documents, their codings, statistics with intervals, and notes."""

from collections.abc import Iterator
from functools import partial

from app.agreement.coefficients.values import Value
from app.report.agreement_lines import MOST_COUNTED_APART, AgreementLine, Lines
from app.report.groups import GroupLine
from app.report.reasons import explained, shortened
from app.report.statistics import SHARES, head, interval_words, statistic_name, tip, words_of
from app.report.tables import ReportTable, TableColumn
from app.report.tables import Value as CellValue
from app.translation import tr

NAME, COUNT, INTERVAL, NOTES = "name", "count", "interval", "notes"  # keys beside those of statistics


def table(lines: Lines) -> ReportTable[AgreementLine]:
    """The table of one level, the pooled line always last."""
    statistics = [_statistic(lines, key) for key in lines.shown]
    statistics.insert(lines.shown.index(lines.drawn) + 1, _interval(lines.drawn))
    columns = [*_about(lines), *_counts(lines), *statistics, *_ends(lines), _notes()]
    return ReportTable(columns, lines.lines, [lines.pooled])


def value_of(cell: Value | None) -> CellValue:
    """A value in full, or the reason why there is none; nothing where it is not computed."""
    if cell is None:
        return None
    return cell.reason if cell.value is None else cell.value


def _about(lines: Lines) -> Iterator[TableColumn[AgreementLine]]:
    names = {
        "code": tr("Code"),
        "pair": tr("Pair"),
        "document": tr("Case") if lines.of_cases else tr("Document"),
    }
    yield TableColumn(
        names[lines.level],
        lambda line: line.title,
        key=NAME,
        tip=lambda line: " — ".join(part for part in (line.title, line.group) if part),
    )
    yield TableColumn(tr("Group"), lambda line: line.group, shown=False)


def _counts(lines: Lines) -> Iterator[TableColumn[AgreementLine]]:
    """The codings of each coder; of many coders together where they are shown."""
    apart = len(lines.counted) <= MOST_COUNTED_APART
    if not apart:
        codings = tr("codings")
        yield TableColumn(
            codings,
            lambda line: sum(line.counts),
            "count",
            tr("Number of codings: {coders}", coders=codings),
            key=COUNT,
            tip=partial(_counted, lines=lines),
            copied=False,
        )
    for index, coder in enumerate(lines.counted):
        yield TableColumn(
            tr("Codings: {coders}", coders=coder),
            partial(_count, index=index, of=len(lines.counted)),
            "count",
            tr("Number of codings: {coders}", coders=coder),
            key=COUNT,
            head=coder,
            shown=apart,
        )


def _count(line: AgreementLine, index: int, of: int) -> int | None:
    return line.counts[index] if len(line.counts) == of else None


def _counted(line: AgreementLine, lines: Lines) -> str:
    pairs = zip(lines.counted, line.counts, strict=False)
    return ", ".join(f"{coder} {count}" for coder, count in pairs)


def _statistic(lines: Lines, key: str) -> TableColumn[AgreementLine]:
    return TableColumn(
        statistic_name(key),
        lambda line: value_of(line.values.get(key)),
        "percent" if key in SHARES else "decimal",
        tip(key),
        key=key,
        head=head(key, lines.shown),
        words=lambda line: words_of(key, line.values.get(key)),
        tip=lambda line: value_tip(key, line.values.get(key)),
        spoken=lambda line: _spoken(key, line.values.get(key)),
        painted=lambda line: line.values.get(key),
    )


def _spoken(key: str, value: Value | None) -> str:
    return value.reason if value and value.reason else words_of(key, value)


def value_tip(key: str, value: Value | None) -> str:
    """A statistic's name with its interval and what to know, or why it has no value."""
    if value is None:
        return tr("{statistic} is not computed here", statistic=statistic_name(key))
    if value.reason:
        return f"{value.reason}\n{explained(value.reason)}"
    interval = interval_words(key, value)
    first = f"{statistic_name(key)} {words_of(key, value)}"
    lines = [first, tr("95 % interval: {interval}", interval=interval)] if interval else [first]
    return "\n".join([*lines, *(explained(flag) for flag in value.flags)])


def _interval(drawn: str) -> TableColumn[AgreementLine]:
    """The interval of one statistic, as it is drawn."""
    return TableColumn(
        tr("95 % interval"),
        lambda line: interval_words(drawn, line.drawn),
        meaning=tr("95 % interval of {statistic}, by leaving out documents", statistic=statistic_name(drawn)),
        key=INTERVAL,
        tip=lambda _: "",
        order=lambda line: line.drawn.low,
        copied=False,
    )


def _ends(lines: Lines) -> Iterator[TableColumn[AgreementLine]]:
    """The ends of all intervals, which are copied only."""
    for key in lines.shown:
        for end in ("low", "high"):
            yield TableColumn(
                f"{statistic_name(key)} {end}",
                partial(end_of_interval, key=key, end=end),
                "decimal",
                shown=False,
            )


def end_of_interval(line: AgreementLine | GroupLine, key: str, end: str) -> float | None:
    """The `low` or `high` end of a statistic's interval; None where it has none."""
    value: float | None = getattr(line.values.get(key), end, None)
    return value


def _notes() -> TableColumn[AgreementLine]:
    return TableColumn(
        tr("To know"),
        lambda line: "; ".join(line.notes),
        meaning=tr("Why there is no number, or what to know about it"),
        key=NOTES,
        words=lambda line: "; ".join(dict.fromkeys(shortened(note) for note in line.notes)),
        tip=lambda line: "\n".join(explained(note) for note in line.notes),
    )
