from io import StringIO

from django.core.management import call_command

from accounts.models import SetupCode, hash_secret
from accounts.services.setup_codes import make_setup_code
from common.models import AuditEvent
from tests.factories.projects import make_user


def test_a_code_is_made_while_nobody_can_sign_in(db):
    code = make_setup_code()
    stored = SetupCode.objects.get()
    assert stored.secret_hash == hash_secret(code)
    assert code not in str(vars(stored))
    assert AuditEvent.objects.filter(action="setup_code.create").count() == 1


def test_a_new_code_replaces_the_one_before(db):
    first = make_setup_code()
    second = make_setup_code()
    assert first != second
    assert [code.secret_hash for code in SetupCode.objects.all()] == [hash_secret(second)]


def test_no_code_once_there_is_a_user(db):
    make_user()
    assert make_setup_code() == ""
    assert not SetupCode.objects.exists()


def test_the_command_prints_the_code_or_says_why_not(db):
    output = StringIO()
    call_command("setup_code", stdout=output)
    assert "/setup/ with this code: " in output.getvalue()
    make_user()
    output = StringIO()
    call_command("setup_code", stdout=output)
    assert "There is a user already" in output.getvalue()
