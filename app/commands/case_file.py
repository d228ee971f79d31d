"""What may stand behind the project of `intercoder cases`: a table that comes in, or goes out."""

import argparse
from typing import Any


class CaseFile(argparse.Action):
    """Nothing, or one of two words and the name of a file."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any
    ) -> None:
        if values and (len(values) != 2 or values[0] not in ("import", "export")):
            parser.error("a table comes in by “cases PROJECT import FILE”, and goes out by “export FILE”")
        namespace.doing, namespace.file = values or (None, None)
