# make demo     from nothing to the portal in the browser     (make demo PORT=8123)
# make test     every test that what is installed here allows
PYTHON ?= python3
PORT ?= 8000
TESTS ?=
BIN := .venv/bin
MO := locale/de/LC_MESSAGES/django.mo
TEMPLATES := $(wildcard */templates content/*/templates)
export PYTHON
unexport VIRTUAL_ENV

.PHONY: help demo test test-full services services-stop bench lint format messages messages-check \
	env vendor reset build lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 18

demo: .venv/installed-demo $(MO) ## start the portal with sample data on PORT (8000)
	@exec $(BIN)/python scripts/demo.py --port $(PORT)

test: .venv/installed-dev $(MO) ## run the tests; what needs an absent service is skipped
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS)

test-full: .venv/installed-dev $(MO) ## run all tests; an absent service, browser or office fails
	KIM_REQUIRE=1 $(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS)

services: ## start real PostgreSQL, Redis and Elasticsearch on loopback
	@scripts/services start

services-stop: ## stop them
	@scripts/services stop

bench: .venv/installed-bench $(MO) ## print the time and the queries every kind of page takes
	$(BIN)/python benchmarks/pages.py

lint: .venv/installed-dev $(MO) messages-check ## check style, types, imports, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/mypy portal search doctemplates content scripts
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/check_lock.py

format: .venv/installed-dev ## rewrite code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: .venv/installed-dev ## collect strings to translate, then say which lack German
	@command -v xgettext >/dev/null || { echo "gettext is needed: apt install gettext" >&2; exit 1; }
	$(BIN)/python manage.py makemessages -l de --no-location --no-wrap --ignore=.venv --ignore=var --ignore=tests --ignore=benchmarks
	$(MAKE) --no-print-directory $(MO)
	$(BIN)/python scripts/check_messages.py

messages-check: .venv/installed-dev
	$(BIN)/python scripts/check_messages.py

env: ## write .env with random secrets for docker-compose.yml
	@$(PYTHON) scripts/make_env.py

vendor: .venv/installed-demo ## fetch the vendored front-end files again, pinned and checked
	@$(BIN)/python scripts/vendor.py

lock: .venv/installed-dev ## lock the dependencies again and export them for pip
	$(BIN)/uv lock
	$(BIN)/python scripts/check_lock.py --write

reset: ## delete the demo's data (asks first)
	@$(PYTHON) scripts/reset.py

build: ## build the container image
	docker build -t kim-portal .

.venv/installed-%: uv.lock pyproject.toml
	@scripts/install $*
	@touch $@

$(MO): locale/de/LC_MESSAGES/django.po | .venv/installed-demo
	@$(BIN)/pybabel -q compile -d locale -D django -l de
	@test -f $@ || { echo "$< was not compiled: is its header marked as fuzzy?" >&2; exit 1; }
