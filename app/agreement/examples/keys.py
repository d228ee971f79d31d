"""How a published case may spell a statistic, and what kind of data it holds where it doesn't say."""

from collections.abc import Iterator, Mapping
from typing import Any

_SHORT = {
    "u_alpha": "u",
    "|u_alpha": "|u",
    "relevance_u_alpha": "|u",
    "cu_alpha": "cu",
    "(k)u_alpha": "k",
    "ku_alpha": "k",
    "percent": "percent_agreement",
    "boundary_similarity": "B",
    "b": "B",
    "windowdiff": "wd",
    "window_diff": "wd",
    "alpha_u": "alpha_U",
    "legacy_alpha_u": "alpha_U",
}


def spellings(key: str) -> Iterator[str]:
    """The key as it stands, then as we write it: “Cohen's kappa” is cohen_kappa, “(k)u-alpha:5” is k:5."""
    yield key
    head, colon, label = key.partition(":")
    plain = head.strip().casefold().replace("’", "'").replace("'s", "").replace("'", "")
    plain = "_".join(plain.replace("-", " ").replace("_", " ").split())
    yield plain + colon + label
    if plain in _SHORT:
        yield _SHORT[plain] + colon + label


def kind_of(data: Mapping[str, Any]) -> Any:
    """The type that the data name, or else the one whose keys they have; None where that tells nothing."""
    if data.get("type") is not None:
        return data["type"]
    if {"a", "b"} <= data.keys():
        return "sets-pair"
    if {"hypothesis", "reference"} <= data.keys():
        return "segment masses"
    if "docs" in data:
        return "spans-multidoc"
    if {"length", "coders"} <= data.keys():
        return "spans"
    if isinstance(data.get("units"), list):
        cells = [cell for row in data["units"] if isinstance(row, list) for cell in row]
        return "sets" if any(isinstance(cell, list) for cell in cells) else "ratings"
    return None
