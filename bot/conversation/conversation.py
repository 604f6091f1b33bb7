"""A message and what was said before it → answers, and what to remember: the same for every front."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.conversation.answering import ANSWER_FROM
from bot.conversation.leaning import Leaning, Leant, lean
from bot.models import Absence, Answered, NotFound, Question, Related, SmallTalk, Talk
from bot.retrieval.retriever import RELATED_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.conversation.answering import Answers
    from bot.conversation.suggesting import Suggestions
    from bot.models import Answer, Knowledge, Language, Match, Passage, PassageId, Span
    from bot.retrieval.retriever import Held

CANDIDATES: Final = 10
"""Passages that are looked for, so that there is more to show when somebody asks for it."""
OFFERED: Final = 3
"""Passages that come near and are shown to choose from."""
PARTS: Final = 3
"""Questions of one message that are answered; the rest are named."""
_REMEMBERED: Final = 120
"""Characters of a question that are carried on to the next."""
_SAID: Final = 0.67
"""From how far a sentence is taken to say what a short message asks."""
_OF_CONTENT: Final = 0.6
"""The share of that which the message's own words have; the rest has what is asked for, a year say."""
_FULFILLED: Final = 0.8
"""How far a sentence has to have what is asked for where the message has no words of its own."""
_JOINED: Final = 0.25
"""The confidence, of a question with the topic of the one before, from which a sentence that has its words is an answer."""
_REACH: Final = 1
"""Neighbours on each side of the passage on the screen that belong to what a reader has in mind."""
_LEAD: Final = 3
"""Passages that say what an article is about."""
_QUESTION_END: Final = re.compile(r"(?<=[?？])[?？!！\s]*|\n+")
_ALSO_QUESTIONS: Final = frozenset({Talk.HELP, Talk.THANKS, Talk.IDENTITY, Talk.SOURCE})
_ASKS: Final = re.compile(r"[?？吗嗎]|什么|怎|哪|谁|[何几]时|\b(?:how|what|who|when|where|why)\b")
_LEAST: Final = 4
"""Characters of the shortest question that stands beside another in one message."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, and the passage that they point at by replying to it, with the sentence marked there."""

    text: str
    language: Language
    about: PassageId | None = None
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The last question of a conversation, complete in itself, and the passages shown for it so far.

    `marked` is the sentence, or its clause, that was marked in the last of them; `offered` are the passages of a
    list to choose from.
    """

    question: str
    shown: tuple[PassageId, ...] = ()
    marked: Span | None = None
    offered: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message, and its answer; `more` when it asked for what else there is."""

    question: str
    answer: Answer
    more: bool = False
    understood: str = ""
    """The question with what it leans on, where it cannot be understood alone."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a message got: a part for each question in it, what is to be remembered, and the questions left out."""

    parts: tuple[Part, ...]
    turn: Turn | None
    left_out: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer:
        """All of it as one answer: the first answered part's matches, then those of the others."""
        first = next((part for part in self.parts if isinstance(part.answer, Answered)), self.parts[0])
        if len(self.parts) == 1 or isinstance(first.answer, SmallTalk | NotFound):
            return first.answer
        rest = (match for part in self.parts if part is not first for match in part.answer.matches[:1])
        kept = {match.passage.id: match for match in (*rest, *first.answer.matches[1:])}
        kept.pop(first.answer.matches[0].passage.id, None)
        top = first.answer.matches[0]
        others = sorted(kept.values(), key=lambda match: match.score, reverse=True)
        return replace(
            first.answer, matches=(top, *(replace(each, score=min(each.score, top.score)) for each in others))
        )


