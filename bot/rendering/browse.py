"""Reading the articles without asking: contents → section → passage, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, assert_never

from bot.models import Choice, Reply, ShowPassage, ShowSection, ShowSections
from bot.rendering.labels import WIDE, elide, passage_label, section_label
from bot.rendering.phrases import phrases_of
from bot.rendering.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.models import Action, Article, Knowledge, Language, Passage, Section

PAGE: Final = 20
"""How many choices a list shows at once."""

Item = TypeVar("Item")
View = ShowSections | ShowSection


def view_reply(action: View, knowledge: Knowledge, language: Language) -> Reply | None:
    """What tapping shows; None when the content has no such place."""
    match action:
        case ShowSections():
            return contents_reply(knowledge, language, action)
        case ShowSection(slug, number, page):
            article = knowledge.article(slug)
            sections = article.sections if article else ()
            section = next((each for each in sections if each.number == number), None)
            return section_reply(article, section, language, page) if article and section else None
        case _:
            assert_never(action)


def contents_reply(knowledge: Knowledge, language: Language, request: ShowSections | None = None) -> Reply:
    """The sections of the article asked for or the only one; else the articles to choose from."""
    request = request or ShowSections()
    article = knowledge.articles[0] if len(knowledge.articles) == 1 else knowledge.article(request.article)
    return (
        _articles(knowledge, language, request.page)
        if article is None
        else _sections(article, language, request.page)
    )


def section_reply(article: Article, section: Section, language: Language, page: int = 0) -> Reply:
    """The paragraphs of a section, each by its first words."""
    phrases = phrases_of(language)
    lead = phrases.section.format(title=section.title or phrases.opening, count=len(section.passages))
    choices = _page(
        section.passages,
        page,
        language,
        choice=lambda passage: Choice(passage_label(passage), ShowPassage(passage.id)),
        turn=lambda to: ShowSection(article.slug, section.number, to),
    )
    return Reply(lead=lead, choices=(*choices, Choice(phrases.see_contents, ShowSections(article.slug))))


def passage_reply(passage: Passage, knowledge: Knowledge, language: Language) -> Reply:
    """A passage as it stands, with the ways to its neighbours, its section and the contents."""
    phrases = phrases_of(language)
    around = knowledge.around(passage.id)
    here = around.index(passage) if passage in around else 0
    steps = [Choice(phrases.previous, ShowPassage(before.id)) for before in around[:here]]
    steps += [Choice(phrases.next, ShowPassage(after.id)) for after in around[here + 1 :]]
    page = (passage.id.paragraph - 1) // PAGE
    return Reply(
        quotes=(quote(passage, language),),
        choices=(
            *steps,
            Choice(phrases.back_to_section, ShowSection(passage.id.article, passage.id.section, page)),
            Choice(phrases.see_contents, ShowSections(passage.id.article)),
        ),
    )


def _articles(knowledge: Knowledge, language: Language, page: int) -> Reply:
    choices = _page(
        knowledge.articles,
        page,
        language,
        choice=lambda article: Choice(elide(article.title, WIDE), ShowSections(article.slug)),
        turn=lambda to: ShowSections(page=to),
    )
    return Reply(lead=phrases_of(language).articles.format(count=len(knowledge.articles)), choices=choices)


def _sections(article: Article, language: Language, page: int) -> Reply:
    phrases = phrases_of(language)
    sections = [section for section in article.sections if section.passages]
    choices = _page(
        sections,
        page,
        language,
        choice=lambda section: Choice(
            section_label(section, phrases.opening), ShowSection(article.slug, section.number)
        ),
        turn=lambda to: ShowSections(article.slug, to),
    )
    return Reply(lead=phrases.contents.format(title=article.title, count=len(sections)), choices=choices)


def _page(
    items: Sequence[Item],
    page: int,
    language: Language,
    choice: Callable[[Item], Choice],
    turn: Callable[[int], Action],
) -> tuple[Choice, ...]:
    phrases = phrases_of(language)
    shown = [choice(item) for item in items[page * PAGE : (page + 1) * PAGE]]
    pages = -(-len(items) // PAGE)
    for label, to in ((phrases.previous_page, page - 1), (phrases.next_page, page + 1)):
        if 0 <= to < pages:
            shown.append(Choice(f"{label} {to + 1}/{pages}", turn(to)))
    return tuple(shown)
