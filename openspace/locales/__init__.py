"""One catalog a language for Python, templates and JavaScript, read from `*.po` at start.

The English text is the message id everywhere, so English needs no file. Braces are filled after translation: `{name}`.
"""

from openspace.locales.catalog import Catalog
from openspace.locales.choice import SOURCE_LANGUAGE, Languages, best_language, shipped
from openspace.locales.scripts import in_language

__all__ = ["SOURCE_LANGUAGE", "Catalog", "Languages", "best_language", "in_language", "shipped"]
