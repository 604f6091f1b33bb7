"""The preview's pages: HTML written on the server, every word of it escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import quote

from bot.conversation.answering import ANSWER_FROM
from bot.editing.phrases import editor_phrases
from bot.editing.report import also_asked, lacking
from bot.models import Answered, Language, NotFound, Related, SmallTalk
from bot.rendering import citation
from bot.rendering.explaining import explained, explaining
from bot.rendering.problems import complaint, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.editing.preview.content import Previewed
    from bot.errors import BotError
    from bot.knowledge import Problem
    from bot.models import Answer, Article, Match, OpenQuestion, Passage

LIVE: Final = """
const seen = document.body.dataset.version;
const box = document.querySelector("input[name=q]");
const typed = sessionStorage.getItem("typed");
if (typed !== null) { sessionStorage.removeItem("typed"); box.value = typed; box.focus(); }
new EventSource("/events").onmessage = event => {
  if (event.data === seen) return;
  if (box.value !== box.defaultValue) sessionStorage.setItem("typed", box.value);
  location.reload();
};
"""
"""The one script: a page whose content was changed shows the new one, and keeps what is being typed."""
STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d2129; --soft: #667; --line: #ddd; --card: #fff; --ground: #f4f5f7;
  --mark: #fff3bf; --warn: #a15c00; --bad: #b00020 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #99a; --line: #444; --card: #22252b; --ground: #17191d;
    --mark: #5c4b00; --warn: #f0b35a; --bad: #ff8a80 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 48rem; padding: 1rem; color: var(--ink); background: var(--ground);
  font: 17px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem } h2 { font-size: 1.15rem; margin-top: 2rem } a { color: inherit }
nav a { margin-right: 1rem } .soft { color: var(--soft); font-size: .9rem }
.passage { position: relative; padding: .2rem 0 .2rem 3.4rem; white-space: pre-wrap; margin: .6rem 0 }
.passage > .id { position: absolute; left: 0; top: .35rem; color: var(--soft); font-size: .8rem; text-decoration: none }
.problem { border-left: 4px solid var(--warn); padding: .1rem .6rem; margin: .3rem 0; font-size: .95rem;
  white-space: normal }
.problem.error { border-color: var(--bad) }
form { display: flex; gap: .5rem; margin: 1rem 0 }
input, button { font: inherit; padding: .5rem .8rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: var(--ink) }
input { flex: 1; min-width: 0 }
:focus-visible { outline: 3px solid #4c8bf5; outline-offset: 2px }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: .8rem 0 }
.card p { margin: .4rem 0 } .card .passage { padding: 0 } .card .passage + p ~ p { font-size: .9rem }
mark { background: var(--mark); color: inherit } table { border-collapse: collapse; font-size: .9rem }
td { padding: .1rem .8rem .1rem 0 } td + td { text-align: right; font-variant-numeric: tabular-nums }
summary { color: var(--soft); font-size: .9rem; cursor: pointer }
@media (max-width: 30rem) { .passage { padding-left: 2.6rem } }
"""


def page(
    title: str, body: Iterable[str], previewed: Previewed, language: Language, question: str = ""
) -> str:
    """A whole page."""
    words = editor_phrases(language)
    return "".join(
        (
            f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>",
            "<meta name='viewport' content='width=device-width, initial-scale=1'>",
            f"<title>{escape(title)}</title><link rel='stylesheet' href='/style.css'></head>",
            f"<body data-version='{previewed.version}'>",
            f"<nav><a href='/'>{words.articles}</a><a href='/gaps'>{words.open_questions}</a></nav>",
            "<form action='/ask' method='get' role='search'>",
            f"<input name='q' value='{escape(question, quote=True)}' aria-label='{words.question}'",
            f" placeholder='{words.ask_like_a_reader}' autocomplete='off' maxlength='4096'>",
            f"<button>{words.ask}</button></form>",
            *body,
            "<script src='/live.js'></script></body></html>",
        )
    )


def overview(previewed: Previewed, language: Language) -> list[str]:
    """The articles, and every problem of the folder."""
    words = editor_phrases(language)
    parts = [f"<h1>{words.folder}</h1>"]
    knowledge = previewed.knowledge
    if knowledge is None:
        parts.append(f"<p>{words.no_version}</p>")
    for article in knowledge.articles if knowledge else ():
        count = sum(len(section.passages) for section in article.sections)
        link, size = quote(article.slug), words.paragraphs.format(count=count)
        parts.append(
            f"<p><a href='/articles/{link}'>{escape(article.title)}</a> <span class='soft'>{size}</span></p>"
        )
    found = previewed.problems
    parts.append(f"<h2>{words.problems.format(count=len(found)) if found else words.no_problems}</h2>")
    parts += [_problem(each, language, previewed) for each in found[:200]]
    return parts


