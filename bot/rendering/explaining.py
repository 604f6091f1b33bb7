"""Why a passage is the answer, or is none, in three languages: the wording of `ask --explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.models import Language
from bot.rendering.quotes import citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.models import Match


@dataclass(frozen=True, slots=True)
class Explaining:
    """The wording in one language; names in braces are filled in."""

    answered: str
    related: str
    none: str
    sure: str
    form: str
    met: str
    lacking: str
    nothing_near: str
    columns: tuple[str, str, str, str]
    channels: Mapping[str, str]
    signals: Mapping[str, str]


_SIMPLIFIED: Final = Explaining(
    answered="直接回答",
    related="没有直接回答，只是接近",
    none="没有找到",
    sure="把握 {score:.2f}（到 {threshold:.2f} 才算回答）",
    form="最像的问法：{form}",
    met="对上的词：{met}",
    lacking="这一句和前后、标题里没有：{words}",
    nothing_near="没有一段沾边。",
    columns=("依据", "数值", "权重", "对排序的贡献"),
    channels={
        "written": "原文",
        "alias": "别名",
        "value": "数值",
        "sound": "同音",
        "alone": "单字",
        "meaning": "词义",
    },
    signals={
        "bm25": "初选得分",
        "union": "全段、问法和标题覆盖",
        "sentence": "答句覆盖",
        "meaning": "词义接近",
        "fuzzy": "答句模糊匹配",
        "literal": "连续相同的字",
        "form": "问法相似",
        "lacking": "缺少所问的东西",
    },
)
_TRADITIONAL: Final = Explaining(
    answered="直接回答",
    related="沒有直接回答，只是接近",
    none="沒有找到",
    sure="把握 {score:.2f}（到 {threshold:.2f} 才算回答）",
    form="最像的問法：{form}",
    met="對上的詞：{met}",
    lacking="這一句和前後、標題裡沒有：{words}",
    nothing_near="沒有一段沾邊。",
    columns=("依據", "數值", "權重", "對排序的貢獻"),
    channels={
        "written": "原文",
        "alias": "別名",
        "value": "數值",
        "sound": "同音",
        "alone": "單字",
        "meaning": "詞義",
    },
    signals={
        "bm25": "初選得分",
        "union": "全段、問法和標題覆蓋",
        "sentence": "答句覆蓋",
        "meaning": "詞義接近",
        "fuzzy": "答句模糊匹配",
        "literal": "連續相同的字",
        "form": "問法相似",
        "lacking": "缺少所問的東西",
    },
)
_ENGLISH: Final = Explaining(
    answered="answered",
    related="related: not said outright",
    none="none",
    sure="confidence {score:.2f} (an answer from {threshold:.2f})",
    form="nearest question form: {form}",
    met="met: {met}",
    lacking="neither this sentence, its neighbours nor the headings have: {words}",
    nothing_near="No passage comes near.",
    columns=("signal", "value", "weight", "adds to the rank"),
    channels={
        "written": "as written",
        "alias": "alias",
        "value": "value",
        "sound": "sound",
        "alone": "a character",
        "meaning": "meaning",
    },
    signals={
        "bm25": "candidate search",
        "union": "covered by passage, forms, headings",
        "sentence": "covered by the sentence",
        "meaning": "nearness of meaning",
        "fuzzy": "fuzzy match of the sentence",
        "literal": "same characters in a row",
        "form": "likeness to a form",
        "lacking": "lacks what is asked for",
    },
)


def explained(match: Match, language: Language, threshold: float) -> str:
    """Why this passage, in a few lines: how sure, `threshold` being enough, which word met which, what is missing."""
    words = explaining(language)
    met = " · ".join(
        f"{each.asked} = {each.met} ({words.channels.get(each.channel, each.channel)} {each.degree:.2f})"
        for each in match.why.meetings
    )
    lines = [
        citation(match.passage, language, title=False),
        words.sure.format(score=match.score, threshold=threshold),
        words.met.format(met=met or "—"),
    ]
    if match.why.lacking:
        lines.append(words.lacking.format(words=" · ".join(match.why.lacking)))
    if match.why.form is not None:
        lines.append(words.form.format(form=match.why.form))
    return "\n".join(lines)


def explaining(language: Language) -> Explaining:
    """The wording in this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return _TRADITIONAL
        case Language.ENGLISH:
            return _ENGLISH
