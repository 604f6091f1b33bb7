from __future__ import annotations

import asyncio

import pytest

from bot.telegram.delivery.spacing import Spacing


async def test_one_goes_after_another() -> None:
    spacing, inside, most = Spacing(5), 0, 0

    async def pass_through() -> None:
        nonlocal inside, most
        async with spacing.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(pass_through() for _ in range(20)))
    assert most == 1


async def test_one_that_stays_long_does_not_stop_the_others() -> None:
    spacing = Spacing(0.01)
    async with asyncio.timeout(2), spacing.turn():
        for _ in range(20):
            async with spacing.turn():
                pass


async def test_who_fails_makes_room() -> None:
    spacing = Spacing(60)

    async def fail() -> None:
        async with spacing.turn():
            raise ValueError("no")

    async with asyncio.timeout(1):
        for _ in range(2):
            with pytest.raises(ValueError, match="no"):
                await fail()
