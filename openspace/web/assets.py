"""The static files of one release: read, joined and compressed once, served for ever.

A release is a hash of all contents, so every address may be kept by a phone without asking again. The style sheets of a
screen are one response, its scripts another; fonts and vendored modules go as they lie in `static/`.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from openspace.exports import html_text
from openspace.locales import SOURCE_LANGUAGE, Languages, in_language, shipped
from openspace.web.scripts import BadModule, Module, beyond, borrowed, graph, link

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
# Where classes come from, beside the screens' scripts.
PAGES = (*sorted((ROOT / "templates").rglob("*.html")), Path(html_text.__file__))

# Stand for the layers of the cascade: a later file wins. Between the halves come the parts and the screen's own.
CSS_FIRST = ("reset", "tokens", "base", "layout")
CSS_LAST = ("utilities", "print")
COMPRESSED = frozenset({"text/css", "text/javascript", "application/json", "image/svg+xml", "text/plain"})
MORE = "-more"  # of a screen's second script, which its first asks for
ENTRIES = frozenset({"phone", "wall", "desk", "scribe", "start", "report", "notes"})

_CSS_COMMENT = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|/\*.*?\*/""", re.DOTALL)


_RULE = re.compile(r"([^{}]+)\{[^{}]*\}\n?")
_EMPTY_MEDIA = re.compile(r"@media[^{}]*\{\s*\}\n?")
_SCREEN = re.compile(r'\s*\[data-screen="(\w+)"\]')
_CLASS = re.compile(r"\.([a-z][\w-]*)")
_NEGATION = re.compile(r":not\([^)]*\)")
_WORD = re.compile(r"[\w-]+")


class Asset(Struct, frozen=True):
    """One file as it is sent. `media_type` with its charset; `gzipped` is None where compressing gains nothing."""

    body: bytes
    media_type: str
    gzipped: bytes | None
    etag: str


class Assets:
    """Every file of the release by its path below `/static/{release}/`."""

    def __init__(self, folder: Path = STATIC, languages: Languages | None = None) -> None:
        self.folder = folder
        self._catalogs = (languages or shipped()).catalogs
        # A screen whose script cannot be joined falls back to its server-rendered page; a test fails over each.
        self.problems: list[str] = []
        self._modules: dict[str, tuple[str, ...]] = {}  # the files of each entry
        scripts = self._scripts()
        bodies = {**self._plain(), **self._styles(scripts), **scripts}
        self.release = release_of(bodies)
        self._assets = {path: _asset(path, body) for path, body in bodies.items()}

    def url(self, path: str) -> str:
        """Where a page finds it: `css/phone.css` -> `/static/3f…/css/phone.css`."""
        return f"/static/{self.release}/{path}"

    def within(self, path: str) -> str:
        """The same in the page itself, without another request: a small drawing as a `data:` address."""
        asset = self._assets[path]
        drawing = quote(asset.body.decode().strip().replace('"', "'"), safe=" '=/:")
        return f"data:{asset.media_type.partition(';')[0]},{drawing}"

    def get(self, path: str) -> Asset | None:
        return self._assets.get(path)

    def paths(self) -> tuple[str, ...]:
        return tuple(self._assets)

    def has(self, path: str) -> bool:
        return path in self._assets

    def script(self, screen: str, language: str) -> str:
        """The path of a screen's script in the reader's language; empty without one. "phone-more": its second."""
        path = f"js/{screen}.{language}.js"
        return next(filter(self.has, (path, f"js/{screen}.js")), "")

    def languages(self, screen: str) -> frozenset[str]:
        """Those that have every sentence of the screen's scripts."""
        said = set(self.modules(screen))
        lacking = {
            language
            for language, catalog in self._catalogs.items()
            if any(message.said_in & said and not message.forms for message in catalog.messages)
        }
        return frozenset(self._catalogs) - lacking

    def modules(self, screen: str) -> tuple[str, ...]:
        """Files joined into the scripts of a screen, "static/js/…" as the catalogs name them; none without a script."""
        return self._modules.get(screen, ())

    def _plain(self) -> dict[str, bytes]:
        found = (path for name in ("vendor", "images") for path in sorted((self.folder / name).rglob("*")))
        plain = [path for path in found if path.is_file() and path.suffix not in (".md", ".ts", ".txt")]
        plain.append(self.folder / "css" / "fonts.css")
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in plain if path.exists()}

    def _styles(self, scripts: dict[str, bytes]) -> dict[str, bytes]:
        """One sheet a screen: `screens/phone.css` and `screens/phone-*.css` make `css/phone.css`."""
        screens = {path.stem.split("-")[0] for path in (self.folder / "css" / "screens").glob("*.css")}
        named = screens | {"phone", "wall", "desk", "scribe", "start", "report", "notes", "print"}
        parts = joined(sorted((self.folder / "css" / "parts").glob("*.css")))
        on_pages = _words(*(path.read_text(encoding="utf-8") for path in PAGES))
        styles = {}
        for screen in sorted(named):
            in_scripts = _words(*(scripts.get(f"js/{screen}{part}.js", b"").decode() for part in ("", MORE)))
            styles[f"css/{screen}.css"] = self._style(screen, without_unsaid(parts, on_pages | in_scripts)).encode()
        return styles

    def _style(self, screen: str, parts: str) -> str:
        css = self.folder / "css"
        first = [css / f"{name}.css" for name in CSS_FIRST]
        own = [css / "screens" / f"{screen}.css", *sorted((css / "screens").glob(f"{screen}-*.css"))]
        last = [css / f"{name}.css" for name in CSS_LAST]
        return without_other_screens(joined(first) + parts + joined([*own, *last]), screen)

    def _scripts(self) -> dict[str, bytes]:
        scripts: dict[str, bytes] = {}
        known: dict[str, Module] = {}
        there = {path.stem for path in (self.folder / "js").glob("*.js")}
        for screen in sorted(ENTRIES & there):
            try:
                first = graph(f"js/{screen}.js", self._read, known)
                more = f"js/{screen}{MORE}.js"
                second = beyond(first, graph(more, self._read, known)) if f"{screen}{MORE}" in there else []
                scripts |= {path: script.encode() for path, script in self._linked(screen, first, second)}
                self._modules[screen] = tuple(f"static/{module.path}" for module in (*first, *second))
            except BadModule as error:
                self.problems.append(str(error))
        return scripts

    def _linked(self, screen: str, first: list[Module], second: list[Module]) -> Iterator[tuple[str, str]]:
        """Paths and scripts, in every language; the sources are in English."""
        lent = borrowed(second, first)
        whole = link(first, lent)
        for language, catalog in self._catalogs.items():
            tag = f".{language}" if language != SOURCE_LANGUAGE else ""
            yield f"js/{screen}{tag}.js", in_language(whole, catalog)
            if second:
                yield f"js/{screen}{MORE}{tag}.js", in_language(link(second, lent, f"./{screen}{tag}.js"), catalog)

    def _read(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise BadModule(f"{path}: there is no such module") from None


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text))


