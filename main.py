"""Starts Intercoder: no arguments or a project, the window; else the command line."""

import sys

from app.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
