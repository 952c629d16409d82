"""Modules joined into one script: the rules of docs/ARCHITECTURE.md, "Front end"."""

import json
import subprocess
from pathlib import Path

import pytest

from openspace.web.scripts import BadModule, beyond, borrowed, graph, link

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
ENTRIES = ["phone", "wall", "desk", "scribe", "start", "notes"]


def linked(**sources: str) -> str:
    """The script of the module `main`; each module lies in `js/`."""
    return link(graph("js/main.js", lambda path: sources[path.removeprefix("js/").removesuffix(".js")]))


def problem_of(**sources: str) -> str:
    with pytest.raises(BadModule) as bad:
        linked(**sources)
    return str(bad.value)


def test_a_module_comes_after_what_it_imports() -> None:
    script = linked(
        main='import { b } from "./middle.js"\nimport { c } from "./low.js"\nb(c)',
        middle='import { c } from "./low.js"\nexport function b() { return c }',
        low="export const c = 1",
    )

    assert script == ";\nconst c = 1\n;\nfunction b() { return c }\n;\nb(c)\n"


def test_vendored_modules_stay_imports_each_name_once() -> None:
    script = linked(
        main='import { html, signal } from "../vendor/preact.js"\nimport { a } from "./a.js"\na(html, signal)',
        a='import { html } from "../vendor/preact.js"\nexport const a = html',
    )

    assert script.splitlines()[0] == 'import { html, signal } from "../vendor/preact.js"'
    assert script.count("import") == 1


def test_types_and_comments_on_lines_of_their_own_go() -> None:
    script = linked(
        main="// why\n/**\n * @param {string} a\n */\nexport function f(a) {\n  return /** @type {X} */ (a)\n}\n"
    )

    assert script == ";\nfunction f(a) {\nreturn (a)\n}\n"


def test_remarks_behind_code_go_and_texts_that_look_like_one_stay() -> None:
    kept = ["const a = 'x // y'", 'const b = "x // y" // it\'s', "const c = `http://${a}`", "const d = /\\/\\/ /"]

    script = linked(main="\n".join([*kept, "const e = 1 // why", ""]))

    assert script == ";\n" + "\n".join([*kept, "const e = 1", ""])


def two_of(**sources: str) -> tuple[str, str]:
    """The scripts of the modules `main` and, beyond it, `more`."""

    def read(path: str) -> str:
        return sources[path.removeprefix("js/").removesuffix(".js")]

    first = graph("js/main.js", read)
    second = beyond(first, graph("js/more.js", read))
    lent = borrowed(second, first)
    return link(first, lent), link(second, lent, "./main.sv.js")


def test_a_second_script_takes_what_it_shares_from_the_first() -> None:
    first, second = two_of(
        main='import { a } from "./low.js"\na()',
        more='import { a } from "./low.js"\nimport { c } from "./own.js"\nc(a)',
        low="export const b = 1\nexport function a() { return b }",
        own='import { b } from "./low.js"\nexport const c = b',
    )

    assert first == ";\nconst b = 1\nfunction a() { return b }\n;\na()\n;\nexport { a, b }\n"
    assert second == 'import { a, b } from "./main.sv.js"\n;\nconst c = b\n;\nc(a)\n'


def test_no_name_of_a_second_script_is_one_it_shares() -> None:
    with pytest.raises(BadModule) as bad:
        two_of(
            main='import { a } from "./low.js"\na',
            more='import { b } from "./own.js"\nconst a = b',
            low="export const a = 1",
            own='import { a } from "./low.js"\nexport const b = a',
        )

    assert str(bad.value).startswith("js/more.js: a is of ")


@pytest.mark.parametrize(
    "source",
    [
        'import * as a from "./a.js"',
        'import a from "./a.js"',
        'import { a as b } from "./a.js"',
        'import { a } from "preact"',
        'if (x) import("./a.js")',
        "export default 1",
        "export { a }",
        "const { a } = b",
        "await x",
    ],
)
def test_what_does_not_keep_to_the_form_is_shown(source: str) -> None:
    assert problem_of(main=source).startswith("js/main.js: ")


def test_two_modules_with_one_name_are_not_joined() -> None:
    problem = problem_of(main='import { b } from "./a.js"\nconst a = b', a="const a = 1\nexport const b = a")

    assert problem == "js/main.js: a is of js/a.js too; top-level names are unique"


@pytest.mark.parametrize("name", ["location", "html"])
def test_no_name_hides_one_of_the_page_or_of_a_vendored_module(name: str) -> None:
    problem = problem_of(
        main=f'import {{ {name}b }} from "./a.js"\nimport {{ html }} from "../vendor/preact.js"\nhtml({name}b)',
        a=f"const {name} = 1\nexport const {name}b = {name}",
    )

    assert problem.startswith(f"js/a.js: {name} is of ")


def test_what_is_not_exported_cannot_be_imported() -> None:
    assert problem_of(main='import { b } from "./a.js"', a="const b = 1") == "js/main.js: js/a.js does not export b"


def test_imports_in_a_circle_are_shown() -> None:
    problem = problem_of(
        main='import { a } from "./a.js"\na()',
        a='import { b } from "./b.js"\nexport const a = b',
        b='import { a } from "./a.js"\nexport const b = a',
    )

    assert problem == "js/a.js → js/b.js → js/a.js: imports go in a circle"


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_script_of_every_screen_is_joined_and_parses(
    entry: str, node: Path, request: pytest.FixtureRequest
) -> None:
    if not (ROOT / "node_modules" / "acorn").exists():
        outcome = pytest.fail if request.config.getoption("--all") else pytest.skip
        outcome("acorn is not installed: npm ci")

    script = link(graph(f"js/{entry}.js", lambda path: (STATIC / path).read_text(encoding="utf-8")))

    parsed = subprocess.run(
        [node, ROOT / "tests" / "js" / "baseline.js"],
        input=json.dumps({entry: script}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(parsed.stdout) == {}
