"""What a careful reader would stumble over in a text that can be served all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.knowledge.markdown import is_item
from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems
    from bot.models import Knowledge

_BROKEN: Final = re.compile(r"\ufffd|锟斤拷|烫烫烫|屯屯屯|Ã[\x80-\xbf]|[ä-é][\x80-\xbf]{2}|â€")
_INVISIBLE: Final = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LONGEST: Final = 3_000
"""Characters of a paragraph that nobody would quote."""
_ALIKE: Final = 12
"""Characters from which a paragraph that stands twice is no accident of wording."""
_TWICE: Final = re.compile(r"([^。！？!?\n]{6,}[。！？!?])\s*\1")
_WHOLE: Final = re.compile(r"[。！？!?.…”」]$")
_CUT: Final = re.compile(r"[，、,]$")
_NAMED: Final = 3


def proofread(source: Source, problems: Problems) -> None:
    """Note what is broken, repeated, endless or cut off in the text of an article, line by line."""
    seen: dict[str, int] = {}
    lines = source.text.split("\n")
    fenced = False
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        text = line.strip()
        fenced ^= text.startswith(("```", "~~~"))
        if found := _BROKEN.search(text):
            remedy = "save the original file as UTF-8 again"
            problems.warning(source.path, number, f"{quoted(found[0])} is a broken character; {remedy}")
        if found := _INVISIBLE.search(line):
            code = f"U+{ord(found[0]):04X}"
            problems.warning(source.path, number, f"has invisible characters ({code}); delete them")
        if len(text) > _LONGEST:
            problems.warning(
                source.path, number, f"the paragraph has {len(text)} characters; part it into several"
            )
        if fenced or not text or is_item(text) or text.startswith(("#", "<!--", ":::")):
            continue
        if len(text) >= _ALIKE and _WHOLE.search(text) and (first := seen.setdefault(text, number)) != number:
            problems.warning(
                source.path, number, f"the same paragraph as on line {first}; delete one of them"
            )
        if found := _TWICE.search(text[:_LONGEST]):
            problems.warning(
                source.path, number, f"the sentence {quoted(found[1])} stands twice in a row; delete one"
            )
        if _CUT.search(text) and not following.strip() and not _goes_on(lines[number : number + 3]):
            remedy = "complete it, or write <!-- gap --> below"
            problems.warning(
                source.path, number, f"the paragraph breaks off after {quoted(text[-8:])}; {remedy}"
            )


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether what follows is what was led in, speech or a list, or a note says that the source breaks off."""
    text = next((line.strip() for line in lines if line.strip()), "")
    return text.startswith(("“", "「", "『", '"', "<!--")) or is_item(text)


def find_strays(source: Source, words: Sequence[str], knowledge: Knowledge, problems: Problems) -> None:
    """Note the words of a list that stand in no article: one problem, however many they are."""
    text = "\n".join(passage.text for passage in knowledge.passages).casefold()
    strays = [word for word in words if word.casefold() not in text]
    if strays:
        named = "、".join(quoted(each)[1:-1] for each in strays[:_NAMED])
        remedy = "mend or delete what is wrong"
        problems.warning(
            source.path, None, f"{len(strays)} words stand in no article, such as {named}; {remedy}"
        )
