from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_administrators_are_numbers_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().admin_ids == frozenset()
    monkeypatch.setenv("BOT_ADMIN_IDS", " 12, 34 ,")
    assert read_settings().admin_ids == {12, 34}


@pytest.mark.parametrize("value", ["somebody", "1;2", "-5", "１２", "[1]", "9" * 20])
def test_what_is_no_list_of_administrators_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BOT_ADMIN_IDS", value)
    with pytest.raises(SettingsError, match=r"^BOT_ADMIN_IDS: needs Telegram user ids parted by commas"):
        read_settings()


def test_twenty_questions_a_minute_are_allowed_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().questions_per_minute == 20
    monkeypatch.setenv("BOT_QUESTIONS_PER_MINUTE", "0")
    assert read_settings().questions_per_minute == 0
    monkeypatch.setenv("BOT_QUESTIONS_PER_MINUTE", "-1")
    with pytest.raises(SettingsError, match="BOT_QUESTIONS_PER_MINUTE"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_DATABASE_URL", "foo"),
        ("BOT_DATABASE_URL", "postgresql+asyncpg://user@127.0.0.1:abc/x"),
        ("BOT_DATABASE_URL", "postgresql+asyncpg://user@[h/x"),
        ("BOT_MESSAGES_PER_SECOND", "inf"),
        ("BOT_WEBHOOK_URL", "https://example.org:99999/a"),
        ("BOT_API_URL", "http://[x/bot"),
        ("BOT_PREVIEW_TOKEN", "letmein"),
        ("BOT_PREVIEW_TOKEN", "twenty characters; no"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_settings()


def test_a_folder_may_be_named_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BOT_STATE_DIR", "~/state")
    assert read_settings().state_dir == tmp_path / "state"


def test_the_token_of_the_preview_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_PREVIEW_TOKEN", "a-token-that-nobody-guesses")
    assert "a-token-that-nobody-guesses" in read_settings().secrets()
    assert "nobody" not in repr(read_settings())
