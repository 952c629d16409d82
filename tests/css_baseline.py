"""What Safari 15.0 and Chrome 95 do not understand, found in style sheets.

A browser drops a rule or a declaration it does not know and says nothing, so the loss is only seen on an old phone.
What lies inside `@supports` is guarded and passes; a newer unit passes after a fallback for the same property.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

NEWER_AT_RULES = {"container": "16", "layer": "15.4", "property": "16.4", "scope": "17.4"}

NEWER_SELECTORS = {
    ":autofill": "15, and Chrome 110",
    ":dir(": "16.4",
    ":has(": "15.4",
    ":modal": "15.6",
    ":popover-open": "17",
    ":user-invalid": "16.5",
    ":user-valid": "16.5",
}

# Chrome 95 lacks the individual transforms, which Safari has had since 14.1.
NEWER_PROPERTIES = {
    "anchor-name": "26",
    "container": "16",
    "container-name": "16",
    "container-type": "16",
    "position-anchor": "26",
    "rotate": "14.1, and Chrome 104",
    "scale": "14.1, and Chrome 104",
    "translate": "14.1, and Chrome 104",
}

NEWER_FUNCTIONS = {
    "abs": "15.4",
    "acos": "15.4",
    "color": "15, and Chrome 111",
    "color-mix": "16.2",
    "cos": "15.4",
    "hwb": "15, and Chrome 101",
    "image-set": "17",
    "lab": "15, and Chrome 111",
    "lch": "15, and Chrome 111",
    "light-dark": "17.5",
    "linear": "17.2",
    "mod": "15.4",
    "oklab": "15.4",
    "oklch": "15.4",
    "pow": "15.4",
    "round": "15.4",
    "sin": "15.4",
    "sqrt": "15.4",
    "tan": "15.4",
}

NEWER_UNIT = re.compile(r"(?<![\w#.-])-?[\d.]+((?:[dsl]v(?:[hwib]|min|max))|cq(?:[hwib]|min|max)|v[ib]|cap|ic|r?lh)\b")
RANGE_QUERY = re.compile(r"@media[^{]*\([^)]*[<>]")
RELATIVE_COLOUR = re.compile(r"\b(?:rgb|hsl)a?\(\s*from\b")
DECLARATION = re.compile(r"\s*(--[\w-]+|-?[a-z][\w-]*)\s*:(.*)", re.DOTALL)


@dataclass
class Block:
    """An open `{`, with what stood before it."""

    prelude: str
    declared: set[str] = field(default_factory=set)

    @property
    def is_rule(self) -> bool:
        return not self.prelude.startswith("@") and self.prelude != ""


def problems_in(css: str) -> list[str]:
    """Say what is too new, one sentence each, with its line."""
    return list(scan(blanked(css)))


def blanked(css: str) -> str:
    """Empty comments and strings, keeping the lines."""
    pattern = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)]*\)", re.DOTALL)
    return pattern.sub(lambda match: "\n" * match.group().count("\n"), css)


def scan(css: str) -> Iterator[str]:
    blocks = [Block("")]
    for piece in re.finditer(r"([^{};]*)([{};])", css):
        text, end = piece.group(1).strip(), piece.group(2)
        line = css.count("\n", 0, piece.end()) + 1
        guarded = any(block.prelude.startswith("@supports") for block in blocks)
        found = [] if guarded else list(problems_of_piece(text, end, blocks))
        yield from (f"line {line}: {problem}" for problem in found)
        if end == "{":
            blocks.append(Block(text))
        elif end == "}" and len(blocks) > 1:
            blocks.pop()


def problems_of_piece(text: str, end: str, blocks: list[Block]) -> Iterator[str]:
    """Judge what stands before a brace or semicolon: a prelude or a declaration."""
    if end == "{" or text.startswith("@"):
        yield from problems_of_prelude(text, blocks)
    elif declaration := DECLARATION.fullmatch(text):
        yield from problems_of_declaration(declaration.group(1), declaration.group(2), blocks[-1])


def problems_of_prelude(prelude: str, blocks: list[Block]) -> Iterator[str]:
    if any(block.is_rule for block in blocks):
        yield "a nested rule needs Safari 16.5"
    if at_rule := re.match(r"@([a-z-]+)", prelude):
        if needed := NEWER_AT_RULES.get(at_rule.group(1)):
            yield f"@{at_rule.group(1)} needs Safari {needed}"
        if RANGE_QUERY.match(prelude):
            yield "a range in @media needs Safari 16.4"
        return
    for selector, needed in NEWER_SELECTORS.items():
        if selector in prelude:
            yield f"{selector} needs Safari {needed}"
    if ":focus-visible" in prelude and "," in re.sub(r"\([^)]*\)", "", prelude):
        yield ":focus-visible in a list takes the whole rule away before Safari 15.4"


def problems_of_declaration(name: str, value: str, block: Block) -> Iterator[str]:
    # A custom property takes any value; it fails only where it is used, when the fallback is gone.
    has_fallback = name in block.declared and not name.startswith("--")
    block.declared.add(name)
    if has_fallback:
        return
    if needed := NEWER_PROPERTIES.get(name):
        yield f"{name} needs Safari {needed}"
    if RELATIVE_COLOUR.search(value):
        yield "a relative colour needs Safari 16.4"
    for function in re.findall(r"(?<![\w-])([a-z-]+)\(", value):
        if needed := NEWER_FUNCTIONS.get(function):
            yield f"{function}() needs Safari {needed}"
    for unit in NEWER_UNIT.findall(value):
        yield f"{unit} without a fallback before it"
