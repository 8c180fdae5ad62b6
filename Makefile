# Verbs for everyday work; `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo build test test-everyday test-one format check docs fat-jar bench migrate clean clean-data

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Everything on this machine, with a simulated market
	./candlemill demo --once

build: ## Compile, no tests
	mvn -B -ntp -q -DskipTests test-compile

test: ## All tests and checks, what CI runs
	./candlemill test

test-everyday: ## All but whole jobs, clusters and kills
	./candlemill test everyday

test-one: ## One test class: make test-one t=SymbolFoldTest m=common
	mvn -B -ntp -q -pl $(m) -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='$(t)' test

format: ## google-java-format and sorted poms
	mvn -B -ntp -q spotless:apply

check: ## Formatting and dependency rules, no tests
	mvn -B -ntp -q validate spotless:check

docs: ## Write the generated parts of docs/ anew: settings, indicators, strategies
	mvn -B -ntp -q -pl jobs -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ConfigReferenceTest,IndicatorReferenceTest,StrategyPageTest -Dsurefire.arguments=-Dcandlemill.regenerate=true test

fat-jar: ## The jar for a Flink cluster: jobs/target/candlemill-jobs.jar
	mvn -B -ntp -q -pl jobs -am -DskipTests package

bench: ## The benchmarks' table of ratios
	./candlemill bench

migrate: ## Tables, views and roles in the embedded Postgres
	./candlemill migrate

clean: ## Remove what was built, keep data
	mvn -B -ntp -q clean
	rm -rf .candlemill/build

clean-data: ## Remove the embedded servers' data and all checkpoints
	rm -rf .candlemill/postgres .candlemill/kafka .candlemill/checkpoints .candlemill/logs
