"""Questions that lean on what was said before: 那投资呢？ 是哪一年？ 还有呢？"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from bot.conversation.answering import ANSWER_FROM, RELATED_FROM
from bot.models import Answered, NotFound, Question, Related, Talk
from bot.retrieval.text.normalization import normalize

if TYPE_CHECKING:
    from bot.conversation.answering import Answers
    from bot.models import Answer, Match, Passage, PassageId

_LONGEST: Final = 24
"""Characters beyond which a question says all that it needs itself."""
_REMEMBERED: Final = 120
"""Characters of a question that are carried on to the next."""
_CANDIDATES: Final = 10
_ANCHOR: Final = 60
_FEW: Final = 7
"""Characters of content up to which a message with a mark of leaning says too little alone."""

_BLANK: Final = re.compile(r"[\W_]+")
_MORE: Final = re.compile(
    r"(?:那么?|嗯|好的?)*(?:还有(?:别的|其他|其它|更多|哪些|什么)?|(?:有)?(?:别的|其他|其它|更多)的?|继续(?:说|讲)?|接着(?:说|讲)"
    r"|下一[个段条]|再来一?[个段条]?|再说[说点]?|另外的|然后)(?:的|吗|呢|么|没有?|啊|呀|了)*"
    r"|(?:and |so )?(?:more|next|go on|what else|anything else|(?:any )?others?|what other|else)(?: please)?"
)
_OPENING: Final = re.compile(
    r"那么?(?!个|些|家|座|项|里|种|段|条|边)|还有|另外|以及|(?:and|what about|how about|then|so)\b"
)
_CLOSING: Final = re.compile(r"呢$")
_POINTING: Final = re.compile(
    r"它们?|他们?|她们?|[这那](?:个|些|家|座|项|里|种|段|条|边|次|批|份)|这(?=是|在|有|叫|什么)|其中|该|上述|[前后]者"
    r"|\b(?:it|its|they|their|them|this|that|those|these|there|he|his|she|her)\b"
)
_ASKING: Final = re.compile(
    r"多少|多[久大长高远重]|几[个年月天次家种项]|几|什么时候|什么|啥|哪[家个](?:公司|企业|单位|部门|地方|城市)"
    r"|哪一?[年个里儿天月家位些种座项国省市段条]?|谁|怎么样?|如何"
    r"|为什么|为何|何[时地]|吗|\b(?:when|where|who|why|how|what|which)\b"
)
_LIGHT: Final = re.compile(
    r"[是在有的了呢吗么嘛啊呀吧]|具体|一共|总共|大概|请问|我想|知道|时间|时候|地方|年份?"
    r"|\b(?:is|was|are|were|the|did|do|does|of|in|for|at|to|a|an|many|much|long|year|one|please|about)\b"
)


class Leaning(Enum):
    """How far a message leans on the question before it."""

    NONE = "none"
    PARTLY = "partly"
    """It may be a question of its own, and is asked as one first."""
    WHOLLY = "wholly"
    MORE = "more"
    """It asks for what else there is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The last question of a conversation, complete in itself, and the passages shown for it so far."""

    question: str
    shown: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """The answer, what is to be remembered, and how the message was understood."""

    answer: Answer
    turn: Turn | None
    leaning: Leaning = Leaning.NONE


@dataclass(frozen=True, slots=True)
class _Reading:
    """A message taken apart: what it leans with, and the words of content that are left."""

    leaning: Leaning
    own: str
    content: tuple[str, ...]


def leaning(text: str) -> Leaning:
    """How far the text would lean on a question before it, if there was one."""
    return _read(text).leaning


def ask(answers: Answers, question: Question, before: Turn | None, limit: int = _CANDIDATES) -> Heard:
    """Answer a question that may lean on the one before."""
    reading = _read(question.text)
    if before is None or reading.leaning is Leaning.NONE:
        return _told(answers.answer(question, limit), question.text, before)
    if reading.leaning is Leaning.MORE:
        return _more(answers, replace(question, text=before.question), before, limit)
    alone = answers.answer(question, limit)
    if reading.leaning is Leaning.PARTLY and isinstance(alone, Answered):
        return _told(alone, question.text, before)
    for text in _joined(before.question, reading):
        answer = answers.answer(replace(question, text=text), limit)
        if isinstance(answer, Answered) and _holds(answer.matches[0].passage, reading.content):
            best = _sentence_of(alone, answer.matches)
            return _told(Answered(best), text, before, reading.leaning)
        if not reading.content and not isinstance(answer, NotFound):
            return _told(answer, text, before, reading.leaning)
    # What leads nowhere takes nothing away from the conversation.
    return Heard(alone, before) if isinstance(alone, NotFound) else _told(alone, question.text, before)


def ask_about(
    answers: Answers, question: Question, passage: Passage, anchor: str, before: Turn | None
) -> Heard:
    """Answer a question about this passage, of which `anchor` was shown; elsewhere if it is not there."""
    reading = _read(question.text)
    if reading.leaning is Leaning.MORE and before is not None:
        return ask(answers, question, before)
    alone = answers.answer(question, _CANDIDATES)
    matches = () if isinstance(alone, NotFound) else alone.matches
    here = tuple(match for match in matches if match.passage.id == passage.id)
    first = here + tuple(match for match in matches if match not in here)
    if here and here[0].score >= ANSWER_FROM:
        return _told(Answered(first), question.text, before, Leaning.WHOLLY)
    text = f"{anchor[:_ANCHOR]} {question.text}"
    joined = answers.answer(replace(question, text=text), _CANDIDATES)
    if (
        isinstance(joined, Answered)
        and joined.matches[0].passage.id == passage.id
        and _holds(passage, reading.content)
    ):
        return _told(joined, text, before, Leaning.WHOLLY)
    if isinstance(alone, Related) and here and here[0].score >= RELATED_FROM:
        return _told(Related(first), question.text, before, Leaning.WHOLLY)
    return _told(alone, question.text, before)


def _read(text: str) -> _Reading:
    plain = " ".join(_BLANK.sub(" ", normalize(text[: _LONGEST * 8])).split())
    if not plain or len(plain) > _LONGEST * (1 if not plain.isascii() else 2):
        return _Reading(Leaning.NONE, plain, ())
    if _MORE.fullmatch(plain):
        return _Reading(Leaning.MORE, plain, ())
    opening = _OPENING.match(plain)
    own = _CLOSING.sub("", plain[opening.end() :] if opening else plain).strip()
    pointing, asking = _POINTING.search(own), _ASKING.search(own)
    # A mark parts the pieces, so that what it stood between does not become one word.
    content = tuple(" ".join(_LIGHT.sub(" ", _ASKING.sub(" ", _POINTING.sub(" ", own))).split()).split())
    size = sum(2 if piece.isascii() else len(piece) for piece in content)
    marked = opening is not None or own != plain
    # 是谁建的, 什么时候运行: nothing is said of what it is about.
    bare = asking is not None and _LIGHT.sub("", own[: asking.start()]).strip() == ""
    if size == 0:
        how = Leaning.WHOLLY if marked or pointing or bare else Leaning.NONE
    elif not (marked or pointing):
        how = Leaning.PARTLY if bare and size <= _FEW // 2 else Leaning.NONE
    elif size > _FEW or (asking and not pointing and not bare and size > _FEW // 2):
        # 那江门有哪些人才政策呢: it says what it is about, and what it wants to know.
        how = Leaning.PARTLY
    else:
        how = Leaning.WHOLLY
    return _Reading(how, own, content)


def _joined(before: str, reading: _Reading) -> list[str]:
    """The question before with this one's words in it, the likeliest reading first."""
    texts = []
    if len(reading.content) == 1 and not _ASKING.search(reading.own):
        # 双碳实验室引进了多少人才？ 那中微子实验室呢？: one thing of a kind stands in for another.
        plain, other = normalize(before), reading.content[0]
        for length in range(len(other) - 1, 1, -1):
            head, kind, rest = plain.rpartition(other[-length:])
            if kind:
                texts += [other + rest] if not head.endswith(other[:-length]) else []
                break
    return [*texts, f"{before} {reading.own}"]


