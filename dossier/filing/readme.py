"""``LISEZMOI.txt``: what a person who opens the bundle needs to know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dossier.document.tree import Document
from dossier.french.dates import day

README = "LISEZMOI.txt"

_DRAFT = """CECI EST UN PROJET : NE LE DÉPOSEZ PAS.
Chacune des pages des documents le dit aussi.

"""


def readme(name: str, draft: bool, dossier: Document, today: date, by: str, files: Iterable[tuple[str, str]]) -> bytes:
    """The text; ``files`` are names with what they are."""
    listed = "\n".join(f"  {file}" + (f"\n      {about}" if about else "") for file, about in files)
    return f"""{_DRAFT if draft else ""}{dossier.title}
{dossier.subtitle}
{dossier.code}, version {dossier.version}

Préparé le {day(today)} par {by}.

Ce que contient {name} :

{listed}
  MANIFESTE.json
      l’empreinte (SHA-256) de chaque fichier, et les versions de l’outil et des règles

Pour vérifier que rien n’a changé depuis :

  dossier verify {name}

Un fichier retouché, ajouté ou retiré se voit : ne modifiez pas cette archive, refaites-la à partir de la description.
""".encode()
