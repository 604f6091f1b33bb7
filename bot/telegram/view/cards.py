"""A passage, or the passages found, as a message with its buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.answering import RELATED_FROM
from bot.models import (
    Answered,
    Choice,
    Language,
    Match,
    NotFound,
    Related,
    Reply,
    ShowPassage,
    ShowSection,
    ShowSections,
)
from bot.rendering import answer_reply, citation, phrases_of, quote
from bot.rendering.browse import PAGE
from bot.rendering.labels import elide, match_label
from bot.rendering.messenger import messenger_phrases
from bot.rendering.script import converted, other_script
from bot.telegram.view.actions import Candidates, Mode, Place, Rate, Read
from bot.telegram.view.callback_data import Freshness
from bot.telegram.view.keyboard import Button
from bot.telegram.view.links import deep_link, share_link
from bot.telegram.view.markup import is_cut, part_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Answer, Knowledge, Passage, Quote
    from bot.telegram.view.callback_data import Codec

CANDIDATES: Final = 10
"""Passages that are offered for one question."""
_LIST: Final = 5
"""Passages on one page of the list."""
_SHARED: Final = 80


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

    def answer(self, answer: Answer, language: Language) -> Card:
        """The passage that answers, the nearest ones to choose from, or an honest nothing."""
        match answer:
            case NotFound():
                return Card(answer_reply(answer, self.knowledge, language))
            case Related(matches):
                return self.candidates(_candidates(matches, outright=False), language)
            case Answered(matches):
                found = _candidates(matches, outright=True)
                first = Read(matches[0].passage.id, matches[0].sentence, Mode.ANSWER)
                return self._card(first, matches[0].passage, language, found)

    def more(self, answer: Answer, language: Language) -> Card:
        """What else there is for the question before."""
        phrases = messenger_phrases(language)
        if isinstance(answer, NotFound):
            return Card(Reply(lead=phrases.no_more))
        outright = isinstance(answer, Answered)
        first, found = answer.matches[0], _candidates(answer.matches, outright=outright)
        read = Read(first.passage.id, first.sentence, Mode.OTHER)
        lead = phrases.more_outright if outright else phrases.more_nearest
        return self._card(read, first.passage, language, found, lead)

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
        """The list of the passages found, a page of it."""
        phrases = messenger_phrases(language)
        pages = (len(found.places) - 1) // _LIST + 1
        page = min(found.page, pages - 1)
        rows = [
            (Button(self._label(place, number, found, language), _read(place, number, found)),)
            for number, place in enumerate(found.places)
            if number // _LIST == page
        ]
        turns = []
        if page > 0:
            turns.append(Button(phrases_of(language).previous_page, replace(found, page=page - 1)))
        if page + 1 < pages:
            turns.append(Button(phrases_of(language).next_page, replace(found, page=page + 1)))
        lead = phrases.others_lead if found.outright else phrases_of(language).related
        return Card(Reply(lead=lead), (*rows, tuple(turns)))

    def _label(self, place: Place, number: int, found: Candidates, language: Language) -> str:
        passage = self.knowledge.passage(place.passage)
        if passage is None:
            return ""
        label = match_label(Match(passage, place.sentence, 0.0))
        answers = found.outright and number == 0
        return messenger_phrases(language).answer_here.format(label=label) if answers else label

    def _card(
        self, read: Read, passage: Passage, language: Language, found: Candidates | None, lead: str = ""
    ) -> Card:
        shown = quote(passage, language, read.sentence)
        target = other_script(passage.text)
        if read.converted:
            shown = converted(shown, language)
        lead = lead or (phrases_of(language).nearest if read.mode is Mode.NEAREST else "")
        reply = Reply(lead=lead, quotes=(shown,))
        rows = [self._steps(read, language), self._parts(read, reply, shown, language)]
        row = []
        if found is not None and len(found.places) > 1:
            row.append(self._others(read, found, language))
        if target is not None:
            row.append(
                Button(_script_label(target, language, read), replace(read, converted=not read.converted))
            )
        rows.append(tuple(row))
        rows.append(self._opinions(read, passage, language))
        if read.mode is Mode.BROWSE:
            rows.append(_ways_back(passage, language))
        return Card(reply, tuple(rows), read.part)

    def _steps(self, read: Read, language: Language) -> tuple[Button, ...]:
        phrases = phrases_of(language)
        around = self.knowledge.around(read.passage)
        here = next((at for at, passage in enumerate(around) if passage.id == read.passage), 0)
        steps = [(phrases.previous, passage) for passage in around[:here]]
        steps += [(phrases.next, passage) for passage in around[here + 1 :]]
        return tuple(Button(label, Read(passage.id, converted=read.converted)) for label, passage in steps)

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

    def _others(self, read: Read, found: Candidates, language: Language) -> Button:
        at = next((at for at, place in enumerate(found.places) if place.passage == read.passage), 0)
        label = f"{messenger_phrases(language).others} ({len(found.places) - 1})"
        return Button(label, replace(found, page=at // _LIST))

    def _opinions(self, read: Read, passage: Passage, language: Language) -> tuple[Button, ...]:
        link = deep_link(self.username(), Read(read.passage, read.sentence), self.codec)
        words = passage.text[read.sentence.start : read.sentence.end] if read.sentence else passage.text
        share = Button(messenger_phrases(language).share, share_link(link, elide(words, _SHARED)))
        return (
            Button("👍", Rate(read.passage, good=True)),
            Button("👎", Rate(read.passage, good=False)),
            share,
        )


def _candidates(matches: tuple[Match, ...], *, outright: bool) -> Candidates:
    # Beside an answer a page of them in any case, for who looks further; else only what comes near.
    sure = _LIST if outright else 1
    offered = [match for number, match in enumerate(matches) if number < sure or match.score >= RELATED_FROM]
    places = tuple(Place(match.passage.id, match.sentence) for match in offered[:CANDIDATES])
    return Candidates(places, outright)


def _read(place: Place, number: int, found: Candidates) -> Read:
    mode = (Mode.OTHER if number else Mode.ANSWER) if found.outright else Mode.NEAREST
    return Read(place.passage, place.sentence, mode)


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
