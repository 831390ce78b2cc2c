"""The index of the register: one SQLite file, written once by an import and then only read.

====================  ============================================================================================
``export``            one line per file imported: its name, form, day, number of sheets, source line, licence; the
                      registers that it holds whole (``complets``), the fields that it does not hold (``absents``)
``fiche``             one line per sheet: number, register (RNCP or RS), title, level (1 to 8), ``actif`` (1, 0),
                      end of registration (AAAA-MM-JJ), type of registration, number of blocks, its export
``texte``             the sheet itself: its V4.1 element, compressed by zlib
``bloc``              code and label of each block, in the order of the sheet
``lien``              links between sheets; ``sens`` is ``ancienne`` or ``nouvelle``
``usage``             codes in use in the register with their labels; ``sorte`` is nsf, rome or formacode; how many
                      sheets, how many of them active
``nomenclature``      official nomenclatures added afterwards; they outlive imports
``recherche``         full text (FTS5, no accents) over title, jobs, blocks, awarding bodies and codes
``mot``               every word of that full text, to mend what people mistype
====================  ============================================================================================

``PRAGMA application_id`` tells that a file is ours, ``user_version`` the version of this schema.
"""

from __future__ import annotations

import sqlite3

APPLICATION = 0x52_4E_43_50  # RNCP
VERSION = 2

KINDS = {"nsf": "NSF", "rome": "ROME", "formacode": "Formacode"}

SOURCE = "France compétences, répertoire national des certifications professionnelles (data.gouv.fr)"
LICENCE = "Licence Ouverte (Etalab)"

TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE export (
    id INTEGER PRIMARY KEY, fichier TEXT NOT NULL, forme TEXT NOT NULL, jour TEXT NOT NULL, fiches INTEGER NOT NULL,
    source TEXT NOT NULL, licence TEXT NOT NULL, complets TEXT NOT NULL, absents TEXT NOT NULL
);
CREATE TABLE fiche (
    id INTEGER PRIMARY KEY, numero TEXT NOT NULL UNIQUE, repertoire TEXT NOT NULL, intitule TEXT NOT NULL,
    niveau INTEGER, actif INTEGER, date_fin TEXT, type TEXT NOT NULL, blocs INTEGER NOT NULL,
    export INTEGER NOT NULL
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
CREATE TABLE mot (mot TEXT NOT NULL PRIMARY KEY, fiches INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE recherche USING fts5 (
    intitule, emplois, blocs, certificateurs, codes,
    content = '', detail = column, tokenize = "unicode61 remove_diacritics 2"
);
"""

INDEXES = """
CREATE INDEX fiche_compte ON fiche (repertoire, actif, niveau, blocs);
CREATE INDEX lien_fiche ON lien (fiche);
CREATE INDEX bloc_code ON bloc (code);
INSERT INTO recherche (recherche) VALUES ('optimize');
CREATE VIRTUAL TABLE temp.vocabulaire USING fts5vocab(main, recherche, row);
INSERT INTO mot SELECT term, doc FROM temp.vocabulaire WHERE length(term) > 3;
DROP TABLE temp.vocabulaire;
"""

_TAKEN_OVER = "'fiche', 'nomenclature'"
_STATEMENTS = frozenset(
    statement.strip()
    for statement in (TABLES + INDEXES).split(";")
    if statement.strip().startswith("CREATE") and "temp." not in statement
)


def is_genuine(base: sqlite3.Connection, name: str = "main", version: int | None = VERSION) -> bool:
    """Is an attached database an index of ours, table for table: nothing more, no view, no trigger?

    ``version`` None: of any version, by its mark and plain tables alone. Raises sqlite3.DatabaseError when it is no
    database.
    """
    application, found = (
        base.execute(f"PRAGMA {name}.{key}").fetchone()[0] for key in ("application_id", "user_version")
    )
    if application != APPLICATION:
        return False
    if version is None:
        plain = f"SELECT count(*) FROM {name}.sqlite_master WHERE type = 'table' AND name IN ({_TAKEN_OVER})"
        return bool(base.execute(f"{plain} AND sql GLOB 'CREATE TABLE *'").fetchone()[0] == 2)
    rows = base.execute(
        f"SELECT sql FROM {name}.sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'recherche_*' LIMIT 100"
    )
    return bool(found == version) and {row[0] for row in rows} == _STATEMENTS
