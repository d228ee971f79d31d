"""Why there is nothing to settle, and what to do next."""

from PySide6.QtCore import QCoreApplication

from app.ui.reconcile.queue.loading import Loaded, Team, is_hidden

MOST_NAMED = 6


def obstacle(loaded: Loaded) -> str:
    """A sentence for the empty workspace; empty where there is something to settle."""
    team = loaded.team
    chosen = team.round(loaded.round_id)
    if chosen is not None and is_hidden(chosen):
        return _tr(
            "“{}” is blind and open; its disagreements appear when it is closed. {} of {} assignments are "
            "completed."
        ).format(chosen.name, chosen.completed, chosen.assigned)
    if loaded.rows:
        return ""
    if not team.documents:
        return _tr(
            "There are no documents yet. Import interviews, let two coders code them and mark them as "
            "completed: then their disagreements appear here, to be settled one by one."
        )
    if len(team.people()) < 2:
        return _tr(
            "Disagreements need two coders, and so far there is only one in this project. Add a colleague in "
            "the Team menu and let both complete the same document."
        )
    if chosen is None and not _shared(team):
        hidden = [one.name for one in team.rounds if is_hidden(one)]
        if hidden:  # what is completed in them doesn't count yet: numbers would be untrue
            return _tr("“{}” is blind and open; its disagreements appear when it is closed.").format(
                "”, “".join(hidden)
            )
        return _tr("Two coders must complete the same document. {}").format(_progress(team))
    return _tr("Nobody has coded anything in what two coders completed, so there is nothing to settle.")


def _shared(team: Team) -> bool:
    people = {person.id for person in team.people()}
    done = [document for document, coder in team.completed if coder in people]
    return len(done) > len(set(done))


def _progress(team: Team) -> str:
    told = []
    people = team.people()
    for index, coder in enumerate(people[:MOST_NAMED]):
        done = sum(coder.id == own for _, own in team.completed)
        told.append((_tr("{} {}") if index else _tr("{} has completed {}")).format(coder.name, done))
    if len(people) > MOST_NAMED:
        told.append(_tr("and {} others").format(len(people) - MOST_NAMED))
    return ", ".join(told) + "."


def _tr(text: str) -> str:
    return QCoreApplication.translate("reconcile", text)
