"""Why there is nothing to settle, and what to do next."""

from app.reconcile.loaded_queue import LoadedQueue, Team, is_hidden
from app.translation import tr

MOST_NAMED = 6


def obstacle(loaded: LoadedQueue) -> str:
    """A sentence for the empty workspace; empty where there is something to settle."""
    team = loaded.team
    chosen = team.round(loaded.round_id)
    if chosen is not None and is_hidden(chosen):
        return tr(
            "“{round}” is blind and open; its disagreements appear when it is closed. {done} of {all} "
            "assignments are completed.",
            round=chosen.name,
            done=chosen.completed,
            all=chosen.assigned,
        )
    if loaded.rows:
        return ""
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
    if chosen is None and not _shared(team):
        hidden = [one.name for one in team.rounds if is_hidden(one)]
        if hidden:  # what is completed in them doesn't count yet: numbers would be untrue
            return tr(
                "“{rounds}” is blind and open; its disagreements appear when it is closed.",
                rounds="”, “".join(hidden),
            )
        return tr("Two coders must complete the same document. {team}", team=_progress(team))
    return tr("Nobody has coded anything in what two coders completed, so there is nothing to settle.")


def _shared(team: Team) -> bool:
    people = {person.id for person in team.people()}
    done = [document for document, coder in team.completed if coder in people]
    return len(done) > len(set(done))


def _progress(team: Team) -> str:
    told = []
    people = team.people()
    for index, coder in enumerate(people[:MOST_NAMED]):
        done = sum(coder.id == own for _, own in team.completed)
        told.append(
            tr("{coder} {number}", coder=coder.name, number=done)
            if index
            else tr("{coder} has completed {number}", coder=coder.name, number=done)
        )
    if len(people) > MOST_NAMED:
        told.append(tr("and {number} others", number=len(people) - MOST_NAMED))
    return ", ".join(told) + "."
