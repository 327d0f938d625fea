# Two commands: `make demo` shows the whole thing on sample marketplaces, `make test` proves it.
.PHONY: demo test check lint docs clean help

help:
	@echo "make demo   set up, crawl the sample fair, serve http://127.0.0.1:8000 (another port: make demo PORT=8001)"
	@echo "            the same on the meilisearch program: make demo ARGS=\"--engine meilisearch\""
	@echo "make test   set up and run the tests"
	@echo "make check  lint, formats, types, import directions"
	@echo "make docs   write docs/cli.md and docs/settings.md from the code"
	@echo "make clean  remove the environment and the demo's data"

demo: .venv/.ready-demo
	@exec .venv/bin/chophien demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: .venv/.ready-dev
	@.venv/bin/pytest $(ARGS)

check lint: .venv/.ready-dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

.venv/.ready-%: pyproject.toml .constraints.txt
	@sh .ci/setup $*

docs: .venv/.ready-dev
	@.venv/bin/python -m typer api.cli utils docs --name chophien --output docs/cli.md
	@.venv/bin/python -m catalog.settings > docs/settings.md

clean:
	rm -rf .venv var
