"""How far a message leans on what was said before it: 那投资呢？ 是哪一年？ 还有呢？ what about investment?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.retrieval.text.cantonese import from_cantonese
from bot.retrieval.text.normalization import normalize

_LONGEST: Final = 24
"""Characters beyond which a question says all that it needs itself; of English, twice as many."""
_SHORT: Final = 12
"""Characters up to which a message may be about what is on the screen though nothing in it points there."""

_BLANK: Final = re.compile(r"[\W_]+")
_MORE: Final = re.compile(
    r"(?:那么?|嗯|好的?)*(?:[还仲]有(?:别的|其他|其它|更多|哪些|什么)?|(?:有)?(?:别的|其他|其它|更多)的?|继续(?:说|讲)?|接着(?:说|讲)"
    r"|下一[个段条]|再来一?[个段条]?|再说[说点]?|另外的|然后|多(?:说|讲)(?:一?点|些))(?:的|吗|呢|么|没有?|啊|呀|了)*"
    r"|(?:and |so )?(?:tell me |say )?(?:more|next|go on|what else|anything else|(?:any )?others?|what other|else)"
    r"(?: please| about (?:it|this|that))?"
)
_OPENING: Final = re.compile(
    r"那么?(?!个|些|家|座|项|里|种|段|条|边)|还有|另外|以及|(?:and what about|and|what about|how about|then|so)\b"
)
_CLOSING: Final = re.compile(r"[呢嘞]$")
_POINTING: Final = re.compile(
    r"它们?|他们?|她们?|[这那](?:个|些|家|座|项|里|种|段|条|边|次|批|份)|这(?=是|在|有|叫|什么)|其中|该|上述|[前后]者"
    r"|\b(?:it|its|they|their|them|this|that|those|these|there|he|his|him|she|her)\b"
)
_PERSON: Final = re.compile(r"[他她佢]|\b(?:he|his|him|she|her|they|them)\b")


class Leaning(Enum):
    """How far a message leans on the one before it."""

    NONE = "none"
    PERHAPS = "perhaps"
    """It is short, and may be about what is on the screen."""
    SURELY = "surely"
    """A word of it points to what was said."""
    MORE = "more"
    """It asks for what else there is."""


@dataclass(frozen=True, slots=True)
class Leant:
    """A message taken apart: how it leans, and what is left without the words it leans with."""

    leaning: Leaning
    own: str
    person: bool = False
    """Whether it speaks of a person who was named before."""


def lean(text: str) -> Leant:
    """How far the text would lean on what was said before it, if anything was."""
    plain = " ".join(_BLANK.sub(" ", normalize(from_cantonese(text[: _LONGEST * 8]))).split())
    size = len(plain) / 2 if plain.isascii() else len(plain)
    if size > _LONGEST or not any(map(str.isalpha, plain)):
        return Leant(Leaning.NONE, plain)
    if _MORE.fullmatch(plain):
        return Leant(Leaning.MORE, plain)
    opening = _OPENING.match(plain)
    own = _CLOSING.sub("", plain[opening.end() :] if opening else plain).strip()
    if own != plain or _POINTING.search(own):
        rest = " ".join(_POINTING.sub(" ", own).split())
        return Leant(Leaning.SURELY, rest, person=_PERSON.search(own) is not None)
    return Leant(Leaning.PERHAPS if size <= _SHORT else Leaning.NONE, plain)
