"""A passage, or the passages found, as a message with its buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.answering import ANSWER_FROM
from bot.models import (
    Answered,
    Choice,
    Language,
    Match,
    Reply,
    ShowPassage,
    ShowSection,
    ShowSections,
)
from bot.rendering import answer_reply, citation, match_quote, nearest_reply, phrases_of, quote
from bot.rendering.browse import PAGE
from bot.rendering.messenger import messenger_phrases
from bot.rendering.replies import NUMBERS
from bot.rendering.script import converted, other_script
from bot.telegram.view.actions import Candidates, Copy, Mode, Place, Rate, Read
from bot.telegram.view.callback_data import Freshness
from bot.telegram.view.keyboard import Button
from bot.telegram.view.links import deep_link
from bot.telegram.view.markup import is_cut, part_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.conversation import Exchange
    from bot.models import Answer, Knowledge, Passage, Quote
    from bot.telegram.view.callback_data import Codec

_LIST: Final = 4
"""Passages that a button lists: the answer and three others."""


@dataclass(frozen=True, slots=True)
class Card:
    """A reply with rows of buttons of its own; `part` is of a passage too long for a message."""

    reply: Reply
    rows: tuple[tuple[Button, ...], ...] = ()
    part: int = 0

    def with_reply(self, reply: Reply) -> Card:
        """The same card with this reply on it."""
        return replace(self, reply=reply)


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes cards of this content; `username` is the bot's, for links."""

    knowledge: Knowledge
    codec: Codec
    username: Callable[[], str]

    def exchange(self, exchange: Exchange, language: Language, *, other: bool = False) -> Card:
        """What a message got: one card, or with several questions each answer below its question.

        With `other`, what the article says comes in the other script.
        """
        if len(exchange.parts) > 1:
            return _in_script(self._several(exchange, language), language, other=other)
        part = exchange.parts[0]
        if part.more:
            return self.more(part.answer, language, other=other)
        return self.answer(part.answer, language, other=other)

    def answer(self, answer: Answer, language: Language, *, other: bool = False) -> Card:
        """The passage that answers, the nearest ones to choose from, an honest nothing, or a word of talk."""
        if not isinstance(answer, Answered):
            return _in_script(Card(answer_reply(answer, self.knowledge, language)), language, other=other)
        first, found = answer.matches[0], _candidates(answer.matches)
        read = Read(first.passage.id, first.sentence, Mode.ANSWER, other, clause=first.clause)
        return self._card(read, first.passage, language, found)

    def more(self, answer: Answer, language: Language, *, other: bool = False) -> Card:
        """What else there is for the question before."""
        phrases = messenger_phrases(language)
        if not answer.matches:
            return Card(answer_reply(answer, self.knowledge, language))
        first = answer.matches[0]
        read = Read(first.passage.id, first.sentence, Mode.OTHER, other, clause=first.clause)
        lead = phrases.more_outright if isinstance(answer, Answered) else phrases.more_nearest
        return self._card(read, first.passage, language, None, lead)

    def _several(self, exchange: Exchange, language: Language) -> Card:
        quotes: list[Quote] = []
        choices: list[Choice] = []
        lines: list[str] = []
        for part in exchange.parts:
            if isinstance(part.answer, Answered):
                match = part.answer.matches[0]
                shown = match_quote(match, language, title=self._titled, short=True)
                quotes.append(replace(shown, question=f" {part.question}", link=self._link(match.passage)))
                action = ShowPassage(match.passage.id, match.sentence)
                choices.append(Choice(NUMBERS[len(choices)], action))
            else:
                reply = answer_reply(part.answer, self.knowledge, language)
                lines.append(f"{part.question}\n{reply.lead}")
        if exchange.left_out:
            left = " ".join(exchange.left_out)
            lines.append(phrases_of(language).also_asked.format(questions=left))
        # A single answer has no number to tell it from others.
        if len(quotes) == 1:
            quotes, choices = [replace(quotes[0], question=quotes[0].question.strip())], []
        return Card(Reply(quotes=tuple(quotes), tail="\n\n".join(lines), choices=tuple(choices)))

    def place(
        self, read: Read, freshness: Freshness, language: Language, found: Candidates | None = None
    ) -> Card | None:
        """The passage, or the place where it stood; None when the content has no such place."""
        passage = self.knowledge.passage(read.passage)
        if passage is None:
            return None
        phrases = messenger_phrases(language)
        if freshness is Freshness.GONE:
            here = Choice(citation(passage, language), ShowPassage(passage.id))
            contents = Choice(phrases_of(language).see_contents, ShowSections(passage.id.article))
            return Card(Reply(lead=phrases.gone, choices=(here, contents)))
        lead = phrases.moved if freshness is Freshness.MOVED else ""
        return self._card(read, passage, language, found, lead)

    def candidates(self, found: Candidates, language: Language) -> Card:
        """The other passages found for a question, by their sentences, and a number to open each."""
        matches = [
            Match(passage, place.sentence, 0.0)
            for place in found.places
            if (passage := self.knowledge.passage(place.passage)) is not None
        ]
        lead = messenger_phrases(language).others_lead if found.outright else phrases_of(language).related
        return Card(nearest_reply(matches, self.knowledge, language, lead))

    @property
    def _titled(self) -> bool:
        """Whether a citation has to say of which article."""
        return len(self.knowledge.articles) > 1

    def _link(self, passage: Passage) -> str:
        return deep_link(self.username(), Read(passage.id), self.codec)

    def _card(
        self, read: Read, passage: Passage, language: Language, found: Candidates | None, lead: str = ""
    ) -> Card:
        shown = quote(passage, language, read.sentence, title=self._titled)
        article = self.knowledge.article(passage.id.article)
        dated = f"{shown.citation} · {article.date}" if article and article.date else shown.citation
        shown = replace(shown, headline=read.headline, link=self._link(passage), citation=dated)
        target = other_script(passage.text)
        if read.converted:
            shown = converted(shown, language)
        lead = lead or (phrases_of(language).nearest if read.mode is Mode.NEAREST else "")
        reply = Reply(lead=lead, quotes=(shown,))
        first = [*self._steps(read, language), *self._parts(read, reply, shown, language)]
        others = found is not None and len(found.places) > 1
        if not others and read.sentence is not None:
            words = shown.text[shown.headline.start : shown.headline.end] if shown.headline else shown.text
            copied = f"{words.strip()}\n——《{passage.title}》{citation(passage, language, title=False)}"
            first.append(Button(messenger_phrases(language).copy, Copy(copied)))
        second = [
            Button("👍", Rate(read.passage, good=True)),
            Button("👎", Rate(read.passage, good=False)),
        ]
        if target is not None:
            other = replace(read, converted=not read.converted)
            second.append(Button(_script_label(target, language, read), other))
        if others and found is not None:
            label = f"{messenger_phrases(language).others} ({len(found.places) - 1})"
            second.append(Button(label, replace(found, places=found.places[1:])))
        rows = [tuple(first), tuple(second)]
        if read.mode is Mode.BROWSE:
            answer = Button(messenger_phrases(language).back_to_answer, _answer(read)) if read.back else None
            rows.append((*((answer,) if answer else ()), *_ways_back(passage, language)))
        return Card(reply, tuple(rows), read.part)

    def _steps(self, read: Read, language: Language) -> tuple[Button, ...]:
        phrases = phrases_of(language)
        around = self.knowledge.around(read.passage)
        here = next((at for at, passage in enumerate(around) if passage.id == read.passage), 0)
        steps = [(phrases.previous, passage) for passage in around[:here]]
        steps += [(phrases.next, passage) for passage in around[here + 1 :]]
        return tuple(Button(label, _from(read, passage)) for label, passage in steps)

    def _parts(self, read: Read, reply: Reply, shown: Quote, language: Language) -> tuple[Button, ...]:
        phrases = messenger_phrases(language)
        if not read.part:
            return (Button(phrases.whole, replace(read, part=1)),) if is_cut(reply, language) else ()
        turns = []
        if read.part > 1:
            turns.append(Button(phrases.previous_part, replace(read, part=read.part - 1)))
        if read.part < part_count(shown):
            turns.append(Button(phrases.next_part, replace(read, part=read.part + 1)))
        return tuple(turns)