def article_page(article: Article, previewed: Previewed, language: Language) -> list[str]:
    """An article as a reader sees it, its passages numbered at the margin, its problems where they are."""
    beside, others = previewed.of_article(article)
    facts = " · ".join(each for each in (article.publisher, article.date, article.source) if each)
    parts = [f"<h1>{escape(article.title)}</h1>", f"<p class='soft'>{escape(facts)}</p>" if facts else ""]
    parts += [_problem(each, language, previewed) for each in others]
    for section in article.sections:
        if section.title:
            parts.append(f"<h2>{escape(section.title)}</h2>")
        for passage in section.passages:
            problems = "".join(_problem(each, language, previewed) for each in beside.get(passage.id, ()))
            parts.append(_passage(passage, problems))
    return parts


def answer_page(question: str, answer: Answer, language: Language) -> list[str]:
    """What a reader would get, and why: which word met which, and what is missing."""
    words = explaining(language)
    matches: Sequence[Match] = answer.matches
    match answer:
        case Answered():
            outcome = words.answered
        case Related():
            outcome = words.related
        case NotFound():
            outcome, matches = words.none, answer.nearest
        case SmallTalk(kind):
            outcome = editor_phrases(language).bracketed.format(text=words.none, more=kind.value)
        case _:
            assert_never(answer)
    parts = [f"<h1>{escape(question)}</h1>", f"<p><b>{escape(outcome)}</b></p>"]
    return parts + [_match(each, language) for each in matches]


def gaps_page(found: Sequence[OpenQuestion], language: Language) -> list[str]:
    """What readers asked in vain."""
    words = editor_phrases(language)
    parts = [f"<h1>{words.open_questions}</h1>"]
    if not found:
        parts.append(f"<p>{words.none_open}</p>")
    for each in found:
        link, times = quote(each.wordings[0]), words.times.format(count=each.asked)
        parts.append(f"<div class='card'><a href='/ask?q={link}'><b>{escape(each.wordings[0])}</b></a>")
        parts.append(f" <span class='soft'>{times}</span>")
        if len(each.wordings) > 1:
            parts.append(f"<p class='soft'>{escape(also_asked(each, words))}</p>")
        if each.lacking:
            parts.append(f"<p class='soft'>{escape(lacking(each, words))}</p>")
        parts.append("</div>")
    return parts


def trouble_page(title: str, error: BotError, language: Language) -> list[str]:
    """Why there is nothing to show."""
    return [f"<h1>{escape(title)}</h1><p class='problem error'>{escape(complaint(error, language))}</p>"]


def no_article_page(language: Language) -> list[str]:
    """That nothing stands here."""
    return [f"<h1>{editor_phrases(language).no_article}</h1>"]


def _match(match: Match, language: Language) -> str:
    words, passage = explaining(language), match.passage
    span = match.clause or match.sentence
    text = passage.text
    marked = f"{escape(text[: span.start])}<mark>{escape(text[span.start : span.end])}</mark>{escape(text[span.end :])}"
    # The first line is the citation, which is a link here.
    lines = explained(match, language, ANSWER_FROM).splitlines()[1:]
    rows = "".join(
        f"<tr><td>{escape(words.signals.get(each.name, each.name))}</td><td>{each.value * each.weight:+z.2f}</td></tr>"
        for each in match.why.signals
    )
    link = f"/articles/{quote(passage.id.article)}#{_anchor(passage)}"
    return (
        f"<div class='card'><p class='soft'><a href='{link}'>{escape(citation(passage, language))}</a></p>"
        f"<div class='passage'>{marked}</div>{''.join(f'<p>{escape(line)}</p>' for line in lines)}"
        f"<details><summary>{words.columns[3]}</summary><table>{rows}</table></details></div>"
    )


def _passage(passage: Passage, problems: str) -> str:
    anchor = _anchor(passage)
    number = f"{passage.id.section}.{passage.id.paragraph}"
    return (
        f"<div class='passage' id='{anchor}'><a class='id' href='#{anchor}'>{number}</a>"
        f"{escape(passage.text)}{problems}</div>"
    )


def _anchor(passage: Passage) -> str:
    return f"p{passage.id.section}-{passage.id.paragraph}"


def _problem(problem: Problem, language: Language, previewed: Previewed) -> str:
    words = wording(problem.text, language)
    path = problem.path
    shown = path.relative_to(previewed.folder) if path.is_relative_to(previewed.folder) else path
    line = f":{problem.line}" if problem.line is not None else ""
    remedy = f"{editor_phrases(language).separator}{words.remedy}" if words.remedy else ""
    place = escape(f"{shown}{line}")
    return (
        f"<p class='problem {problem.severity}'><span class='soft'>{place}</span> "
        f"{escape(words.message)}{escape(remedy)}</p>"
    )
