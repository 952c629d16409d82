"""Every numbered rule of docs/PROTOCOL.md is cited by a test, and every citation names a rule."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULE = re.compile(r"^- \*\*([A-Z]\d+)\*\*", re.MULTILINE)
CITED = re.compile(r"\[((?:[A-Z]\d+)(?:, ?[A-Z]\d+)*)\]")


def rules() -> set[str]:
    return set(RULE.findall((ROOT / "docs" / "PROTOCOL.md").read_text()))


def citations() -> set[str]:
    tests = [path for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".js")]
    found = (match for path in tests for match in CITED.findall(path.read_text()))
    return {rule.strip() for match in found for rule in match.split(",")}


def test_every_rule_is_cited_by_a_test() -> None:
    assert rules() - citations() == set()


def test_every_citation_names_a_rule() -> None:
    assert citations() - rules() == set()
