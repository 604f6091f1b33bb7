"""@bot question: passages to send, from any chat."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.conversation.conversation import CANDIDATES
from bot.models import Answered, Question, Reply, ShowSection, ShowSections
from bot.rendering import answer_reply, language_of, match_quote, phrases_of, quote
from bot.rendering.labels import elide
from bot.rendering.messenger import messenger_phrases
from bot.retrieval.retriever import RELATED_FROM
from bot.telegram.handlers.addressing import hear
from bot.telegram.memory.bounded import Bounded
from bot.telegram.memory.ports import Permission
from bot.telegram.view.actions import Read
from bot.telegram.view.links import deep_link
from bot.telegram.view.markup import to_html
from bot.telegram.view.packing import digest
from bot.telegram.view.text import clip, sendable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import InlineQuery, Message

    from bot.models import Article, Language, Match, Section
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.memory.ports import Who
    from bot.telegram.view.actions import ButtonAction

_CACHE_SECONDS: Final = 300
"""An article seldom changes; the links of a stale result still find their passage."""
_RESULTS: Final = 50
_TITLE: Final = 60
_DESCRIPTION: Final = 160
START: Final = "inline"
"""What the button above the results hands to /start."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The handler of inline queries."""

    answering: Answering
    _typed: Bounded[Who, str] = field(default_factory=Bounded, init=False)
    """What each of the latest people typed last."""

    async def query(self, query: InlineQuery) -> None:
        """Offer the passages found, or for an empty query the sections."""
        text = query.query.strip()
        language = language_of(text, query.from_user.language_code)
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 6 else 0
        who = self.answering.keeping.who(query.from_user.id)
        if not text:
            results = self._sections(language, start)
        elif await self._may_ask(who, text, query.id):
            results = await self._found(text, language)
        else:
            results = []
        more = not text and start + len(results) < self._count
        phrases = messenger_phrases(language)
        # Where the text alone does not tell the language, its result is for this person's setting only.
        personal = language_of(text, "en") != language_of(text, "zh-Hant")
        # A person who types on has withdrawn the query, and what comes late is refused.
        with suppress(BadRequest):
            await self.answering.outgoing.bot.answer_inline_query(
                query.id,
                results,
                next_offset=str(start + len(results)) if more else "",
                cache_time=_CACHE_SECONDS,
                is_personal=personal,
                button=InlineQueryResultsButton(
                    phrases.inline_open if results else phrases.inline_empty, start_parameter=START
                ),
            )

    async def guest(self, message: Message) -> None:
        """Answer a question with the bot's name in a chat where it is no member, in one message."""
        user, query = message.from_user, message.guest_query_id
        heard = hear(message, self.answering.outgoing.bot.bot)
        words = heard.words if heard is not None else ""
        if user is None or query is None or not words:
            return
        language = language_of(words, user.language_code)
        who = self.answering.keeping.who(user.id)
        if await self.answering.permission(who, query) is not Permission.ALLOWED:
            return
        ask = partial(self.answering.conversation.answer, Question(words, language), CANDIDATES)
        answer = await self.answering.think(ask, len(words))
        if isinstance(answer, Answered):
            result = self._passage(answer.matches[0], 0, language)
        else:
            knowledge = self.answering.knowledge
            reply = replace(answer_reply(answer, knowledge, language), choices=())
            result = self._result("g", elide(words, _TITLE), "", reply, ShowSections(), language)
        with suppress(BadRequest):
            await self.answering.outgoing.bot.answer_guest_query(query, result)

    async def _may_ask(self, who: Who, text: str, query: str) -> bool:
        """Whether this person may ask now; what goes on typing the words before is the same question."""
        before = self._typed.get(who, "")
        self._typed[who] = text
        if before and (text.startswith(before) or before.startswith(text)):
            return True
        return await self.answering.permission(who, query) is Permission.ALLOWED

    async def _found(self, text: str, language: Language) -> list[InlineQueryResultArticle]:
        ask = partial(self.answering.conversation.answer, Question(text, language), CANDIDATES)
        matches = (await self.answering.think(ask, len(text))).matches
        near = [match for number, match in enumerate(matches) if not number or match.score >= RELATED_FROM]
        return [self._passage(match, number, language) for number, match in enumerate(near[:CANDIDATES])]

    def _passage(self, match: Match, number: int, language: Language) -> InlineQueryResultArticle:
        passage = match.passage
        return self._result(
            f"p{number}-{digest(repr((passage.id, match.sentence)), 8).hex()}",
            _headline(match),
            passage.section or passage.title,
            Reply(quotes=(match_quote(match, language),)),
            Read(passage.id, match.sentence, clause=match.clause),
            language,
        )

    @property
    def _filled(self) -> Iterator[tuple[Article, Section]]:
        for article in self.answering.knowledge.articles:
            yield from ((article, section) for section in article.sections if section.passages)

    @property
    def _count(self) -> int:
        return sum(1 for _ in self._filled)

    def _sections(self, language: Language, start: int) -> list[InlineQueryResultArticle]:
        page = islice(self._filled, start, start + _RESULTS)
        return [self._section(article, section, language) for article, section in page]

    def _section(self, article: Article, section: Section, language: Language) -> InlineQueryResultArticle:
        title = section.title or phrases_of(language).opening
        count = messenger_phrases(language).section_inline.format(count=len(section.passages))
        first = section.passages[0]
        return self._result(
            f"s{section.number}-{digest(article.slug, 8).hex()}",
            title,
            f"{count} · {first.text}",
            Reply(lead=f"{article.title} › {title}（{count}）", quotes=(quote(first, language),)),
            ShowSection(article.slug, section.number),
            language,
        )

    def _result(
        self, key: str, title: str, description: str, reply: Reply, action: ButtonAction, language: Language
    ) -> InlineQueryResultArticle:
        cards = self.answering.cards
        link = deep_link(cards.username(), action, cards.codec)
        label = messenger_phrases(language).open_here
        return InlineQueryResultArticle(
            id=key,
            title=visible(elide(title, _TITLE)),
            description=sendable(clip(description, _DESCRIPTION)),
            input_message_content=InputTextMessageContent(to_html(reply, language), ParseMode.HTML),
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]]),
        )


def _headline(match: Match) -> str:
    """What answers: the title of a result is what people read."""
    span = match.clause or match.sentence
    return match.passage.text[span.start : span.end].strip() or match.passage.title
