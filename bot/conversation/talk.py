"""Talk: messages that ask nothing of an article, told by examples and what words mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bot.models import Talk
from bot.retrieval.text.words import question_words

if TYPE_CHECKING:
    from bot.models import Match
    from bot.retrieval.question.likeness import Likeness

LIKELY: Final = 0.6
"""The likeness to an example from which a message is talk, what the engine makes of it taken off by `_EVIDENCE`.

Of 85 messages of talk among 2,067 for development 79 % reach it, and most of the rest is marks and figures alone,
which need no example; of the questions that an article answers 4 do.
"""
CERTAIN: Final = 0.95
"""The likeness from which nothing is looked up: it is an example, but for a particle or a mark."""
_EVIDENCE: Final = 0.2
"""What the engine's confidence that a passage answers takes off the likeness; chosen with the threshold."""
_ABOUT: Final = 0.15
"""What it takes off that the passage has a word of the message, as written, which the example has not."""
_UNADDRESSED: Final = 0.1
"""What it takes off that the example speaks to the bot (你几岁) and the message does not (孩子几岁)."""
_SECOND: Final = frozenset({"你", "您", "妳", "你们", "you", "your", "u", "bot", "机器人", "小编"})


class Likelihood(NamedTuple):
    """The kind of talk that a message comes nearest to, how near (0 to 1), and the example."""

    kind: Talk
    likeness: float
    example: str = ""

    def is_talk(self, match: Match | None) -> bool:
        """Whether it is talk, given the passage that would answer the message best."""
        return self.likeness - self._evidence(match) >= LIKELY

    def _evidence(self, match: Match | None) -> float:
        if match is None:
            return 0.0
        about = any(
            each.channel == "written" and len(each.asked) > 1 and each.asked not in self.example
            for each in match.why.meetings
        )
        return _EVIDENCE * match.score + _ABOUT * about


class TalkClassifier:
    """Holds messages against examples of each kind of talk, in lists/talk.toml beside this file."""

    def __init__(self, likeness: Likeness) -> None:
        text = files("bot.conversation").joinpath("lists", "talk.toml").read_text(encoding="utf-8")
        examples = [(Talk(kind), each) for kind, row in tomllib.loads(text).items() for each in row]
        self._kinds = [kind for kind, _ in examples]
        self._likeness = likeness
        self._gallery = likeness.gallery(each for _, each in examples)
        self._speaks_to_the_bot = np.array([_addresses(likeness.words(each)) for _, each in examples])

    def judge(self, text: str) -> Likelihood:
        """What kind of talk a message would be; EMPTY for certain when it has no letter and no Chinese."""
        if not any(char.isalpha() for char in text):
            return Likelihood(Talk.EMPTY, 0.0 if any(map(str.isalnum, text)) else 1.0)
        words = self._likeness.words(text)
        if question_words().issuperset(words):
            return Likelihood(Talk.HELP, 0.0)
        alike = self._gallery.alike(text)
        if not _addresses(words):
            alike -= np.where(self._speaks_to_the_bot, np.float32(_UNADDRESSED), np.float32(0))
        best = int(alike.argmax())
        return Likelihood(self._kinds[best], float(alike[best]), self._gallery.texts[best])


def _addresses(words: list[str]) -> bool:
    return any(word in _SECOND for word in words)
