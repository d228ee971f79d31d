"""The sign and colour of each kind of disagreement, and what a weight says."""

from app.reconcile.items import weight_told
from app.translation import tr

KIND_SIGNS = {
    "boundary": "↔",
    "split": "÷",
    "relative": "↕",
    "swapped": "⇄",
    "missed": "○",
    "exclusive": "≠",
    "agreed": "=",
}
# told apart with every kind of colour vision (Okabe and Ito 2008), and by their signs
KIND_COLOURS = {
    "boundary": "#0072b2",
    "split": "#009e73",
    "relative": "#cc79a7",
    "swapped": "#d55e00",
    "missed": "#b07d00",
    "exclusive": "#882255",
    "agreed": "#777777",
}


def weight_explained(weight: float) -> str:
    """What a weight means, in a sentence for a tool tip; nothing where there is none."""
    weight_words = weight_told(weight)
    words = tr(
        "Weight {weight}: its share of all disagreement, from 0 to 1. The heaviest lower alpha most.",
        weight=weight_words,
    )
    return words if weight_words else ""
