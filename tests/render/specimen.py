"""A document that uses every node and option of the tree, in the field's French: what each writer is tried on."""

from __future__ import annotations

from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Emphasis,
    Entry,
    Figure,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    Tone,
)

DRAFT = "PROJET"

NEED = (
    "La licence professionnelle vise à former des professionnel·le·s afin de répondre à la demande croissante d’une "
    "assistance opérationnelle pour la création et la conduite d’initiatives de diffusion, de communication, de "
    "médiation culturelle et d’animation du dialogue avec les publics sur les sciences, les nouvelles technologies "
    "et l’innovation. Cette demande émane tant des organismes traditionnels de la culture (musées, centres de culture "
    "scientifique, technique et industrielle, lieux de mémoire et du patrimoine, centres d’interprétation), du milieu "
    "scolaire ou para-scolaire et de la formation en général, que des institutions de production de la connaissance "
    "et des savoirs (universités, organismes de recherche, laboratoires), des acteurs de la société civile, des "
    "collectivités locales et du monde de l’entreprise."
)
COMPETENCE = (
    "Concevoir un dispositif de médiation des sciences et des techniques adapté à un public identifié, en mobilisant "
    "une documentation vérifiée et en tenant compte des situations de handicap, afin de favoriser le débat public."
)
CRITERION = "Le dispositif proposé répond au cahier des charges : publics, délais, budget (≤ 5 000 €), accessibilité."


def paragraph(text: str, role: Role = Role.BODY) -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(text),), role)


def cell(text: str, tone: Tone = Tone.NONE, align: Align = Align.START, header: bool = False) -> Cell:
    """A cell of one plain paragraph."""
    return Cell((paragraph(text),), header=header, tone=tone, align=align)


def head(*titles: str, align: Align = Align.START) -> tuple[Cell, ...]:
    """A row of column heads: the first as its column reads, the others as asked."""
    return tuple(
        cell(title, header=True, align=Align.START if rank == 0 else align) for rank, title in enumerate(titles)
    )


def bullets(*texts: str) -> Bullets:
    """A list of plain items."""
    return Bullets(tuple(paragraph(text) for text in texts))


def specimen(draft: bool = True) -> Document:
    """The whole specimen; marked as a draft, or ready to file."""
    return Document(
        title="Licence professionnelle Métiers de la médiation scientifique et technique",
        subtitle="Parcours Assistant/chef de projet de médiation culturelle des sciences et techniques",
        code="LP15301A",
        version="2026.1",
        author="Conservatoire national des arts et métiers",
        subject="Dossier de certification au répertoire national des certifications professionnelles",
        cover=_cover(),
        sections=(_identite(), _opportunite(), _race(), _maquette(), _couverture(), _evaluation(), _annexes()),
        draft=DRAFT if draft else None,
        date="2026-09-01",
        properties=(("empreinte-source", "sha256:9f86d081884c7d659a2feaa0c55ad015"), ("verdict", "a-corriger")),
    )


