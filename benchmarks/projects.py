"""Large projects to measure with: made once for each size, kept in the system's temporary folder."""

import atexit
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.documents.turns import TextRegion
from app.rounds.actions import complete_many
from app.store import Project
from app.store.journal import WriteSession
from app.store.migrations import HEAD

FOLDER = Path(tempfile.gettempdir()) / "intercoder-benchmarks"
VERSION = f"{HEAD}-3"  # raise the number when what is made here changes
PROSE = """the bread road night they told us brother was waiting at checkpoint nobody paid for flour again
commander promised work school closed winter his car came first we walked home after radio said people left
slowly and I thought about my mother every day because nothing changed there"""
WORDS = PROSE.split()
LENGTH = 60  # of a coding, in characters


def project_with(
    *,
    codings: int,
    documents: int,
    characters: int,
    coders: int = 10,
    codes: int = 50,
    completed: bool = True,
) -> Path:
    """A copy to measure on: `characters` in each document, codings spread evenly over everything."""
    name = f"{VERSION}-{codings}-{documents}-{characters}-{coders}-{codes}-{completed}.intercoder"
    made = FOLDER / name
    if not made.exists():
        FOLDER.mkdir(exist_ok=True)
        _remove_older()
        with tempfile.TemporaryDirectory(dir=FOLDER, prefix="unfinished-") as draft:
            unfinished = Path(draft) / name
            with Project.create(str(unfinished)) as project:
                project.do("Make", _fill, documents, characters, coders, codes, completed)
            _add_codings(unfinished, codings, documents, characters, coders, codes)
            unfinished.replace(made)  # at once, also where somebody else has made it meanwhile
    return Path(shutil.copyfile(made, _own_folder() / name))


def _own_folder() -> Path:
    """A folder for a copy of this process, which goes when the process ends, with what came beside it."""
    folder = Path(tempfile.mkdtemp(dir=FOLDER, prefix="copy-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _remove_older() -> None:
    """Remove what was made as an older version."""
    for path in FOLDER.glob("*.intercoder*"):
        if not path.name.startswith(f"{VERSION}-"):
            path.unlink(missing_ok=True)


def _fill(
    session: WriteSession, documents: int, characters: int, coders: int, codes: int, completed: bool
) -> None:
    people = [add_coder(session, name=f"Coder {number}") for number in range(coders)]
    for number in range(codes):
        add_code(session, name=f"Code {number}")
    for number in range(documents):
        text = text_of(characters, seed=number)
        document_id = add_document(session, name=f"Document {number}", text=text, regions=turns_of(text))
        if completed:
            complete_many(session, pairs=[(document_id, person) for person in people])


def text_of(characters: int, seed: int = 1) -> str:
    """A transcript in turns of about 250 characters, exactly so long."""
    chance = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < characters:
        speaker = "INTERVIEWER" if len(lines) % 2 == 0 else "WITNESS"
        lines.append(f"{speaker}: {' '.join(chance.choices(WORDS, k=chance.randint(10, 80)))}.")
        length += len(lines[-1]) + 1
    return "\n".join(lines)[: characters - 1] + "\n"


def turns_of(text: str) -> list[TextRegion]:
    """The turns of text_of(), which are its lines."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        label = line.split(":")[0]
        found.append(TextRegion("turn", start, start + len(label) + 2, start + len(line), label, None))
        start += len(line)
    return [turn for turn in found if turn.body <= turn.end]


def _add_codings(path: Path, codings: int, documents: int, characters: int, coders: int, codes: int) -> None:
    """Straight into the table: a journal of millions of rows would take longer than what is measured."""
    chance = random.Random(1)
    reach = characters - 3 * LENGTH
    each = -(-codings // documents)

    def rows(number: int) -> list[tuple[str, int, int, int, int, int]]:
        return [
            (
                f"{number:016x}{i:016x}",
                number + 1,
                1 + chance.randrange(codes),
                1 + i % coders,
                (start := i * reach // each + chance.randrange(LENGTH)),
                start + chance.randrange(20, 2 * LENGTH),
            )
            for i in range(each)
        ]

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for number in range(documents):
            connection.executemany(
                "INSERT OR IGNORE INTO coding"
                ' (guid, document_id, code_id, coder_id, start, "end", memo, sure, created_at)'
                " VALUES (?, ?, ?, ?, ?, ?, '', 1, '2026-01-01T00:00:00Z')",
                rows(number),
            )
        connection.commit()
