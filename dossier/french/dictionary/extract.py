"""Draw the two word lists from the dictionary: ``python -m dossier.french.dictionary.extract``.

Run it again when the dictionary is replaced.
"""

from __future__ import annotations

from dossier.french.dictionary import FOLDER
from dossier.french.folding import unaccented


def lists() -> dict[str, str]:
    """File name → text, a word a line."""
    entries = [line.partition("/") for line in (FOLDER / "fr.dic").read_text("utf-8").splitlines()[1:]]
    # Only the flags of a conjugation begin with a small letter and a letter, a figure or a sign of class.
    verbs = {word for word, _, flags in entries if flags[:1].islower() and word.endswith(("er", "ir", "re", "ïr"))}
    initials = {word for word, _, _ in entries if word[0] in "éèêë" and len(word) > 2}
    plain = {unaccented(word) for word, _, _ in entries if word[0] == "e"}
    return {
        "infinitifs.txt": _lines(verbs),
        "initiales.txt": _lines({unaccented(word) for word in initials} - plain),
    }


def _lines(words: set[str]) -> str:
    return "".join(f"{word}\n" for word in sorted(words) if word.isalpha())


if __name__ == "__main__":
    for name, text in lists().items():
        (FOLDER / name).write_text(text, "utf-8")
