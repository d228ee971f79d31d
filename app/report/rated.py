"""Agreement on a table that somebody brings, as it is told: values, pairs, confusion, units that differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.agreement.coefficients.values import Value
from app.agreement.methods.sources import REFERENCES
from app.agreement.study.rated import UNWEIGHTED, WEIGHTS, RatedAgreement, RatedPair
from app.agreement.study.statistic_names import NAMED
from app.counting import counted
from app.report.statistics import statistic_name
from app.report.tables import ReportTable, TableColumn
from app.translation import tr

OF_PAIRS = ("percent_agreement", "cohen_kappa", "krippendorff_alpha", "masi_alpha")
JACKKNIFE = "Efron & Tibshirani 1993"


OfPair = tuple[RatedAgreement, RatedPair]
Confused = tuple[RatedAgreement, tuple[str, str], int]
Differing = tuple[RatedAgreement, int]


@dataclass(frozen=True)
class RatedLine:
    """One statistic of one variable."""

    agreement: RatedAgreement
    key: str
    value: Value


def values_table(results: Sequence[RatedAgreement]) -> ReportTable[RatedLine]:
    """A row for each variable and statistic."""
    columns = [
        TableColumn[RatedLine](tr("Variable"), lambda line: line.agreement.variable.name, key="variable"),
        TableColumn[RatedLine](tr("Level"), lambda line: line.agreement.variable.level, holds="word"),
        TableColumn[RatedLine](
            tr("Statistic"), lambda line: name_at_level(line.key, line.agreement.variable.level), holds="word"
        ),
        TableColumn[RatedLine](tr("Value"), lambda line: line.value.value, "decimal"),
        TableColumn[RatedLine](
            tr("From"), lambda line: line.value.low, "decimal", tr("of the 95 % interval")
        ),
        TableColumn[RatedLine](tr("To"), lambda line: line.value.high, "decimal", tr("of the 95 % interval")),
        TableColumn[RatedLine](tr("Observed"), lambda line: line.value.observed, "decimal"),
        TableColumn[RatedLine](tr("By chance"), lambda line: line.value.expected, "decimal"),
        TableColumn[RatedLine](tr("Units"), lambda line: line.agreement.judged, "count"),
        TableColumn[RatedLine](tr("Coders"), lambda line: len(line.agreement.variable.coders), "count"),
        TableColumn[RatedLine](tr("Note"), lambda line: note_of(line.value), "text", holds="word"),
    ]
    rows = [RatedLine(result, key, value) for result in results for key, value in result.values.items()]
    return ReportTable(columns, rows)


def pairs_table(results: Sequence[RatedAgreement]) -> ReportTable[OfPair]:
    """A row for each variable and pair of coders."""

    def value_of(key: str) -> TableColumn[OfPair]:
        def value(row: OfPair) -> float | None:
            found = row[1].values.get(key)
            return None if found is None else found.value

        return TableColumn(statistic_name(key, in_files=True), value, "decimal")

    columns: list[TableColumn[OfPair]] = [
        TableColumn(tr("Variable"), lambda row: row[0].variable.name),
        TableColumn(tr("First coder"), lambda row: row[1].first),
        TableColumn(tr("Second coder"), lambda row: row[1].second),
        TableColumn(tr("Units"), lambda row: row[1].units, "count"),
        *(value_of(key) for key in OF_PAIRS if any(key in pair.values for r in results for pair in r.pairs)),
    ]
    return ReportTable(columns, [(result, pair) for result in results for pair in result.pairs])


def confusion_table(
    results: Sequence[RatedAgreement],
) -> ReportTable[Confused]:
    """How often one coder said this and another that, over all pairs of coders; agreement first."""
    columns: list[TableColumn[Confused]] = [
        TableColumn(tr("Variable"), lambda row: row[0].variable.name),
        TableColumn(tr("One said"), lambda row: row[1][0]),
        TableColumn(tr("The other said"), lambda row: row[1][1]),
        TableColumn(tr("Times"), lambda row: row[2], "count"),
    ]
    rows: list[Confused] = [
        (result, pair, count)
        for result in results
        for pair, count in sorted(
            result.confusion.items(), key=lambda item: (item[0][0] != item[0][1], -item[1])
        )
    ]
    return ReportTable(columns, rows)


def differing_table(results: Sequence[RatedAgreement]) -> ReportTable[Differing]:
    """The units whose coders differ, with what each said."""
    people = list(dict.fromkeys(who for result in results for who in result.variable.coders))

    def said_by(who: str) -> TableColumn[Differing]:
        def said(row: Differing) -> str | None:
            variable, unit = row[0].variable, row[1]
            return variable.cells[unit][variable.coders.index(who)] if who in variable.coders else None

        return TableColumn(who, said, is_named=True)

    columns: list[TableColumn[Differing]] = [
        TableColumn(tr("Variable"), lambda row: row[0].variable.name),
        TableColumn(tr("Unit"), lambda row: row[0].variable.units[row[1]]),
        *map(said_by, people),
    ]
    return ReportTable(columns, [(result, unit) for result in results for unit in result.differing])


def name_at_level(key: str, level: str) -> str:
    """The statistic's name, with the weights that it has at a level above nominal."""
    words = statistic_name(key, in_files=True)
    weighted = level in WEIGHTS and key not in (*UNWEIGHTED, "krippendorff_alpha")
    return tr("{statistic}, weighted", statistic=words) if weighted else words


def note_of(value: Value) -> str:
    """Why there is no value, or no interval, or what to know of it; of units, not documents."""
    told = [value.reason or "", *value.flags]
    return "; ".join(note.replace("document", "unit") for note in told if note)


def methods(results: Sequence[RatedAgreement], shown: Sequence[str]) -> str:
    """A paragraph for a paper, with its references."""
    sentences = [sentence for result in results for sentence in _sentences(result, shown)]
    keys = dict.fromkeys(
        key
        for result in results
        for key in shown
        if key in result.values and result.values[key].value is not None
    )
    references = sorted({reference for key in keys for reference in NAMED[key].references} | {JACKKNIFE})
    return "\n".join(
        [
            " ".join(sentences),
            tr(
                "Intervals are of 95 %, from the standard error where there is one and from leaving out one "
                "unit after the other elsewhere."
            ),
            "",
            *(REFERENCES[reference] for reference in references),
        ]
    )


def _sentences(result: RatedAgreement, shown: Sequence[str]) -> Iterator[str]:
    variable = result.variable
    coders, units = counted(len(variable.coders), "coder"), counted(result.judged, "unit")
    keys = [key for key in shown if key in result.values] or list(result.values)
    values = [
        f"{NAMED[key].name} = {_told(value)}"
        for key in keys
        if (value := result.values[key]).value is not None
    ]
    if not values:
        reasons = dict.fromkeys(value.reason for value in result.values.values() if value.reason)
        yield tr(
            "“{variable}” has no coefficient ({reasons}).", variable=variable.name, reasons="; ".join(reasons)
        )
        return
    weights = WEIGHTS.get(variable.level)
    weighted = tr(", with {weights} weights", weights=weights) if weights else ""
    yield tr(
        "“{variable}” ({level}{weighted}) was judged by {coders} on {units} that two or more of them judged: "
        "{values}.",
        variable=variable.name,
        level=variable.level,
        weighted=weighted,
        coders=coders,
        units=units,
        values="; ".join(values),
    )


def _told(value: Value) -> str:
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} [{value.low:.2f}, {value.high:.2f}]"
