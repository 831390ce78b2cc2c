"""The index of the register: one SQLite file, written once by an import and then only read.

====================  ============================================================================================
``export``            one line per file imported: its name, form, day, number of sheets, source line, licence
``fiche``             one line per sheet: number, register (RNCP or RS), title, level (1 to 8), ``actif`` (1, 0),
                      end of registration (AAAA-MM-JJ), type of registration, number of blocks
``texte``             the sheet itself: its V4.1 element, compressed by zlib
``bloc``              code and label of each block, in the order of the sheet
``lien``              links between sheets; ``sens`` is ``ancienne`` or ``nouvelle``
``usage``             codes in use in the register with their labels; ``sorte`` is nsf, rome or formacode; how many
                      sheets, how many of them active
``nomenclature``      official nomenclatures added afterwards; they outlive imports
``recherche``         full text (FTS5, no accents) over title, jobs, blocks, awarding bodies and codes
====================  ============================================================================================

``PRAGMA application_id`` tells that a file is ours, ``user_version`` the version of this schema.
"""

from __future__ import annotations

APPLICATION = 0x52_4E_43_50  # RNCP
VERSION = 1

KINDS = {"nsf": "NSF", "rome": "ROME", "formacode": "Formacode"}

SOURCE = "France compétences, répertoire national des certifications professionnelles (data.gouv.fr)"
LICENCE = "Licence Ouverte (Etalab)"

TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE export (
    id INTEGER PRIMARY KEY, fichier TEXT NOT NULL, forme TEXT NOT NULL, jour TEXT NOT NULL, fiches INTEGER NOT NULL,
    source TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE fiche (
    id INTEGER PRIMARY KEY, numero TEXT NOT NULL UNIQUE, repertoire TEXT NOT NULL, intitule TEXT NOT NULL,
    niveau INTEGER, actif INTEGER, date_fin TEXT, type TEXT NOT NULL, blocs INTEGER NOT NULL
);
CREATE TABLE texte (id INTEGER PRIMARY KEY, xml BLOB NOT NULL);
CREATE TABLE bloc (
    fiche INTEGER NOT NULL, rang INTEGER NOT NULL, code TEXT NOT NULL, libelle TEXT NOT NULL, PRIMARY KEY (fiche, rang)
) WITHOUT ROWID;
CREATE TABLE lien (fiche INTEGER NOT NULL, sens TEXT NOT NULL, autre TEXT NOT NULL);
CREATE TABLE usage (
    sorte TEXT NOT NULL, code TEXT NOT NULL, libelle TEXT NOT NULL, fiches INTEGER NOT NULL, actives INTEGER NOT NULL,
    PRIMARY KEY (sorte, code, libelle)
) WITHOUT ROWID;
CREATE TABLE nomenclature (
    sorte TEXT NOT NULL, code TEXT NOT NULL, libelle TEXT NOT NULL, fichier TEXT NOT NULL, PRIMARY KEY (sorte, code)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE recherche USING fts5 (
    intitule, emplois, blocs, certificateurs, codes,
    content = '', detail = column, tokenize = "unicode61 remove_diacritics 2"
);
"""

INDEXES = """
CREATE INDEX fiche_compte ON fiche (repertoire, actif, niveau, blocs);
CREATE INDEX lien_fiche ON lien (fiche);
INSERT INTO recherche (recherche) VALUES ('optimize');
"""
