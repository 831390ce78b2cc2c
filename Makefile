# Deux commandes suffisent : « make » produit les dossiers, « make test » éprouve l’outil.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.pret
TESTING := $(VENV)/.pret-test
INDEX   := output/index.html
PIP     := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/versions.txt

CODE    := $(shell find dossier schemas -type f -not -path '*/__pycache__/*')
PROGRAMME ?= $(wildcard sources/*.xml)
SOURCES := $(shell find sources -type f -not -path 'sources/referentiel/*' -not -name journal.jsonl)

# A programme is one description and one folder of output; a missing output is made again.
DONE    := $(patsubst output/%/rapport.json,%,$(wildcard output/*/rapport.json))
MISSING := $(foreach code,$(DONE),$(foreach kind,docx pdf html,$(if $(wildcard output/$(code)/dossier-$(code).$(kind)),,$(code)))) \
           $(foreach code,$(DONE),$(foreach kind,html xlsx,$(if $(wildcard output/$(code)/rapport.$(kind)),,$(code))))
ifneq ($(words $(wildcard sources/*.xml)),$(words $(DONE)))
MISSING += reports
endif

.PHONY: all check package test lint docs images bench clean help FORCE

all: $(INDEX)

$(INDEX): $(READY) pyproject.toml $(CODE) $(SOURCES) $(if $(strip $(MISSING)),FORCE)
	@$(BIN)/dossier build sources -o output
	@echo "Ouvrez $(INDEX)."

check: $(READY) ## vérifie les programmes de sources/
	@$(BIN)/dossier check sources

package: $(READY) ## réunit dans output/ ce qui se dépose (PROGRAMME=sources/… pour un seul)
	@status=0; for each in $(PROGRAMME); do $(BIN)/dossier package "$$each" -o output || status=$$?; done; exit $$status

test: $(TESTING) ## éprouve l’outil
	@$(BIN)/python -m pytest

lint: $(TESTING) ## style, types, murs entre les pièces, pages à jour
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m docs.generate --check

docs: $(TESTING) ## refait les pages produites à partir des règles
	@$(BIN)/python -m docs.generate

images: $(INDEX) ## refait les images du README à partir des dossiers produits
	@$(BIN)/python -m docs.images

bench: $(TESTING) ## mesure les vitesses, en rapports
	@$(BIN)/python -m bench

clean: ## efface les dossiers produits et l’environnement
	rm -rf $(VENV) output/*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## cette liste
	@echo "make              produit les dossiers dans output/ (installe ce qu’il faut la première fois)"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-17s %s\n", $$1, $$2}'

$(READY): pyproject.toml .ci/versions.txt .ci/system
	@sh .ci/system $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installation des bibliothèques dans $(VENV)…"
	@$(PIP) -e '.[orthographe]' || { echo "Le correcteur d’orthographe manque pour cette machine : on s’en passe."; $(PIP) -e .; }
	@touch $@

$(TESTING): $(READY)
	@$(PIP) -e '.[test]'
	@touch $@

FORCE:
