"""Questions that many people ask are looked up once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from bot.telegram.view.packing import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.answering import Answers, Compares
    from bot.models import Answer, Passage, Question
    from bot.retrieval.retriever import Held

_REMEMBERED: Final = 2048
_DIGEST: Final = 16


class AnswerCache:
    """Answers as `answers` does, and remembers the last ones by a digest of the question, never its words."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: OrderedDict[tuple[bytes, int], Answer] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches."""
        key = digest(question.text, _DIGEST), limit
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        answer = self._answers.answer(question, limit)
        with self._lock:
            self._known[key] = answer
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return answer

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """A message held against these passages alone, in their order."""
        return self._answers.within(text, passages)

    def gallery(self, texts: Iterable[str]) -> Compares:
        """The texts, ready to be compared with a message."""
        return self._answers.gallery(texts)