class Conversation:
    """Understands messages with what was said before them; it keeps nothing itself."""

    def __init__(
        self, answers: Answers, knowledge: Callable[[], Knowledge], suggestions: Suggestions | None = None
    ) -> None:
        self._answers = answers
        self._knowledge = knowledge
        self._suggestions = suggestions

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """The answer to a message that nothing was said before."""
        return self.respond(Message(question.text, question.language), None, limit).answer

    def respond(self, message: Message, before: Turn | None, limit: int = CANDIDATES) -> Exchange:
        """The answers to a message, each question in it understood with those before it."""
        questions = list(_questions(message.text))
        if len(questions) > 1:
            parts, turn = [], before
            for text in questions[:PARTS]:
                part, turn = self._part(replace(message, text=text), turn, limit)
                parts.append(part)
            if any(isinstance(part.answer, Answered) for part in parts):
                return Exchange(tuple(_different(parts)), turn, tuple(questions[PARTS:]))
        part, turn = self._part(message, before, limit)
        return Exchange((part,), turn)

    def others(self, before: Turn, language: Language, limit: int = CANDIDATES) -> Exchange:
        """What comes near beside the passages shown for the question before, for who says that they are wrong."""
        part, turn = self._talked(Message("", language), SmallTalk(Talk.COMPLAINT), before, limit)
        return Exchange((part,), turn)

    def _part(self, message: Message, before: Turn | None, limit: int) -> tuple[Part, Turn | None]:
        if message.about is not None:
            before = Turn(before.question if before else "", (message.about,), message.sentence)
        leant = lean(message.text)
        if before is None:
            return self._told(message, self._alone(message, limit), None)
        if leant.leaning is Leaning.MORE:
            return self._more(message, before, limit)
        alone = self._alone(message, limit)
        if isinstance(alone, SmallTalk):
            if leant.leaning is Leaning.NONE or not _may_be_about(alone.kind, message.text, leant):
                return self._talked(message, alone, before, limit)
            alone = NotFound()
        surely = leant.leaning is Leaning.SURELY or message.about is not None
        # What is short leans on something only if there is something on the screen.
        if leant.leaning is Leaning.NONE or (
            not surely and (isinstance(alone, Answered) or not before.shown)
        ):
            return self._told(message, alone, before)
        return self._leaning(message, leant, before, alone, limit)

    def _leaning(
        self, message: Message, leant: Leant, before: Turn, alone: Answer, limit: int
    ) -> tuple[Part, Turn | None]:
        """What a message that leans on the one before gets: of the screen, of the articles, or of the topic before."""
        here = self._on_screen(message.text, before)
        if here is not None:
            rest = tuple(match for match in alone.matches if match.passage.id != here.match.passage.id)
            found = Answered((replace(here.match, score=max(here.covered, ANSWER_FROM)), *_below(rest)))
            part, turn = self._told(message, found, before)
            return replace(part, understood=_with(before, message)), turn
        if isinstance(alone, Answered) and self._says(leant.own, alone.matches[0].passage) is not None:
            return self._told(message, alone, before)
        return self._with_topic(message, leant, before, alone, limit)

    def _with_topic(
        self, message: Message, leant: Leant, before: Turn, alone: Answer, limit: int
    ) -> tuple[Part, Turn | None]:
        """The question before with this one's words in it; nothing is answered that does not speak of these words."""
        own = leant.own
        for text in _joined(before.question, own):
            matches = self._answers.answer(Question(text, message.language), limit).matches
            # The first may be what the question before alone would find.
            for match in matches[:_LEAD]:
                held = self._says(own, match.passage) if match.score >= _JOINED else None
                if held is not None and held.match.sentence != before.marked:
                    first = replace(match, sentence=held.match.sentence, clause=held.match.clause)
                    rest = tuple(each for each in matches if each is not match)
                    found = Answered((first, *(replace(r, score=min(r.score, first.score)) for r in rest)))
                    return self._told(replace(message, text=text), found, before)
        near = isinstance(alone, Related) and alone.matches[0].passage.id not in before.shown
        if near or not self._points_at_the_screen(message, leant, before):
            topic = self._answers.answer(Question(f"{before.question} {own}", message.language), limit)
            nearer = not alone.matches or (topic.matches and topic.matches[0].score > alone.matches[0].score)
            if nearer and isinstance(topic, Answered | Related):
                return self._told(message, Related(topic.matches), before)
            return self._told(message, alone, before)
        return Part(message.text, NotFound(Absence.PASSAGE), understood=_with(before, message)), before

    def _points_at_the_screen(self, message: Message, leant: Leant, before: Turn) -> bool:
        """Whether a message can only be about what is on the screen: it says so, or has no content of its own."""
        shown = self._knowledge().passage(before.shown[-1]) if before.shown else None
        if shown is None:
            return False
        if leant.leaning is Leaning.SURELY or message.about is not None:
            return True
        (held,) = self._answers.within(leant.own, (shown,))
        return held.bare

    def _on_screen(self, text: str, before: Turn) -> Held | None:
        """What the passage on the screen, or else one beside it, says to the message; None if nothing new."""
        knowledge = self._knowledge()
        last = knowledge.passage(before.shown[-1]) if before.shown else None
        if last is None:
            return None
        beside = [each for each in knowledge.around(last.id, _REACH) if each.id != last.id]
        beside = [each for each in beside if each.section == last.section]
        for passage in (last, *beside):
            held = self._says(text, passage)
            if held is not None and not (passage is last and _part_of(held.match) == before.marked):
                return held
        return None

    def _says(self, text: str, passage: Passage) -> Held | None:
        """What a passage says to the message, if one sentence of it says what is asked."""
        (held,) = self._answers.within(text, (passage,))
        if held.bare:
            return held if held.fulfilled is not None and held.fulfilled >= _FULFILLED else None
        fulfilled = held.covered if held.fulfilled is None else held.fulfilled
        said = _OF_CONTENT * held.covered + (1 - _OF_CONTENT) * fulfilled
        return held if said >= _SAID else None

    def _alone(self, message: Message, limit: int) -> Answer:
        answer = self._answers.answer(Question(message.text, message.language), limit)
        if isinstance(answer, SmallTalk) and answer.kind is Talk.OVERVIEW:
            return SmallTalk(answer.kind, self._overview())
        if isinstance(answer, NotFound) and self._suggestions is not None:
            return replace(answer, instead=self._suggestions.near(message.text))
        return answer

    def _overview(self) -> tuple[Match, ...]:
        """The passages at the beginning of each article that say most of what its headings name, best first."""
        articles = self._knowledge().articles[:_LEAD]
        found: list[Match] = []
        for article in articles:
            passages = [each for section in article.sections for each in section.passages]
            headings = "，".join(each.title for each in article.sections if each.title) or article.title
            held = self._answers.within(headings, passages[:CANDIDATES])
            best = sorted(held, key=lambda each: each.covered, reverse=True)
            found += [each.match for each in best[: _LEAD // len(articles)]]
        return tuple(sorted(found, key=lambda match: match.score, reverse=True))

    def _talked(
        self, message: Message, talk: SmallTalk, before: Turn, limit: int
    ) -> tuple[Part, Turn | None]:
        if talk.kind is not Talk.COMPLAINT:
            return Part(message.text, talk), before
        part, turn = self._more(message, before, limit)
        return Part(message.text, SmallTalk(Talk.COMPLAINT, part.answer.matches)), turn

    def _more(self, message: Message, before: Turn, limit: int) -> tuple[Part, Turn | None]:
        answer = self._answers.answer(Question(before.question, message.language), limit + len(before.shown))
        rest = tuple(
            match
            for match in answer.matches
            if match.passage.id not in before.shown and match.score >= RELATED_FROM
        )
        if not rest:
            return Part(message.text, NotFound(Absence.MORE), more=True), before
        (held,) = self._answers.within(before.question, (rest[0].passage,))
        if held.match.sentence == rest[0].sentence:
            rest = (replace(rest[0], clause=held.match.clause), *rest[1:])
        turn = replace(before, shown=(*before.shown, rest[0].passage.id), marked=_part_of(rest[0]))
        outright = isinstance(answer, Answered) and rest[0].score >= ANSWER_FROM
        return Part(message.text, Answered(rest) if outright else Related(rest), more=True), turn

    def _told(self, message: Message, answer: Answer, before: Turn | None) -> tuple[Part, Turn | None]:
        part = Part(message.text, answer)
        match answer:
            case SmallTalk():
                return part, before
            case NotFound():
                return part, Turn(message.text[:_REMEMBERED])
            case Answered(matches) | Related(matches):
                shown = matches[0]
                listed = matches[:OFFERED] if isinstance(answer, Related) else ()
                offered = tuple(match.passage.id for match in listed)
                return part, Turn(message.text[:_REMEMBERED], (shown.passage.id,), _part_of(shown), offered)


def _with(before: Turn, message: Message) -> str:
    """A message behind the question that it leans on."""
    return f"{before.question} {message.text}".strip()[: 2 * _REMEMBERED]


def _part_of(match: Match) -> Span:
    return match.clause or match.sentence


def _below(matches: tuple[Match, ...]) -> Iterator[Match]:
    """Other candidates behind one that was found on the screen."""
    return (replace(match, score=min(match.score, ANSWER_FROM)) for match in matches)


def _may_be_about(kind: Talk, text: str, leant: Leant) -> bool:
    """Whether what sounds like talk may be a question about what is on the screen: 怎么用？ 厉害吗？ 他说了什么？"""
    if kind is Talk.OVERVIEW:
        return leant.person
    return kind in _ALSO_QUESTIONS and _ASKS.search(text) is not None and "你" not in text


def _questions(text: str) -> Iterator[str]:
    """The questions of a message: what ends with a question mark, or stands in a line of its own, when there are several."""
    held = ""
    pieces = [piece.strip() for piece in _QUESTION_END.split(text) if piece and piece.strip()]
    asking = sum(piece[-1] in "?？" and len(piece) > _LEAST for piece in pieces)
    if asking < 2:
        yield text
        return
    for piece in pieces:
        held = f"{held} {piece}".strip()
        if piece[-1] in "?？" and len(held) > _LEAST:
            yield held
            held = ""


def _joined(before: str, own: str) -> Iterator[str]:
    """The question before with this one's words in it, the likeliest reading first."""
    # 双碳实验室引进了多少人才？ 那中微子实验室呢？: one thing of a kind stands in for another.
    for length in range(len(own) - 1, 1, -1):
        head, kind, rest = before.rpartition(own[-length:])
        if kind:
            if not head.endswith(own[:-length]):
                yield own + rest
            break
    yield f"{before} {own}"


def _different(parts: list[Part]) -> Iterator[Part]:
    """The parts without those that an earlier one has answered with the same sentence."""
    seen = set()
    for part in parts:
        first = part.answer.matches[0] if isinstance(part.answer, Answered) else None
        key = None if first is None else (first.passage.id, _part_of(first))
        if key is None or key not in seen:
            yield part
        seen.add(key)
