"""The sheet “Differing answers”: where coders answered otherwise; decisions typed here come back."""

from collections.abc import Iterator, Sequence

from app.coders.queries import coders
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column
from app.reconcile.value_queue import ValueQueueRow, value_queue
from app.rounds.then import names_by_id, then

TITLE = "Differing answers"
ABOUT = (
    "Every answer on a coding sheet that coders gave differently, and how it was settled. Type the answer of "
    "the consensus into the yellow column and import the workbook: what would change is shown first."
)
ITEM, DECIDED, ANSWER, REASON, NOTE = "item id", "decision id", "consensus answer", "reason", "note"


def differing(export: Export) -> list[ValueQueueRow]:
    """Where coders differ, of the round that is compared or of all sheets as they are now."""
    rows = value_queue(export.session, export.choices.scope.round_id)
    return [row for row in rows if not row.item.agreed]


def is_sensible(export: Export) -> bool:
    """Whether any coders differ."""
    return bool(differing(export))


def _people(export: Export) -> dict[int, str]:
    round_id = export.choices.scope.round_id
    named = names_by_id(then(export.session, [] if round_id is None else [round_id]).coders)
    used = {coder_id for row in differing(export) for coder_id in row.item.answers}
    order = [row.id for row in coders(export.session)]
    return {
        coder_id: named.get(coder_id, "(deleted)")
        for coder_id in sorted(used, key=lambda one: order.index(one) if one in order else len(order))
    }


def columns(export: Export) -> list[Column]:
    """Hidden ids, what is asked of what, each coder's answer, three to be edited, and how far it is."""
    return [
        Column(ITEM, "Identifies the answers that are settled.", 12, holds="id", hidden=True),
        Column(DECIDED, "Identifies the decision that was seen.", 12, holds="id", hidden=True),
        Column("about", "case or document.", 10, holds="word"),
        Column("name", "The case or document.", 28, holds="title"),
        Column("variable", "What is asked.", 20, holds="name"),
        *(Column(name, f"What {name} answered.", 16, holds="title") for name in _people(export).values()),
        Column(
            ANSWER, "What the consensus answers; empty while it is open.", 18, holds="title", editable=True
        ),
        Column(REASON, "Why.", 24, editable=True),
        Column(NOTE, "Anything else that should be kept.", 30, "text", editable=True),
        Column("status", "open, settled, changed since, or put off.", 12, holds="word"),
        Column("rule", "The rule that decided.", 12, holds="word"),
    ]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each variable and case or document on which coders differ."""
    people = _people(export)
    for row in differing(export):
        item, decision = row.item, row.decision
        is_open = decision is None or row.status != "settled"
        given = None if is_open or decision is None else decision.given
        yield [
            item.key,
            decision.guid if decision else None,
            item.subject.about,
            item.name,
            item.variable.name,
            *(
                item.answers[coder_id].given.in_a_table if coder_id in item.answers else None
                for coder_id in people
            ),
            given.in_a_table if given else None,
            (decision.reason or None) if decision and not is_open else None,
            (decision.note or None) if decision and not is_open else None,
            row.status,
            (decision.rule or None) if decision and not is_open else None,
        ]
