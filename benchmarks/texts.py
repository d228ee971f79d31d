"""A coded text is mended: everybody's codings move to where their words stand in its new version."""

import random
import re

from app.documents.queries import documents, text
from app.store import Project
from app.texts.actions import renew_text
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

MENDED = 0.02  # of the longer words lose a letter
WORD = re.compile(r"\b(\w{4,})\w\b")


def _renewed(characters: int, codings: int) -> Measured:
    path = project_with(codings=codings, documents=1, characters=characters)
    with Project.open(str(path), station="bench") as project:
        with project.read() as session:
            (row,) = documents(session)
            body = text(session, row.id)
        lots = random.Random(1)
        mended = WORD.sub(lambda word: word[1] if lots.random() < MENDED else word[0], body)
        return repeated(lambda: project.do("Mend", renew_text, document_id=row.id, new_text=mended), 1)


def interview(times: int) -> Measured:
    """100,000 characters with 5,000 codings."""
    return _renewed(100_000 * times, 5_000 * times)


def long_text(times: int) -> Measured:
    """5 million characters with 5,000 codings; ten times as many are more than anybody codes."""
    return _renewed(5_000_000, 5_000 * times)
