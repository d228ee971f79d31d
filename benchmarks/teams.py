"""Work given out and taken in, and copies brought together."""

import random
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import select

from app.jobs import Job
from app.models import Code, Coder, Coding, Document
from app.packets.arrivals import returns_at
from app.packets.copies.bringing import bring_together, preview_bringing
from app.packets.giving import give_out
from app.packets.returning import make_return
from app.packets.take_in import take_in
from app.store import Project
from app.store.journal import WriteSession, add_many
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

CHARACTERS, LENGTH = 100_000, 60


def packet_out(times: int) -> Measured:
    """A packet with 100,000 codings of its coder, in 12 million characters."""
    path = project_with(codings=100_000 * times, documents=120, characters=CHARACTERS, coders=1)
    with Project.open(str(path)) as project:
        return repeated(lambda: _packet(project, with_own=True), 3)


def return_in(times: int) -> Measured:
    """A return of 100,000 codings, all of them new."""
    path = project_with(codings=0, documents=120, characters=CHARACTERS, coders=1)
    with Project.open(str(path)) as project:
        packet = _packet(project, with_own=False)
        with Project.open(str(packet)) as given:
            given.do("Code", _code, codings=100_000 * times)
            files = returns_at([make_return(given, None, Job()).path])
        return repeated(lambda: project.do("Take in", take_in, files=files), 1)


def copies_compared(times: int) -> Measured:
    """Two copies of a project of 500,000 codings, of which one has 1,000 more, as a preview."""
    project, copy = _two_copies(times)
    with project:
        return repeated(lambda: preview_bringing(project, [copy], job=Job()), 1)


def copies_merged(times: int) -> Measured:
    """The same, brought together."""
    project, copy = _two_copies(times)
    with project:
        return repeated(lambda: bring_together(project, [copy], job=Job()), 1)


def _packet(project: Project, *, with_own: bool) -> Path:
    folder = Path(tempfile.mkdtemp(dir=Path(project.location).parent)) / "out"
    (packet,) = give_out(project, folder, with_own=with_own, job=Job())
    return folder / packet.file


def _two_copies(times: int) -> tuple[Project, Path]:
    path = project_with(codings=500_000 * times, documents=120, characters=CHARACTERS)
    copy = path.with_name("copy.intercoder")
    shutil.copyfile(path, copy)
    with Project.open(str(copy)) as other:
        other.do("Code", _code, codings=1_000)
    return Project.open(str(path)), copy


def _code(session: WriteSession, *, codings: int) -> None:
    """Random codings of the first coder, each on a place of its own."""
    lots = random.Random(1)
    documents, codes = (list(session.scalars(select(model.id))) for model in (Document, Code))
    coder_id = session.scalars(select(Coder.id)).first()
    places = {
        (lots.choice(documents), lots.choice(codes), lots.randrange(CHARACTERS - LENGTH))
        for _ in range(codings)
    }
    rows = [
        {"document_id": document_id, "code_id": code_id, "start": start, "end": start + LENGTH - 1}
        for document_id, code_id, start in sorted(places)
    ]
    add_many(session, Coding, [row | {"coder_id": coder_id, "memo": ""} for row in rows])
