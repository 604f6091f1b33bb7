"""What was asked and not answered, as far as the articles still do not answer it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.conversation.grouping import grouped
from bot.models import Answered, NotFound, OpenQuestion, Question, SmallTalk, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.answering import Answers
    from bot.models import Answer, LoggedQuestion

_NEAREST: Final = 3


def open_questions(
    log: Sequence[LoggedQuestion], answers: Answers, most: int | None = None
) -> list[OpenQuestion]:
    """The questions of the log that got no answer, or one that was voted down, the most frequent first.

    What the articles answer by now, and what is no question, is left out. With `most`, so many wordings are looked
    at: the most frequent ones, and the latest of those.
    """
    failed = [
        (text, each)
        for each in log
        if (each.status is not Status.ANSWER or each.disliked) and (text := _as_line(each.text))
    ]
    counts = Counter(text for text, _ in failed)
    disliked = Counter(text for text, each in failed if each.disliked)
    last = {text: each.at for text, each in failed}
    open_now: dict[str, Answer] = {}
    kept = set(sorted(counts, key=lambda text: (counts[text], last[text]), reverse=True)[:most])
    for text in (text for text, _ in counts.most_common() if text in kept):
        answer = answers.answer(Question(text), _NEAREST)
        if isinstance(answer, SmallTalk) or (isinstance(answer, Answered) and not disliked[text]):
            continue
        open_now[text] = answer
    texts = list(open_now)
    found = [
        _open_question([texts[number] for number in group], counts, disliked, last, open_now)
        for group in grouped(texts, answers)
    ]
    return sorted(found, key=lambda each: (each.asked, each.last), reverse=True)


def _open_question(
    wordings: Sequence[str],
    counts: Counter[str],
    disliked: Counter[str],
    last: dict[str, int],
    answers: dict[str, Answer],
) -> OpenQuestion:
    first = answers[wordings[0]]
    nearest = first.nearest if isinstance(first, NotFound) else first.matches
    return OpenQuestion(
        tuple(wordings),
        _sum(counts, wordings),
        _sum(disliked, wordings),
        max(last[each] for each in wordings),
        nearest[:_NEAREST],
        nearest[0].why.lacking if nearest else (),
        first.status,
    )


def _sum(counts: Counter[str], texts: Iterable[str]) -> int:
    return sum(counts[text] for text in texts)


def _as_line(text: str) -> str:
    # Anybody can ask: what steers a terminal, or may not stand in a file, goes no further.
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
