"""Where codes of a network stand: within the picture, apart from one another, the same each time."""

import numpy as np

from app.report.pictures.network_layout import laid_out


def weights(many: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    generator = np.random.default_rng(7)
    drawn = generator.integers(0, 9, (many, many)) * (generator.random((many, many)) < 0.1)
    symmetric: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = (drawn + drawn.T).astype(np.float64)
    return symmetric


def test_the_same_network_stands_the_same_way_each_time() -> None:
    first, second = (laid_out(weights(30), np.full(30, 100.0), 468, 330) for _ in range(2))
    assert np.array_equal(first, second)


def test_all_codes_stand_within_the_picture_and_none_on_another() -> None:
    for many in (1, 2, 20, 200):
        at = laid_out(weights(many), np.full(many, 100.0), 468, 330)
        assert np.isfinite(at).all()
        assert (at >= 0).all()
        assert (at <= [468, 330]).all()
        between = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2)) + np.eye(many) * 99
        assert between.min() > 5


def test_what_occurs_together_often_stands_closer_than_what_does_not() -> None:
    chain = np.zeros((6, 6))
    for first, second in ((0, 3), (1, 4), (2, 5)):
        chain[first, second] = chain[second, first] = 5
    at = laid_out(chain, np.full(6, 20.0), 468, 330)
    together = np.linalg.norm(at[0] - at[3])
    apart = [np.linalg.norm(at[0] - at[other]) for other in (1, 2, 4, 5)]
    assert together < min(apart)
