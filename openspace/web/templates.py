"""Pages from templates, in the reader's language.

One Jinja environment a language, so that macros translate too. Sentences are filled by `{name}` as everywhere;
whatever is filled in is escaped.
"""

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from openspace.locales import Catalog, Languages
from openspace.web.assets import Assets
from openspace.web.filters import filters_of
from openspace.web.kept_pages import KeptPages

FOLDER = Path(__file__).resolve().parents[2] / "templates"


class Templates:
    """Every template in every language, compiled when first asked for."""

    def __init__(self, languages: Languages, assets: Assets, folder: Path = FOLDER) -> None:
        self.languages = languages
        self.assets = assets
        self.kept_pages = KeptPages()
        self._loader = FileSystemLoader(folder)
        self._environments: dict[str, Environment] = {}

    def render(self, template: str, language: str, **values: Any) -> str:
        """The page; a name it does not know raises."""
        return self._environment(language).get_template(template).render(values)

    def _environment(self, language: str) -> Environment:
        catalog = self.languages.catalog_for(language)
        if catalog.language not in self._environments:
            self._environments[catalog.language] = self._made(catalog)
        return self._environments[catalog.language]

    def _made(self, catalog: Catalog) -> Environment:
        environment = Environment(
            loader=self._loader,
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "_": sentences(catalog),
            "ngettext": counted_sentences(catalog),
            "language": catalog.language,
            "direction": catalog.direction,
            "languages": self.languages.offered(),
            "asset": self.assets.url,
            "icon": Markup(self.assets.within("images/icon.svg")),
            "has_asset": self.assets.has,
            "script": partial(self.assets.script, language=catalog.language),
        }
        environment.filters |= filters_of(catalog.language)
        return environment


def sentences(catalog: Catalog) -> Callable[..., Markup]:
    """`_("Hello {name}", name=name)`, safe to put into a page."""

    def translated(message: str, **values: object) -> Markup:
        return filled(catalog, catalog.gettext(message), values)

    return translated


def counted_sentences(catalog: Catalog) -> Callable[..., Markup]:
    """`ngettext("{n} topic", "{n} topics", n)`."""

    def translated(one: str, many: str, n: int, **values: object) -> Markup:
        return filled(catalog, catalog.ngettext(one, many, n), {"n": n, **values})

    return translated


def filled(catalog: Catalog, sentence: str, values: dict[str, object]) -> Markup:
    """Braces filled, everything escaped; a name keeps its own direction and leaves the sentence its own."""
    isolated = {name: isolate(value, catalog.direction) for name, value in values.items()}
    return Markup(escape(sentence)).format(**isolated)


def isolate(value: object, direction: str) -> object:
    """Text of the other direction between FSI and PDI (Unicode UAX 9)."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    directions = {unicodedata.bidirectional(character) for character in value}
    is_foreign = bool(directions & {"R", "AL"}) if direction == "ltr" else "L" in directions
    return f"\u2068{value}\u2069" if is_foreign else value
