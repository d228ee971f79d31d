"""The study of which sentences are sought."""

from tests.similar.test_queries import coded

__all__ = ["coded"]  # the fixture
