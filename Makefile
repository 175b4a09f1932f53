# Two commands: `make run` shows what the program does, `make test` checks all of it.
#   make run DOC=path [AS_OF=2023-09-13]   the same for a file or folder of your own
#   make test SLOW=1                       the long checks too
#   make bench                             timings and memory
#   make web                               the page script, built again from web/ (needs node)

BIN := .venv/bin
DOC ?= examples
LEDGER := build/run.ledger
# The examples are asked about on a day of their own time; one's own documents on today's.
ifeq ($(DOC),examples)
AS_OF ?= 2023-09-22
endif
DAY := $(if $(AS_OF),--as-of $(AS_OF),)

.PHONY: run test bench web schema clean environment test-environment

run: environment
	@mkdir -p build && rm -f $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	@$(BIN)/servanda add "$(DOC)" --ledger $(LEDGER) || test $$? -eq 3  # 3: some, not all, failed
	@$(BIN)/python scripts/tour.py $(LEDGER) "$(DOC)" $(DAY)
	@$(BIN)/servanda dossier --ledger $(LEDGER) $(DAY) -o dossier.html
	@echo "The whole answer, with every quote: open dossier.html"

test: test-environment
	@$(BIN)/python scripts/check.py $(if $(SLOW),--slow,)

bench: test-environment
	@$(BIN)/python -m evals.bench
	@$(BIN)/python -m evals.bench_dates
	@$(BIN)/python -m evals.bench_reading

web:
	@cd web && npm ci --silent && npm run --silent build

environment:
	@scripts/environment.sh run

test-environment:
	@scripts/environment.sh test

clean:
	rm -rf .venv build dossier.html
