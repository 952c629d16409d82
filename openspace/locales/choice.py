"""Which languages there are, and which one a reader gets."""

from collections.abc import Container
from functools import cache, lru_cache
from pathlib import Path

from openspace.locales.catalog import FOLDER, Catalog, read_catalog
from openspace.locales.pseudo import PSEUDO, PseudoCatalog

SOURCE_LANGUAGE = "en"
ACCEPT_LANGUAGE_MAX_CHARS = 1_000
REMEMBERED_MAX = 256  # phones of one make say the same


class Languages:
    """Every catalog, read once. `with_pseudo`: offer the made-up language of the tests as well."""

    def __init__(self, folder: Path = FOLDER, *, with_pseudo: bool = False) -> None:
        tags = [SOURCE_LANGUAGE, *sorted(path.stem for path in folder.glob("*.po"))]
        self.catalogs: dict[str, Catalog] = {tag: read_catalog(tag, folder) for tag in tags}
        known = {message.ids[0]: message for catalog in self.catalogs.values() for message in catalog.messages}
        self._pseudo = PseudoCatalog(known.values())
        self.with_pseudo = with_pseudo

    def catalog_for(self, language: str) -> Catalog:
        """The catalog of a tag or of its first part ("sv-FI" -> sv); English where there is none."""
        if language == PSEUDO:
            return self._pseudo
        return self.catalogs.get(language) or self.catalogs.get(primary(language)) or self.catalogs[SOURCE_LANGUAGE]

    def has(self, language: str) -> bool:
        return language in self.catalogs or (self.with_pseudo and language == PSEUDO)

    def offered(self) -> list[tuple[str, str]]:
        """Tag and own name of each, for the switch, in the order of the names."""
        offered = sorted(((tag, catalog.name) for tag, catalog in self.catalogs.items()), key=lambda pair: pair[1])
        return [*offered, (PSEUDO, self._pseudo.name)] if self.with_pseudo else offered

    def every(self, message: str) -> frozenset[str]:
        """What a sentence is in every language."""
        return frozenset(catalog.gettext(message) for catalog in self.catalogs.values())

    def best(self, accept_language: str, board_language: str) -> str:
        """The first the reader takes, else the board's, else English."""
        return best_language(accept_language, board_language, self.catalogs)


@cache
def shipped() -> Languages:
    """Those that come with the program, read once a process: 50 ms."""
    return Languages()


def best_language(accept_language: str, board_language: str, available: Container[str]) -> str:
    """The available language that a phone asks for first (RFC 9110 section 12.5.4), else the board's, else English."""
    for asked in (*_asked(accept_language[:ACCEPT_LANGUAGE_MAX_CHARS]), board_language):
        if asked in available:
            return asked
        if primary(asked) in available:
            return primary(asked)
    return SOURCE_LANGUAGE


def primary(language: str) -> str:
    """ "sv-FI" -> "sv"."""
    return language.lower().split("-")[0]


@lru_cache(REMEMBERED_MAX)
def _asked(accept_language: str) -> tuple[str, ...]:
    """Tags by falling weight; what cannot be read, and weight 0, left out."""
    weighted = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, parameter = part.strip().partition(";")
        weight = _weight(parameter)
        if tag and tag != "*" and weight > 0:
            weighted.append((-weight, position, tag.strip()))
    return tuple(tag for _, _, tag in sorted(weighted))


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
