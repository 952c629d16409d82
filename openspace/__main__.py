"""`python -m openspace`: the command line."""

import gc
import sys

gc.disable()  # what a program imports lives on: to look through it again and again is a tenth of its start

from openspace.cli import main  # noqa: E402 - not before that

gc.enable()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
