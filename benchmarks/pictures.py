"""Pictures of large studies, and sentences like those that are coded."""

from functools import partial

import numpy as np

from app.jobs import Job
from app.report.pictures.making import make_picture
from app.report.pictures.network_layout import laid_out
from app.report.pictures.request import PictureRequest
from app.similar.queries import similar_sentences
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

CODES = 200
TIES = 0.1  # of all pairs of codes
RUNS = 5


def network_layout(times: int) -> Measured:
    """Where 200 codes of a network stand, the square root of `times` as many."""
    many = round(CODES * times**0.5)
    generator = np.random.default_rng(1)
    drawn = generator.integers(1, 9, (many, many)) * (generator.random((many, many)) < TIES)
    weights = (drawn + drawn.T).astype(np.float64)
    return repeated(partial(laid_out, weights, np.full(many, 100.0), 468.0, 330.0), RUNS)


def _drawn(times: int, request: PictureRequest) -> Measured:
    path = project_with(codings=100_000 * times, documents=240, characters=50_000)
    with Project.open(str(path), station="bench") as project:

        def draw() -> None:
            made = make_picture(project, request, Job())
            made.draw(lambda words, size: len(words) * size * 0.55, 468.0)

        return repeated(draw, RUNS)


def matrix(times: int) -> Measured:
    """The code matrix of 100,000 codings by document, `times` as many, as shapes."""
    return _drawn(times, PictureRequest("matrix"))


def words(times: int) -> Measured:
    """Words counted in 12 million characters, and their cloud; more codings change nothing."""
    return _drawn(times, PictureRequest("cloud"))


def suggestions(times: int) -> Measured:
    """Sentences like those of a code in 12 million characters, of 100,000 codings, with the test."""
    path = project_with(codings=100_000 * times, documents=240, characters=50_000)
    with Project.open(str(path), station="bench") as project:

        def suggest() -> None:
            with project.read() as session:
                similar_sentences(session, 1, 1)

        return repeated(suggest, 1)
