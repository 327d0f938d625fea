"""The rules' name changes with the rules, and with nothing else."""

from pathlib import Path

import pytest

from catalog.normalise import RULES_VERSION, version


def test_it_names_the_rules_at_hand() -> None:
    assert version.rules_version() == RULES_VERSION


def test_it_changes_with_any_rule_or_word_and_not_with_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room_of_rules"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "words.csv").write_text("a,b\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(version, "_ROOMS", (("room_of_rules", ".csv"),))
    first = version.rules_version()
    (room / "words.csv").write_bytes(b"a,b\r\n")
    (room / "notes.txt").write_text("no rule")
    assert version.rules_version() == first
    (room / "words.csv").write_text("a,c\n")
    second = version.rules_version()
    (room / "words.csv").rename(room / "other.csv")
    assert len({first, second, version.rules_version()}) == 3
