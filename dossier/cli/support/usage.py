"""Bad usage, said in French: click's errors by their type and fields."""

from __future__ import annotations

import click


def in_french(error: click.ClickException) -> str:
    """What is wrong with the command typed, and how to get help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "dossier"
    return f"{_reason(error)}\n    Pour l’aide : {path} -h"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f" Peut-être {', '.join(error.possibilities)} ?" if error.possibilities else ""
            return f"L’option {error.option_name} n’existe pas.{near}"
        case click.BadOptionUsage():
            return f"L’option {error.option_name} est mal employée."
        case click.MissingParameter():
            return f"Il manque {_parameter(error)}."
        case click.BadParameter():
            return f"Valeur non admise pour {_parameter(error)}{_choices(error)}."
        case click.FileError():
            return f"Le fichier {error.ui_filename} ne peut pas être ouvert."
        case click.UsageError() if error.ctx and isinstance(error.ctx.command, click.Group):
            return (
                "Cette commande n’existe pas. Les commandes sont : "
                + ", ".join(error.ctx.command.list_commands(error.ctx))
                + "."
            )
        case click.UsageError():
            return "La commande est mal écrite : un argument est en trop, ou il en manque un."
    return error.format_message()


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return str(error.param_hint or "un argument")
    return (
        parameter.opts[-1]
        if isinstance(parameter, click.Option)
        else parameter.make_metavar(error.ctx or click.Context(click.Command("dossier")))
    )


def _choices(error: click.BadParameter) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return f" ; on attend {', '.join(map(str, error.param.type.choices))}"
    return f" ({error.message})" if error.message and error.param_hint == "fr" else ""
