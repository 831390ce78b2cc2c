"""Dossier: one description of a study programme in, everything its school must file out."""

__version__ = "0.1.0"
