"""Every expected failure: one sentence, a documented exit code, never a stack trace."""

import contextlib
import errno
import json
import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from api.cli.failures import told
from api.demo.fair import free_ports, is_free
from tests.cli.conftest import Done, Run


def _fails(done: Done, code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["import", "no-such-file.jsonl"], 4, ["no-such-file.jsonl", "No such file"]),
        (["check", "no-such-file.jsonl"], 4, ["no-such-file.jsonl"]),
        (["extract", "no-such-shop", __file__, "--url", "https://x.vn/"], 4, ["no-such-shop"]),
        (["extract", "voso", "no-such-page.html", "--url", "https://voso.vn/"], 4, ["no-such-page.html"]),
        (["crawl", "no-such-shop"], 4, ["no-such-shop"]),
        (["probe", "ftp://cho.example/"], 4, ["no http(s) address"]),
        (["probe", "http://127.0.0.1:9/"], 4, ["private network"]),
        (["probe", "https://cho.example/", "--write", "Chợ.toml"], 4, ["no name of a marketplace file"]),
        (["explain", "https://khong.example/co"], 4, ["khong.example"]),
        (["decide", "1", "2", "--same"], 4, ["no listing"]),
        (["decide", "1", "2"], 2, ["--same"]),
        (["import", "certificates"], 2, ["certificates"]),
        (["import", "certificates", "no-such-list.xlsx"], 4, ["no-such-list.xlsx"]),
        (["import", "certificates", __file__], 4, ["columns"]),
        (["import", "certificates", __file__, "--decision", "soon"], 2, ["QĐ-UBND"]),
        (["report", "province", "atlantis"], 4, ["atlantis"]),
        (["index", "rollback"], 1, []),
        (["bench", "no-such-bench"], 2, ["no-such-bench"]),
        (["demo", "--engine", "sphinx"], 2, ["sphinx"]),
        (["no-such-command"], 2, ["no-such-command"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_one_sentence_and_a_code(chophien: Run, arguments: list[str], code: int, words: list[str]) -> None:
    _fails(chophien(*arguments), code, *words)


def test_a_port_in_use(chophien: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        _fails(chophien("serve", "--port", port), 3, port, "--port")
        _fails(chophien("demo", "--port", port), 3, port)
        _fails(chophien("demo", "--no-serve", "--fair-port", port), 3, port, "--fair-port")


def test_a_data_folder_that_cannot_be_made(chophien: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    done = chophien("import", "-", CHOPHIEN_DATA_DIR=str(blocked / "var"))
    _fails(done, 3, "cannot be written", "CHOPHIEN_DATA_DIR")


def test_a_database_that_does_not_answer(chophien: Run) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        done = chophien("refresh", CHOPHIEN_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{port}/none")
    _fails(done, 3, "database does not answer", "CHOPHIEN_DATABASE_URL")


def test_a_damaged_database(chophien: Run, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "chophien.sqlite3").write_bytes(b"no database at all " * 300)
    for command in (["refresh"], ["db", "status"], ["export", "products"], ["index"], ["serve", "--port", "1"]):
        _fails(chophien(*command), 3)
    _fails(chophien("refresh"), 3, "damaged", "Move it away")


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked")), "busy with another command"),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")), "disk is full"),
        (DatabaseError("SELECT", {}, sqlite3.DatabaseError("database disk image is malformed")), "Put a copy back"),
        (OperationalError("UPDATE", {}, sqlite3.OperationalError("attempt to write a readonly database")), "owns"),
        (OperationalError("SELECT", {}, Exception("server closed the connection unexpectedly")), "went away"),
        (OperationalError("connect", {}, Exception("FATAL:  sorry, too many clients already")), "fewer workers"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "var/search"), "var/search may not be used"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stands_around_a_command_is_told_in_a_sentence(failure: Exception, words: str) -> None:
    wrapped = RuntimeError("while refreshing")
    wrapped.__cause__ = failure
    for one in (failure, wrapped):
        expected = told(one)
        assert expected
        assert expected.code == 3
        assert words in str(expected)


def test_a_fault_of_the_program_is_not_dressed_up() -> None:
    assert told(ZeroDivisionError()) is None
    assert told(OperationalError("SELECT nothing", {}, sqlite3.OperationalError("no such column: nothing"))) is None


def test_a_database_of_a_newer_version(chophien: Run, tmp_path: Path) -> None:
    assert chophien("import", "-").returncode == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "var" / "chophien.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    _fails(chophien("refresh"), 3, "newer version")


def test_a_first_fair_goes_round_a_port_in_use() -> None:
    start = free_ports(18_500)
    with socket.create_server(("127.0.0.1", start + 2)):
        chosen = free_ports(start)
    assert chosen > start
    assert all(map(is_free, range(chosen, chosen + 5)))


def test_a_fair_on_other_ports_than_the_catalog_was_filled_from(chophien: Run, tmp_path: Path) -> None:
    fair = tmp_path / "var" / "sample-fair"
    fair.mkdir(parents=True)
    (fair / "port").write_text("18101")
    _fails(chophien("demo", "--no-serve", "--fair-port", "18201"), 3, "18101", "CHOPHIEN_DATA_DIR")


@pytest.mark.parametrize("address", ["nonsense", "mysql://somewhere/x"])
@pytest.mark.parametrize("command", [("db", "status"), ("refresh",), ("import", "-")], ids=" ".join)
def test_a_database_address_that_is_none(chophien: Run, command: tuple[str, ...], address: str) -> None:
    _fails(chophien(*command, CHOPHIEN_DATABASE_URL=address), 3, "CHOPHIEN_DATABASE_URL")


def test_a_setting_that_cannot_be_read(chophien: Run) -> None:
    _fails(chophien("doctor", CHOPHIEN_PICTURE_DELAY="soon"), 3, "CHOPHIEN_PICTURE_DELAY")


def test_the_doctor_tells_of_a_time_to_crawl_that_is_none(chophien: Run) -> None:
    done = chophien("doctor", "--json", CHOPHIEN_CRAWL_AT="every day")
    found = {one["name"]: one for one in json.loads(done.stdout)}["workers"]
    assert found["verdict"] == "note"
    assert "`every day`" in found["mend"]


def test_a_search_server_that_does_not_answer_is_named_without_its_password(chophien: Run) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        done = chophien("index", "status", CHOPHIEN_MEILISEARCH_URL=f"http://me:secret@{address}")
    _fails(done, 3, "does not answer", "CHOPHIEN_MEILISEARCH_URL", address)
    assert "secret" not in done.stderr


def test_a_database_file_that_is_a_folder(chophien: Run, tmp_path: Path) -> None:
    _fails(chophien("refresh", CHOPHIEN_DATABASE_URL=f"sqlite:///{tmp_path}"), 3, "Check that it is a file")


def test_no_doubtful_pair_is_one_sentence(chophien: Run) -> None:
    done = chophien("review")
    assert (done.returncode, done.stdout + done.stderr) == (0, "No pair waits for a decision.\n")


def test_the_doctor_reports_what_is_missing_without_making_anything(chophien: Run, tmp_path: Path) -> None:
    done = chophien("doctor", "--json")
    assert done.returncode == 0
    found = {one["name"]: one for one in json.loads(done.stdout)}
    assert "not there yet" in found["data folder"]["found"]
    assert "chophien index" in found["search"]["mend"]
    assert not (tmp_path / "var").exists()


def _database_of(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / "chophien.sqlite3")) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize("command", [("refresh",), ("db", "upgrade"), ("export", "listings")], ids=" ".join)
def test_a_database_of_a_newer_program(chophien: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert chophien("db", "upgrade").returncode == 0
    _database_of(tmp_path / "var", "UPDATE alembic_version SET version_num = '9999'")
    _fails(chophien(*command), 3, "newer version", "9999")
    status = json.loads(chophien("db", "status", "--json").stdout)
    assert (status["version"], status["up_to_date"]) == ("9999", False)


def test_tables_go_back_and_come_up_again_and_nothing_without_a_yes(chophien: Run) -> None:
    newest = json.loads(chophien("db", "upgrade", "--json").stdout)["version"]
    _fails(chophien("db", "downgrade", "0006", stdin="n\n"), 1, "Nothing was changed")
    _fails(chophien("db", "downgrade", "0600", "--yes"), 4, "0600")
    unasked = chophien("db", "downgrade", "0600")
    _fails(unasked, 4, "0600")
    assert "y/N" not in unasked.stderr
    assert json.loads(chophien("db", "downgrade", "0006", "--yes", "--json").stdout)["version"] == "0006"
    assert json.loads(chophien("db", "upgrade", "--json").stdout)["version"] == newest


def test_a_file_that_is_no_database(chophien: Run, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "chophien.sqlite3").write_bytes(b"no database at all" * 400)
    _fails(chophien("db", "status"), 3, "none of ours")


def test_a_database_that_may_only_be_read(chophien: Run, tmp_path: Path) -> None:
    assert chophien("db", "upgrade").returncode == 0
    address = f"sqlite:///file:{tmp_path / 'var' / 'chophien.sqlite3'}?mode=ro&uri=true"
    done = chophien("import", "-", stdin='{"url": "https://a.vn/1", "name": "Chè"}', CHOPHIEN_DATABASE_URL=address)
    _fails(done, 3, "may only be read")
