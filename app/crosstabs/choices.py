"""What a table is asked to show, and what it says of itself: rows, columns, layer and denominator."""

from dataclasses import dataclass

ANY, ALL, CONSENSUS = "any", "all", "consensus"
LAYERS = (ANY, ALL, CONSENSUS)  # or the name of a coder
DENOMINATORS = ("all", "coded", "completed")
CODES, CASES, DOCUMENTS = "codes", "cases", "documents"
OF_DOCUMENTS = "document:"  # before a property of documents, such as document:outlet
OF_CASES = "attribute:"  # before an attribute, where its name is also something else
PERCENTS = ("column", "row", "total")


@dataclass(frozen=True)
class TableChoice:
    """A table; `rows` and `columns` are CODES, CASES, DOCUMENTS, an attribute or document:PROPERTY.

    layer         whose codings count: ANY coder, ALL who saw the whole case, the CONSENSUS, or a coder's name
    denominator   which cases (or documents) count: all, those with any coding of the layer, or those whose
                  documents are all completed, by that coder or, of other layers, by one at least
    cuts          where an attribute of numbers is cut into groups
    with_children whether a code counts where only a code under it was given
    code_ids      only these codes; None for all
    """

    rows: str = CODES
    columns: str = CASES
    layer: str = ANY
    denominator: str = "all"
    percent: str = "column"
    cuts: tuple[float, ...] = ()
    with_children: bool = False
    code_ids: tuple[int, ...] | None = None
    round_id: int | None = None
