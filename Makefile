# Deux commandes suffisent : « make » produit les dossiers, « make test » éprouve l’outil.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.pret
TESTING := $(VENV)/.pret-test
LOG     := $(VENV)/pip.log
PIP     := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/versions.txt

# An environment works only where it was made: its place is written in it.
PLACE   := pwd -P
MOVED   := $(shell $(PLACE) | cmp -s - $(READY) || echo FORCE)

# Tests run on every core; what the tests of one file share is made once.
SHARED  := -n auto --maxprocesses 8 --dist loadgroup

.PHONY: all check package test proofs lint docs images bench clean help FORCE

all: $(READY) ## produit les dossiers : « dossier build » sait ce qui a changé
	@$(BIN)/dossier build sources -o output
	@echo "À jour. Ouvrez output/index.html."

check: $(READY) ## vérifie les programmes de sources/
	@$(BIN)/dossier check sources

package: $(READY) ## réunit dans output/ ce qui se dépose (PROGRAMME=sources/… pour un seul)
	@if [ -n "$(PROGRAMME)" ]; then set -- "$(PROGRAMME)"; else set -- sources/*.[xX][mM][lL]; fi; \
	status=0; for each; do \
	    case "$$each" in sources/'~$$'*) continue ;; esac; \
	    if [ ! -e "$$each" ]; then echo "Aucun programme : $$each" >&2; status=2; continue; fi; \
	    if [ -z "$(PROGRAMME)" ] && [ -r "$$each" ] && ! tr -d '\0' <"$$each" | grep -q '[<:]programme'; then \
	        echo "$$each n’est pas une description de programme : laissé de côté."; continue; \
	    fi; \
	    $(BIN)/dossier package "$$each" -o output || status=$$?; \
	done; exit $$status

test: $(TESTING) ## éprouve l’outil
	@$(BIN)/python -m pytest $(SHARED)

proofs: $(TESTING) ## les preuves longues : validateurs, navigateur, LibreOffice, arrêts brutaux, octets changés
	@$(BIN)/python -m pytest -m proof $(SHARED)

lint: $(TESTING) ## style, types, murs entre les pièces, pages à jour
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m docs.generate --check

docs: $(TESTING) ## refait les pages produites à partir des règles
	@$(BIN)/python -m docs.generate

images: all ## refait les images du README à partir des dossiers produits
	@$(BIN)/python -m docs.images

bench: $(TESTING) ## mesure les vitesses, en rapports
	@$(BIN)/python -m bench

clean: ## efface les dossiers produits et l’environnement
	rm -rf $(VENV) output/*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## cette liste
	@echo "make              produit les dossiers dans output/ (installe ce qu’il faut la première fois)"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-17s %s\n", $$1, $$2}'

$(READY): pyproject.toml .ci/versions.txt .ci/system $(MOVED)
	@sh .ci/system $(PYTHON)
	@if [ -s $@ ] && [ -n "$(MOVED)" ]; then echo "Le dossier a changé de place : l’environnement est refait."; fi
	@{ [ -z "$(MOVED)" ] && [ -x $(BIN)/python ]; } || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installation des bibliothèques dans $(VENV)…"
	@$(PIP) -e '.[orthographe]' >$(LOG) 2>&1 || { $(PIP) -e . >>$(LOG) 2>&1 && \
	    echo "Le correcteur d’orthographe manque pour cette machine : on s’en passe."; } || { \
	    echo "L’installation n’a pas pu se faire : vérifiez la connexion à Internet (ou le proxy), puis relancez make." >&2; \
	    echo "Détail : $(LOG)" >&2; exit 2; }
	@$(BIN)/python -m compileall -q dossier  # where nothing may be written, it starts as fast
	@$(PLACE) > $@

$(TESTING): $(READY)
	@$(PIP) -e '.[test]'
	@touch $@

FORCE:
