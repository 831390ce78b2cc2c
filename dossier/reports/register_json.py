"""What the register answers, for machines: keys sorted, dates AAAA-MM-JJ, the source with every answer."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from dossier.register.compare import Comparaison
from dossier.register.fiche import Fiche
from dossier.register.index import Provenance
from dossier.register.lignes import Ligne

VERSION = "1"


def emit(name: str, answer: Any, provenance: Sequence[Provenance]) -> str:
    """An answer under its name, with the exports that it comes from."""
    data = {"version": VERSION, "exports": [_plain(export) for export in provenance], name: _plain(answer)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _plain(value: Any) -> Any:
    match value:
        case Fiche():
            return {**_fields(value), "blocs": [_bloc(bloc) for bloc in value.blocs]}
        case Ligne():
            return _shallow(value)
        case Comparaison():
            return {**_fields(value), "ecarts": len(value.ecarts)}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [_plain(item) for item in value]
    return _fields(value) if dataclasses.is_dataclass(value) else value


def _bloc(bloc: Any) -> dict[str, Any]:
    return {**_fields(bloc), "competences": _plain(bloc.competences)}


def _shallow(value: Ligne) -> dict[str, Any]:
    return {name: _plain(getattr(value, name)) for name in ("sujet", "etat", "programme", "fiche", "note")}


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
