"""The modules of one screen, joined into one script, so that a phone makes few requests.

Possible because top-level names are unique over all our modules (docs/ARCHITECTURE.md, "Front end"). Modules come
after what they import; vendored modules stay imports. What cannot be joined safely raises.
"""

from collections.abc import Callable

from openspace.javascript.modules import BadModule, Module, read_module

VENDOR = "vendor/"

# Names every page has and scripts use bare. One of ours may be called the same only while no other module
# means the page's.
PAGE_NAMES = frozenset(
    {"alert", "confirm", "crypto", "document", "fetch", "focus", "frames", "history", "location", "navigator",
     "performance", "print", "prompt", "screen", "scroll", "window"}
)  # fmt: skip


def graph(entry: str, read: Callable[[str], str]) -> list[Module]:
    """The module at `entry` ("js/phone.js") and all it imports, each after what it imports itself.

    Raises:
        BadModule: A rule is broken, a module is missing or imports what is not exported, or imports go in a circle.
    """
    done: dict[str, Module] = {}
    _visit(entry, read, done, ())
    return list(done.values())


def link(modules: list[Module]) -> str:
    """One script of all the modules.

    Raises:
        BadModule: Two modules declare the same name, or one hides a name of the page that another uses.
    """
    _require_unique(modules)
    vendored: dict[str, list[str]] = {}
    for module in modules:
        for path, names in module.imports.items():
            if path.startswith(VENDOR):
                vendored.setdefault(path, []).extend(names)
    imports = [f'import {{ {", ".join(sorted(set(names)))} }} from "../{path}"' for path, names in vendored.items()]
    # Without semicolons a module that starts with a bracket would go on where the one before it ends.
    return "\n;\n".join(["\n".join(imports), *(module.body for module in modules)]) + "\n"


def _visit(path: str, read: Callable[[str], str], done: dict[str, Module], above: tuple[str, ...]) -> None:
    if path in above:
        raise BadModule(f"{' → '.join([*above[above.index(path) :], path])}: imports go in a circle")
    if path in done:
        return
    module = read_module(path, read(path))
    for target, names in module.imports.items():
        if not target.startswith(VENDOR):
            _visit(target, read, done, (*above, path))
            _require_exported(module, done[target], names)
    done[path] = module


def _require_exported(module: Module, target: Module, names: list[str]) -> None:
    missing = sorted(set(names) - set(target.exported))
    if missing:
        raise BadModule(f"{module.path}: {target.path} does not export {', '.join(missing)}")


def _require_unique(modules: list[Module]) -> None:
    owner: dict[str, str] = {name: path for module in modules for path, names in module.imports.items()
                             if path.startswith(VENDOR) for name in names}  # fmt: skip
    for module in modules:
        for name in module.declared:
            if name in owner:
                raise BadModule(f"{module.path}: {name} is declared in {owner[name]} too; top-level names are unique")
            owner[name] = module.path
    for module in modules:
        imported = {name for names in module.imports.values() for name in names}
        for name in sorted((module.names & PAGE_NAMES) - imported):
            if owner.get(name, module.path) != module.path:
                raise BadModule(
                    f"{module.path}: {name} would be the one of {owner[name]}; say window.{name}, or rename it"
                )
