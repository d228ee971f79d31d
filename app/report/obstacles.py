"""What stands in the way of a comparison or a settlement, in sentences, with what to do next."""

from collections import Counter
from collections.abc import Collection, Sequence

from app.coders.queries import CoderRow
from app.reconcile.loaded_queue import LoadedQueue, Team, is_hidden
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import ComparisonOptions, is_chosen
from app.translation import tr

MOST_NAMED = 6


def of_comparing(options: ComparisonOptions, choices: ComparisonChoices) -> str:
    """Why nothing can be compared and what to do next; empty where something can."""
    if options.round_id is not None and not options.compared(ComparisonChoices())[0]:
        return tr(
            "No two coders completed the same document in this round, and a closed round stays as it is. "
            "Choose another round above, or the codings of now."
        )
    if not options.documents:
        return tr(
            "There are no documents yet. Import interviews, code them as two coders, and mark them as "
            "completed: then this page says how far you agree."
        )
    if not options.codes:
        return tr("The codebook is empty. Make codes and apply them in the Code workspace first.")
    if len(options.coders) < 2:
        return tr(
            "Agreement compares coders, and so far there is only one in this project. Add a colleague in "
            "the Team menu and let both complete the same document."
        )
    if words := _nothing_chosen(options, choices):
        return words
    if options.compared(choices)[0]:
        return ""
    if options.round_id is not None:
        return tr("No two of these coders completed one of these documents. Choose more of them above.")
    people = [coder for coder in options.coders if is_chosen(coder.id, choices.coder_ids)]
    documents = {row.id for row in options.documents if is_chosen(row.id, choices.document_ids)}
    done = [coder_id for document_id, coder_id in options.completed if document_id in documents]
    blind = {coder_id for document_id, coder_id in options.blind if document_id in documents}
    return " ".join((_two_must_complete(people, done, blind), *options.left_out))


def _nothing_chosen(options: ComparisonOptions, choices: ComparisonChoices) -> str:
    """What nothing is chosen of; empty where something is of everything."""
    if choices.document_ids == ():
        return tr("No document is chosen. Choose the documents to compare above.")
    if choices.coder_ids is not None and len(choices.coder_ids) < 2:
        return tr("Fewer than two coders are chosen. Choose at least two above.")
    if choices.code_ids == ():
        return tr("No code is chosen. Choose the codes to compare above.")
    if choices.statistics == ():
        return tr("No statistic is chosen. Choose at least one above.")
    if choices.origins == ():
        return tr("No codings count. Choose above how those that count came about.")
    if options.speakers and set(options.speakers) <= set(choices.without_speakers):
        return tr("All speakers are left out. Choose whose turns are compared above.")
    return ""


def invitation(options: ComparisonOptions, choices: ComparisonChoices) -> str:
    """Who could be compared on how much, where nothing stands in the way."""
    shared, took_part = options.compared(choices)
    names = [coder.name for coder in options.coders if coder.id in took_part]
    who = tr("{count} coder", "{count} coders", len(names))
    if len(names) <= MOST_NAMED:
        who = tr("{coders} and {last}", coders=", ".join(names[:-1]), last=names[-1])
    first = tr(
        "{coders} have completed {count} document in common. See how far they agree.",
        "{coders} have completed {count} documents in common. See how far they agree.",
        len(shared),
        coders=who,
    )
    about = " · ".join(part.removesuffix(".") for part in (options.counted, *options.left_out) if part)
    return f"{first}\n\n{about[:1].upper()}{about[1:]}." if about else first


def of_settling(loaded: LoadedQueue) -> str:
    """Why there is nothing to settle and what to do next; empty where there is something."""
    team = loaded.team
    chosen = team.round(loaded.round_id)
    if chosen is not None and is_hidden(chosen):
        return tr(
            "“{round}” is blind and open; its disagreements appear when it is closed. {done} of {count} "
            "assignment is completed.",
            "“{round}” is blind and open; its disagreements appear when it is closed. {done} of {count} "
            "assignments are completed.",
            chosen.assigned,
            round=chosen.name,
            done=chosen.completed,
        )
    if loaded.rows:
        return ""
    if chosen is not None:
        return tr("Nobody has coded anything in what two coders completed, so there is nothing to settle.")
    if not team.documents:
        return tr(
            "There are no documents yet. Import interviews, let two coders code them and mark them as "
            "completed: then their disagreements appear here, to be settled one by one."
        )
    if len(team.people()) < 2:
        return tr(
            "Disagreements need two coders, and so far there is only one in this project. Add a colleague in "
            "the Team menu and let both complete the same document."
        )
    if not _shared(team):
        hidden = [row.name for row in team.rounds if is_hidden(row)]
        if hidden:  # what is completed in them doesn't count yet: numbers would be untrue
            return tr(
                "“{rounds}” is blind and open; its disagreements appear when it is closed.",
                rounds="”, “".join(hidden),
            )
        return _two_must_complete(team.people(), [coder_id for _, coder_id in team.completed])
    return tr("Nobody has coded anything in what two coders completed, so there is nothing to settle.")


def nothing_shown(loaded: LoadedQueue) -> str:
    """Why no item of a queue that has some is shown, and what is left to do."""
    differing: Counter[str] = Counter()
    for (kind, status), many in loaded.tally.items():
        differing[status] += many if kind != "agreed" else 0
    if differing["open"] or differing["changed"]:
        words = tr("No item fits the filters. Take a filter away to see more.")
    elif differing["deferred"]:
        words = tr("Everything is settled but {number} for discussion.", number=differing["deferred"])
    else:
        words = tr(
            "The one disagreement is settled.",
            "All {count} disagreements are settled.",
            differing.total(),
        )
    if alike := loaded.progress.alike:
        words += " " + tr(
            "{count} passage that all coded the same waits to be taken over: Rules does it at once.",
            "{count} passages that all coded the same wait to be taken over: Rules does it at once.",
            alike,
        )
    return words


def _shared(team: Team) -> bool:
    people = {person.id for person in team.people()}
    done = [document for document, coder in team.completed if coder in people]
    return len(done) > len(set(done))


def _two_must_complete(
    people: Sequence[CoderRow], done: Sequence[int], blind: Collection[int] = frozenset()
) -> str:
    """That two must complete the same document, and how many each has; `done` has a coder id for each.

    What the coders in `blind` are coding blind isn't counted, and that is said: it is not nothing.
    """
    parts: list[str] = []
    named = people[:MOST_NAMED]
    counted = [coder.id for coder in named if coder.id not in blind or coder.id in done]
    for coder in named:
        count = done.count(coder.id)
        if coder.id not in counted:
            parts.append(tr("{coder} codes blind", coder=coder.name))
        elif coder.id == counted[0]:
            parts.append(tr("{coder} has completed {number}", coder=coder.name, number=count))
        else:
            parts.append(tr("{coder} {number}", coder=coder.name, number=count))
        if coder.id in counted and coder.id in blind:
            parts[-1] = tr("{progress} and codes blind", progress=parts[-1])
    if len(people) > MOST_NAMED:
        parts.append(tr("and {count} other", "and {count} others", len(people) - MOST_NAMED))
    return tr("Two coders must complete the same document. {progress}", progress=f"{', '.join(parts)}.")
