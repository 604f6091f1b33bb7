"""Settings → wired objects: the only place where the rooms meet."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from bot.conversation.answering import Answerer
from bot.conversation.conversation import Conversation
from bot.conversation.suggesting import Suggestions
from bot.errors import SettingsError
from bot.evaluation.asking import Engine
from bot.evaluation.promises import broken_promises
from bot.knowledge import Problem, Severity, fingerprint, quoted, read_knowledge, read_words
from bot.models import Answered, Question
from bot.retrieval.opening import open_retriever, reopen_retriever

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from bot.conversation.answering import Answers
    from bot.models import Knowledge, Section
    from bot.settings import Settings

    BuildAnswers: TypeAlias = Callable[[Knowledge, Path | None], Answers]
    Wire: TypeAlias = Callable[[Settings], "Bot"]

_VERSION: Final = re.compile("[0-9a-f]{8}")
_EXAMPLES: Final = 3
_PROMISES: Final = 3_000
"""Forms that `check` asks: more would take longer than an editor waits."""
_TRIED: Final = 100
"""Forms of a section that are tried: a quarter of a second's work."""
_SHORT: Final = re.compile(r"[^A-Za-z]{1,18}")


@dataclass(frozen=True)
class Bot:
    """What the fronts work with: `read` gives the content, `state` is None where nothing can be written."""

    read: Callable[[], Knowledge]
    answers: Answers
    state: Path | None

    @cached_property
    def conversation(self) -> Conversation:
        """Messages in, answers out, the same for every front."""
        suggestions = Suggestions(self.answers.gallery, lambda: self.knowledge)
        return Conversation(self.answers, lambda: self.knowledge, suggestions)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The content, read when it is first needed."""
        return self.read()


def build_answers(knowledge: Knowledge, state: Path | None) -> Answers:
    """The engine over this content; its index and caches lie in the folder `state`, else in memory."""
    return Answerer(open_retriever(knowledge, state), knowledge.absent)


def wire(settings: Settings, build: BuildAnswers = build_answers) -> Bot:
    """The bot that these settings describe; of a folder that has not changed the articles are not read before need.

    Raises:
        KnowledgeError: the knowledge folder cannot be used.

    """
    folder = settings.knowledge
    state = settings.state_dir if state_problem(settings) is None else None
    unchanged = fingerprint(folder)
    remembered = state / "index" / f"{unchanged}.version" if state is not None and unchanged else None
    if (
        remembered is not None
        and state is not None
        and build is build_answers
        and (version := _text(remembered))
    ):
        words = replace(read_words(folder), version=version)
        retriever = reopen_retriever(words, state)
        if retriever is not None:
            return Bot(partial(read_knowledge, folder, words), Answerer(retriever, words.absent), state)
    knowledge = read_knowledge(folder)
    answers = build(knowledge, state)
    if remembered is not None:
        with suppress(OSError):
            remembered.write_text(knowledge.version, encoding="ascii")
    return Bot(lambda: knowledge, answers, state)


def _text(path: Path) -> str:
    """What the file says; "" when it cannot be read, or is damaged."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
    return text if _VERSION.fullmatch(text) else ""


def wire_engine(
    settings: Settings,
    corpus: Knowledge | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Engine:
    """What an evaluation asks: the engine that people ask, or one in memory over a corpus of its own.

    Raises:
        KnowledgeError: the knowledge folder cannot be used.

    """
    content, state = corpus, None
    if content is None:
        content = read_knowledge(settings.knowledge)
        state = settings.state_dir if state_problem(settings) is None else None
    retriever = open_retriever(content, state, progress)
    conversation = Conversation(Answerer(retriever, content.absent), lambda: content)
    return Engine(conversation, lambda text: retriever.retrieve(text).matches)


def find_broken_promises(settings: Settings, content: Knowledge) -> list[Problem]:
    """Forms that are answered with another passage, and examples without an answer, as problems of their files."""
    state = settings.state_dir if state_problem(settings) is None else None
    folder = settings.knowledge
    found = []
    for broken in broken_promises(build_answers(content, state), content, _PROMISES):
        kind, name = ("examples", "*.txt") if broken.passage is None else ("questions", "*.md")
        path, line = _written(folder, f"{kind}/**/{name}", broken.question)
        if broken.passage is None:
            text = f"{quoted(broken.question)} gets no answer; choose another"
        else:
            shown = quoted(broken.found.text) if broken.found else "none"
            text = f"{quoted(broken.question)} is answered with another paragraph, {shown}; reword it"
        found.append(Problem(path, line, Severity.WARNING, text))
    return found


def _written(folder: Path, pattern: str, words: str) -> tuple[Path, int | None]:
    """The file and line in which these words stand."""
    for path in sorted(folder.glob(pattern)):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if line.strip().lstrip("-*+ ") == words:
                return path, number
    return folder / "articles", None


def state_problem(settings: Settings) -> SettingsError | None:
    """Why nothing can be kept in the state folder, which is made if need be; None if all is well."""
    folder = settings.state_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return SettingsError(
            "BOT_STATE_DIR",
            f"{folder} cannot be written ({error.strerror}); set it to a folder of the bot's own",
        )


def example_questions(bot: Bot) -> tuple[str, ...]:
    """Questions to begin with: the editor's, else a form of three sections each, the one that gets the surest answer."""
    if bot.knowledge.examples:
        return bot.knowledge.examples[:_EXAMPLES]
    sections = [
        section for article in bot.knowledge.articles for section in article.sections if section.title
    ]
    spread = [section for start in range(_EXAMPLES) for section in sections[start::_EXAMPLES]]
    return tuple(islice(filter(None, (_surest_form(bot, section) for section in spread)), _EXAMPLES))


def _surest_form(bot: Bot, section: Section) -> str | None:
    forms = (form for passage in section.passages for form in bot.knowledge.forms.get(passage.id, ()))
    surest, score = None, 0.0
    for form in islice(forms, _TRIED):
        answer = bot.answers.answer(Question(form), 1)
        # What has a letter of the alphabet is mostly English, and what is long does not fit a button.
        if isinstance(answer, Answered) and answer.matches[0].score > score and _SHORT.fullmatch(form):
            surest, score = form, answer.matches[0].score
    return surest
