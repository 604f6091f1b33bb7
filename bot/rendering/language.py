"""In which language a reader is served: by the script they write, else by their own setting."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from bot.models import Language

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]*[a-z][A-Za-z]*")
_SYLLABLE: Final = (
    "(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?"
    "(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve)"
)
_TELLS_NOTHING: Final = re.compile(rf"ok(?:ay)?|hi|hello|thx|thanks|bye|(?:{_SYLLABLE})+", re.IGNORECASE)
"""Latin words that people of every language type."""
_NAMES: Final = re.compile(r"@\w+")
_OTHER_LETTERS: Final = re.compile(r"[^\W\d_a-zA-Z]")
_HONG_KONG: Final = re.compile("[乜嘢嚟㗎攞喺咗啲嗰冇佢唔睇俾嘅咁揾搵]")
"""What Hong Kong writes, and hardly anybody else."""
# Lead bytes of the 5,401 characters in everyday use; beyond them Big5 holds rarities, among them forms
# that only simplified Chinese uses today (体, 机, 个).
_BIG5_EVERYDAY: Final = range(0xA4, 0xC7)


def language_of(
    text: str, user_language_code: str | None = None, remembered: Language | None = None
) -> Language:
    """The language to answer in: by the text's script, else as before, else the user's setting, else simplified Chinese.

    Who writes Chinese is never answered in English.
    """
    language = written_language(text) or remembered or _setting(user_language_code) or Language.SIMPLIFIED
    return Language.SIMPLIFIED if language is Language.ENGLISH and _HAN.search(text) else language


def written_language(text: str) -> Language | None:
    """The language that the text itself tells; None for OK, a name, figures, pinyin, or what both scripts write."""
    return _script_of(_NAMES.sub(" ", text))


def _script_of(text: str) -> Language | None:
    scripts = Counter(script for character in _HAN.findall(text) if (script := _han_script(character)))
    scripts[Language.TRADITIONAL] += len(_HONG_KONG.findall(text))
    traditional, simplified = scripts[Language.TRADITIONAL], scripts[Language.SIMPLIFIED]
    if traditional != simplified:
        return Language.TRADITIONAL if traditional > simplified else Language.SIMPLIFIED
    # An abbreviation (RCEP, 5G) is no English sentence, nor is what could be pinyin, nor OK.
    words = _LATIN_WORD.findall(text)
    if words and not _OTHER_LETTERS.search(text) and not all(map(_TELLS_NOTHING.fullmatch, words)):
        return Language.ENGLISH
    return None


@lru_cache(maxsize=8192)
def _han_script(character: str) -> Language | None:
    # The national character sets know which characters each script lacks: asking them needs no tables, and
    # unlike a conversion it stays silent about 后, 里 or 台, which both scripts write.
    mainland, taiwan = _encoded(character, "gb2312"), _encoded(character, "cp950")
    if mainland and not (taiwan and taiwan[0] in _BIG5_EVERYDAY):
        return Language.SIMPLIFIED
    if taiwan and not mainland:
        return Language.TRADITIONAL
    return None


def _encoded(character: str, charset: str) -> bytes:
    return character.encode(charset, "ignore")


def _setting(code: str | None) -> Language | None:
    primary, *subtags = (code or "").lower().replace("_", "-").split("-")
    if primary == "en":
        return Language.ENGLISH
    if primary == "zh":
        traditional = "hant" in subtags or ("hans" not in subtags and {"tw", "hk", "mo"} & set(subtags))
        return Language.TRADITIONAL if traditional else Language.SIMPLIFIED
    return None
