"""What may be typed behind `intercoder figure` and `intercoder suggest`."""

import argparse
from collections.abc import Callable
from typing import Any

from app.commands.option_values import count, names
from app.report.pictures.request import KINDS, LAYERS, STYLES, WAYS


def add_pictures(commands: Any, in_project: Callable[[Any, str, str], argparse.ArgumentParser]) -> None:
    """The commands with all that may be typed behind them."""
    _add_figure(in_project(commands, "figure", "a picture of the study as .png, .svg or .pdf, and its data"))
    _add_suggest(in_project(commands, "suggest", "sentences like those that a coder gave a code"))


def _add_figure(figure: argparse.ArgumentParser) -> None:
    figure.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    figure.add_argument("file", metavar="FILE", nargs="?", help="where it is drawn; without, its data alone")
    layers = [layer for layer in LAYERS if layer != "coder"]
    figure.add_argument("--layer", choices=layers, help="whose codings count (default: any)")
    figure.add_argument("--coder", metavar="CODER", help="one coder's codings")
    figure.add_argument("--documents", metavar="DOCUMENT,...", type=names, help="only these documents")
    figure.add_argument(
        "--codes", metavar="CODE,...", type=names, help="only these codes and those under them"
    )
    ways = list(dict.fromkeys(way for offered in WAYS.values() for way in offered))
    figure.add_argument("--by", choices=ways, help="what a matrix, bars, a line or two sides are by")
    figure.add_argument("--attribute", metavar="NAME", help="by the values of this attribute of cases")
    figure.add_argument("--style", choices=STYLES, help="of a matrix (default: bubble)")
    figure.add_argument("--sides", metavar="A,B", type=names, help="the two that are compared")
    figure.add_argument("--words", metavar="TEXT", help="the words that are shown in their context")
    figure.add_argument("--most", metavar="N", type=count, help="at most N codes, words or lines")
    figure.add_argument("--with-interviewer", action="store_true", help="count the words of who asks, too")
    figure.add_argument("--width", metavar="POINTS", type=count, help="of the picture (default: 468)")


def _add_suggest(suggest: argparse.ArgumentParser) -> None:
    suggest.add_argument("code", metavar="CODE", help="the code; --as says whose codings it learns from")
    suggest.add_argument("--missed", action="store_true", help="in documents completed: what was overlooked")
    suggest.add_argument("--limit", metavar="N", type=count, help="list N sentences (default: 20)")
