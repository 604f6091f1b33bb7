"""What the models are fitted on is not what they are measured by, and the weights are of these inputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.retrieval.ranking.models import RANKED_BY, SURE_BY, models
from bot.retrieval.text.normalization import normalize
from bot.settings import packaged_knowledge
from tests.fit.__main__ import WEIGHTS, stale
from tests.fit.populations import CORPUS, FITTED, HELD_OUT, NOTICES, POPULATIONS

if TYPE_CHECKING:
    from pathlib import Path

FITTED_ON = {path for population in POPULATIONS for path in population.files}
MEASURED_BY = [
    packaged_knowledge() / "questions" / "evaluation.jsonl",
    CORPUS / "jiangmen" / "wild-evaluation.jsonl",
    *(path for slug in HELD_OUT for path in sorted((CORPUS / slug).glob("*.jsonl"))),
]


def asked(path: Path) -> set[str]:
    """The questions of a file, without marks and spaces."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {"".join(filter(str.isalnum, normalize(row["question"]))) for row in rows}


@pytest.mark.parametrize("measured", MEASURED_BY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_question_is_both_fitted_on_and_measured_by(measured: Path) -> None:
    assert measured not in FITTED_ON
    for fitted in FITTED_ON:
        assert not asked(measured) & asked(fitted), fitted


def test_an_article_that_is_held_out_is_fitted_on_nowhere() -> None:
    assert not {*FITTED, *NOTICES} & set(HELD_OUT)
    assert all(slug not in str(path) for path in FITTED_ON for slug in HELD_OUT)


def test_the_weights_were_fitted_on_the_inputs_as_they_stand() -> None:
    assert stale() == []


def test_the_weights_name_every_input_of_both_models_and_nothing_else() -> None:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(data["ranking"]) == set(RANKED_BY)
    assert set(data["confidence"]) == {*SURE_BY, "bias"}
    assert models().ranking == tuple(data["ranking"].values())


@pytest.mark.parametrize(
    "path", sorted(FITTED_ON | set(MEASURED_BY)), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_answer_of_a_labelled_question_stands_in_its_article(path: Path) -> None:
    folder = packaged_knowledge() if path.parent.name in {"questions", "jiangmen"} else path.parent
    text = "\n".join(article.read_text(encoding="utf-8") for article in (folder / "articles").glob("*.md"))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        missing = [answer for answer in row["answers"] if answer not in text]
        assert not missing, row["question"]
