from __future__ import annotations

import asyncio

from bot.telegram.client.turnstile import Ticket, Turnstile


async def test_one_goes_through_after_another() -> None:
    turnstile, inside, most = Turnstile(5), 0, 0

    async def pass_through() -> None:
        nonlocal inside, most
        ticket = Ticket(turnstile)
        await ticket.enter()
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.001)
        inside -= 1
        ticket.leave()

    await asyncio.gather(*(pass_through() for _ in range(20)))
    assert most == 1


async def test_one_that_stays_long_does_not_stop_the_others() -> None:
    turnstile = Turnstile(0.01)
    await Ticket(turnstile).enter()
    async with asyncio.timeout(2):
        for _ in range(20):
            await Ticket(turnstile).enter()


async def test_who_is_in_sends_on_at_once_and_counts_once() -> None:
    turnstile = Turnstile(60)
    ticket = Ticket(turnstile)
    async with asyncio.timeout(1):
        await ticket.enter()
        await ticket.enter()
        ticket.leave()
        ticket.leave()
        await Ticket(turnstile).enter()
