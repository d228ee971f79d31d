"""What may be typed to give work out, to return it and to take it in."""

import argparse
from collections.abc import Callable
from typing import Any

from app.commands.option_values import names


def add_teams(commands: Any, in_project: Callable[[Any, str, str], argparse.ArgumentParser]) -> None:
    """Add the commands of people who work apart."""
    give = in_project(commands, "give-out", "a packet for each coder, to be coded on another computer")
    give.add_argument("folder", metavar="FOLDER", help="a new or empty folder for the packets")
    give.add_argument("--round", metavar="ROUND", help="what is assigned in this round (default: in all)")
    give.add_argument("--coders", metavar="CODER,...", type=names, help="only these coders")
    give.add_argument("--with-own", action="store_true", help="with what each coder has coded there already")
    give.add_argument("--preview", action="store_true", help="say what would be in them, and make nothing")
    back = in_project(commands, "return", "seal the work that was done in a packet, to be sent back")
    back.add_argument(
        "target", metavar="FILE|FOLDER", nargs="?", help="where to (default: beside the packet)"
    )
    take = in_project(commands, "take-in", "take in what coders returned")
    take.add_argument("returns", metavar="RETURN", nargs="*", help="files, or folders that hold some")
    take.add_argument("--open-now", action="store_true", help="open without waiting for who is missing")
    take.add_argument("--anyway", action="store_true", help="also of a packet that two people worked in")
    take.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
    bring = in_project(commands, "bring-together", "bring whole copies that went separate ways together")
    bring.add_argument(
        "copies", metavar="COPY", nargs="+", help="copies of the project; they stay as they are"
    )
    bring.add_argument("--same", metavar="CODER,...", type=names, help="of one name in both: the same person")
    bring.add_argument("--different", metavar="CODER,...", type=names, help="of one name in both: two people")
    bring.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
