"""``dossier rules``: the catalogue, or one rule explained."""

from __future__ import annotations

import click

from dossier.reports.explain import explain, table
from dossier.rules.catalogue import FAMILIES
from dossier.rules.families import catalogue


@click.command("rules", epilog="Exemple : dossier rules ECT-002")
@click.argument("identifier", required=False, metavar="[RÈGLE]")
@click.option("--family", type=click.Choice(list(FAMILIES), case_sensitive=False), help="Une famille seulement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Format de la liste.")
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(identifier: str | None, family: str | None, form: str) -> int:
    """Liste les règles du catalogue, ou explique l’une d’elles : pourquoi, source, exemples."""
    rules = [rule for rule in catalogue() if family is None or rule.family == family.upper()]
    if identifier:
        rules = [rule for rule in rules if rule.id == identifier.upper()]
        if not rules:
            raise click.ClickException(f"La règle {identifier} n’existe pas ; « dossier rules » les liste.")
    if form == "json":
        from dossier.reports.json import emit_rules

        click.echo(emit_rules(rules), nl=False)
    else:
        click.echo(explain(rules[0]) if identifier else table(rules), nl=False)
    return 0
