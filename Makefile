# LegTriage: what a person types. Everything is done by SwiftPM and the scripts in scripts/; this names it.

SWIFT_FLAGS ?=
PROGRAM := .build/release/legtriage

# Homebrew's folders are not on clang's path on Apple silicon, and simdjson comes without a module map of its own.
ifeq ($(shell uname -s),Darwin)
  BREW := $(shell brew --prefix 2>/dev/null)
  ifneq ($(BREW),)
    export CPATH := $(BREW)/include$(if $(CPATH),:$(CPATH))
    export LIBRARY_PATH := $(BREW)/lib$(if $(LIBRARY_PATH),:$(LIBRARY_PATH))
  endif
endif

.DEFAULT_GOAL := help
.PHONY: help bootstrap demo test build lint format check bench fuzz clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bootstrap: ## install the C libraries that are missing (apt or brew); nothing when all is there
	@scripts/bootstrap

demo: build ## the whole pipeline on this machine: broker, sample submissions, worker, results
	@$(PROGRAM) demo

test: bootstrap ## all tests, with their count
	@scripts/test $(SWIFT_FLAGS)

build: bootstrap ## the program, optimised: .build/release/legtriage
	@swift build -c release --product legtriage $(SWIFT_FLAGS)

lint: ## the formatter in strict mode, and who imports whom
	@swift format lint --strict -r Sources Tests Package.swift
	@scripts/check-imports

format: ## rewrite the sources the way the linter wants them
	@swift format -i -r Sources Tests Package.swift

check: ## everything continuous integration runs (.ci/run)
	@.ci/run

bench: build ## CPU time per message beside a bare C pass-through, on a real broker (BOOTSTRAP=host:port)
	@Benchmarks/run

fuzz: bootstrap ## libFuzzer with the address sanitizer over decoder and ruleset loader
	@scripts/fuzz

clean: ## remove everything that was built
	rm -rf .build
