"""What is out and back, and what a return brings, in words for the window."""

from collections.abc import Sequence

from app.local_times import local_date
from app.packets.plans import Unplaced
from app.packets.queries import PacketRow
from app.packets.take_in import DocumentWork, ReturnState, TakenIn
from app.report.tables import TableColumn
from app.translation import tr


def packet_columns() -> list[TableColumn[PacketRow]]:
    """A packet in a line."""
    return [
        TableColumn(tr("Coder"), lambda row: row.coder or tr("removed")),
        TableColumn(tr("Round"), lambda row: ", ".join(row.rounds)),
        TableColumn(tr("Given out"), lambda row: row.made_at, words=lambda row: local_date(row.made_at)),
        TableColumn(tr("Documents"), lambda row: row.documents, "count"),
        TableColumn(tr("Back"), lambda row: row.back_at, words=back),
        TableColumn(tr("Changed here since"), changed),
    ]


def back(row: PacketRow) -> str:
    """Whether anything came back."""
    if row.back_at is None:
        return tr("not yet") if row.is_latest else tr("given out again since")
    day = local_date(row.back_at)
    if row.waiting:
        return tr("{day}, sealed", day=day)
    if row.unplaced:
        return tr(
            "{day}; {count} thing fits nowhere",
            "{day}; {count} things fit nowhere",
            row.unplaced,
            day=day,
        )
    return tr("{day}, return {number}", day=day, number=row.returns)


def changed(row: PacketRow) -> str:
    """What is otherwise here than in the packet."""
    parts = [
        tr("{count} text corrected", "{count} texts corrected", row.texts_changed)
        if row.texts_changed
        else "",
        tr("{count} document removed", "{count} documents removed", row.removed) if row.removed else "",
        tr("{count} code gone", "{count} codes gone", row.codes_gone) if row.codes_gone else "",
    ]
    return ", ".join(filter(None, parts))


def return_in_words(row: ReturnState) -> str:
    """What becomes of one returned file."""
    if row.state == "sealed":
        return tr("stays sealed for now: {reasons}", reasons="; ".join(row.waits_for))
    states = {
        "taken in": tr("is taken in"),
        "nothing new": tr("brings nothing new"),
        "older": tr("is older than what was taken in already"),
    }
    return states[row.state]


def work_in_words(row: DocumentWork) -> str:
    """What a return brings to a document."""
    parts = [
        tr("{count} new", "{count} new", row.new) if row.new else "",
        tr("{count} changed", "{count} changed", row.changed) if row.changed else "",
        tr("{count} removed", "{count} removed", row.removed) if row.removed else "",
        tr("{count} to look at again", "{count} to look at again", row.look_again) if row.look_again else "",
        tr("completed") if row.completed else "",
        tr("opened again") if row.reopened else "",
    ]
    return ", ".join(filter(None, parts))


def unplaced_in_words(part: Unplaced) -> str:
    """Something that fits nowhere."""
    things = {
        "coding": tr("coding"),
        "completed mark": tr("mark of completion"),
        "proposal": tr("proposal"),
        "note": tr("note"),
    }
    thing = things.get(part.what, part.what)
    return f"{thing} “{part.code}”" if part.code else thing


def summary(taken: TakenIn) -> str:
    """What taking in would do, in sentences."""
    sentences = []
    if taken.documents:
        sentences.append(
            tr(
                "Codings: {new} new, {changed} changed, {removed} removed. Documents completed: {completed}.",
                new=f"{taken.count('new'):,}",
                changed=f"{taken.count('changed'):,}",
                removed=f"{taken.count('removed'):,}",
                completed=f"{taken.count('completed'):,}",
            )
        )
    if taken.proposals:
        sentences.append(
            tr("{count} proposal came with it.", "{count} proposals came with it.", taken.proposals)
        )
    if any(row.state == "sealed" for row in taken.returns):
        sentences.append(tr("What stays sealed is kept in the project and opened when nothing is missing."))
    if not sentences:
        sentences.append(tr("Nothing: the project has all of this already."))
    else:
        sentences.append(tr("You can undo this."))
    return " ".join(sentences)


def code_lines(taken: TakenIn) -> Sequence[tuple[str, str]]:
    """Codes that coders added: the name, and what becomes of it."""
    new = [(name, tr("is added at the end of the codebook")) for name in taken.new_codes]
    return [*new, *((name, tr("is taken for the code of that name")) for name in taken.same_codes)]
