"""What an editor has promised: that each form finds its passage, and that each example has an answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.models import Answered, Question, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.answering import Answers
    from bot.models import Knowledge, Passage, PassageId


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A question that gets another passage than `passage`, or for an example (None) no answer."""

    question: str
    passage: PassageId | None
    found: Passage | None


def broken_promises(answers: Answers, knowledge: Knowledge, most: int) -> Iterator[BrokenPromise]:
    """Of `most` forms those that do not find their passage, and the examples that find none."""
    texts = {passage.id: passage.text for passage in knowledge.passages}
    promised = ((passage, form) for passage, forms in knowledge.forms.items() for form in forms)
    for passage, form in islice(promised, most):
        answer = answers.answer(Question(form), 1)
        first = answer.matches[0].passage if answer.matches else None
        # What is about the article as a whole, such as who wrote it, is answered as that.
        if isinstance(answer, SmallTalk):
            continue
        if not isinstance(answer, Answered) or (first and first.text != texts.get(passage)):
            yield BrokenPromise(form, passage, first)
    for example in knowledge.examples:
        answer = answers.answer(Question(example), 1)
        if not isinstance(answer, Answered):
            yield BrokenPromise(example, None, None)
