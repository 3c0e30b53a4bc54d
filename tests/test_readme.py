"""What README and docs/cli.md say is so: examples run, every command, option, exit code and problem code is named."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path

import pytest
from typer.main import get_command

from pressextract import errors
from pressextract.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def table(page: str, heading: str) -> dict[str, str]:
    """First and second column of the first table below a heading."""
    section = page.split(f"\n{heading}\n", 1)[1].split("\n\n## ")[0]
    rows = re.findall(r"^\| *`?([a-z0-9_]+)`? *\| *(.*?) *\|$", section, re.MULTILINE)
    return {name: meaning for name, meaning in rows if name not in {"code", "option"}}


def test_python_blocks_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 1
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", "README.md", 0)
    assert len(examples.examples) >= 3
    assert doctest.DocTestRunner().run(examples).failed == 0


def test_the_two_commands_stand_in_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert f"\n$ make {target} " in README
        assert f"\n{target}:" in makefile


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_described(command: str) -> None:
    assert f"\n## {command}\n" in CLI
    assert f"pressextract {command}" in CLI
    for parameter in COMMANDS[command].params:
        for name in [*parameter.opts, *parameter.secondary_opts]:
            shown = name if name.startswith("-") else str(parameter.metavar).strip("{}")
            assert re.search(rf"(?<![\w-]){re.escape(shown)}(?![\w-])", CLI), f"{command} {shown}"


def test_general_options_are_described() -> None:
    for parameter in get_command(app).params:
        assert all(f"`{name}`" in CLI or f" {name}`" in CLI for name in parameter.opts)


def test_exit_codes() -> None:
    listed = table(CLI, "## Exit codes")
    ours = {getattr(errors, name).exit_code for name in errors.__all__} | {0, 7, 130, 141, 143}
    assert {int(code) for code in listed} == ours
    short = table(README, "## Exit codes")
    assert list(short) == ["0", "2", "3", "4", "5", "6", "7", "8"]
    assert [meaning for code, meaning in short.items() if not listed[code].startswith(meaning)] == []


def test_problem_codes() -> None:
    """Every code that the source gives to `InputError` or `Notice` is listed once, and no other."""
    given: set[str] = set()
    known: set[object] = set()
    for path in (ROOT / "src/pressextract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant):
                known.add(node.value)
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"InputError", "Notice"}
            ):
                given |= {str(code.value) for code in node.args[:1] if isinstance(code, ast.Constant)}
    listed = re.findall(r"^\| `([a-z_]+)` \|", CLI.split("## Problem codes")[1], re.MULTILINE)
    assert len(given) >= 15
    assert sorted(given - set(listed)) == []
    assert sorted(set(listed) - known) == []
    assert len(listed) == len(set(listed))
