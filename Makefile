# The two commands of a newcomer are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT   ?= 4566
SEARCH ?= sqlite
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(VENV)/uv/bin/uv
UV_VERSION := 0.13.8

# Every function and tool is a process of its own: without its bytecode each would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Quarterdeck needs Python 3.11 or newer: name one with make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "- Setting up uv"
	@$(PYTHON) -m venv $(VENV)/uv \
	  || { echo "This Python cannot make virtual environments: install its venv package (python3-venv)" >&2; exit 1; }
	@$(VENV)/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.ready: locks/dev.txt locks/localcloud.txt infra/local/link_package.py | $(UV)
	@echo "- Installing the locked environment"
	@$(UV) venv --quiet --allow-existing --python $(VENV)/uv/bin/python $(VENV)
	@$(UV) pip sync --quiet --require-hashes --python $(BIN)/python locks/dev.txt
	@$(UV) venv --quiet --allow-existing --python $(VENV)/uv/bin/python $(VENV)/localcloud
	@$(UV) pip sync --quiet --require-hashes --python $(VENV)/localcloud/bin/python locks/localcloud.txt
	@$(BIN)/python -m infra.local.link_package
	@touch $@

.PHONY: setup
setup: $(VENV)/.ready ## Install everything that is locked

.PHONY: run
run: setup ## Run the whole suite on this machine, with demo meetings: PORT=4566, SEARCH=sqlite|opensearch
	@$(BIN)/python -m infra.local.run --port $(PORT) --search $(SEARCH)

.PHONY: test
test: setup ## Run all tests; OPENSEARCH=required fails where the OpenSearch node can't run
	@$(BIN)/python -m infra.local.suite $(if $(OPENSEARCH),--opensearch $(OPENSEARCH)) $(TESTS)

.PHONY: check
check: setup synth ## Check style, types, floors and the templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/cfn-lint cdk.out/*.template.json

.PHONY: synth
synth: layers ## Synthesise the templates for AWS into cdk.out, with the AwsSolutions checks
	@$(BIN)/python -m infra.cdk.app --outdir cdk.out

.PHONY: layers
layers: setup ## Build the Lambda layers for AWS into .build
	@$(BIN)/python -m infra.local.layers --target aws

.PHONY: bench
bench: setup ## Measure against the data in DATA=folder
	@$(BIN)/python -m bench --data "$(or $(DATA),$(error name the data: make bench DATA=/path/to/data))"

$(VENV)/eval-cache/.ready: locks/eval-cache.txt $(VENV)/.ready
	@$(UV) venv --quiet --allow-existing --python $(VENV)/uv/bin/python $(VENV)/eval-cache
	@$(UV) pip sync --quiet --require-hashes --python $(VENV)/eval-cache/bin/python locks/eval-cache.txt
	@touch $@

.PHONY: eval-cache
eval-cache: $(VENV)/eval-cache/.ready ## Measure the cache of replies on pairs of questions, with GPTCache beside it
	@$(BIN)/python -m evals.cache $(if $(PAIRS),--pairs "$(PAIRS)")

.PHONY: peers
peers: setup ## Install what the benchmarks compare with, apart from everything else
	@$(UV) venv --quiet --allow-existing --python $(VENV)/uv/bin/python $(VENV)/peers
	@$(UV) pip sync --quiet --require-hashes --python $(VENV)/peers/bin/python locks/peers.txt

$(VENV)/.evals: locks/evals.txt $(VENV)/.ready
	@echo "- Installing what training and the other router need"
	@$(UV) venv --quiet --allow-existing --python $(VENV)/uv/bin/python $(VENV)/evals
	@$(UV) pip sync --quiet --require-hashes --python $(VENV)/evals/bin/python locks/evals.txt
	@touch $@

.PHONY: eval
eval: setup $(if $(filter no,$(PEER)),,$(VENV)/.evals) ## Measure routing: QUESTIONS=, ENTITIES= and OUT=file, PEER=no
	@PYTHONPATH=layers/core/python $(BIN)/python -m evals.routing $(if $(QUESTIONS),--questions "$(QUESTIONS)") \
	  $(if $(ENTITIES),--entities "$(ENTITIES)") $(if $(OUT),--out "$(OUT)") \
	  $(if $(filter no,$(PEER)),,--peer $(VENV)/evals/bin/python)

.PHONY: eval-guard
eval-guard: setup ## Measure the guard against attacks: DATA=folder adds public corpora
	@PYTHONPATH=layers/core/python $(BIN)/python -m evals.guard $(if $(DATA),--data "$(DATA)")

.PHONY: train-guard
train-guard: $(VENV)/.evals ## Train a model of the guard on the examples: MODEL=typed or stored
	@PYTHONPATH=layers/core/python $(VENV)/evals/bin/python -m evals.guard.learn $(or $(MODEL),typed)

.PHONY: eval-guard-families
eval-guard-families: $(VENV)/.evals ## Measure what the guard catches of families of attacks that it was not trained on
	@PYTHONPATH=layers/core/python $(VENV)/evals/bin/python -m evals.guard.families

.PHONY: eval-pii
eval-pii: setup ## Measure finding personal data: DATA=path, PEER=yes shows presidio beside (after make peers)
	@PYTHONPATH=layers/core/python $(BIN)/python -m evals.pii $(if $(DATA),--data "$(DATA)") $(if $(filter yes,$(PEER)),--peer)

.PHONY: train
train: $(VENV)/.evals ## Train routing's model on the labelled questions: EXAMPLES= and ENTITIES=file add more
	@PYTHONPATH=layers/core/python $(VENV)/evals/bin/python -m evals.routing.learn \
	  $(if $(EXAMPLES),--examples "$(EXAMPLES)" --entities "$(ENTITIES)")

.PHONY: clean
clean: ## Remove all that was made, but for the environment in .venv
	@rm -rf .build .local cdk.out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: lock
lock: $(UV) ## Resolve pyproject.toml's groups into locks/ again
	@$(UV) pip compile --quiet --python-version 3.11 --group dev -o locks/dev.txt
	@$(UV) pip compile --quiet --python-version 3.11 --group localcloud -o locks/localcloud.txt
	@$(UV) pip compile --quiet --python-version 3.11 --no-config --universal --generate-hashes --no-header \
	  --no-emit-index-url --annotation-style line --override locks/evals-overrides.in --group evals -o locks/evals.txt
	@for group in peers eval-cache; do \
	  $(UV) pip compile --quiet --python-version 3.11 --group $$group -o locks/$$group.txt || exit 1; done
	@for group in core search llm connectors deck signing; do \
	  $(UV) pip compile --quiet --python-version 3.11 --group $$group -c locks/dev.txt -o locks/$$group.txt || exit 1; done
