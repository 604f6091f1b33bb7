"""What the buttons say, typed instead of tapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import ShowPassage, ShowSection, ShowSections
from bot.retrieval.text.normalization import normalize
from bot.telegram.view.actions import Read

if TYPE_CHECKING:
    from bot.conversation.conversation import Turn
    from bot.models import Knowledge, PassageId
    from bot.telegram.view.actions import ButtonAction

_CONTENTS: Final = frozenset({"目录", "看目录", "章节", "全文", "原文", "sections", "contents"})
_NEXT: Final = frozenset({"下一段", "下一个", "下一条", "后一段", "next"})
_PREVIOUS: Final = frozenset({"上一段", "上一个", "上一条", "前一段", "previous", "back"})
_OTHER_SCRIPT: Final = frozenset(
    {"繁体", "繁体字", "繁体中文", "转繁体", "简体", "简体字", "简体中文", "转简体"}
)
_PLACE: Final = re.compile(
    r"第(\d{1,3}|[一二三四五六七八九十]{1,3})[节章](?:第(\d{1,3}|[一二三四五六七八九十]{1,3})段)?"
)
_NUMBER: Final = re.compile(r"(?:第)?([1-9]|[一二三四五①②③④⑤])(?:个|条|段)?")
_MARKS: Final = " 。.!！‹›↩:：/"
_FIGURES: Final = "一二三四五六七八九十"


def typed_action(text: str, before: Turn | None, knowledge: Knowledge) -> ButtonAction | None:
    """What a button with these words would do now, after `before`; None when no button says them."""
    said = normalize(text).strip(_MARKS)
    if said.endswith("?"):
        return None
    action = _anywhere(said, before, knowledge)
    return _from_here(said, before, knowledge) if action is None and before and before.shown else action


def _anywhere(said: str, before: Turn | None, knowledge: Knowledge) -> ButtonAction | None:
    if said in _CONTENTS:
        return ShowSections(before.shown[-1].article if before and before.shown else "")
    if found := _PLACE.fullmatch(said):
        return _place(_value(found[1]), _value(found[2]) if found[2] else 0, before, knowledge)
    sections = ((article, section) for article in knowledge.articles for section in article.sections)
    headed = (
        # A heading over one passage leads to it, one that asks something is asked.
        ShowSection(article.slug, section.number)
        if len(section.passages) > 1
        else Read(section.passages[0].id)
        for article, section in sections
        if section.title and normalize(section.title).strip(_MARKS) == said
    )
    return next(headed, None)


def _from_here(said: str, before: Turn, knowledge: Knowledge) -> ButtonAction | None:
    here = before.shown[-1]
    if said in _OTHER_SCRIPT:
        return Read(here, before.marked, converted=True)
    if said in _NEXT or said in _PREVIOUS:
        return _beside(here, 1 if said in _NEXT else -1, knowledge)
    found = _NUMBER.fullmatch(said)
    number = _value(found[1]) if found else 0
    return ShowPassage(before.offered[number - 1]) if 0 < number <= len(before.offered) else None


def _place(section: int, paragraph: int, before: Turn | None, knowledge: Knowledge) -> ButtonAction | None:
    slug = before.shown[-1].article if before and before.shown else knowledge.articles[0].slug
    article = knowledge.article(slug)
    found = next((each for each in article.sections if each.number == section), None) if article else None
    if found is None or not paragraph:
        return ShowSection(slug, section) if found else None
    passage = next((each for each in found.passages if each.id.paragraph == paragraph), None)
    return Read(passage.id) if passage else None


def _beside(here: PassageId, step: int, knowledge: Knowledge) -> ButtonAction | None:
    around = knowledge.around(here)
    at = next((number for number, each in enumerate(around) if each.id == here), 0) + step
    return Read(around[at].id) if 0 <= at < len(around) else None


def _value(figure: str) -> int:
    if figure.isdecimal():
        return int(figure)
    if figure in "①②③④⑤":
        return "①②③④⑤".index(figure) + 1
    tens, ten, ones = figure.rpartition("十")
    value = _FIGURES.index(ones) + 1 if ones else 0
    return value + (10 * (_FIGURES.index(tens) + 1 if tens else 1) if ten else 0)
