"""What administrators read of a span of time: what was asked in vain, how much was asked, both once a week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.models import Language, Reply, Status
from bot.rendering.labels import elide
from bot.rendering.quotes import citation

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.models import Knowledge, OpenQuestion, Passage, Review, Usage

_GROUPS: Final = 10
_WORDINGS: Final = 2
_WORDING: Final = 56
_TITLE: Final = 24
_SECTION: Final = 36
"""Columns; ten groups with the longest of each then take half a message of Telegram's."""
_BUSIEST: Final = 3


@dataclass(frozen=True, slots=True)
class ReviewPhrases:
    """The wording of reviews in one language; names in braces are filled in."""

    days: str
    week: str
    no_gaps: str
    gaps: str
    more: str
    times: str
    disliked: str
    statuses: dict[Status, str]
    nearest: str
    nothing_near: str
    nothing_asked: str
    asked: str
    outcomes: str
    votes: str
    busiest: str
    often: str
    content: str
    running: str
    spans: tuple[str, str, str]
    away: str
    between: str


_SIMPLIFIED: Final = ReviewPhrases(
    days="近 {days} 天",
    week="一周小结（{since} 至 {until}）",
    no_gaps="没有待补的问题：问的都答上了。",
    gaps="没答好的 {groups} 组问题，共 {asked} 次：",
    more="还有 {count} 组，在电脑上运行 gaps 可以看全。",
    times="{count} 次",
    disliked="点踩 {count} 次",
    statuses={Status.ANSWER: "答了", Status.RELATED: "只有相近的", Status.NONE: "没有找到"},
    nearest="最接近：{place}",
    nothing_near="没有相近的段落",
    nothing_asked="没有人提问。",
    asked="{people} 人问了 {asked} 个问题",
    outcomes="答上 {answered}，只有相近的 {related}，没有找到 {none}",
    votes="👍 {liked}，👎 {disliked}",
    busiest="答得最多的段落：",
    often="• {place}（{count} 次）",
    content="内容版本 {version}",
    running="已运行 {span}",
    spans=("{days} 天 {hours} 小时", "{hours} 小时 {minutes} 分钟", "{minutes} 分钟"),
    away="数据库暂时连不上，看不到问过什么。请过几分钟再试。",
    between="，",
)

_TRADITIONAL: Final = ReviewPhrases(
    days="近 {days} 天",
    week="一週小結（{since} 至 {until}）",
    no_gaps="沒有待補的問題：問的都答上了。",
    gaps="沒答好的 {groups} 組問題，共 {asked} 次：",
    more="還有 {count} 組，在電腦上執行 gaps 可以看全。",
    times="{count} 次",
    disliked="點踩 {count} 次",
    statuses={Status.ANSWER: "答了", Status.RELATED: "只有相近的", Status.NONE: "沒有找到"},
    nearest="最接近：{place}",
    nothing_near="沒有相近的段落",
    nothing_asked="沒有人提問。",
    asked="{people} 人問了 {asked} 個問題",
    outcomes="答上 {answered}，只有相近的 {related}，沒有找到 {none}",
    votes="👍 {liked}，👎 {disliked}",
    busiest="答得最多的段落：",
    often="• {place}（{count} 次）",
    content="內容版本 {version}",
    running="已運行 {span}",
    spans=("{days} 天 {hours} 小時", "{hours} 小時 {minutes} 分鐘", "{minutes} 分鐘"),
    away="資料庫暫時連不上，看不到問過什麼。請過幾分鐘再試。",
    between="，",
)

_ENGLISH: Final = ReviewPhrases(
    days="The last {days} days",
    week="The week's digest ({since} to {until})",
    no_gaps="No open questions: all were answered.",
    gaps="Questions not answered well: {groups} groups, asked {asked} times:",
    more="{count} more groups; the command gaps on the computer shows them all.",
    times="{count} ×",
    disliked="voted down {count} ×",
    statuses={Status.ANSWER: "answered", Status.RELATED: "related only", Status.NONE: "nothing found"},
    nearest="closest: {place}",
    nothing_near="no passage comes near",
    nothing_asked="Nobody asked anything.",
    asked="Questions {asked}, people {people}",
    outcomes="answered {answered}, related only {related}, nothing found {none}",
    votes="👍 {liked}, 👎 {disliked}",
    busiest="Passages that answered most:",
    often="• {place} ({count} ×)",
    content="Content version {version}",
    running="Running for {span}",
    spans=("{days} d {hours} h", "{hours} h {minutes} min", "{minutes} min"),
    away="The database is out of reach, and with it what was asked. Please try again in a few minutes.",
    between=", ",
)


