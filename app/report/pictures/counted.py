"""What several pictures count alike: which codes are drawn, and groups of passages beside one another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.codebook.queries import CodeRow
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.translation import tr


@dataclass(frozen=True)
class Groups:
    """Groups beside one another, such as documents: `of` says which of them a passage belongs to.

    `sizes` counts the cases of each group where groups are of cases, else it is empty; `share` says of a code
    and a group how many of its cases have the code, of how many. `caption` says what is counted where the
    material says otherwise.
    """

    what: str
    key: str
    names: Sequence[str]
    colours: Sequence[str]
    passages: Sequence[CodedPassage]
    of: Callable[[CodedPassage], Iterable[int]]
    sizes: Sequence[int] = ()
    share: Callable[[int, int], "CaseShare"] = lambda _code_id, _group: (0, 0)
    caption: str = ""


CaseShare = tuple[int, int]  # how many cases have a code, of how many
Cells = dict[tuple[int, int], list[CodedPassage]]  # by code id and index of the group


def cells_of(groups: Groups) -> Cells:
    """The passages of each code in each group."""
    cells: defaultdict[tuple[int, int], list[CodedPassage]] = defaultdict(list)
    for passage in groups.passages:
        for index in groups.of(passage):
            cells[passage.code_id, index].append(passage)
    return dict(cells)


def used_codes(
    material: StudyMaterial, passages: Iterable[CodedPassage], most: int
) -> tuple[list[CodeRow], str]:
    """The codes that have passages, in the order of the codebook, and a sentence where not all are drawn.

    Where there are more than `most`, those used most are drawn.
    """
    counts: defaultdict[int, int] = defaultdict(int)
    for passage in passages:
        counts[passage.code_id] += 1
    used = [code for code in material.codes if counts[code.id]]
    limit = material.request.most or most
    if len(used) <= limit:
        return used, ""
    order = sorted(range(len(used)), key=lambda index: (-counts[used[index].id], index))
    shown = sorted(order[:limit])
    sentence = tr(
        "The code used most of {all}", "The {count} codes used most of {all}", limit, all=f"{len(used):,}"
    )
    return [used[index] for index in shown], sentence


def joined_caption(*sentences: str) -> str:
    """Sentences one after the other, each with its full stop."""
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def nothing_coded(material: StudyMaterial) -> str:
    """Why there are no passages, and what to do."""
    if not material.documents:
        if material.left_out:
            return tr("Every document is being coded blind. It can be seen when the round is closed.")
        return tr("There are no documents yet. Import some, and code passages in them.")
    if not material.codes:
        return tr("There are no codes yet. Make some in the Code workspace, and code passages with them.")
    if material.request.layer == "consensus":
        return tr("The consensus has no codings here yet. Settle disagreements, or choose another layer.")
    if material.request.layer == "all":
        return tr("There is no passage to which all coders gave the same code. Choose another layer.")
    return tr("Nothing is coded here yet. Select words in a document and give them a code.")
