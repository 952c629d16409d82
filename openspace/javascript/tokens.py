"""JavaScript cut into tokens, strictly.

Enough of ECMAScript 2022 to know strings, templates, regular expressions and comments from code.
Where a slash could be either a division or a regular expression, it raises instead of guessing.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

Kind = Literal["name", "number", "string", "template", "regex", "sign", "comment", "space"]

BEFORE_REGEX = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "else", "do", "yield",
     "await", "default", "extends"}
)  # fmt: skip

_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"//[^\n\u2028\u2029]*|/\*[\s\S]*?\*/")
_NAME = re.compile(r"[#@]?[\w$]+")
_NUMBER = re.compile(r"0[xXbBoO][\da-fA-F_]+n?|\d[\d_]*n|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?")
_STRING = re.compile(r'"(?:[^"\\\n]|\\[\s\S])*"|\'(?:[^\'\\\n]|\\[\s\S])*\'')
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE_TEXT = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*")
_SIGN = re.compile(
    r">>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--"
    r"|[+\-*/%&|^]=|<<|>>|\*\*|[{}()\[\];,<>+\-*/%&|^!~?:=.]"
)


class Token(Struct, frozen=True):
    """`depth`: brackets open before it; templates count as brackets. `line`: from 1."""

    kind: Kind
    text: str
    depth: int
    line: int

    @property
    def is_code(self) -> bool:
        return self.kind not in ("comment", "space")


class Unreadable(ValueError):
    """What stands there is outside the JavaScript this project writes."""


def tokens_of(source: str) -> list[Token]:
    """All of the source, in order, nothing left out.

    Raises:
        Unreadable: Unbalanced, unfinished, or ambiguous.
    """
    return list(_Scanner(source).tokens())


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.line = 1
        self.open: list[str] = []  # brackets; "`" for the text of a template, "${" for a hole in it
        self.last: Token | None = None  # last that is code

    def tokens(self) -> Iterator[Token]:
        while self.at < len(self.source):
            token = self._template_text() if self.open[-1:] == ["`"] else self._next()
            if token.is_code:
                self.last = token
            yield token
        if self.open:
            raise Unreadable(f"line {self.line}: the file ends inside {self.open[-1]!r}")

    def _next(self) -> Token:
        here = self.source[self.at]
        if space := _SPACE.match(self.source, self.at):
            return self._take("space", space[0])
        if comment := _COMMENT.match(self.source, self.at):
            return self._take("comment", comment[0])
        if here in "\"'":
            return self._matched("string", _STRING)
        if here == "`":
            return self._opened("template")
        if here.isdigit() or (here == "." and self.source[self.at + 1 : self.at + 2].isdigit()):
            return self._matched("number", _NUMBER)
        if name := _NAME.match(self.source, self.at):
            return self._take("name", name[0])
        if here == "/" and self._is_regex():
            return self._matched("regex", _REGEX)
        return self._sign()

    def _sign(self) -> Token:
        sign = _SIGN.match(self.source, self.at)
        if sign is None:
            raise Unreadable(f"line {self.line}: {self.source[self.at]!r} is not understood")
        if sign[0] in "([{":
            return self._opened("sign")
        if sign[0] in ")]}":
            return self._closed(sign[0])
        return self._take("sign", sign[0])

    def _template_text(self) -> Token:
        """What stands between holes: up to and with the next "${", or the closing "`"."""
        text = _TEMPLATE_TEXT.match(self.source, self.at)
        end = text.end() if text else self.at
        whole = self.source[self.at : end + (2 if self.source.startswith("${", end) else 1)]
        if whole.endswith("${"):
            token = self._take("template", whole)
            self.open.append("${")
            return token
        if not whole.endswith("`"):
            raise Unreadable(f"line {self.line}: a template without its end")
        self.open.pop()
        return self._take("template", whole)

    def _opened(self, kind: Kind) -> Token:
        token = self._take(kind, self.source[self.at])
        self.open.append(token.text)
        return token

    def _closed(self, bracket: str) -> Token:
        opened = self.open.pop() if self.open else ""
        if opened + bracket not in ("()", "[]", "{}", "${}"):
            raise Unreadable(f"line {self.line}: {bracket!r} closes {opened or 'nothing'!r}")
        return self._take("template" if opened == "${" else "sign", bracket)

    def _is_regex(self) -> bool:
        last = self.last
        if last is None or (last.kind == "name" and last.text in BEFORE_REGEX):
            return True
        if last.text == "}" and last.kind == "sign":
            raise Unreadable(f"line {self.line}: a slash after a brace; put the expression in brackets")
        return last.kind == "sign" and last.text not in (")", "]", "++", "--")

    def _matched(self, kind: Kind, pattern: re.Pattern[str]) -> Token:
        found = pattern.match(self.source, self.at)
        if found is None:
            raise Unreadable(f"line {self.line}: a {kind} without its end")
        return self._take(kind, found[0])

    def _take(self, kind: Kind, text: str) -> Token:
        token = Token(kind, text, len(self.open), self.line)
        self.at += len(text)
        self.line += text.count("\n")
        return token
