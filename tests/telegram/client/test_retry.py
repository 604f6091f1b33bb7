"""A call to Telegram is repeated until it succeeds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.telegram.client.retry import Retry

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []

    async def sleep(span: float) -> None:
        waited.append(span)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waited


def failing(*errors: TelegramError) -> Iterator[TelegramError | None]:
    return iter([*errors, None])


async def called(outcomes: Iterator[TelegramError | None], *final: type[TelegramError]) -> str:
    async def attempt() -> str:
        error = next(outcomes)
        if error is not None:
            raise error
        return "done"

    return await Retry(first=1.0, longest=60.0).call(attempt, final)


def broken(cause: Exception) -> NetworkError:
    error = NetworkError("away")
    error.__cause__ = cause
    return error


async def test_what_was_not_sent_is_tried_again_after_pauses_that_double(pauses: list[float]) -> None:
    refused = [broken(httpx.ConnectError("no route")) for _ in range(3)]
    assert await called(failing(*refused)) == "done"
    assert pauses == [1, 2, 4]


async def test_what_may_have_been_done_is_repeated_later(pauses: list[float]) -> None:
    unsure = [broken(httpx.ReadTimeout("no answer")) for _ in range(4)]
    assert await called(failing(*unsure)) == "done"
    assert pauses == [1, 4, 16, 60]


async def test_what_no_repeating_mends_is_raised_at_once(pauses: list[float]) -> None:
    with pytest.raises(BadRequest):
        await called(failing(BadRequest("chat not found")), BadRequest)
    assert pauses == []
