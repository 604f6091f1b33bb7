"""Checks the labelled questions beside the forms; the evaluation reads them, the bot does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems
    from bot.models import Knowledge


def check_labelled(source: Source, knowledge: Knowledge, problems: Problems) -> None:
    """Note each line that is no labelled question, and each answer that stands in no passage."""
    text = "\n".join(passage.text for passage in knowledge.passages)
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            labelled = json.loads(line)
        except (ValueError, RecursionError):
            problems.error(source.path, number, "is not JSON; write one object a line, in one line")
            continue
        match labelled:
            case {"question": str(), "style": str(), "answers": list(answers)} if all(
                isinstance(answer, str) for answer in answers
            ):
                pass
            case _:
                shape = '{"question": "…", "style": "…", "answers": ["…"]}'
                problems.error(source.path, number, f"is no labelled question; write {shape}")
                continue
        for answer in answers:
            if not answer:
                problems.warning(
                    source.path, number, "an answer is empty and would fit any paragraph; delete it"
                )
            elif answer not in text:
                problem = f"the answer {quoted(answer)} stands in no paragraph; copy it from the article"
                problems.warning(source.path, number, problem)
