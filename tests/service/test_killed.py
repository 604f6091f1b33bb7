"""The real program, killed as the system kills: a short form of what tests/load does at length."""

from __future__ import annotations

import asyncio

import pytest

from tests.load.kills import kills


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.slow
async def test_every_question_is_answered_although_the_process_is_killed(mode: str) -> None:
    async with asyncio.timeout(60):
        assert await kills(mode, questions=40, times=1)
