"""Image and compose file, by parsing: no container engine is needed to see that they fit the code."""

import os
import re
import shlex
import subprocess
import sys

import pytest
import yaml
from django.conf import settings

from pmo.environment import ROOT
from tests.processes import clean_environment

APPLICATIONS = {"migrate", "web", "worker", "beat"}
GUIDE = ROOT / "docs" / "guide" / "running.md"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def test_every_part_is_there_and_the_applications_are_one_image(services):
    assert set(services) == APPLICATIONS | {"database", "broker"}
    assert {services[name]["image"] for name in APPLICATIONS} == {"throughline:latest"}


@pytest.mark.parametrize("name", sorted(APPLICATIONS))
def test_applications_run_with_as_little_as_possible(services, name):
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "user" not in service, "the image's own user, not root"
    assert "privileged" not in service


def test_nothing_but_the_web_port_is_open_and_only_to_this_host(services):
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_who_serves_waits_for_the_migrations(services, name):
    needs = {other: how["condition"] for other, how in services[name]["depends_on"].items()}
    assert needs == {
        "migrate": "service_completed_successfully",
        "database": "service_healthy",
        "broker": "service_healthy",
    }


def test_migrations_run_once(services):
    assert services["migrate"]["restart"] == "no"
    assert services["migrate"]["command"][:3] == ["python", "manage.py", "migrate"]
    assert all("migrate" not in str(services[name].get("command")) for name in ("web", "worker", "beat"))


@pytest.mark.parametrize("name", ["database", "broker", "web", "worker"])
def test_long_running_parts_have_a_health_check(services, name):
    check = services[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert check["interval"]
    assert check["timeout"]


def test_there_is_one_beat(services):
    beats = [name for name, service in services.items() if "beat" in service.get("command", [])]
    assert beats == ["beat"]
    assert "deploy" not in services["beat"]


def test_the_worker_takes_every_queue_that_is_used(services):
    queues = next(word for word in services["worker"]["command"] if word.startswith("--queues="))
    used = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert set(queues.removeprefix("--queues=").split(",")) == used | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_secrets_come_from_outside_and_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "BROKER_PASSWORD", "SMTP_URL"):
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", text)
        assert uses, name
        assert all(use.startswith(":?") for use in uses), name


def test_what_is_written_lands_in_a_volume(compose, services):
    assert {
        volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])
    } == set(compose["volumes"])
    home = dict(
        pair.split("=", 1) for key, pair in instructions() if key == "ENV" for pair in shlex.split(pair)
    )["PMO_HOME"]
    assert services["web"]["volumes"] == [f"state:{home}"]


def test_the_settings_take_the_environment_of_the_compose_file(services, tmp_path):
    values = {
        "SECRET_KEY": "x" * 60,
        "PUBLIC_URL": "https://plan.example.org",
        "SMTP_URL": "smtps://user:secret@mail.example.org:465",
        "MAIL_FROM": "Throughline <plan@example.org>",
    }
    given = {
        name: re.sub(
            r"\$\{(\w+):[?-]([^}]*)\}", lambda match: values.get(match[1], match[2].replace(" ", "-")), text
        )
        for name, text in services["web"]["environment"].items()
    }
    script = (
        "import django; django.setup(); from django.conf import settings as s; d = s.DATABASES['default'];"
        "print(d['ENGINE'], d['HOST'], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_SSL, s.SESSION_COOKIE_SECURE,"
        " s.ALLOWED_HOSTS[0], s.EMAIL_HOP_KIND, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    )
    environment = clean_environment(**given, PMO_HOME=str(tmp_path), DJANGO_SETTINGS_MODULE="pmo.settings")
    printed = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, env=environment, text=True)
    assert printed.strip() == (
        "django.db.backends.postgresql database mail.example.org 465 True True plan.example.org bare 1"
    )


@pytest.mark.parametrize("key", ["", "changeme", "too short"])
def test_a_production_start_refuses_a_weak_key(tmp_path, key):
    environment = clean_environment(
        DATABASE_URL="postgres://a@b/c",
        SECRET_KEY=key,
        PMO_HOME=str(tmp_path),
        DJANGO_SETTINGS_MODULE="pmo.settings",
    )
    process = subprocess.run(
        [sys.executable, "-c", "import pmo.settings"],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert process.returncode == 1
    assert "SECRET_KEY must be set" in process.stderr


def test_the_image_does_not_run_as_root():
    steps = instructions()
    final = steps[max(index for index, step in enumerate(steps) if step[0] == "FROM") :]
    users = [value for key, value in final if key == "USER"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1]), "a number: orchestrators check that it is not root"
    after = [key for key, _ in final][[key for key, _ in final].index("USER") :]
    assert "RUN" not in after
    assert "COPY" not in after


def test_the_image_installs_what_is_locked_and_nothing_else():
    runs = " ".join(value for key, value in instructions() if key == "RUN")
    assert "--require-hashes -r requirements/base.txt" in runs
    assert "apt-get" not in runs
    assert runs.count("pip install") == 1


def test_the_image_has_two_stages_and_leaves_the_tests_out():
    assert [key for key, _ in instructions()].count("FROM") == 2
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", "var", "tests"} <= set(ignored)


def test_the_images_command_starts():
    command = next(yaml.safe_load(value) for key, value in instructions() if key == "CMD")
    assert command == ["gunicorn", "--config", "python:pmo.web_server"]
    check = [sys.executable, "-m", *command, "--check-config"]
    subprocess.run(check, cwd=ROOT, env=dict(os.environ, WEB_BIND="127.0.0.1:0"), check=True)


def test_static_files_are_collected_as_in_the_image(tmp_path):
    run = next(value for key, value in instructions() if key == "RUN" and "collectstatic" in value)
    assert "STATIC_ROOT=/opt/static" in run
    environment = clean_environment(PMO_HOME=str(tmp_path / "home"), STATIC_ROOT=str(tmp_path / "static"))
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_every_variable_is_in_the_guide(services):
    sources = [*(ROOT / "pmo").rglob("*.py"), ROOT / "Makefile", ROOT / "docker-compose.yml"]
    read = set()
    for path in sources:
        text = path.read_text()
        read |= set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', text))
        read |= set(re.findall(r'flag\("([A-Z_]+)"', text))
        read |= set(re.findall(r"\$\{([A-Z_]+):", text))
    guide = set(re.findall(r"`([A-Z][A-Z_]+)`", GUIDE.read_text()))
    inside = {"PMO_TEST", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE"}
    assert read - inside - guide == set()
