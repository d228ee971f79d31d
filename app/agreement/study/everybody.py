"""What everybody says about each given unit, compared or not, with the consensus layers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import Codings
from app.agreement.spans.grid import UnitGrid, grid, together
from app.agreement.study.division import Division
from app.agreement.study.intake import WithLayers
from app.agreement.study.material import Material, continuum_in_scope
from app.coders.queries import CoderRow


@dataclass(frozen=True)
class Layer:
    """What a consensus layer says beside its codings: the ids of documents that it has judged, what else it
    gives codes to, and what it hasn't decided: (document id, code id, start, end).
    """

    coder_id: int
    judged: frozenset[int]
    given: tuple[tuple[int, int, int, int], ...] = ()
    undecided: tuple[tuple[int, int, int, int], ...] = ()


def everybodys_grid(
    session: Session, material: Material, layer: Layer | None = None
) -> tuple[list[CoderRow], UnitGrid]:
    """What everybody says about each given unit, compared or not; consensus layers are the last coders.

    Where a coder is compared it is what `material.continuum` has; other codings are trimmed alike, but not
    snapped to anybody's. A consensus layer has judged the documents where it has a coding, that of `layer`
    those that it names. ValueError where the unit is the character.
    """
    scope = material.scope
    source = WithLayers(session, scope.round_id)
    people = [*material.coders, *(coder for coder in source.coders if coder.role == "consensus")]
    whole = continuum_in_scope(
        source, replace(scope, coder_ids=None), material.documents, people, material.codes
    )
    codings = whole.codings.take(whole.codings.coder >= len(material.coders))
    whole.completed[codings.document, codings.coder] = True
    given, undecided = (_of_layer(material, people, layer, rows) for rows in _rows_of(layer))
    if layer is not None and given is not None:
        judged = np.array([document.id in layer.judged for document in material.documents], dtype=np.bool_)
        whole.completed[:, [coder.id == layer.coder_id for coder in people]] |= judged[:, None]
        whole = replace(whole, codings=together(whole.codings, given))
    division = Division(source, material.documents, scope.without_speakers)
    if scope.trim:
        codable = division.codable
        whole = replace(whole, codings=trimmed(whole.codings, codable))
        undecided = None if undecided is None else trimmed(undecided, codable)
    documents = np.flatnonzero(whole.completed.any(axis=1) & (whole.lengths > 0)).tolist()
    units = division.units(documents, scope.unit)
    if units is None:
        raise ValueError("characters are too many to be listed")
    return people, grid(whole, material.continuum, units, division.non_codable, undecided)


def _rows_of(layer: Layer | None) -> tuple[tuple[tuple[int, int, int, int], ...], ...]:
    return ((), ()) if layer is None else (layer.given, layer.undecided)


def _of_layer(
    material: Material,
    people: Sequence[CoderRow],
    layer: Layer | None,
    rows: Sequence[tuple[int, int, int, int]],
) -> Codings | None:
    """Rows of a layer in the numbers of what is compared; None where the layer isn't there."""
    coder = next(
        (n for n, person in enumerate(people) if layer is not None and person.id == layer.coder_id), None
    )
    if coder is None:
        return None
    documents = {document.id: index for index, document in enumerate(material.documents)}
    codes = {code.id: index for index, code in enumerate(material.codes)}
    return Codings.of(
        [
            (documents[document_id], coder, codes[code_id], start, end)
            for document_id, code_id, start, end in rows
            if document_id in documents and code_id in codes
        ]
    )
