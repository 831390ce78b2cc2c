"""``dossier rules``: the catalogue, or one rule explained."""

from __future__ import annotations

import click

from dossier.cli import DONE
from dossier.cli.support.reading import SOURCES
from dossier.reports.explain import explain, explain_otherwise, table
from dossier.rules.local import rules_of
from dossier.settings import read_settings


@click.command("rules", epilog="Exemple : dossier rules ECT-002")
@click.argument("identifier", required=False, metavar="[RÈGLE]")
@click.option("--family", metavar="FAMILLE", help="Une famille seulement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Format de la liste.")
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(identifier: str | None, family: str | None, form: str) -> int:
    """Liste les règles, celles de l’établissement comprises, ou en explique une : pourquoi, source, exemples."""
    known = rules_of(read_settings(SOURCES), SOURCES)
    rules = [rule for rule in known if family is None or rule.family == family.upper()]
    if not rules:
        families = ", ".join(dict.fromkeys(rule.family for rule in known))
        raise click.ClickException(f"La famille {family} n’existe pas : {families}.")
    if identifier:
        rules = [rule for rule in rules if rule.id == identifier.upper()]
        if not rules and form == "text" and (otherwise := explain_otherwise(identifier.upper())):
            click.echo(otherwise, nl=False)
            return DONE
        if not rules:
            raise click.ClickException(f"La règle {identifier} n’existe pas ; « dossier rules » les liste.")
    if form == "json":
        from dossier.reports.json import emit_rules

        click.echo(emit_rules(rules), nl=False)
    else:
        click.echo(explain(rules[0]) if identifier else table(rules), nl=False)
    return DONE
