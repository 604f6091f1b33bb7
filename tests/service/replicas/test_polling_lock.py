from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.service.replicas.polling_lock import SharedPollingLock, claim_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.service.replicas.polling_lock import Claim
    from bot.service.store.database import Database


@asynccontextmanager
async def running(claim: Claim) -> AsyncIterator[SharedPollingLock]:
    polling_lock = SharedPollingLock(claim, pause=0.02)
    task = asyncio.create_task(polling_lock.run())
    try:
        yield polling_lock
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_one_has_it_and_the_next_gets_it_when_the_first_is_gone(database: Database) -> None:
    async with running(claim_for(database, "4242")) as first:
        await asyncio.wait_for(first.held(), 5)
        async with (
            running(claim_for(database, "4242")) as second,
            running(claim_for(database, "17")) as other,
        ):
            await asyncio.wait_for(other.held(), 5)
            await asyncio.wait_for(second.lost(), 5)
            assert second.standing_by
            assert not first.standing_by
    async with running(claim_for(database, "4242")) as third:
        await asyncio.wait_for(third.held(), 5)


class Unsure:
    """A lock of which nobody knows anything for a while."""

    def __init__(self, *answers: bool | None) -> None:
        self._answers = list(answers)

    async def attempt(self) -> bool | None:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    async def release(self) -> None:
        return


async def test_who_starts_while_nobody_knows_fetches_all_the_same() -> None:
    async with running(Unsure(None)) as polling_lock:
        await asyncio.wait_for(polling_lock.held(), 5)


async def test_who_learns_that_another_has_it_meanwhile_stands_by() -> None:
    async with running(Unsure(True, None, False)) as polling_lock:
        await asyncio.wait_for(polling_lock.held(), 5)
        await asyncio.wait_for(polling_lock.lost(), 5)


async def test_who_stands_by_goes_on_doing_so_while_nobody_knows() -> None:
    async with running(Unsure(False, None)) as polling_lock:
        await asyncio.sleep(0.1)
        assert polling_lock.standing_by
