"""Settings: every mistake is told at once, and the key is kept for its owner alone."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from bot import settings
from bot.settings import MIN_KEY_LENGTH, SettingsError, load_settings

KEY = "k" * MIN_KEY_LENGTH
SOUND = {"PATHWISE_SECRET_KEY": KEY}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, without a kept key."""
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path


def test_without_settings_the_defaults_hold(root: Path):
    """An empty environment is enough to start."""
    found = load_settings({})
    assert found.database_url.startswith("sqlite:///")
    assert (found.token_lifetime_s, found.action_timeout_s) == (7 * 24 * 3600, 5.0)
    assert (found.allowed_origins, found.retention_days) == ((), 30)
    assert found.model == root / "models" / "pathwise.tar.gz"


def test_each_setting_is_taken_from_the_environment():
    """What is set is what is used."""
    found = load_settings(
        {
            "PATHWISE_DATABASE_URL": "postgresql://localhost/pathwise",
            "PATHWISE_SECRET_KEY": KEY,
            "PATHWISE_ALLOWED_ORIGINS": "https://example.edu, http://localhost:8000,",
            "PATHWISE_TOKEN_LIFETIME_S": "60",
            "PATHWISE_ACTION_TIMEOUT_S": "2.5",
            "PATHWISE_MODEL": "/models/a.tar.gz",
            "PATHWISE_HANDOFF_MAILTO": "advisers@example.edu",
            "PATHWISE_HANDOFF_WEBHOOK": "https://advisers.example.edu/briefs",
            "PATHWISE_HANDOFF_SECRET": KEY,
            "PATHWISE_RETENTION_DAYS": "0",
            "PATHWISE_WORKERS": "4",
        }
    )
    assert found == settings.Settings(
        database_url="postgresql://localhost/pathwise",
        secret_key=KEY,
        allowed_origins=("https://example.edu", "http://localhost:8000"),
        token_lifetime_s=60,
        action_timeout_s=2.5,
        model=Path("/models/a.tar.gz"),
        handoff_mailto="advisers@example.edu",
        handoff_webhook="https://advisers.example.edu/briefs",
        handoff_secret=KEY,
        retention_days=0,
        workers=4,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PATHWISE_DATABASE_URL", "pathwise.db"),  # a path
        ("PATHWISE_DATABASE_URL", "postgresql://user@host:port/pathwise"),  # a port that is no number
        ("PATHWISE_SECRET_KEY", "k" * (MIN_KEY_LENGTH - 1)),  # one character too short
        ("PATHWISE_ALLOWED_ORIGINS", "example.edu"),  # no scheme
        ("PATHWISE_ALLOWED_ORIGINS", "*"),  # everybody
        ("PATHWISE_ALLOWED_ORIGINS", "https://example.edu/"),  # an address, not an origin
        ("PATHWISE_ALLOWED_ORIGINS", "https://"),  # no host
        ("PATHWISE_ALLOWED_ORIGINS", "https://example.edu,ftp://example.edu"),  # one of two
        ("PATHWISE_TOKEN_LIFETIME_S", "a week"),  # words
        ("PATHWISE_TOKEN_LIFETIME_S", "0"),  # nothing
        ("PATHWISE_TOKEN_LIFETIME_S", "-1"),  # less
        ("PATHWISE_TOKEN_LIFETIME_S", "0.5"),  # less than the second that it is counted in
        ("PATHWISE_TOKEN_LIFETIME_S", "nan"),  # no number
        ("PATHWISE_TOKEN_LIFETIME_S", "inf"),  # no end
        ("PATHWISE_TOKEN_LIFETIME_S", "1e300"),  # an end after all calendars
        ("PATHWISE_ACTION_TIMEOUT_S", "0"),  # no time
        ("PATHWISE_ACTION_TIMEOUT_S", "nan"),  # no number
        ("PATHWISE_RETENTION_DAYS", "-1"),  # less than none
        ("PATHWISE_RETENTION_DAYS", "1.5"),  # a part of a day
        ("PATHWISE_RETENTION_DAYS", "3651"),  # over ten years
        ("PATHWISE_RETENTION_DAYS", "00000000000000000030"),  # no way to write a number
        ("PATHWISE_RETENTION_DAYS", "\u0663\u0660"),  # digits that nobody means
        ("PATHWISE_RETENTION_DAYS", "for ever"),  # words
        ("PATHWISE_WORKERS", "0"),  # none
        ("PATHWISE_WORKERS", "two"),  # words
        ("PATHWISE_WORKERS", "65"),  # more than any machine for this has cores
        ("PATHWISE_WORKERS", "-2"),  # less than none
        ("PATHWISE_HANDOFF_MAILTO", "advisers"),  # no address
        ("PATHWISE_HANDOFF_MAILTO", "a@example.edu,b@example.edu"),  # two
        ("PATHWISE_HANDOFF_MAILTO", "a@example.edu?cc=b@example.edu"),  # more than an address
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(name: str, value: str):
    """A wrong setting ends the start with one line that names it and what is expected."""
    with pytest.raises(SettingsError) as caught:
        load_settings({**SOUND, name: value})
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{name}: found")
    assert "; expected" in line


@pytest.mark.parametrize("url", ["", "sqlite:////var/lib/pathwise.db", "sqlite+pysqlite:///pathwise.db"])
def test_several_workers_need_a_database_that_locks_across_processes(url: str):
    """On SQLite a second worker is refused at the start; the line says what was found and what to do."""
    with pytest.raises(SettingsError) as caught:
        load_settings({**SOUND, "PATHWISE_DATABASE_URL": url, "PATHWISE_WORKERS": "2"})
    assert str(caught.value).startswith("PATHWISE_WORKERS (or --workers): found 2 on SQLite; expected 1")
    assert "PATHWISE_DATABASE_URL" in str(caught.value)


@pytest.mark.parametrize("url", ["http://advisers.example/", "https://me:hunter2@advisers.example/", "advisers"])
def test_a_webhook_must_be_safe_and_is_not_shown(url: str):
    """A brief is about a person: it goes over https, and a password in an address is in no message."""
    with pytest.raises(SettingsError) as caught:
        load_settings({**SOUND, "PATHWISE_HANDOFF_WEBHOOK": url, "PATHWISE_HANDOFF_SECRET": KEY})
    assert str(caught.value).startswith("PATHWISE_HANDOFF_WEBHOOK: found")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_webhook_needs_a_secret(secret: str):
    """Whoever gets briefs can tell ours from others'."""
    wrong = {"PATHWISE_HANDOFF_WEBHOOK": "https://advisers.example/", "PATHWISE_HANDOFF_SECRET": secret}
    with pytest.raises(SettingsError, match=r"PATHWISE_HANDOFF_SECRET: found \d+ characters; expected at least 32"):
        load_settings({**SOUND, **wrong})


def test_all_wrong_settings_are_told_at_once():
    """One start tells every mistake."""
    wrong = {
        "PATHWISE_DATABASE_URL": "x",
        "PATHWISE_SECRET_KEY": "short",
        "PATHWISE_ALLOWED_ORIGINS": "a,b",
        "PATHWISE_TOKEN_LIFETIME_S": "x",
        "PATHWISE_ACTION_TIMEOUT_S": "x",
        "PATHWISE_RETENTION_DAYS": "x",
    }
    with pytest.raises(SettingsError) as caught:
        load_settings(wrong)
    told = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert sorted(told) == sorted([*wrong, "PATHWISE_ALLOWED_ORIGINS"])


def test_a_short_key_is_not_shown():
    """The message about the key does not hold the key."""
    with pytest.raises(SettingsError) as caught:
        load_settings({"PATHWISE_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_a_wrong_database_address_does_not_show_its_password():
    """An address that cannot be read may still hold a password."""
    with pytest.raises(SettingsError) as caught:
        load_settings({**SOUND, "PATHWISE_DATABASE_URL": "postgresql//pathwise:hunter2@host/pathwise"})
    assert "hunter2" not in str(caught.value)


def test_without_a_key_one_is_made_for_the_owner_alone(root: Path):
    """The first start makes a long key that only its owner may read."""
    key = load_settings({}).secret_key
    path = root / "var" / "secret_key"
    assert len(key) >= MIN_KEY_LENGTH
    assert path.read_text() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("environment", [{}, {"PATHWISE_SECRET_KEY": ""}], ids=["unset", "empty"])
def test_the_kept_key_is_used_again(root: Path, environment: dict[str, str]):
    """Tokens outlive a restart."""
    assert load_settings(environment).secret_key == load_settings({}).secret_key


def test_two_projects_have_different_keys(root: Path):
    """A key is made by chance."""
    first = load_settings({}).secret_key
    (root / "var" / "secret_key").unlink()
    assert load_settings({}).secret_key != first


def test_a_key_from_the_environment_leaves_no_file(root: Path):
    """Who sets a key keeps it elsewhere."""
    load_settings(SOUND)
    assert not (root / "var").exists()


@pytest.mark.parametrize("kept", ["", "\n", "short"], ids=["empty", "blank", "short"])
def test_a_kept_key_that_is_too_short_is_never_used(root: Path, kept: str):
    """A key file that was cut off does not sign tokens: anybody could forge them."""
    (root / "var").mkdir()
    (root / "var" / "secret_key").write_text(kept)
    with suppress(SettingsError):
        assert len(load_settings({}).secret_key) >= MIN_KEY_LENGTH


def test_where_no_key_can_be_kept_one_must_be_set(root: Path):
    """On a file system that cannot be written, as in a container, the start says which setting is missing."""
    (root / "var").write_text("no folder")
    with pytest.raises(SettingsError, match="PATHWISE_SECRET_KEY: found none, and none can be kept in"):
        load_settings({})


def test_processes_that_start_together_use_one_key(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Where another process made the key a moment earlier, its key is used."""
    open_file = os.open

    def open_late(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "secret_key" and not Path(path).exists():
            Path(path).write_text(KEY)
        return open_file(path, flags, mode)

    monkeypatch.setattr(os, "open", open_late)
    assert load_settings({}).secret_key == load_settings({}).secret_key