def review_phrases(language: Language) -> ReviewPhrases:
    """The wording of reviews in this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return _TRADITIONAL
        case Language.ENGLISH:
            return _ENGLISH


def gaps_reply(review: Review | None, days: int, knowledge: Knowledge, language: Language) -> Reply:
    """What was asked in vain during the last days; without a review, that the store is away."""
    phrases = review_phrases(language)
    if review is None:
        return Reply(lead=phrases.away)
    return Reply(lead="\n".join([phrases.days.format(days=days), *_gaps(review, knowledge, language)]))


def stats_reply(
    usage: Usage | None, days: int, knowledge: Knowledge, seconds: float, language: Language
) -> Reply:
    """How much was asked during the last days, what content is served, and for how many seconds the bot has run."""
    phrases = review_phrases(language)
    if usage is None:
        return Reply(lead=phrases.away)
    lines = [phrases.days.format(days=days), *_figures(usage, language)]
    places = [(knowledge.passage(passage), count) for passage, count in usage.busiest]
    # What the content no longer has cannot be cited.
    shown = [
        phrases.often.format(place=_place(passage, knowledge, language), count=count)
        for passage, count in places
        if passage is not None
    ]
    if shown:
        lines += [phrases.busiest, *shown[:_BUSIEST]]
    lines += [
        phrases.content.format(version=knowledge.version),
        phrases.running.format(span=span_text(seconds, language)),
    ]
    return Reply(lead="\n".join(lines))


def digest_reply(review: Review, zone: tzinfo | None, knowledge: Knowledge, language: Language) -> Reply:
    """How much was asked within a week, and what in vain; its days are those of this time zone."""
    since, until = (
        datetime.fromtimestamp(moment, zone).date().isoformat() for moment in (review.since, review.until)
    )
    lines = [
        review_phrases(language).week.format(since=since, until=until),
        *_figures(review.usage, language),
        "",
        *_gaps(review, knowledge, language),
    ]
    return Reply(lead="\n".join(lines))


def span_text(seconds: float, language: Language) -> str:
    """A span of time by its two largest units."""
    minutes = int(seconds // 60)
    hours, days = minutes // 60, minutes // 1440
    longest, long, short = review_phrases(language).spans
    wording = longest if days else long if hours else short
    return wording.format(days=days, hours=hours % 24, minutes=minutes % 60)


def _figures(usage: Usage, language: Language) -> list[str]:
    phrases = review_phrases(language)
    if not usage.asked:
        return [phrases.nothing_asked]
    answered, related, none = (
        f"{count / usage.asked:.0%}" for count in (usage.answered, usage.related, usage.none)
    )
    return [
        phrases.asked.format(people=usage.people, asked=usage.asked),
        phrases.outcomes.format(answered=answered, related=related, none=none),
        phrases.votes.format(liked=usage.liked, disliked=usage.disliked),
    ]


def _gaps(review: Review, knowledge: Knowledge, language: Language) -> list[str]:
    phrases, found = review_phrases(language), review.found
    if not found:
        return [phrases.no_gaps if review.usage.asked else phrases.nothing_asked]
    lines = [phrases.gaps.format(groups=len(found), asked=sum(each.asked for each in found))]
    for number, each in enumerate(found[:_GROUPS], 1):
        lines.append(f"{number}. {' / '.join(elide(text, _WORDING) for text in each.wordings[:_WORDINGS])}")
        lines.append(f"— {_what_became(each, knowledge, language)}")
    if (more := len(found) - _GROUPS) > 0:
        lines.append(phrases.more.format(count=more))
    return lines


def _what_became(each: OpenQuestion, knowledge: Knowledge, language: Language) -> str:
    phrases = review_phrases(language)
    near = phrases.nothing_near
    if each.nearest:
        near = phrases.nearest.format(place=_place(each.nearest[0].passage, knowledge, language))
    parts = [phrases.times.format(count=each.asked), phrases.statuses.get(each.status, ""), near]
    if each.disliked:
        parts.insert(1, phrases.disliked.format(count=each.disliked))
    return phrases.between.join(part for part in parts if part)


def _place(passage: Passage, knowledge: Knowledge, language: Language) -> str:
    short = replace(passage, title=elide(passage.title, _TITLE), section=elide(passage.section, _SECTION))
    return citation(short, language, title=len(knowledge.articles) > 1 or not passage.section)
