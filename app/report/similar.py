"""What is said of sentences like those that are coded: what the test on the own codings promises."""

from app.similar.queries import Similar
from app.similar.ranking import LEAST_CODED, LEAST_DOCUMENTS
from app.translation import tr

LEAST_RIGHT = 3.0  # of the first ten: with fewer it can't help


def helps(similar: Similar) -> bool:
    """Whether the list is worth reading."""
    return not similar.test.reason and round(similar.test.right, 9) >= LEAST_RIGHT


def promise(similar: Similar, code: str) -> str:
    """What the test says: how many of the first ten would be right, or why it can't help and what can."""
    test = similar.test
    if test.reason == "few codings":
        return tr(
            "There is too little to learn from yet: {count} sentence is coded with “{code}” by you, and it "
            "takes {least}. Until then look for words: find in everything.",
            "There is too little to learn from yet: {count} sentences are coded with “{code}” by you, and it "
            "takes {least}. Until then look for words: find in everything.",
            similar.coded,
            code=code,
            least=LEAST_CODED,
        )
    if test.reason == "few documents":
        return tr(
            "“{code}” stands in too few documents of yours to be tested: it takes {least}. Until then look "
            "for words: find in everything.",
            code=code,
            least=LEAST_DOCUMENTS,
        )
    right, base = round(test.right), round(test.base)
    tested = tr(
        "Tested on your own codings, with documents left out, {right} of the first 10 would be right; by "
        "chance {base}.",
        right=right,
        base=base,
    )
    if not helps(similar):
        more = tr("For this code it can’t help. Look for words instead: find in everything.")
        return f"{tested} {more}"
    return tested
