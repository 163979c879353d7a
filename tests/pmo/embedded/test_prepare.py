import json
from io import StringIO

import pytest
from django.contrib.staticfiles.finders import get_finders

from accounts.models import User
from pmo.embedded import prepare
from projects.models import Portfolio
from tests.factories.projects import make_user


@pytest.fixture
def file(tmp_path, settings, monkeypatch):
    settings.PMO_HOME = tmp_path
    monkeypatch.setattr("sys.stdout", StringIO())
    return tmp_path / prepare.SIGN_INS


def test_the_demo_is_made_once_and_its_sign_ins_work(db, file):
    file.write_text(
        json.dumps([{"role": "Viewer", "email": "old@demo.example", "password": "of a lost start"}])
    )
    sign_ins = prepare.seed(file)
    assert len({entry["role"] for entry in sign_ins}) == 6
    for entry in sign_ins:
        assert User.objects.get(email=entry["email"]).check_password(entry["password"])
    Portfolio.objects.update(name="Renamed by somebody")
    assert prepare.seed(file) == sign_ins
    assert Portfolio.objects.count() == 1, "what was changed is not made a second time"


def test_only_who_runs_it_reads_the_sign_ins(db, file):
    prepare.seed(file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_code_is_made_only_while_nobody_can_sign_in(db):
    assert len(prepare.setup_code()) > 40
    make_user()
    assert prepare.setup_code() == ""


def test_static_files_are_collected_again_when_one_changes(tmp_path, settings, monkeypatch):
    settings.STATIC_ROOT = str(tmp_path / "collected")
    calls = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: calls.append(name))
    (tmp_path / "collected").mkdir()
    stamp = tmp_path / "collected" / ".collected"
    prepare.collect_static(stamp)
    prepare.collect_static(stamp)
    assert calls == ["collectstatic"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "new.css").write_text("a{}")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path / "own"]
    assert any("new.css" in path for finder in get_finders() for path, _ in finder.list([]))
    prepare.collect_static(stamp)
    assert calls == ["collectstatic", "collectstatic"]
