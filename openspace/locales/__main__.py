"""`python -m openspace.locales`: find every sentence of the program and bring the catalogs up to date.

What is new comes in untranslated, what nobody says any more goes; tests/test_locales.py tells what is missing.
"""

import logging
import sys

from openspace.locales.extraction import update_all

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    update_all()
