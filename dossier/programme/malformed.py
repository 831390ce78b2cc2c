"""Why a text is not XML: the stable error codes of expat, in French."""

from __future__ import annotations

from xml.parsers.expat import errors

_SENTENCES = {
    errors.XML_ERROR_TAG_MISMATCH: (
        "la balise fermée ici n’est pas la dernière ouverte",
        "Fermez les balises dans l’ordre inverse de leur ouverture.",
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: (
        "le même attribut est écrit deux fois dans la balise",
        "Gardez-en un seul.",
    ),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "quelque chose suit la fin du document",
        "Supprimez ce qui suit la dernière balise fermante.",
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: (
        "une balise ou un commentaire commencé ici n’est pas terminé",
        "Ajoutez le signe > ou --> qui manque, ou écrivez &lt; si c’est un signe « inférieur ».",
    ),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: (
        "une section <![CDATA[ n’est pas terminée",
        "Ajoutez les signes ]]> qui la ferment.",
    ),
    errors.XML_ERROR_NO_ELEMENTS: (
        "le fichier ne contient aucune balise",
        "Vérifiez que c’est bien le fichier voulu, ou reprenez la dernière version enregistrée.",
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: (
        "une entité inconnue est utilisée (comme &nbsp;)",
        "Écrivez le caractère lui-même ; seuls &amp;, &lt;, &gt;, &quot; et &apos; existent.",
    ),
    errors.XML_ERROR_BAD_CHAR_REF: (
        "cette écriture &#…; ne désigne aucun caractère permis",
        "Écrivez le caractère lui-même.",
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: (
        "un préfixe n’est pas déclaré",
        "Écrivez les éléments sans préfixe.",
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: (
        "la déclaration <?xml …?> n’est pas au tout début du fichier",
        "Supprimez ce qui la précède, espaces et lignes vides compris, ou la seconde déclaration.",
    ),
    errors.XML_ERROR_XML_DECL: (
        "la déclaration <?xml …?> est mal écrite",
        'Écrivez : <?xml version="1.0" encoding="UTF-8"?>',
    ),
}
_BY_CODE = {errors.codes[text]: sentences for text, sentences in _SENTENCES.items()}

_MISMATCH = errors.codes[errors.XML_ERROR_TAG_MISMATCH]
_ENDED_EARLY = errors.codes[errors.XML_ERROR_NO_ELEMENTS]
_INVALID_TOKEN = errors.codes[errors.XML_ERROR_INVALID_TOKEN]

_ANYTHING_ELSE = (
    "le texte n’est pas du XML bien formé à cet endroit",
    "Cherchez juste avant : un signe & ou < isolé (écrire &amp; ou &lt;), un guillemet ou un > oublié.",
)


def explanation(code: int, following: bytes, opened: list[tuple[str, int]]) -> tuple[str, str]:
    """What is wrong and what to do: the byte where expat stopped, the elements open there (name, line)."""
    if code == _INVALID_TOKEN and following and following < b" " and following not in b"\t\r\n":
        return (
            f"un caractère de contrôle invisible (U+{following[0]:04X}) est dans le texte",
            "Supprimez-le : effacez et retapez les quelques signes autour de cet endroit.",
        )
    if opened and code in (_MISMATCH, _ENDED_EARLY):
        name, line = opened[-1]
        tag = name.rpartition(" ")[2]
        where = f"la balise <{tag}> ouverte à la ligne {line} n’est pas fermée"
        if code == _ENDED_EARLY:
            return f"le fichier s’arrête avant la fin : {where}", f"Ajoutez </{tag}>, ou reprenez la dernière version."
        return f"{where}, une autre est fermée ici", f"Écrivez d’abord </{tag}>, ou corrigez la balise fermante."
    return _BY_CODE.get(code, _ANYTHING_ELSE)
