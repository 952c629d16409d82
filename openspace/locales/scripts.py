"""A script's sentences: found, and written anew in another language, so that it has nothing to look up when it runs.

They are the calls `t("…")` and `tn("…", "…")` whose texts stand there as plain strings.
"""

import json
import re
from collections.abc import Iterator

from openspace.locales.catalog import Catalog

_STRING = r'"(?:[^"\\\n]|\\.)*"'
# It begins with a plain letter, which is searched for five times as fast as what stands before it.
_CALL = re.compile(rf"t(?<![\w$.]t)(?:\(\s*(?P<text>{_STRING})|n\(\s*(?P<one>{_STRING}),\s*(?P<many>{_STRING}))")


def said_in(source: str) -> Iterator[tuple[str, ...]]:
    """The message ids: singular, or singular and plural."""
    for call in _CALL.finditer(source):
        yield tuple(json.loads(text) for text in call.groups() if text)


def in_language(source: str, catalog: Catalog) -> str:
    """`t("Go")` -> `t("Gå")`, `tn("{n} seat", "{n} seats"` -> `tn(["…", "…"], ""`; what is not translated stays."""
    sentences = catalog.for_scripts

    def said(call: re.Match[str]) -> str:
        sentence = sentences.get(json.loads(call["text"] or call["one"]))
        if not sentence:
            return call[0]
        written = json.dumps(sentence, ensure_ascii=False, separators=(",", ":"))
        return f"t({written}" if call["text"] else f'tn({written}, ""'

    return _CALL.sub(said, source) if sentences else source
