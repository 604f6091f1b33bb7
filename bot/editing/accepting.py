"""Open questions that an editor settles, one by one: a form of a passage, absent from the articles, or left open."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.editing.phrases import editor_phrases
from bot.knowledge.forms import LONGEST_FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.models import Language, Match, OpenQuestion

_MARKS: Final = "#>-*+` "
"""What makes a line at its beginning something other than a question."""
_NOTE: Final = "<!--"


def settle(
    found: Sequence[OpenQuestion],
    folder: Path,
    language: Language,
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> int:
    """Ask about each open question and write down what is decided; returns how many were settled.

    `ask` shows a prompt and returns what was typed; nothing is written for an empty line, and q ends it.
    """
    words = editor_phrases(language)
    settled = 0
    for number, each in enumerate(found, 1):
        wordings, times = words.separator.join(each.wordings[:4]), words.times.format(count=each.asked)
        say(f"\n{number}/{len(found)} {words.bracketed.format(text=wordings, more=times)}")
        for at, match in enumerate(each.nearest, 1):
            sentence = " ".join(match.sentence_text.split())
            say(f"  {at} {match.passage.section or match.passage.title} › {sentence}")
        try:
            choice = ask(words.settle).strip().lower()
        except EOFError:
            break
        if choice == "q":
            break
        if choice == "n":
            settled += add_absent(folder, each.wordings[0])
        elif choice.isdecimal() and 1 <= int(choice) <= len(each.nearest):
            match = each.nearest[int(choice) - 1]
            written = [add_form(folder, match, wording) for wording in each.wordings[:3]]
            settled += any(written)
    return settled


def add_form(folder: Path, match: Match, question: str) -> bool:
    """Write the question down as a form of the passage; whether it stands there now."""
    asked = _plain(question)
    if not asked or len(asked) > LONGEST_FORM:
        return False
    passage = match.passage
    path = folder / "questions" / f"{passage.id.article}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    line = f"- {asked}"
    if line in lines:
        return True
    entry = ["", f"> {passage.text.splitlines()[0][:40]}", "", line, ""]
    if passage.section:
        # A place of its own at the end is always right; an editor may move it to its neighbours.
        lines += ["", *_headings(passage.section), *entry]
    else:
        # What stands above the first heading of the article stands so here.
        lines = [*entry, *lines]
    _write(path, "\n".join(lines).strip() + "\n")
    return True


def add_absent(folder: Path, question: str) -> bool:
    """Write down that the articles do not say this: questions like it get an honest no; whether it stands there now."""
    asked = _plain(question)
    if not asked:
        return False
    path = folder / "absent.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if asked not in lines:
        _write(path, "\n".join([*lines, asked]) + "\n")
    return True


def _plain(question: str) -> str:
    """The question without what would make its line, or all lines below it, something else."""
    while _NOTE in question:
        question = question.replace(_NOTE, " ")
    return " ".join(question.split()).lstrip(_MARKS)


def _headings(section: str) -> list[str]:
    """The headings that lead to a section, from its path."""
    return [f"{'#' * (level + 2)} {title}" for level, title in enumerate(section.split(" › "))]


def _write(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)
