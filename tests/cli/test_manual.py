"""The manual pages: every command tells what it does, every example can be typed."""

import shlex

import pytest
import typer
from typer.core import TyperGroup

from api.cli import app
from api.cli.exits import MEANINGS
from api.cli.manual import EXAMPLES
from tests.cli.conftest import Run

ROOT = typer.main.get_command(app)
CALLS = [call for examples in EXAMPLES.values() for call, _ in examples]


@pytest.mark.parametrize("call", CALLS)
def test_an_example_can_be_typed(call: str) -> None:
    words = shlex.split(call.split("<")[0].split(">")[0])
    assert isinstance(ROOT, TyperGroup)
    command = ROOT.commands[words[0]]
    command.make_context(words[0], words[1:]).close()


def test_every_command_and_option_says_what_it_does() -> None:
    assert isinstance(ROOT, TyperGroup)
    for name, command in ROOT.commands.items():
        assert command.help, name
        for option in command.params:
            assert getattr(option, "help", ""), (name, option.name)


def test_help_explains_the_exit_codes_and_shows_examples(chophien: Run) -> None:
    top = " ".join(chophien("--help").stdout.split())
    for code, meaning in MEANINGS.items():
        assert str(int(code)) in top
        assert meaning.split(":")[0] in top
    assert "chophien check listings.jsonl" in chophien("check", "--help").stdout
