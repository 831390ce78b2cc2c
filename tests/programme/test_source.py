"""What is said of a file that cannot be read, and where its elements stand."""

from __future__ import annotations

import errno
import hashlib
import pathlib
from pathlib import Path

import pytest

from dossier.programme.errors import UnreadableFile
from dossier.programme.reader import read
from dossier.programme.source import MAX_BYTES, MAX_DEPTH, Source, load, scan
from tests.programme.specimens import programme, read_text

PATH = Path("essai.xml")


def refusal(data: str | bytes) -> UnreadableFile:
    """What is said of bytes that cannot be read."""
    with pytest.raises(UnreadableFile) as caught:
        read_text(data)
    assert caught.value.reason
    assert caught.value.hint.endswith((".", "?", ")", ">"))
    return caught.value


def place(error: UnreadableFile) -> tuple[int | None, int | None]:
    return error.line, error.column


# The file


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="le fichier n’existe pas"):
        read(tmp_path / "absent.xml")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="c’est un dossier, pas un fichier"):
        read(tmp_path)


def test_a_name_that_no_file_can_bear() -> None:
    with pytest.raises(UnreadableFile, match="ce nom de fichier n’est pas possible"):
        read(Path("a\0b.xml"))


def test_a_file_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(programme())
    with pytest.raises(UnreadableFile, match="la lecture a échoué"):
        read(tmp_path / "a.xml" / "b.xml")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(errno.EACCES, "denied"), "le droit de lire ce fichier manque"),
        (OSError(errno.EIO, "input/output"), f"la lecture a échoué (code système {errno.EIO})"),
        (FileNotFoundError(errno.ENOENT, "gone"), "le fichier n’existe pas"),
    ],
    ids=["no permission", "failing disk", "vanished since the folder was listed"],
)
def test_a_file_that_the_system_refuses(
    error: OSError, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(programme())

    def refuse(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(pathlib.Path, "open", refuse)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.reason == reason


def test_a_file_of_20_mebibytes_and_one_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(programme().encode().ljust(MAX_BYTES + 1))
    with pytest.raises(UnreadableFile, match="le fichier dépasse 20 Mio"):
        load(path)
    path.write_bytes(programme().encode().ljust(MAX_BYTES))
    assert len(load(path).positions) == 6


# The bytes


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_nothing(data: bytes) -> None:
    assert refusal(data).reason == "le fichier est vide"


@pytest.mark.parametrize(
    "data",
    [
        b"Bonjour",
        b'{"a": 1}',
        b"\0\0",
    ],
)
def test_something_else_than_xml(data: bytes) -> None:
    error = refusal(data)
    assert error.reason == "ce n’est pas un fichier XML : il ne commence pas par le signe <"
    assert place(error) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    assert refusal(programme().encode(encoding)).reason == "le fichier est en UTF-16, pas en UTF-8"


@pytest.mark.parametrize("start", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_latin_1_bytes_are_shown_where_they_stand(start: str) -> None:
    data = (start + '<?xml version="1.0"?>\r\n<a>\r<b>é').encode() + b"\xe9</b></a>"
    error = refusal(data)
    assert error.reason == "le fichier n’est pas en UTF-8 (un caractère y est illisible)"
    assert place(error) == (3, 5)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF8", "UTF-16", "US-ASCII", "inconnu"])
def test_another_encoding_declared(encoding: str) -> None:
    error = refusal(f'<?xml version="1.0" encoding="{encoding}"?>' + programme())
    assert error.reason == f"le fichier se déclare en {encoding}, pas en UTF-8"
    assert place(error) == (1, 1)


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'])
def test_a_byte_order_mark_changes_nothing(declaration: str) -> None:
    text = declaration + programme()
    plain, marked = read_text(text), read_text(text.encode("utf-8-sig"))
    assert marked.programme == plain.programme
    assert marked.source.positions == plain.source.positions
    assert marked.source.lines == plain.source.lines


# Not well-formed


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ("<a>\n<b></a>", "la balise <b> ouverte à la ligne 2 n’est pas fermée, une autre est fermée ici", 2, 6),
        ("<a>\n <b>\n", "le fichier s’arrête avant la fin : la balise <b> ouverte à la ligne 2 n’est pas fermée", 3, 1),
        ("<!-- rien -->", "le fichier ne contient aucune balise", 1, 14),
        ("<a>\n<b x='1", "une balise ou un commentaire commencé ici n’est pas terminé", 2, 1),
        ("<a>\n  <!-- oubli </a>", "une balise ou un commentaire commencé ici n’est pas terminé", 2, 3),
        ("<a><![CDATA[x</a>", "une section <![CDATA[ n’est pas terminée", 1, 18),
        ('<a é="1" é="2"/>', "le même attribut est écrit deux fois dans la balise", 1, 10),
        ("<a/>\nreste", "quelque chose suit la fin du document", 2, 1),
        ("<a/><b/>", "quelque chose suit la fin du document", 1, 5),
        ("<a>été &nbsp;</a>", "une entité inconnue est utilisée (comme &nbsp;)", 1, 8),
        ("<a>&#0;</a>", "cette écriture &#…; ne désigne aucun caractère permis", 1, 4),
        ("<x:a/>", "un préfixe n’est pas déclaré", 1, 1),
        ('\n<?xml version="1.0"?><a/>', "la déclaration <?xml …?> n’est pas au tout début du fichier", 2, 1),
        ('<?xml version="1.0" standalone="non"?><a/>', "la déclaration <?xml …?> est mal écrite", 1, 33),
        ("<a>Vie & mort</a>", "un signe & est écrit seul", 1, 8),
        ("<a>1 < 2</a>", "un signe < est écrit seul", 1, 6),
        ("<a b=c/>", "la valeur d’un attribut n’est pas entre guillemets", 1, 6),
        ('<a b="<"/>', "un signe < est écrit seul", 1, 7),
        ("<a>é\n<!-- a -- b --></a>", "deux tirets -- ne s’écrivent pas dans un commentaire", 2, 8),
        ("<a>é\0</a>", "un caractère de contrôle invisible (U+0000) est dans le texte", 1, 5),
        ("<a>\n\x0b</a>", "un caractère de contrôle invisible (U+000B) est dans le texte", 2, 1),
        ('<a xmlns="a b"/>', "le texte n’est pas du XML bien formé à cet endroit", 1, 1),
    ],
)
def test_not_well_formed(text: str, reason: str, line: int, column: int) -> None:
    error = refusal(text)
    assert error.reason == reason
    assert place(error) == (line, column)


@pytest.mark.parametrize(
    ("text", "sign", "column"),
    [
        ("<a>é\n<b type=“licence”/></a>", "“", 9),
        ("<a>é\n<b niveau=« 6 »/></a>", "«", 11),
        ("<a>é\n<b niveau=’6’/></a>", "’", 11),
        ('<a>é\n<b type="licence” niveau="6"/></a>', "”", 17),
        ('<a>é\n<b type="licence”>\n<c/></b></a>', "”", 17),
        ('<a>é\n<b x="a, dit “b” y="1"/></a>', "”", 16),
        ('<a>é\n<b x="le “mot” juste" y=“1”/></a>', "“", 25),
    ],
)
def test_a_quote_of_a_word_processor_is_shown(text: str, sign: str, column: int) -> None:
    error = refusal(text)
    assert error.reason == f"ce guillemet ({sign}) n’est pas admis ici"
    assert 'Tapez le guillemet droit "' in error.hint
    assert place(error) == (2, column)


@pytest.mark.parametrize("text", ["<a>“mot” & b</a>", "<a x=\"« f »\"y='2'/>", "<a>x = & “</a>", "<a>“mot” < b</a>"])
def test_a_quote_that_is_in_its_place_is_not_blamed(text: str) -> None:
    assert "guillemet" not in refusal(text).reason


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        (
            "<a>\n<b>\n</blocs></b></a>",
            "</blocs> ne ferme rien : la balise ouverte est <b>, à la ligne 2",
            "Supprimez-la, ou ouvrez <blocs> avant.",
        ),
        (
            "<a>\n<bloc>\n</blocs></a>",
            "</blocs> ne ferme rien : la balise ouverte est <bloc>, à la ligne 2",
            "Supprimez-la, ou corrigez-la en </bloc>.",
        ),
        (
            "<a>\n<p>Un<br>deux</p></a>",
            "la balise <br> ouverte à la ligne 2 n’est pas fermée, et n’existe pas dans une description de programme",
            "Supprimez-la ; pour aller à la ligne, fermez le paragraphe (</p>) et ouvrez-en un autre (<p>).",
        ),
    ],
)
def test_a_tag_in_excess_is_not_to_be_closed(text: str, reason: str, hint: str) -> None:
    error = refusal(text)
    assert (error.reason, error.hint) == (reason, hint)


