"""The sample study: its texts and codings, a codebook version, a closed round, and some of it reconciled."""

import csv
from collections.abc import Mapping
from pathlib import Path

from app.codebook.version_actions import publish_version
from app.coders.here import remember_here
from app.coders.queries import coders
from app.counting import counted
from app.documents.queries import documents
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.reconcile.actions import decide, decide_many
from app.reconcile.items import Item
from app.reconcile.outcomes import result_of
from app.reconcile.possible import ground
from app.reconcile.queries import items, queue
from app.reconcile.rules import Boundary, Exact, preview
from app.report.items import outcome_told
from app.rounds.actions import close_round, create_round
from app.store import Project
from app.store.places import draft_of, put_in_place

FOLDER = Path(__file__).parents[2] / "resources" / "sample_study"
ROUND = "Round 1"
RULES = (Exact(), Boundary())


def make_sample(path: Path, job: Job, *, station: str = "", otherwise: int | None = None) -> None:
    """Make the sample study as a project where there is none: whole, or not at all."""
    draft = draft_of(path)
    try:
        with Project.create(str(draft), station=station, title=path.stem, otherwise=otherwise) as project:
            fill_with_sample(project, job)
            with project.read() as session:
                first = coders(session)[0].id
            remember_here(project, first)
        put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def fill_with_sample(project: Project, job: Job) -> None:
    """Put the sample study into a new project."""
    import_study(project, FOLDER, job)
    with project.read() as session:
        project.coder_id = min(coder.id for coder in coders(session))
    _reconcile(project, FOLDER / "decisions.csv", job)
    project.coder_id = None


def _reconcile(project: Project, decisions: Path, job: Job) -> None:
    """Publish the codebook, close a round of all documents, and settle what the table `decisions` says.

    It has doc_id, start, end, outcome, coder (whose coding counts), reason and note, in UTF-8. What all coded
    alike, and what differs little at the ends, is settled by rules; the rest stays open.
    """
    with project.read() as session:
        people = {coder.name: coder.id for coder in coders(session)}
        names = {document.id: document.name for document in documents(session)}
        texts = {Path(document.file_name).stem: document.id for document in documents(session)}
    who = min(people.values())
    version = project.do(
        "Publish codebook version 1", publish_version, reason="As agreed after the pilot", coder_id=who
    )
    round_id = project.do(
        f"Plan “{ROUND}”",
        create_round,
        name=ROUND,
        document_ids=list(texts.values()),
        coder_ids=list(people.values()),
        version_id=version,
        drawn="All documents.",
        coder_id=who,
    )
    project.do(f"Close “{ROUND}”", close_round, round_id=round_id)
    with project.read() as session:
        by_span = {(item.document_id, item.start, item.end): item for item in items(session, round_id)}
    with decisions.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for index, row in enumerate(rows):
        job.step(index, len(rows), "Settling disagreements")
        span = texts[row["doc_id"]], int(row["start"]), int(row["end"])
        _settle(project, by_span[span], names[span[0]], row, people, who)
    with project.read() as session:
        settled = preview(queue(session, round_id), RULES, ground(session))
    many = counted(len(settled.choices), "passage")
    label = f"Settle {many} by rules: {', '.join(rule.text for rule in RULES)}"
    project.do(label, decide_many, choices=settled.choices, coder_id=who)


def _settle(
    project: Project, item: Item, document: str, row: Mapping[str, str], people: Mapping[str, int], who: int
) -> None:
    spans = result_of(item, row["outcome"], coder_id=people.get(row["coder"]))
    told = outcome_told(row["outcome"], item, spans, {coder: name for name, coder in people.items()})
    project.do(
        f"Decide: {told} in {document}, turn {item.turn}",
        decide,
        item=item,
        outcome=row["outcome"],
        codings=spans,
        reason=row["reason"],
        note=row["note"],
        coder_id=who,
        follows_id=None,
    )
