"""Starting, stopping and the absences of Telegram."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.errors import SettingsError
from bot.telegram import build_front, http_client
from bot.telegram.client.retry import Retry
from bot.telegram.delivery.polling import Polling
from bot.telegram.delivery.worker import Worker
from tests.botapi import FakeBotAPI
from tests.botapi.refusals import RefusedError
from tests.fakes import BrokenAnswers, ScriptedAnswers
from tests.log_capture import captured_log
from tests.stores import store_without_database
from tests.telegram.conftest import Running, polling, settings_for

if TYPE_CHECKING:
    from bot.models import Knowledge
    from bot.settings import Settings

WRONG = "4242:AAThisTokenIsNotTheOne_0123456789"


async def run(settings: Settings, knowledge: Knowledge, stop: asyncio.Event | None = None) -> None:
    front = build_front(settings, ScriptedAnswers(), knowledge, store_without_database())
    retry = Retry(first=0.01)
    worker = Worker(front, retry=retry)
    await Polling(front, worker, http_client(settings, 1), retry).run(stop or asyncio.Event())


async def test_a_refused_token_is_a_setting_to_mend_and_is_not_repeated(
    tea: Knowledge,
) -> None:
    async with FakeBotAPI().running() as api:
        with pytest.raises(SettingsError, match=r"^BOT_TOKEN: Telegram refuses it") as failed:
            await run(settings_for(api, WRONG), tea)
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None


@pytest.mark.parametrize("status", [401, 404, 409])
async def test_a_single_refusal_later_is_an_absence_like_any_other(
    status: int, api: FakeBotAPI, tea: Knowledge
) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = running.person()
        api.fail("getUpdates", RefusedError(status, "no"))
        assert len(await person.says("问")) == 1
        api.fail("sendMessage", RefusedError(status, "no"))
        assert len(await person.says("问")) == 1


@pytest.mark.parametrize("token", ["123:abc def", "123:abc/../x", "123:密码", "123:abc\n"])
def test_what_cannot_be_a_token_is_said_before_anything_is_sent(token: str, tea: Knowledge) -> None:
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN: is no token"):
        build_front(settings_for(FakeBotAPI(), token), ScriptedAnswers(), tea, store_without_database())


async def test_the_start_outlasts_an_absence_of_telegram_and_says_so_once(tea: Knowledge) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    api = FakeBotAPI(port=port)
    stop = asyncio.Event()
    with capture_logs() as logs:
        running = asyncio.create_task(run(settings_for(api), tea, stop))
        await asyncio.sleep(0.2)
        async with api.running(port):
            await api.until(lambda: api.world.polls > 0)
            stop.set()
            await running
    told = [line["event"] for line in logs if line["log_level"] != "debug"]
    assert told == ["Telegram cannot be reached; trying again", "Telegram is back", "listening"]


async def test_updates_come_through_an_outage_and_a_rate_limit(api: FakeBotAPI, tea: Knowledge) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = running.person()
        api.fail("getUpdates", RefusedError(502, "Bad Gateway"), times=3)
        api.fail("getUpdates", RefusedError(429, "Too Many Requests: retry after 1", retry_after=1))
        assert len(await person.says("问")) == 1


async def test_a_flood_wait_on_a_reply_is_waited_out(api: FakeBotAPI, tea: Knowledge) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        api.fail("sendMessage", RefusedError(429, "Too Many Requests: retry after 1", retry_after=1))
        assert len(await running.person().says("问")) == 1


async def test_a_reply_that_did_not_reach_telegram_is_sent_again(api: FakeBotAPI, tea: Knowledge) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        api.fail("sendMessage", RefusedError(500, "Internal Server Error"))
        api.fail("sendMessage", RefusedError(502, "Bad Gateway"))
        assert len(await running.person().says("问")) == 1


@pytest.mark.slow
async def test_a_reply_is_tried_for_as_long_as_an_outage_lasts(api: FakeBotAPI, tea: Knowledge) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = running.person()
        api.fail("sendMessage", RefusedError(500, "Internal Server Error"), times=8)
        assert len(await person.says("问")) == 1


async def test_a_closed_door_is_one_line_in_the_log(api: FakeBotAPI, tea: Knowledge) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = running.person()
        with capture_logs() as logs:
            api.fail("sendMessage", RefusedError(403, "Forbidden: bot was blocked by the user"))
            assert await person.says("问") == []
    told = [(line["event"], line["log_level"]) for line in logs if line["event"] != "listening"]
    assert told == [("somebody does not let the bot write", "debug")]


async def test_updates_under_way_are_finished_and_receipted_at_the_stop(
    api: FakeBotAPI, tea: Knowledge
) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = Running(api, running.front, running.worker).person()
        person.settled = api.confirmed
        await person.says("问")
    assert [message.sender["id"] for message in person.screen] == [person.id, 4242]
    assert api.world.updates == []


async def test_the_token_is_in_no_log_line_at_debug(api: FakeBotAPI, tea: Knowledge) -> None:
    with captured_log(token=api.token, log_level="debug") as log:
        async with polling(api, BrokenAnswers(), tea) as running:
            person = running.person()
            await person.says("问")
            api.fail("sendMessage", RefusedError(500, "Internal Server Error"))
            await person.says("/help")
    assert api.token not in log.getvalue()


async def test_a_refused_token_is_in_no_log_line_either(tea: Knowledge) -> None:
    async with FakeBotAPI().running() as api:
        with captured_log(token=WRONG, log_level="debug") as log, pytest.raises(SettingsError):
            await run(settings_for(api, WRONG), tea)
    assert WRONG not in log.getvalue()
