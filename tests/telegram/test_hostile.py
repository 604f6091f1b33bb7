"""Untrusted text: in questions, and in articles."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.models import Answered, Knowledge, Language, Match, Related, Span
from bot.rendering import asked
from bot.telegram.delivery.inbox import RawUpdate
from bot.telegram.delivery.worker import BACKLOG
from bot.telegram.view.callback_data import Codec
from bot.telegram.view.cards import Cards
from bot.telegram.view.keyboard import to_keyboard
from bot.telegram.view.markup import to_html
from tests.botapi import rules
from tests.fakes import Unscripted
from tests.telegram.conftest import tea_article
from tests.telegram.hostile import hostile_texts

if TYPE_CHECKING:
    from bot.models import Answer, Question
    from bot.telegram.view.cards import Card
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

RENDERED = 10_000
SENT = 1_000
AT_ONCE = 50


@dataclass
class AnyPassage(Unscripted):
    """Answers with one passage after the other."""

    knowledge: Knowledge
    asked: int = 0

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        self.asked += 1
        passages = self.knowledge.passages
        matches = tuple(
            Match(passage, Span(0, len(passage.text) // 2), 0.9)
            for passage in (passages[(self.asked + step) % len(passages)] for step in range(6))
        )
        return Answered(matches) if self.asked % 3 else Related(matches)


def hostile_article(number: int) -> Knowledge:
    texts = [text or "空" for text in hostile_texts(number, seed=2)]
    sections = {text[:300]: tuple(texts[at : at + 10]) for at, text in enumerate(texts) if at % 10 == 0}
    return Knowledge((tea_article(sections, title=texts[-1][:300]),))


def check(card: Card, language: Language, codec: Codec) -> None:
    html = to_html(card.reply, language, card.part)
    rules.message_text({"text": html, "parse_mode": "HTML"})
    keyboard = to_keyboard(card.reply.choices, card.rows, language, codec)
    rules.keyboard(json.loads(keyboard.to_json()) if keyboard else None)


@pytest.mark.slow
def test_ten_thousand_hostile_texts_are_rendered_as_valid_requests() -> None:
    knowledge = hostile_article(1000)
    codec = Codec(knowledge)
    cards, engine = Cards(knowledge, codec, lambda: "a_bot"), AnyPassage(knowledge)
    for number, text in enumerate(hostile_texts(RENDERED)):
        language = list(Language)[number % 3]
        card = cards.answer(engine.answer(None), language)  # type: ignore[arg-type]
        check(card.with_reply(asked(card.reply, text, language)), language, codec)


@pytest.mark.slow
async def test_a_thousand_hostile_messages_get_valid_replies_over_http(start: Start, api: FakeBotAPI) -> None:
    knowledge = hostile_article(500)
    running = await start(AnyPassage(knowledge), knowledge)
    people = [running.person(number) for number in range(1, AT_ONCE + 1)]
    await people[0].says("/start")
    with capture_logs() as logs:
        updates = []
        for number, text in enumerate(hostile_texts(SENT)):
            person = people[number % AT_ONCE]
            content = {"text": text[:1950]} if text[:1950].strip() else {"text": "空"}
            message = api.world.add(api.world.chats[person.id], person.user, content)
            update = {"update_id": number, "message": message.to_json()}
            updates.append(RawUpdate(number, update))
        wave = AT_ONCE * BACKLOG
        for first in range(0, SENT, wave):
            await asyncio.gather(*map(running.worker.begin, updates[first : first + wave]))
    assert [line for line in logs if line["log_level"] not in {"debug", "info"}] == []
    sent = [call for call in api.calls if call.method == "sendMessage"]
    assert len(sent) == SENT + 1
    assert [call for call in sent if call.refusal] == []