def _from(read: Read, passage: Passage) -> Read:
    """The passage beside the one that is read; the answer from which somebody set out keeps its mark."""
    start = read.back or (Place(read.passage, read.headline) if read.headline else None)
    if start is not None and start.passage == passage.id:
        return _answer(replace(read, back=start))
    return Read(passage.id, converted=read.converted, back=start)


def _answer(read: Read) -> Read:
    assert read.back is not None  # noqa: S101 - asked for by who knows it
    return Read(read.back.passage, read.back.sentence, Mode.ANSWER, read.converted)


def _in_script(card: Card, language: Language, *, other: bool) -> Card:
    if not other:
        return card
    quotes = tuple(converted(each, language) for each in card.reply.quotes)
    return card.with_reply(replace(card.reply, quotes=quotes))


def _candidates(matches: tuple[Match, ...]) -> Candidates:
    """The answer and what else answers as well; what merely comes near is for who asks for more."""
    sure = [match for match in matches if match.score >= ANSWER_FROM]
    return Candidates(tuple(Place(match.passage.id, match.sentence) for match in sure[:_LIST]), outright=True)


def _script_label(target: Language, language: Language, read: Read) -> str:
    phrases = messenger_phrases(language)
    if read.converted:
        return phrases.as_printed
    return phrases.to_traditional if target is Language.TRADITIONAL else phrases.to_simplified


def _ways_back(passage: Passage, language: Language) -> tuple[Button, ...]:
    phrases = phrases_of(language)
    page = (passage.id.paragraph - 1) // PAGE
    return (
        Button(phrases.back_to_section, ShowSection(passage.id.article, passage.id.section, page)),
        Button(phrases.see_contents, ShowSections(passage.id.article)),
    )
