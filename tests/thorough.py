"""How many examples a property is tried on: as many as find mistakes in every run, many more on demand.

A run takes the same examples every time, so that it fails for what was changed and not by luck; a thorough
run (`make thorough`) draws new ones each time.
"""

import os

THOROUGH = os.environ.get("INTERCODER_TESTS") == "thorough"


def examples(usual: int, *, thorough: int) -> int:
    """The number of examples in this run."""
    return thorough if THOROUGH else usual
