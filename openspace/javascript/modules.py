"""One module of ours, as the linker sees it: what it imports, what it declares, what is left of its text.

The rules for modules stand in docs/ARCHITECTURE.md, "Front end"; what breaks one raises, with file and line.
"""

import re
from posixpath import dirname, normpath
from typing import NoReturn

from msgspec import Struct

from openspace.javascript.tokens import Token, Unreadable, tokens_of

DECLARING = frozenset({"const", "let", "var", "function", "class"})


class Module(Struct, frozen=True, kw_only=True):
    """`path`: below `static/`, "js/lib/i18n.js". `imports`: names by path of the module they come from, in order."""

    path: str
    imports: dict[str, list[str]]
    declared: list[str]
    exported: list[str]
    names: frozenset[str]  # every name used on its own, not after a dot
    body: str  # without imports, comments and the word export


class BadModule(ValueError):
    """A module breaks a rule of docs/ARCHITECTURE.md."""


def read_module(path: str, source: str) -> Module:
    """
    Raises:
        BadModule: With the path, the line and the rule.
    """
    try:
        tokens = tokens_of(source)
    except Unreadable as error:
        raise BadModule(f"{path}: {error}") from None
    return _Reader(path, tokens).module()


class _Reader:
    """Walks the top level of one module, statement by statement."""

    def __init__(self, path: str, tokens: list[Token]) -> None:
        self.path = path
        self.tokens = tokens
        self.code = [index for index, token in enumerate(tokens) if token.is_code]
        self.left_out: set[int] = set()  # indexes of tokens that do not come into the body
        self.imports: dict[str, list[str]] = {}
        self.declared: list[str] = []
        self.exported: list[str] = []

    def module(self) -> Module:
        at = 0
        while at < len(self.code):
            at = self._top_level(at)
        return Module(
            path=self.path,
            imports=self.imports,
            declared=self.declared,
            exported=self.exported,
            names=frozenset(self._names()),
            body=self._body(),
        )

    def _top_level(self, at: int) -> int:
        """Handle the token at this place of the code; the place to go on from."""
        token = self._token(at)
        if token.kind == "name" and not self._follows_dot(at):
            if token.text == "import":
                return self._import(at)
            if token.depth == 0 and token.text == "export":
                return self._export(at)
            if token.depth == 0 and token.text in DECLARING:
                return self._declaration(at)
            if token.depth == 0 and token.text == "await":
                self._bad(token, "no top-level await")
        elif token.depth == 0 and token.text == "," and token.kind == "sign":
            self._bad(token, "one name a declaration at the top level")
        return at + 1

    def _import(self, at: int) -> int:
        token = self._token(at)
        if token.depth or self._text(at + 1) in ("(", "."):
            self._bad(token, "no dynamic import, no import.meta")
        if self._text(at + 1) != "{":
            self._bad(token, 'only `import { a, b } from "./x.js"`')
        names, end = self._list(at + 2)
        source = self._token(end + 1)
        if self._text(end) != "from" or source.kind != "string" or not source.text[1:-1].startswith("."):
            self._bad(token, 'only `import { a, b } from "./x.js"`, by a relative path')
        target = normpath(f"{dirname(self.path)}/{source.text[1:-1]}")
        self.imports.setdefault(target, []).extend(names)
        self._leave_out(at, end + 2)
        return end + 2

    def _list(self, at: int) -> tuple[list[str], int]:
        """Names up to the closing brace, and the place after it."""
        names = []
        while self._text(at) != "}":
            token = self._token(at)
            if token.kind != "name" or self._text(at + 1) not in (",", "}"):
                self._bad(token, "no renaming in an import")
            names.append(token.text)
            at += 2 if self._text(at + 1) == "," else 1
        return names, at + 1

    def _export(self, at: int) -> int:
        following = self._text(at + 1)
        if following not in DECLARING and following != "async":
            self._bad(self._token(at), "only `export function`, `export const`, `export class`: named, where declared")
        before = len(self.declared)
        self._leave_out(at, at + 1)
        end = self._declaration(at + 2 if following == "async" else at + 1)
        self.exported.extend(self.declared[before:])
        return end

    def _declaration(self, at: int) -> int:
        name = self._token(at + 1)
        if name.text == "*":
            return self._declaration(at + 1)
        if name.kind != "name":
            self._bad(name, "no destructuring at the top level")
        self.declared.append(name.text)
        return at + 2

    def _names(self) -> list[str]:
        return [
            token.text
            for at in range(len(self.code))
            if (token := self._token(at)).kind == "name" and not self._follows_dot(at) and self._text(at + 1) != ":"
        ]

    def _body(self) -> str:
        """The text that is left: no comments, no indentation, no empty lines; templates as they are."""
        kept = []
        for index, token in enumerate(self.tokens):
            if index in self.left_out:
                continue
            kept.append(token.text if token.is_code else "\n" if "\n" in token.text else " ")
        return re.sub(r"\A\s+|\s+\Z", "", _joined(kept))

    def _leave_out(self, start: int, end: int) -> None:
        """The code from one place up to another, with the spaces in between."""
        last = self.code[end] if end < len(self.code) else len(self.tokens)
        self.left_out.update(range(self.code[start], last))

    def _follows_dot(self, at: int) -> bool:
        return at > 0 and self._text(at - 1) in (".", "?.")

    def _token(self, at: int) -> Token:
        if at >= len(self.code):
            raise BadModule(f"{self.path}: the file ends in the middle of a statement")
        return self.tokens[self.code[at]]

    def _text(self, at: int) -> str:
        return self._token(at).text if at < len(self.code) else ""

    def _bad(self, token: Token, rule: str) -> NoReturn:
        raise BadModule(f"{self.path}, line {token.line}: {rule}")


def _joined(pieces: list[str]) -> str:
    """The pieces with runs of spaces between them made one; a run with a line break stays one line break."""
    kept: list[str] = []
    for piece in pieces:
        if piece in (" ", "\n") and kept and kept[-1] in (" ", "\n"):
            kept[-1] = "\n" if "\n" in (piece, kept[-1]) else " "
        else:
            kept.append(piece)
    return "".join(kept)
