"""Programs in C: built when they are needed, outside the tree, and done without where there is no compiler."""

import subprocess
from pathlib import Path

import pytest

from bench.compiled import compiled
from bench.load.generator import generator, generator_name
from bench.load.in_c import GeneratorInC
from bench.load.in_python import GeneratorInPython
from bench.load.plan import Crowd

NOBODY = Crowd(host="127.0.0.1", port=1, clients=(), live=b"")


def built(folder: Path) -> Path:
    """There is a compiler, as `generator_in_c` has been asked for."""
    program = compiled(folder)
    assert program is not None
    return program


def test_a_program_is_built_once_from_what_it_is_made_of(tmp_path: Path, generator_in_c: Path) -> None:
    folder = tmp_path / "greeter" / "c"
    folder.mkdir(parents=True)
    (folder / "main.c").write_text("int main(void) { return 7; }\n")

    first = built(folder)
    built_at = first.stat().st_mtime_ns
    again = built(folder)
    (folder / "main.c").write_text("int main(void) { return 8; }\n")
    other = built(folder)

    assert again == first
    assert first.stat().st_mtime_ns == built_at
    assert [subprocess.run([program], check=False).returncode for program in (first, other)] == [7, 8]
    for program in (first, other):
        program.unlink()


def test_what_the_compiler_takes_exception_to_is_an_error(tmp_path: Path, generator_in_c: Path) -> None:
    (tmp_path / "main.c").write_text("int main(void) { int unused; return 0; }\n")

    with pytest.raises(subprocess.CalledProcessError):
        compiled(tmp_path)


async def test_the_load_comes_from_c_where_there_is_a_compiler(generator_in_c: Path) -> None:
    async with generator(NOBODY) as load:
        assert isinstance(load, GeneratorInC)

    assert generator_name() == "C"


async def test_without_a_compiler_it_comes_from_python_and_says_that_it_is_slower(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")

    async with generator(NOBODY) as load:
        assert isinstance(load, GeneratorInPython)

    assert "slower" in capsys.readouterr().err
    assert "slower" in generator_name()