def _cover() -> tuple[Block, ...]:
    state = Table(
        caption="État du dossier",
        widths=(3, 7),
        head=head("Donnée", "Valeur"),
        rows=(
            (cell("Certificateur", header=True), cell("Conservatoire national des arts et métiers")),
            (cell("N° RNCP", header=True), cell("Non renseigné", Tone.LIGHT)),
            (cell("Verdict", header=True), cell("À corriger : 3 erreurs, 12 avertissements, 2 dérogations justifiées")),
            (
                cell("Empreinte de la source (SHA-256)", header=True),
                Cell(
                    (
                        Paragraph(
                            (Run("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Emphasis.CODE),)
                        ),
                    )
                ),
            ),
        ),
    )
    return (
        paragraph("Dossier de demande d’enregistrement au répertoire national des certifications", Role.LEAD),
        state,
        paragraph("Ce dossier est un projet : 3 erreurs restent à corriger avant son dépôt.", Role.WARNING),
    )


def _identite() -> Section:
    rows = (
        ("Type de diplôme", "Licence professionnelle (niveau 6, CEC 6, 60 crédits ECTS)"),
        ("Domaine", "Droit, économie, gestion"),
        ("Codes NSF", "321t – Réalisation du service ; 342 – Développement et protection du patrimoine culturel"),
        ("Codes ROME", "E1103 · E1106 · K1602 · K1206"),
        ("Base légale", "Arrêté du 6 décembre 2019, article 3 ; Code de l’éducation, articles D. 611-2 et L. 613-1"),
    )
    table = Table(
        caption="Identité de la certification",
        widths=(28, 72),
        head=head("Rubrique", "Contenu"),
        rows=tuple((cell(name, header=True), cell(value)) for name, value in rows),
    )
    legal = Paragraph(
        (
            Run("Textes en vigueur : voir le "),
            Run("répertoire national", href="https://www.francecompetences.fr/recherche_certificationprofessionnelle/"),
            Run(" et l’"),
            Run("arrêté", Emphasis.EM, href="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000039481561/?a=1&b=2"),
            Run(" ; les cours ont lieu le vendredi de 17:30 à 20:45 (« présentiel » obligatoire : 80 % du temps) !"),
        )
    )
    return Section("Identité de la certification", (table, legal))


def _opportunite() -> Section:
    english = Paragraph(
        (
            Run("Le cadre européen parle de "),
            Run("public engagement with science and technology", Emphasis.EM, language="en"),
            Run(" ; le dossier retient "),
            Run("dialogue avec les publics", Emphasis.STRONG),
            Run(". La règle "),
            Run("ECT-002", Emphasis.CODE),
            Run(" s’applique à tout parcours."),
        )
    )
    need = Section(
        "Le besoin",
        (paragraph(NEED), paragraph(NEED.replace("La licence", "Cette licence")), english),
        (
            Section("Métiers visés", (bullets("Assistant·e de projet culturel", "Chargé·e de médiation ; " + NEED),)),
            Section("Débouchés", (paragraph("Non renseigné", Role.MISSING),)),
        ),
    )
    context = Section(
        "Le contexte",
        (
            paragraph(NEED[:310] + "…"),
            paragraph("Note : les effectifs (1 250 000 emplois ; 12 % de croissance) sont estimés en 2024.", Role.NOTE),
            paragraph("Attention : l’enquête d’insertion porte sur 17 répondants seulement.", Role.WARNING),
            paragraph("Le n° RNCP n’est pas encore attribué.", Role.MISSING),
        ),
    )
    lead = paragraph("Pourquoi cette certification, et pour quels métiers ?", Role.LEAD)
    return Section("Opportunité et contexte", (lead,), (need, context))


def _race() -> Section:
    tables = tuple(_race_bloc(number) for number in (1, 2))
    return Section(
        "Référentiel d’activités, de compétences et d’évaluation",
        (paragraph("Un tableau par bloc ; chaque compétence y a ses modalités et ses critères d’évaluation."),),
        tables,
        landscape=True,
    )


def _race_bloc(number: int) -> Section:
    rows = tuple(
        (
            Cell(
                (Paragraph((Run(f"A{number}.{rank}", Emphasis.STRONG), Run(f" – {NEED[: 140 + 60 * (rank % 3)]}…"))),)
            ),
            Cell((Paragraph((Run(f"C{number}.{rank}", Emphasis.STRONG), Run(f" – {COMPETENCE}"))),)),
            Cell(
                (
                    paragraph("Modalités : mise en situation professionnelle reconstituée, rapport, soutenance orale."),
                    bullets(
                        CRITERION, *("Les sources sont citées, datées et vérifiées. " + CRITERION,) * (rank % 4 * 2)
                    ),
                )
            ),
        )
        for rank in range(1, 10)
    )
    table = Table(
        caption=f"Bloc {number} : activités, compétences et évaluation",
        widths=(30, 30, 40),
        head=head("Activités", "Compétences", "Évaluation (modalités et critères)"),
        rows=rows,
    )
    return Section(f"Bloc {number} – Concevoir et piloter un projet de médiation culturelle", (table,))


def _maquette() -> Section:
    titles = (
        "Science, technique, innovation et société : fondements et méthodes d’analyse",
        "Étude socio-culturelle des sciences et techniques en société : histoire, représentation, imaginaires",
        "Outils de la médiation culturelle et de la communication des sciences et des techniques : initiation",
        "Conception et pilotage de projet culturel « sciences et techniques »",
        "Anglais professionnel",
    )
    rows = tuple(
        (
            Cell((Paragraph((Run(f"RTC{210 + rank}", Emphasis.CODE),)),), header=True),
            cell(titles[rank % 5]),
            cell(("UE", "UA")[rank % 2], align=Align.CENTER),
            *(
                cell(str(hours), align=Align.END)
                for hours in (8 - rank % 3, 40 + rank % 7 * 5, rank % 4 * 10, 1350 + rank)
            ),
        )
        for rank in range(64)
    )
    units = Table(
        caption="Unités d’enseignement par période",
        widths=(11, 44, 8, 9, 9, 9, 10),
        head=head("Code", "Intitulé", "Nature", "ECTS", "CM (h)", "TD (h)", "Travail (h)", align=Align.CENTER),
        rows=rows,
    )
    totals = Table(
        caption="Totaux atteignables selon les choix",
        widths=(1, 1),
        head=head("Choix", "Crédits ECTS", align=Align.END),
        rows=((cell("CCE115", header=True), cell("62 ≠ 60", Tone.STRONG, Align.END)),),
    )
    return Section(
        "Organisation de la formation (maquette)",
        (),
        (Section("Unités", (units,)), Section("Totaux", (totals, drawing()))),
    )


def drawing() -> Figure:
    """A bar of 60 credits and one of 62, whose words are in the drawing only."""
    bars = (
        '<rect width="300" height="30" fill="var(--accent)"/><rect y="40" width="310" height="30" fill="var(--ton-3)"/>'
    )
    words = '<text x="320" y="22" font-size="14">60</text><text x="320" y="62" font-size="14">62</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 70" width="400" height="70">{bars}{words}</svg>'
    return Figure(svg, "Crédits atteignables", "Deux totaux atteignables : 60 crédits, ou 62 avec l’unité « CCE115 ».")


def _couverture() -> Section:
    marks = (("●", Tone.STRONG), ("○", Tone.LIGHT), ("", Tone.NONE), ("■", Tone.MEDIUM), ("", Tone.NONE))
    rows = tuple(
        (
            Cell((Paragraph((Run(f"RTC{210 + row}", Emphasis.STRONG), Run(" Outils de la médiation"))),), header=True),
            *(cell(*marks[(row * 3 + column * column) % 5], Align.CENTER) for column in range(13)),
        )
        for row in range(26)
    )
    matrix = Table(
        caption="Matrice de couverture : unités × compétences",
        widths=(28, *(5,) * 13),
        head=head("Unité", *(f"C{1 + rank // 5}.{1 + rank % 5}" for rank in range(13)), align=Align.CENTER),
        rows=rows,
    )
    legend = paragraph(
        "● couverture garantie ; ○ couverture seulement possible ; ■ partielle. Statut : proposée.", Role.NOTE
    )
    return Section("Matrice de couverture", (legend, matrix), landscape=True)


def _evaluation() -> Section:
    rows = tuple(
        (
            cell(f"UATS0{rank}", header=True),
            cell("Assurance-accessibilité-développement-organisationnellement-anticonstitutionnellement"),
            Cell((paragraph(NEED), bullets(CRITERION, NEED, CRITERION), paragraph(NEED), bullets(NEED, NEED, NEED))),
            Cell(()),
        )
        for rank in range(1, 6)
    )
    table = Table(
        caption="Modalités de contrôle des connaissances et des compétences",
        widths=(12, 20, 56, 12),
        head=head("Unité", "Épreuve", "Description", "Seconde chance"),
        rows=rows,
    )
    blanks = Paragraph(
        (
            Run("Le diplôme est délivré à "),
            Run.to_fill("nom de famille", "titulaire.nom"),
            Run(", avec une moyenne de "),
            Run.to_fill("moyenne sur 20", "resultats.moyenne", Entry.NUMBER),
            Run(", le "),
            Run.to_fill("date", "certification.date", Entry.DATE),
            Run(" : "),
            Run.to_choose("admis/ajourné", "certification.decision", "admis", "ajourné"),
            Run("."),
        )
    )
    return Section("Modalités de contrôle", (paragraph(NEED), table, paragraph("Le jury est souverain."), blanks))


def _annexes() -> Section:
    outcome = ("conforme", "à corriger", "dérogée", "non applicable", "non évaluée")
    rows = tuple(
        (
            Cell((Paragraph((Run(f"ECT-{rank:03}", Emphasis.CODE),)),), header=True),
            cell("Tout parcours admissible totalise les crédits du diplôme"),
            cell(
                outcome[rank % 5], (Tone.NONE, Tone.STRONG, Tone.MEDIUM, Tone.LIGHT, Tone.LIGHT)[rank % 5], Align.CENTER
            ),
        )
        for rank in range(1, 13)
    )
    rules = Table(caption="Règles exécutées", widths=(15, 60, 25), head=head("Règle", "Titre", "Résultat"), rows=rows)
    escaped = Paragraph(
        (
            Run(
                "Caractères à échapper : <script>alert(1)</script> & “guillemets” ; → ; ≥ 10 ; 1 × 2 ; Œuvre, À, É, Ç. "
            ),
            Run(
                "https://www.exemple.fr/chemin/tres/long/qui/ne/contient/aucune/espace?cle=valeur;autre=1",
                Emphasis.CODE,
            ),
            Run("\nSeconde ligne du même paragraphe."),
        )
    )
    deep = Section("Provenance des données", (escaped,), (Section("Source", (paragraph("Fichier lp15301a.xml."),)),))
    return Section("Annexes", (), (Section("Attestation de contrôle", (rules,)), deep))
