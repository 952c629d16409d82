"""The sentences of one language, and how a `.po` file becomes them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog as PoFile
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import read_po
from msgspec import Struct

FOLDER = Path(__file__).resolve().parent
CLDR_CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # the order of forms in JavaScript, too
SCRIPTS = "static/js/"


class Message(Struct, frozen=True):
    """`ids`: English, singular and plural. `forms`: as gettext orders them; empty if not translated, or in doubt."""

    ids: tuple[str, ...]
    forms: tuple[str, ...]
    said_in: frozenset[str]  # files, "static/js/lib/i18n.js"

    @property
    def is_for_scripts(self) -> bool:
        return any(path.startswith(SCRIPTS) for path in self.said_in)


class Plurals(Struct, frozen=True):
    """`form_of`: index of the form for a number. `order`: indexes of the forms, by CLDR category."""

    form_of: Callable[[int], int]
    order: tuple[int, ...]


ENGLISH_PLURALS = Plurals(lambda n: int(n != 1), (0, 1))


class Catalog:
    """Message ids to sentences, for one reader's language.

    Attributes:
        language: BCP 47.
        name: What its speakers call it.
        direction: "ltr" or "rtl".
    """

    def __init__(
        self,
        language: str,
        name: str,
        direction: str,
        messages: Iterable[Message] = (),
        plurals: Plurals = ENGLISH_PLURALS,
    ) -> None:
        self.language = language
        self.name = name
        self.direction = direction
        self.messages = tuple(messages)
        self._plurals = plurals
        self._forms = {message.ids[0]: message.forms for message in self.messages if message.forms}

    def gettext(self, message: str) -> str:
        """The sentence, braces unfilled; the message id where there is no translation."""
        return self._forms.get(message, (message,))[0]

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The sentence in the form that goes with `n`, braces unfilled."""
        forms = self._forms.get(one, ())
        if len(forms) < 2:
            return one if n == 1 else many
        return forms[self._plurals.form_of(n)]

    @cached_property
    def for_scripts(self) -> dict[str, str | list[str]]:
        """What JavaScript says."""
        return {
            message.ids[0]: [message.forms[index] for index in self._plurals.order]
            if len(message.ids) > 1
            else message.forms[0]
            for message in self.messages
            if message.forms and message.is_for_scripts
        }


def read_catalog(language: str, folder: Path = FOLDER) -> Catalog:
    """The catalog of a language; without a file its sentences are the message ids."""
    locale = Locale.parse(language, sep="-")
    name = locale.get_display_name() or language
    name = name[0].upper() + name[1:]
    path = folder / f"{language}.po"
    if not path.exists():
        return Catalog(language, name, locale.text_direction)
    with path.open("rb") as file:
        po = read_po(file, locale=language)
    return Catalog(language, name, locale.text_direction, messages_of(po), plurals_of(po, locale))


def messages_of(po: PoFile) -> list[Message]:
    """Every message of the file but its header."""
    return [
        Message(_several(message.id), _translated(message), frozenset(path for path, _ in message.locations))
        for message in po
        if message.id
    ]


def plurals_of(po: PoFile, locale: Locale) -> Plurals:
    form_of: Callable[[int], int] = c2py(po.plural_expr)
    sample = {locale.plural_form(n): n for n in reversed(range(200))}
    return Plurals(form_of, tuple(form_of(sample[name]) for name in CLDR_CATEGORIES if name in sample))


def _translated(message: PoMessage) -> tuple[str, ...]:
    """All forms; none if one of them is missing or the translator was not sure."""
    forms = _several(message.string or "")
    return forms if all(forms) and not message.fuzzy else ()


def _several(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
