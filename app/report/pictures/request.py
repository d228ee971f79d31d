"""Which picture is asked for: its kind, whose codings, which codes and documents, and how it is laid out."""

from dataclasses import dataclass
from typing import Literal, get_args

from app.translation import QT_TR_NOOP

PictureKind = Literal[
    "glance", "matrix", "bars", "portrait", "line", "network", "compare", "words", "cloud", "keywords"
]
Layer = Literal["coder", "any", "all", "consensus"]
By = Literal["code", "document", "coder", "case", "attribute", "time"]
Style = Literal["bubble", "heat"]
KINDS: tuple[PictureKind, ...] = get_args(PictureKind)
LAYERS: tuple[Layer, ...] = get_args(Layer)
STYLES: tuple[Style, ...] = get_args(Style)
# what each kind may be by, the first where nothing is said; kinds that aren't here are by nothing
WAYS: dict[PictureKind, tuple[By, ...]] = {
    "matrix": ("document", "coder", "case", "attribute"),
    "bars": ("code", "coder", "attribute"),
    "line": ("document", "time"),
    "compare": ("document", "coder"),
}
OF_WORDS: tuple[PictureKind, ...] = ("words", "cloud", "keywords")  # of texts alone, whoever coded them

KIND_NAMES: dict[PictureKind, str] = {
    "glance": QT_TR_NOOP("The study at a glance"),
    "matrix": QT_TR_NOOP("Code matrix"),
    "bars": QT_TR_NOOP("Bars"),
    "portrait": QT_TR_NOOP("Document portrait"),
    "line": QT_TR_NOOP("Code line"),
    "network": QT_TR_NOOP("Codes that occur together"),
    "compare": QT_TR_NOOP("Two side by side"),
    "words": QT_TR_NOOP("Most frequent words"),
    "cloud": QT_TR_NOOP("Word cloud"),
    "keywords": QT_TR_NOOP("Words in context"),
}


@dataclass(frozen=True)
class PictureRequest:
    """What is drawn; None leaves nothing out, and `most` None is what the picture holds without crowding.

    `coder_id` is the coder of the layer `coder`. `sides` are the two documents or coders that are compared.
    `words` are sought by `keywords`. Whoever asks in an interview is left out of words unless
    `with_interviewer`.
    """

    kind: PictureKind
    layer: Layer = "any"
    coder_id: int | None = None
    document_ids: frozenset[int] | None = None
    code_ids: frozenset[int] | None = None
    by: By | None = None
    attribute_id: int | None = None
    style: Style = "bubble"
    sides: tuple[int, int] | None = None
    words: str = ""
    most: int | None = None
    with_interviewer: bool = False

    @property
    def way(self) -> By | None:
        """What it is by."""
        return self.by or WAYS.get(self.kind, (None,))[0]
