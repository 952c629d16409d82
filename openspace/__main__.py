"""`python -m openspace`: the command line."""

import sys

from openspace.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
