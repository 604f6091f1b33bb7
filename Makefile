# Every target sets up .venv on first use; it is set up again when pyproject.toml changes.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $(p))))

# What the questions that nothing was fitted on must reach: of people who know the article, of people who have read its title
# and headings alone, and of articles of other genres and of notices without forms or words. Raised when the engine gets better.
KNOWING := answerable.r1=.88 answerable.r3=.95 answerable.answered=.73 paraphrase.answered=.26 answerable.sentence=.92 \
	near.false=.40 other.false=.06 precision=.83
BLIND := answerable.r1=.66 answerable.r3=.85 near.false=.18
CLINIC := answerable.r1=.73 answerable.answered=.46 near.false=.25
TERMS := answerable.r1=.56 answerable.answered=.40 near.false=.38
NOTICE := answerable.r1=.44 answerable.r3=.66 near.false=.18 precision=.75
LABELLED := tests/fit/corpus

# A question may hold anything, so neither make nor the shell may expand it: it travels in the environment as it is.
unexport Q
export QUESTION := $(value Q)
# As bot/__main__.py has it, for what does not begin there.
export OPENBLAS_NUM_THREADS := 1

.PHONY: help ask console serve test slow eval fit vectors bench lint check clean load lock

help:
	@echo "make ask Q='…'   问文章一个问题 · ask the article a question"
	@echo "make console     在终端里对话 · chat in the terminal"
	@echo "make serve       运行 Telegram 机器人 · run the Telegram bot (needs BOT_TOKEN)"
	@echo "make test        运行测试 · run the tests"
	@echo "make eval        给回答评分 · score the answers on questions that nothing was fitted on"
	@echo "make bench SQUAD='…'  测速度和规模 · measure time and size on files in SQuAD format, SIZES=1000,100000"
	@echo "make check       格式、类型、内容、测试全部检查 · run every check"
	@echo "make fit         重新拟合排序和把握 · fit ranking and confidence anew, on the labelled questions"
	@echo "make vectors     重新蒸馏词向量（半小时） · distil the table of word vectors anew, half an hour"
	@echo "make load        本机负载测试 · measure the bot on loopback"
	@echo "make lock        更新锁定的依赖 · lock the dependencies anew"
	@echo "make clean       删除 .venv 和缓存 · remove .venv and caches"

ifeq ($(MAKECMDGOALS),ask)
ifeq ($(QUESTION),)
$(error usage: make ask Q='江门的陆地面积有多大？')
endif
endif

ifeq ($(MAKECMDGOALS),bench)
ifeq ($(SQUAD),)
$(error usage: make bench SQUAD='drcd_dev.json cmrc_dev.json', questions and paragraphs in SQuAD format)
endif
endif

# Exit code 1 says that the article does not answer, which is no failure of make's.
ask: $(READY)
	@$(BIN)/python -m bot ask -- "$$QUESTION" || test $$? -eq 1

console: $(READY)
	@$(BIN)/python -m bot console

serve: $(READY)
	@$(BIN)/python -m bot serve

# With COVERAGE set, as in `make check`, at least the share of the lines has to be run that pyproject.toml names; it takes half
# as long again.
test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" $(if $(COVERAGE),--cov --cov-report=)

slow: $(READY)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow

eval: $(READY)
	@$(BIN)/python -m bot eval knowledge/questions/evaluation.jsonl $(KNOWING:%=--min %)
	@$(BIN)/python -m bot eval $(LABELLED)/jiangmen/wild-evaluation.jsonl $(BLIND:%=--min %)
	@$(BIN)/python -m bot eval --knowledge $(LABELLED)/clinic $(LABELLED)/clinic/knowing.jsonl $(CLINIC:%=--min %)
	@$(BIN)/python -m bot eval --knowledge $(LABELLED)/terms $(LABELLED)/terms/knowing.jsonl $(TERMS:%=--min %)
	@set -e; for notice in handbook renovation scenic; do \
	$(BIN)/python -m bot eval --knowledge $(LABELLED)/$$notice $(LABELLED)/$$notice/wild.jsonl $(NOTICE:%=--min %); done

bench: $(VENV)/.bench
	@$(BIN)/python -m tests.bench $(if $(SIZES),--sizes $(SIZES)) $(SQUAD)

lint: $(READY)
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/python -m tests.fit --check

fit: $(READY)
	@$(BIN)/python -m tests.fit

vectors: $(VENV)/.vectors
	@$(BIN)/python -m tests.vectors

check: COVERAGE := yes
check: lint test slow eval

# Loopback only, and bounded; with BOT_TEST_DATABASE_URL set and nginx installed, replicas behind it as well.
load: $(READY)
	@$(BIN)/python -m tests.load throughput

# pip-tools in an environment of its own; the lock names versions and hashes, and no place to get them from.
LOCK := build/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock:
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install -qq --disable-pip-version-check pip-tools
	@CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --extra postgres --output-file deploy/requirements.lock pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --output-file deploy/build.lock deploy/build.in

clean:
	@rm -rf $(VENV) build dist .coverage *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Some systems part pip from venv; then the pip outside fills the environment.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本 · Python 3.11+ is needed; name yours: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c '$(IS_NEW_ENOUGH)' || { echo "$(PYTHON) 太旧，需要 3.11+ · $(PYTHON) is too old, 3.11+ is needed" >&2; exit 1; }
	@echo "首次使用，正在准备 .venv（约一分钟） · setting up .venv, once, about a minute …" >&2
	@if $(PYTHON) -m venv $(VENV) >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; \
	else $(PYTHON) -m venv --clear --without-pip $(VENV) && pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
	$$pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.bench $(VENV)/.vectors: $(VENV)/.%: $(READY)
	@pip="$(BIN)/python -m pip"; $$pip --version >/dev/null 2>&1 || pip="$(PYTHON) -m pip --python $(BIN)/python"; \
	$$pip install -qq --disable-pip-version-check --editable '.[$*]'
	@touch $@
