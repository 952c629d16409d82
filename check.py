"""Every check of the house but the tests of Python: form, lint, types, layers, and the browser's side.

Run as `python3 run.py check`. All of them run, also after one has failed; the last lines say which did.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def main() -> int:
    failed = [name for name, command in checks().items() if not passes(name, command)]
    print("\n" + (f"failed: {', '.join(failed)}" if failed else "every check passed"))
    return 1 if failed else 0


def checks() -> dict[str, list[str]]:
    """Name each check and the command that does it, the quickest first."""
    python = [sys.executable, "-m"]
    node = tool("node")
    return {
        "ruff format": [*python, "ruff", "format", "--check", "."],
        "ruff": [*python, "ruff", "check", "."],
        "lint-imports": [sys.executable, "-c", LINT_IMPORTS],
        "npm ci": [tool("npm"), "ci", "--silent"] if not TSC.exists() else [],
        "tsc": [node, str(TSC), "--project", "."],
        "node --test": [node, "--test", *node_tests()] if node_tests() else [],
        "mypy": [*python, "mypy"],
    }


LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def node_tests() -> list[str]:
    """Name the files one by one: what `node --test FOLDER` means differs between releases."""
    return sorted(str(path) for path in (ROOT / "tests" / "js").rglob("*.test.js"))


def tool(name: str) -> str:
    """Find a tool by name; one that is missing fails where it is used, under its own name."""
    return shutil.which(name) or name


def passes(name: str, command: list[str]) -> bool:
    if not command:
        return True
    print(f"\n── {name}", flush=True)
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    except FileNotFoundError:
        print(f"{command[0]} is not installed.")
        return False


if __name__ == "__main__":
    sys.exit(main())
