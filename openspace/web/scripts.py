"""The modules of one screen, joined into one script, or into two of which the second may come later: few requests.

Our modules keep to a form (docs/ARCHITECTURE.md, "Front end") in which imports, exports and top-level names begin a
line, so they are joined by looking at lines, not by parsing. What does not keep to the form raises, and a test joins
every screen.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from posixpath import dirname, normpath

from msgspec import Struct

VENDOR = "vendor/"

# Names every page has and scripts use bare: none of ours may hide one from another module.
PAGE_NAMES = (
    "alert", "confirm", "crypto", "document", "fetch", "focus", "frames", "history", "location", "navigator",
    "performance", "print", "prompt", "screen", "scroll", "window",
)  # fmt: skip

_IMPORT = re.compile(r'^import \{\s*(\w+(?:,\s*\w+)*),?\s*\} from "(\.[^"]+)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |let |class )", re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
_JSDOC = r"/\*\*(?:[^*]|\*(?!/))*\*/"
_COMMENT = re.compile(rf"^[ \t]*(?://[^\n]*|{_JSDOC})\n|{_JSDOC} ?", re.MULTILINE)
_REMARK = re.compile(r"""\s+// [^"'`]*$""")  # one that ends in a string, or holds one, may be part of a text
_FORBIDDEN = re.compile(r"^(?:import|export|await)\b|\bimport\(|^(?:const|let) [{\[]", re.MULTILINE)


class BadModule(ValueError):
    """A module does not keep to the form."""


class Module(Struct, frozen=True, kw_only=True):
    """`path`: below `static/`, "js/lib/i18n.js". `imports`: names by path of the module they come from."""

    path: str
    imports: dict[str, list[str]]
    declared: list[str]
    exported: list[str]
    body: str  # without imports, types, comments, indentation, and the word export


def read_module(path: str, source: str) -> Module:
    """Raises BadModule, with the line that does not keep to the form."""
    bare = _COMMENT.sub("", source.rstrip() + "\n")
    body = _EXPORT.sub("", _IMPORT.sub("", bare))
    if wrong := _FORBIDDEN.search(body):
        line = body[wrong.start() :].partition("\n")[0]
        raise BadModule(f'{path}: "{line}" is not of the form the server joins (docs/ARCHITECTURE.md, Front end)')
    imports: dict[str, list[str]] = {}
    for names, source_path in _IMPORT.findall(bare):
        target = normpath(f"{dirname(path)}/{source_path}")
        imports.setdefault(target, []).extend(re.findall(r"\w+", names))
    return Module(
        path=path,
        imports=imports,
        declared=_DECLARED.findall(bare),
        exported=_EXPORTED.findall(bare),
        body=_without_indentation(body),
    )


def graph(entry: str, read: Callable[[str], str], known: dict[str, Module] | None = None) -> list[Module]:
    """The module at `entry` ("js/phone.js") and all it imports, each after what it imports itself.

    `known`: modules by path, so that what several screens have is read once; those that are read here come to it.

    Raises:
        BadModule: The form is broken, a module imports what is not exported, or imports go in a circle.
    """
    done: dict[str, Module] = {}
    _visit(entry, read, {} if known is None else known, done, ())
    return list(done.values())


def beyond(first: list[Module], whole: list[Module]) -> list[Module]:
    """What a screen's second script is made of: those of `whole` that its first has not."""
    there = {module.path for module in first}
    return [module for module in whole if module.path not in there]


def borrowed(second: list[Module], first: list[Module]) -> list[str]:
    """The names that the second script takes from the first."""
    lenders = {module.path for module in first}
    return sorted(
        {name for module in second for path, names in module.imports.items() if path in lenders for name in names}
    )


def link(modules: list[Module], lent: Sequence[str] = (), first: str = "") -> str:
    """One script of all the modules.

    Two scripts of one screen share their modules: the first exports what is `lent`, the second imports it from the
    address of the `first`.

    Raises:
        BadModule: Two modules declare one name, or one declares a name every page has.
    """
    vendored: dict[str, set[str]] = {}
    for path, names in _vendored(modules):
        vendored.setdefault(path, set()).update(names)
    taken = {name for names in vendored.values() for name in names}
    _require_unique(modules, taken | set(lent) if first else taken)
    imports = [f'import {{ {", ".join(sorted(names))} }} from "../{path}"\n' for path, names in vendored.items()]
    exports = []
    if lent and first:
        imports.append(f'import {{ {", ".join(lent)} }} from "{first}"\n')
    elif lent:
        exports.append(f"export {{ {', '.join(lent)} }}\n")
    # Without semicolons a module that starts with a bracket would go on where the one before it ends.
    return ";\n".join(["".join(imports), *(module.body for module in modules), *exports])


def _without_indentation(body: str) -> str:
    """Without indentation, empty lines, and comments behind code; templates mean the same without it."""
    lines = (_REMARK.sub("", line).strip() for line in body.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _visit(
    path: str, read: Callable[[str], str], known: dict[str, Module], done: dict[str, Module], above: tuple[str, ...]
) -> None:
    if path in above:
        raise BadModule(f"{' → '.join([*above[above.index(path) :], path])}: imports go in a circle")
    if path in done:
        return
    module = known.get(path) or known.setdefault(path, read_module(path, read(path)))
    for target, names in module.imports.items():
        if not target.startswith(VENDOR):
            _visit(target, read, known, done, (*above, path))
            if missing := sorted(set(names) - set(done[target].exported)):
                raise BadModule(f"{path}: {target} does not export {', '.join(missing)}")
    done[path] = module


def _vendored(modules: list[Module]) -> Iterator[tuple[str, list[str]]]:
    return ((path, names) for module in modules for path, names in module.imports.items() if path.startswith(VENDOR))


def _require_unique(modules: list[Module], taken: set[str]) -> None:
    owner = dict.fromkeys(PAGE_NAMES, "every page") | dict.fromkeys(taken, "a vendored module")
    for module in modules:
        for name in module.declared:
            if name in owner:
                raise BadModule(f"{module.path}: {name} is of {owner[name]} too; top-level names are unique")
            owner[name] = module.path
