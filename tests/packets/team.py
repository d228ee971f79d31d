"""A team whose coders work on computers of their own: a lead's project, packets, and what is done in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.jobs import Job
from app.models import Code, Coder, Coding, Document
from app.packets.arrivals import returns_at
from app.packets.giving import give_out
from app.packets.returning import make_return
from app.packets.take_in import TakenIn, preview_take_in, take_in
from app.rounds.actions import complete_document, create_round
from app.store import Project
from app.store.sight import see_everything

BAKER = "INTERVIEWER: Why did you leave?\nBAKER: They took the flour. We queued from four in the morning.\n"
DRIVER = "INTERVIEWER: Who drove?\nDRIVER: My cousin Zebulon had the lorry. 🚚 He was paid in sugar.\n"
SECRET = "INTERVIEWER: And then?\nTEACHER: The quicksilver was under the chalkboard.\n"
TEXTS = {"Baker": BAKER, "Driver": DRIVER, "Teacher": SECRET}
CODES = ("Hunger", "Bribe", "Flight")


def make_team(location: Path, *, blind: bool = True) -> Project:
    """Lena leads; Ana and Murat code Baker in a round, Murat Driver too; Teacher is nobody's."""
    project = Project.create(str(location), station="lead", title="Riverbank")
    lena = project.do("Lena", add_coder, name="Lena Lead", role="lead")
    project.coder_id = lena
    ana = project.do("Ana", add_coder, name="Ana Yılmaz")
    murat = project.do("Murat", add_coder, name="Murat Kaya")
    ids = {name: project.do("Add", add_document, name=name, text=text) for name, text in TEXTS.items()}
    for name in CODES:
        project.do("Add", add_code, name=name)
    planned = {"document_ids": [ids["Baker"]], "coder_ids": [ana, murat], "blind": blind}
    round_id = project.do("Plan", create_round, name="First", **planned)
    from app.rounds.actions import add_assignments

    project.do("Assign", add_assignments, round_id=round_id, pairs=[(ids["Driver"], murat)])
    return project


def given(project: Project, folder: Path, **options: Any) -> dict[str, Path]:
    """Packets by the first name of their coders."""
    packets = give_out(project, folder, job=Job(), **options)
    return {packet.coder.split()[0]: folder / packet.file for packet in packets}


@contextmanager
def at_work(packet: Path) -> Iterator[Project]:
    """A packet as its coder has it open."""
    with Project.open(str(packet), station="laptop") as project:
        with project.read() as session:
            project.coder_id = session.scalar(select(Coder.id))
        yield project


def ids_of(project: Project, model: Any) -> dict[str, int]:
    """The ids of what has a name."""
    with project.read() as session:
        see_everything(session)
        return {row[0]: row[1] for row in session.execute(select(model.name, model.id))}


def code(project: Project, document: str, words: str, code_name: str, **more: Any) -> int:
    """Put a code on words, as whoever is at work."""
    assert project.coder_id is not None
    start = TEXTS[document].index(words)
    return project.do(
        "Apply code",
        apply_code,
        document_id=ids_of(project, Document)[document],
        code_id=ids_of(project, Code)[code_name],
        coder_id=project.coder_id,
        start=start,
        end=start + len(words),
        **more,
    )


def complete(project: Project, document: str) -> None:
    """Mark a document as completed, as whoever is at work."""
    assert project.coder_id is not None
    document_id = ids_of(project, Document)[document]
    project.do("Complete", complete_document, document_id=document_id, coder_id=project.coder_id)


def returned(packet: Path) -> Path:
    """What goes back of a packet as it is now."""
    with at_work(packet) as project:
        return make_return(project, None, Job()).path


def taken(project: Project, *returns: Path, **options: Any) -> TakenIn:
    """What the lead's project says of taking returns in, after doing so; its preview says the same."""
    files = returns_at(returns)
    with project.read() as session:
        preview = preview_take_in(session, files=files, **options)
    outcome = project.do("Take in", take_in, files=files, **options)
    assert preview == outcome
    return outcome


Row = tuple[str, str, str, str, str, bool, str]


def codings(project: Project) -> set[Row]:
    """All codings: coder, document, code, words, memo, whether sure, origin."""
    with project.read() as session:
        see_everything(session)
        from app.documents.queries import text

        rows = session.execute(
            select(Coder.name, Document, Code.name, Coding)
            .join(Coder, Coder.id == Coding.coder_id)
            .join(Document, Document.id == Coding.document_id)
            .join(Code, Code.id == Coding.code_id)
        ).all()
        return {
            (
                coder,
                document.name,
                code_name,
                text(session, document.id)[coding.start : coding.end],
                coding.memo,
                coding.sure,
                coding.origin,
            )
            for coder, document, code_name, coding in rows
        }