@pytest.mark.parametrize("text", ['<a xml:id="1 2"/>', '<a xmlns:p="%%" p:x="1"/>'])
def test_what_only_the_second_parser_refuses(text: str) -> None:
    error = refusal(text)
    assert error.reason.startswith("un nom, un espace de noms ou un attribut xml:id n’est pas écrit comme XML")
    assert error.line == 1


def test_the_file_cut_anywhere_is_unreadable() -> None:
    data = programme("<blocs><bloc code='B1'><intitule>é 𝄞</intitule></bloc></blocs>").encode().strip()
    for length in range(len(data)):
        refusal(data[:length])


# What is never accepted

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE programme>",
        '<!DOCTYPE programme SYSTEM "http://localhost:9/programme.dtd">',
        '<!DOCTYPE programme PUBLIC "-//A//B" "file:///etc/passwd">',
        f"<!DOCTYPE programme [{BOMB}]>",
        '<!DOCTYPE programme [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE programme [<!ENTITY % a SYSTEM "http://localhost:9/a"> %a;]>',
    ],
    ids=["plain", "external", "public", "billion laughs", "external entity", "parameter entity"],
)
def test_a_doctype(doctype: str) -> None:
    error = refusal(f'<?xml version="1.0"?>\n  {doctype}\n<programme>&e9;&secret;</programme>')
    assert error.reason == "le fichier contient une déclaration <!DOCTYPE …>"
    assert place(error)[0] == 2


