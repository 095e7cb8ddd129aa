# make run    install and start the dashboard      make test   all checks and tests; they must pass before a merge
# make check  style, types and walls, in seconds   make bench  benchmarks, compared with plain baselines
# make lock   pin the newest packages              make soak   long runs: kills, damaged files, memory
# make clean  remove what was installed and built
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

# Without this, every program that a test starts compiles its imports again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench soak lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.project
	@exec $(BIN)/dxkpi serve $(ARGS)

check: $(VENV)/.develop
	@failed=0; \
	for step in "ruff check" "ruff format --check --output-format concise" "mypy" "lint-imports --no-logo"; do \
		$(BIN)/$$step || failed=1; \
	done; exit $$failed

test: check
	@sh .ci/browser.sh
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(VENV)/.develop
	@sh .ci/browser.sh
	@$(BIN)/python -m bench $(ARGS)

soak: $(VENV)/.develop
	@$(BIN)/python -m bench.soak $(ARGS)

lock: $(VENV)/.made
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/pip install -qq --disable-pip-version-check uv
	@$(BIN)/python .ci/write_lock.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis bench/out
	find src dashboard tools tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Each step leaves a stamp file, so that the next `make run` starts at once.
$(VENV)/.made:
	@sh .ci/venv.sh $(VENV)
	@touch $@

$(VENV)/.run: requirements.lock $(VENV)/.made
	@echo "Installing the pinned packages …"
	@sed '/^# ---- to develop/,$$d' requirements.lock >$(VENV)/run.lock
	@sh .ci/install.sh $(VENV) $(VENV)/run.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.run
	@$(BIN)/uv pip install -q --python $(BIN)/python --offline --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.develop: requirements.lock $(VENV)/.project
	@echo "Installing the pinned packages for development …"
	@sh .ci/install.sh $(VENV) requirements.lock
	@touch $@
