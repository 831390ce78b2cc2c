"""How a fragment of an example changes the base."""

from __future__ import annotations

import pytest
from lxml import etree

from dossier.programme.builder import NAMESPACE
from dossier.rules.examples import NothingAddressed, as_text, change

BASE = (
    '<programme code="P"><identite><intitule>Titre</intitule><intitule xml:lang="en">Title</intitule>'
    "<langue>fr</langue><langue>en</langue></identite>"
    '<acces><voie type="vae" ouverte="oui"><p>Ouverte.</p><p>À tous.</p></voie><voie type="continue"/></acces>'
    '<unite code="U1" ects="3"><heures nature="CM" nombre="1"/><heures nature="CM" nombre="2"/>'
    '<heures nature="TD" nombre="3"/></unite><couverture><unite ref="U1"/></couverture></programme>'
)


def tree(text: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns="{NAMESPACE}">{text}</x>')[0]


def changed(fragment: str) -> str:
    (base,) = tree(f"<y>{BASE}</y>")
    change(base, tree(fragment))
    return as_text((base,))


@pytest.mark.parametrize(
    ("fragment", "before", "after"),
    [
        ('<programme etat="depot"/>', 'code="P"', 'code="P" etat="depot"'),
        ('<unite code="U1" ects="4"/>', 'code="U1" ects="3"', 'code="U1" ects="4"'),
        ('<voie type="vae" ouverte="non"/>', 'type="vae" ouverte="oui"', 'type="vae" ouverte="non"'),
        ('<intitule xml:lang="en">Name</intitule>', ">Title<", ">Name<"),
        ("<intitule>Nom</intitule>", ">Titre<", ">Nom<"),
        ("<intitule/>", "", ""),
        # the second that is alike is the second of the base
        (
            '<unite code="U1"><heures nature="CM"/><heures nature="CM" nombre="9"/></unite>',
            'nature="CM" nombre="2"',
            'nature="CM" nombre="9"',
        ),
        ("<identite><langue/><langue>de</langue></identite>", "<langue>en<", "<langue>de<"),
        ('<voie type="vae"><p>Fermée.</p></voie>', "<p>Ouverte.</p>", "<p>Fermée.</p>"),
        # what the base does not have comes after its likes, else where the fragment has it
        (
            '<unite code="U1"><heures nature="TP" nombre="4"/></unite>',
            '<heures nature="TD" nombre="3"/>',
            '<heures nature="TD" nombre="3"/><heures nature="TP" nombre="4"/>',
        ),
        (
            '<identite><langue/><langue/><lieu>Ici</lieu></identite>',
            "<langue>en</langue>",
            "<langue>en</langue><lieu>Ici</lieu>",
        ),
        (
            '<identite><?sans langue?><lieu>Ici</lieu></identite>',
            "<langue>fr</langue><langue>en</langue>",
            "<lieu>Ici</lieu>",
        ),
        ('<couverture><unite ref="U2"/></couverture>', '<unite ref="U1"/>', '<unite ref="U1"/><unite ref="U2"/>'),
        # what holds text is taken whole
        ('<voie type="vae">Non <em>pas</em>.</voie>', "<p>Ouverte.</p><p>À tous.</p>", "Non <em>pas</em>."),
        ('<voie type="vae"><?sans @ouverte?>Non.</voie>', ' ouverte="oui"><p>Ouverte.</p><p>À tous.</p>', ">Non."),
        # removals
        ('<acces><?sans voie type="continue"?></acces>', '<voie type="continue"/>', ""),
        ('<voie type="vae"><?sans *?><p>Non.</p></voie>', "<p>Ouverte.</p><p>À tous.</p>", "<p>Non.</p>"),
        ('<unite code="U1"><?sans @ects?></unite>', ' ects="3"', ""),
        ('<identite><?sans intitule xml:lang="en"?></identite>', '<intitule xml:lang="en">Title</intitule>', ""),
        ("<acces><?sans //p?></acces>", "><p>Ouverte.</p><p>À tous.</p></voie>", "/>"),
        ("<?sans couverture?>", '<couverture><unite ref="U1"/></couverture>', ""),
    ],
)  # fmt: skip
def test_a_fragment_changes_what_it_names_and_nothing_else(fragment: str, before: str, after: str) -> None:
    assert before in BASE
    assert changed(fragment) == BASE.replace(before, after, 1)


@pytest.mark.parametrize(
    "fragment",
    [
        '<unite code="U2" ects="4"/>',
        "<jurys/>",
        '<intitule xml:lang="de"/>',
        '<unite code="U1"><?sans @heures?></unite>',
        '<acces><?sans voie type="apprentissage"?></acces>',
        "<?sans jurys?>",
        "<acces><?sans //em?></acces>",
        '<acces><voie type="apprentissage"><?sans p?></voie></acces>',
    ],
)
def test_a_fragment_that_addresses_nothing_is_an_error(fragment: str) -> None:
    with pytest.raises(NothingAddressed):
        changed(fragment)


def test_a_page_says_in_a_comment_what_is_removed() -> None:
    shown = as_text((tree('<acces><?sans voie type="vae"?><voie type="continue"/></acces>'), tree("<?sans jurys?>")))
    assert shown == '<acces><!-- sans voie type="vae" --><voie type="continue"/></acces>\n<!-- sans jurys -->'


def test_a_page_does_not_say_that_the_rest_is_what_it_shows() -> None:
    assert as_text((tree("<jurys><?sans *?><jury/></jurys>"),)) == "<jurys><jury/></jurys>"