def nested(depth: int) -> str:
    return programme("<activites>" + "<activite>" * (depth - 2) + "</activite>" * (depth - 2) + "</activites>")


def test_elements_nested_too_deep() -> None:
    error = refusal(nested(MAX_DEPTH + 1))
    assert error.reason == f"plus de {MAX_DEPTH} éléments sont emboîtés"
    assert error.line == 4
    assert scan(PATH, nested(MAX_DEPTH).encode())


@pytest.mark.parametrize(
    "parts",
    [
        f'<presentation><resume xml:lang="{"x" * 11_000_000}"/></presentation>',
        f"<presentation><resume><p>{'x' * 11_000_000}</p></resume></presentation>",
    ],
    ids=["attribute", "text"],
)
def test_11_megabytes_in_one_piece(parts: str) -> None:
    error = refusal(programme(parts))
    assert error.reason == "un texte ou un attribut dépasse ce que le lecteur accepte (10 Mo)"
    assert error.line == 4


# Where elements stand


def positions(text: str) -> list[tuple[int, int]]:
    return list(scan(PATH, text.encode()).positions)


def test_columns_count_characters_from_1() -> None:
    assert positions("<a><b/></a>") == [(1, 1), (1, 4)]
    assert positions("<a>été<b/></a>") == [(1, 1), (1, 7)]
    assert positions("<a>\t\t<b/></a>") == [(1, 1), (1, 6)]
    assert positions("<a>𝄞🎓<b/></a>") == [(1, 1), (1, 6)]
    assert positions("<a>e\N{COMBINING ACUTE ACCENT}<b/></a>") == [(1, 1), (1, 6)]
    assert positions('<a é="à"><b/></a>') == [(1, 1), (1, 10)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_file_ends_them(end: str) -> None:
    text = f"<a>{end}{end}  <b/>{end}<c/>{end}</a>"
    source = scan(PATH, text.encode())
    assert source.positions == ((1, 1), (3, 3), (4, 1))
    assert source.lines == ["<a>", "", "  <b/>", "<c/>", "</a>"]


def test_unicode_separators_do_not_end_a_line() -> None:
    source = scan(PATH, "<a>\N{LINE SEPARATOR}\N{NEXT LINE}<b/></a>".encode())
    assert source.positions == ((1, 1), (1, 6))
    assert len(source.lines) == 1


def test_lines_beyond_65535() -> None:
    text = programme("\n" * 100_000 + '<derogations truc="1"/>')
    source = scan(PATH, text.encode())
    line, column = source.positions[-1]
    assert (line, column) == (100_004, 1)
    assert source.lines[line - 1].startswith("<derogations")


@pytest.fixture
def mixed_source() -> Source:
    text = '<!-- é -->\n<a><?pi x?><b>\t<c/></b>\n é<b x="é"/><![CDATA[<d/>]]>🎓<e\n /></a>'
    return scan(PATH, text.encode())


def test_each_position_is_that_of_a_start_tag(mixed_source: Source) -> None:
    tags = [mixed_source.lines[line - 1][column - 1 :][:2] for line, column in mixed_source.positions]
    assert tags == ["<a", "<b", "<c", "<b", "<e"]


def test_the_hash_is_that_of_the_bytes() -> None:
    data = programme().encode("utf-8-sig")
    assert scan(PATH, data).sha256 == hashlib.sha256(data).hexdigest()
