from __future__ import annotations

from bot.models import NotFound, Question
from bot.telegram.memory.answer_cache import AnswerCache
from tests.fakes import ScriptedAnswers


def test_a_question_is_looked_up_once_until_many_others_were_asked() -> None:
    engine = ScriptedAnswers()
    repeated = AnswerCache(engine)
    for text in ("问", "问", "别的", "问"):
        assert repeated.answer(Question(text)) == NotFound()
    assert [question.text for question in engine.asked] == ["问", "别的"]
    repeated.answer(Question("问"), limit=1)
    for number in range(3000):
        repeated.answer(Question(str(number)))
    repeated.answer(Question("问"))
    assert len(engine.asked) == 3004
