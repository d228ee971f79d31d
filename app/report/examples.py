"""Published examples as a table: computed beside expected, and what each is from."""

from app.agreement.examples.cases import Outcome
from app.report.numbers import MINUS
from app.report.tables import TableColumn, Value
from app.translation import tr

GOOD, OFF = "✓", "✗"


def columns() -> list[TableColumn[Outcome]]:
    """Whether it is as expected, which number of which example, both numbers, where it was published."""
    return [
        TableColumn("", lambda outcome: GOOD if outcome.ok else OFF, tip=verdict, spoken=verdict),
        TableColumn(tr("Example"), lambda outcome: outcome.case.replace("_", " ")),
        TableColumn(tr("Number"), lambda outcome: outcome.key),
        TableColumn(tr("computed"), computed, "decimal", words=computed_words, tip=computed_words),
        TableColumn(
            tr("expected"),
            lambda outcome: outcome.expected or "",
            "decimal",
            words=expected_words,
            tip=expected_words,
        ),
        TableColumn(tr("Source"), lambda outcome: outcome.source),
    ]


def verdict(outcome: Outcome) -> str:
    """Whether it is as expected."""
    return tr("as expected") if outcome.ok else tr("off")


def computed(outcome: Outcome) -> Value:
    """What was computed: a number, or why there is none."""
    if outcome.problem is not None or outcome.computed is None:
        return outcome.problem or tr("nothing")
    value = outcome.computed
    return value.reason or "" if value.value is None else value.value


def computed_words(outcome: Outcome) -> str:
    """The same in words."""
    return _words(computed(outcome))


def expected_words(outcome: Outcome) -> str:
    """What was published, in words."""
    return _words(outcome.expected or "")


def _words(value: Value) -> str:
    return f"{round(value, 6) + 0.0:.6g}".replace("-", MINUS) if isinstance(value, float) else str(value)