def _holds(passage: Passage, content: tuple[str, ...]) -> bool:
    text = normalize(passage.text)
    return not content or any(piece in text for piece in content)


def _sentence_of(alone: Answer, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The matches, the first with the sentence that the message by itself finds in the same passage."""
    if isinstance(alone, Answered):
        for match in alone.matches:
            if match.passage.id == matches[0].passage.id:
                return (replace(matches[0], sentence=match.sentence), *matches[1:])
    return matches


def _more(answers: Answers, question: Question, before: Turn, limit: int) -> Heard:
    answer = answers.answer(question, limit + len(before.shown))
    matches = () if isinstance(answer, NotFound) else answer.matches
    rest = tuple(match for match in matches if match.passage.id not in before.shown)
    if not rest:
        return Heard(NotFound(), before, Leaning.MORE)
    turn = replace(before, shown=(*before.shown, rest[0].passage.id))
    outright = isinstance(answer, Answered) and rest[0].score >= ANSWER_FROM
    return Heard(Answered(rest) if outright else Related(rest), turn, Leaning.MORE)


def _told(answer: Answer, text: str, before: Turn | None, how: Leaning = Leaning.NONE) -> Heard:
    if isinstance(answer, NotFound):
        # Thanks in between do not end a conversation.
        turn = Turn(text[:_REMEMBERED]) if answer.talk is Talk.QUESTION else before
    elif len(text) > _REMEMBERED and before is not None and how is not Leaning.NONE:
        turn = Turn(before.question, (answer.matches[0].passage.id,))
    else:
        turn = Turn(text[:_REMEMBERED], (answer.matches[0].passage.id,))
    return Heard(answer, turn, how)