def joined(sheets: Iterable[Path]) -> str:
    """Those of the sheets that are there."""
    return join_styles(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())


def join_styles(sheets: Iterable[str]) -> str:
    """The sheets in order, without comments, indentation and empty lines."""
    bare = (_CSS_COMMENT.sub(lambda found: found[1] or "", sheet) for sheet in sheets)
    return "".join(f"{line.strip()}\n" for sheet in bare for line in sheet.splitlines() if line.strip())


def without_other_screens(styles: str, screen: str) -> str:
    """Leave out rules whose every selector begins with the name of another screen."""

    def kept(rule: re.Match[str]) -> str:
        named = [_SCREEN.match(selector) for selector in rule[1].split(",")]
        return "" if all(found and found[1] != screen for found in named) else rule[0]

    return _EMPTY_MEDIA.sub("", _RULE.sub(kept, styles))


def without_unsaid(styles: str, said: frozenset[str]) -> str:
    """Leave out rules whose every selector wants a class that is not among these words.

    What a screen draws itself may have classes made of pieces: it has a sheet of its own.
    """

    def kept(rule: re.Match[str]) -> str:
        wanted = (_CLASS.findall(selector) for selector in _NEGATION.sub("", rule[1]).split(","))
        return "" if all(not said.issuperset(classes) for classes in wanted) else rule[0]

    return _EMPTY_MEDIA.sub("", _RULE.sub(kept, styles))


def is_second_script(path: str) -> bool:
    """Whether it goes with the first of its own release alone."""
    return path.startswith("js/") and MORE in path


def release_of(bodies: dict[str, bytes]) -> str:
    """Twelve hex digits that change with any byte or name."""
    digest = hashlib.sha256()
    for path, body in sorted(bodies.items()):
        digest.update(f"{path}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()[:12]


def compressed(body: bytes, level: int = 9) -> bytes:
    return gzip.compress(body, level, mtime=0)


def _asset(path: str, body: bytes) -> Asset:
    media_type = {".js": "text/javascript", ".woff2": "font/woff2"}.get(
        Path(path).suffix, mimetypes.guess_type(path)[0] or "application/octet-stream"
    )
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    gzipped = compressed(body) if media_type in COMPRESSED else None
    return Asset(body, media_type + charset, gzipped, etag_of(body))


def etag_of(body: bytes) -> str:
    """Of a body, compressed or not: weak (RFC 9110 section 8.8.3)."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
