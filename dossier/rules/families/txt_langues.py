"""Languages: a text is in the language that it is marked with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

_WORD = re.compile(r"[^\W\d_]+")
_FRENCH = frozenset(
    "le la les des du une un est sont et dans pour avec sur aux qui que ce cette leur ou par d l".split()
)
_ENGLISH = frozenset("the of and to in for with is are by on this that their from or an its as at".split())
FEWEST = 6
"""Words below which a text tells nothing of its language."""


@rule(
    "TXT-026",
    title="Un texte est dans la langue qu’il annonce",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Le supplément au diplôme imprime côte à côte les textes français et anglais : un texte français marqué "
    "anglais y prend la place de sa traduction.",
    message={
        "en": "Ce texte est marqué anglais et paraît français : « {extrait} ».",
        "fr": "Ce texte est donné pour français et paraît anglais : « {extrait} ».",
    },
    hint={"en": "Traduisez-le, ou ôtez xml:lang.", "fr": 'Ajoutez xml:lang="en", ou traduisez-le.'},
    kind="heur",
)
def each_text_is_in_its_language(programme: Programme) -> Iterator[Hit]:
    """By the small words of each language: several of one, none or hardly any of the other."""
    for langue, expected, other in (("en", _ENGLISH, _FRENCH), ("fr", _FRENCH, _ENGLISH)):
        for node, text in texts(programme, langue):
            words = [word.lower() for word in _WORD.findall(text)]
            foreign = sum(word in other for word in words)
            own = sum(word in expected for word in words)
            if len(words) >= FEWEST and foreign >= 3 and foreign > 4 * own:
                yield Hit(node, langue, extrait=" ".join(text.split()[:8]))
