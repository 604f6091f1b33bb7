from __future__ import annotations

import asyncio

import pytest

from bot.telegram.delivery.chat_order import ChatOrder


async def test_a_chat_is_served_in_order_while_others_go_ahead() -> None:
    order, served, gate = ChatOrder(), [], asyncio.Event()

    async def handle(number: int, chat: int | None) -> None:
        async with order.turn(chat):
            if number == 1:
                await gate.wait()
            served.append(number)

    async with asyncio.TaskGroup() as tasks:
        for number, chat in ((1, 10), (2, 10), (3, 20), (4, None)):
            tasks.create_task(handle(number, chat))
        await asyncio.sleep(0.01)
        assert served == [3, 4]
        gate.set()
    assert served == [3, 4, 1, 2]


async def test_what_fails_does_not_hold_up_its_chat() -> None:
    order = ChatOrder()

    with pytest.raises(ValueError, match="broken"):
        async with order.turn(10):
            raise ValueError("broken")
    async with asyncio.timeout(1), order.turn(10):
        pass
