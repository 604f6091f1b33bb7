"""The webhook: who is let in, and what a 200 promises."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.errors import SettingsError
from bot.service.watch.web import LONGEST_BODY
from tests.botapi.refusals import RefusedError
from tests.botapi.webhook import bring
from tests.service.conftest import LONG, HeldAnswers, Running, replies, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI, Person

SECRET = "a-secret_of-ours"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def webhook(**more: object) -> dict[str, object]:
    port = free_port()
    return {"webhook_url": f"http://127.0.0.1:{port}/tg", "http_port": port, "webhook_secret": SECRET} | more


def question(person: Person, number: int, text: str = "问") -> dict[str, Any]:
    message = person.api.world.add(person.api.world.chats[person.id], person.user, {"text": text})
    return {"update_id": number, "message": message.to_json()}


async def listening(running: Running) -> None:
    await running.api.until(lambda: bool(running.api.world.webhook))


async def test_an_update_brought_twice_is_answered_once(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge) as running:
        await listening(running)
        person = running.person()
        update = question(person, 7)
        assert await asyncio.gather(*(bring(api.world, update) for _ in range(5))) == [200] * 5
        await running.answered(person)
    assert replies(person) == 1


async def test_telegram_is_told_where_and_with_which_secret(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    given = webhook(webhook_secret=None)
    async with serving(api, settings_for(api, tmp_path, **given), knowledge) as running:
        await listening(running)
    assert api.world.webhook["url"] == given["webhook_url"]
    assert len(api.world.webhook["secret_token"]) == 64
    assert api.token not in api.world.webhook["secret_token"]


async def test_the_door_is_kept(api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge) -> None:
    given = webhook()
    body = json.dumps({"update_id": 1}).encode()
    async with (
        serving(api, settings_for(api, tmp_path, **given), knowledge) as running,
        httpx.AsyncClient(verify=False) as client,
    ):
        await listening(running)

        async def post(content: bytes, secret: str | None = SECRET) -> int:
            headers = {"x-telegram-bot-api-secret-token": secret} if secret is not None else {}
            url = str(given["webhook_url"])
            return (await client.post(url, content=content, headers=headers)).status_code

        async def trickle() -> AsyncIterator[bytes]:
            for _ in range(17):
                yield b" " * 65536

        assert await post(body, None) == 401
        assert await post(body, "") == 403
        assert await post(body, SECRET + "x") == 403
        assert await post(b" " * LONGEST_BODY + body) == 413
        endless = await client.post(
            str(given["webhook_url"]),
            content=trickle(),
            headers={"x-telegram-bot-api-secret-token": SECRET},
        )
        assert endless.status_code == 413
        for wrong in (
            b"",
            b"{",
            b"[]",
            b"7",
            b'{"update_id": "1"}',
            b'{"update_id": true}',
            b"\xff",
            b"[" * 9**5,
        ):
            assert await post(wrong) == 400, wrong
        assert await post(b'{"update_id": 99999999999999999999}') == 400
        assert await post(body) == 200
        assert (await client.get(str(given["webhook_url"]))).status_code == 405


async def test_a_message_of_a_shape_never_seen_is_taken_and_said_to_be_unreadable(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge) as running:
        await listening(running)
        assert await bring(api.world, {"update_id": 1, "message": {"date": "never"}}) == 200
        person = running.person()
        assert await bring(api.world, question(person, 2)) == 200
        await running.answered(person)


async def test_without_the_database_a_200_comes_after_the_answer(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    away = f"sqlite:///{tmp_path / 'missing' / 'db'}"
    async with serving(
        api, settings_for(api, tmp_path / "state", **webhook(database_url=away)), knowledge
    ) as running:
        await listening(running)
        person = running.person()
        update = question(person, 7)
        assert await asyncio.gather(*(bring(api.world, update) for _ in range(2))) == [200, 200]
        assert replies(person) == 1
        assert (await running.get("/readyz")).status_code == 503
        assert (await running.get("/healthz")).status_code == 200


async def test_more_than_fits_is_sent_back_and_not_lost(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.worker.FULL", 3)
    answers = HeldAnswers()
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge, answers) as running:
        await listening(running)
        people = [running.person(id=2000 + number) for number in range(5)]
        updates = [question(person, number, LONG) for number, person in enumerate(people)]
        assert [await bring(api.world, update) for update in updates] == [200, 200, 200, 503, 503]
        answers.go.set()
        for person in people[:3]:
            await running.answered(person)
        await asyncio.sleep(0.2)
        assert [await bring(api.world, update) for update in updates] == [200] * 5
        for person in people:
            await running.answered(person)
    assert [replies(person) for person in people] == [1] * 5


async def test_replicas_answer_once_between_them_and_one_takes_over_what_another_leaves(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, postgresql: str
) -> None:
    first, second = webhook(database_url=postgresql), webhook(database_url=postgresql)
    async with (
        serving(api, settings_for(api, tmp_path / "1", **first), knowledge) as one,
        serving(api, settings_for(api, tmp_path / "2", **second), knowledge) as two,
    ):
        await asyncio.gather(listening(one), listening(two))
        people = [one.person(id=2000 + number) for number in range(20)]
        updates = [question(person, number) for number, person in enumerate(people)]
        urls = [str(given["webhook_url"]) for given in (first, second)]
        await asyncio.gather(*(bring(api.world, update, url) for update in updates for url in urls))
        for person in people:
            await one.answered(person)
    assert [replies(person) for person in people] == [1] * 20


async def test_a_webhook_that_somebody_removed_is_set_again(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    given = webhook()
    async with serving(api, settings_for(api, tmp_path, **given), knowledge) as running:
        await listening(running)
        api.world.webhook.clear()
        await api.until(lambda: bool(api.world.webhook))
        assert api.world.webhook["url"] == given["webhook_url"]
        assert (await running.get("/healthz")).status_code == 200


async def test_a_webhook_that_another_program_has_taken_is_no_health(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge) as running:
        await listening(running)
        ours = api.world.webhook["url"]
        api.world.webhook["url"] = "https://user:hunter2@elsewhere.example.org/hook"
        await running.until("/healthz", 503)
        told = (await running.get("/healthz")).text
        api.world.webhook["url"] = ours
        await running.until("/healthz", 200)
    assert "another program has set the webhook to https://elsewhere.example.org/hook" in told


async def test_a_token_revoked_later_is_no_health_by_webhook_either(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge) as running:
        await listening(running)
        api.fail("getWebhookInfo", RefusedError(401, "Unauthorized"), times=1000)
        await running.until("/healthz", 503)
        assert "Telegram refuses the token" in (await running.get("/healthz")).text
        api.faults.clear()
        await running.until("/healthz", 200)


async def test_who_connects_and_says_nothing_is_hung_up_on(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.watch.web.HEADERS_WITHIN", 0.2)
    given = webhook()
    async with serving(api, settings_for(api, tmp_path, **given), knowledge) as running:
        await listening(running)
        port = running.service.port
        for said in (b"", b"POST /tg HTTP/1.1\r\nhost:"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(said)
            async with asyncio.timeout(5):
                assert await reader.read() == b""
            writer.close()
        person = running.person()
        assert await bring(api.world, question(person, 7)) == 200


async def test_more_connections_than_anybody_needs_are_closed_and_the_others_served(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.watch.web.CONNECTIONS", 3)
    async with serving(api, settings_for(api, tmp_path, **webhook()), knowledge) as running:
        await listening(running)
        port = running.service.port
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(6)]
        async with asyncio.timeout(5):
            closed = [await reader.read() for reader, _ in lines[3:]]
        assert closed == [b"", b"", b""]
        for _, writer in lines:
            writer.close()
        await asyncio.sleep(0.1)
        assert (await running.get("/healthz")).status_code == 200


async def test_a_port_that_is_taken_is_a_setting_to_mend(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = webhook(http_port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match="BOT_HTTP_PORT"):
            async with serving(api, settings_for(api, tmp_path, **given), knowledge) as running:
                await running.task


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook_url": "http://bot.example.org/tg"},
        {"webhook_url": "bot.example.org"},
        {"webhook_secret": "with blanks"},
        {"webhook_secret": "x" * 257},
        {"http_port": 70_000},
        {"retention_days": 0},
    ],
)
def test_settings_that_cannot_work_are_said(
    wrong: dict[str, object], api: FakeBotAPI, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        settings_for(api, tmp_path, **wrong)
