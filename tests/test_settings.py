from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings


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
