"""Bad usage, said in French: click's errors by their type and fields."""

from __future__ import annotations

import click

from dossier.french.nearest import nearest


def complaint(error: click.ClickException) -> str:
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
            if _is_flag(error.option_name):
                return f"L’option {error.option_name} s’écrit seule, sans valeur."
            return f"Il manque la valeur de l’option {error.option_name}."
        case click.MissingParameter():
            return f"Il manque {_parameter(error)}."
        case click.BadParameter(param=click.Parameter(type=click.Path(dir_okay=True)) as param):
            name = _shown(param, error).strip("[]…")
            return f"Le droit de lire {name} manque : demandez-le, ou copiez le fichier ailleurs."
        case click.BadParameter():
            return f"Valeur non admise pour {_parameter(error)}{_choices(error)}."
        case click.FileError():
            return f"Le fichier {error.ui_filename} ne peut pas être ouvert."
        case click.exceptions.NoSuchCommand():
            names = _commands(error.ctx)
            meant = nearest(error.command_name, names)
            advice = f"Peut-être {meant} ?" if meant else f"Les commandes sont : {', '.join(names)}."
            return f"La commande {error.command_name} n’existe pas. {advice}"
        case click.UsageError(ctx=click.Context(command=click.Group()) as context):
            return f"Il manque la commande : {', '.join(_commands(context))}."
        case click.UsageError():
            return "La commande est mal écrite : un argument est en trop, ou il en manque un."
    return error.format_message()


def _commands(context: click.Context | None) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if context and isinstance(group, click.Group) else []


def _is_flag(name: str) -> bool:
    """Is this an option without a value? Click does not say of which command it speaks."""
    from dossier.cli import group

    waiting: list[click.Command] = [group]
    while waiting:
        command = waiting.pop()
        if any(isinstance(each, click.Option) and each.is_flag and name in each.opts for each in command.params):
            return True
        if isinstance(command, click.Group):
            context = click.Context(command)
            waiting += filter(None, (command.get_command(context, each) for each in command.list_commands(context)))
    return False


def _parameter(error: click.BadParameter) -> str:
    return str(error.param_hint or "un argument") if error.param is None else _shown(error.param, error)


def _shown(parameter: click.Parameter, error: click.BadParameter) -> str:
    """As the help shows it."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.make_metavar(error.ctx or click.Context(click.Command("dossier")))


def _choices(error: click.BadParameter) -> str:
    match error.param and error.param.type:
        case click.Choice() as choice:
            return f" ; on attend {', '.join(map(str, choice.choices))}"
        case click.DateTime():
            return " ; on attend AAAA-MM-JJ, un jour qui existe : 2026-03-05"
    return f" ({error.message})" if error.message and error.param_hint == "fr" else ""
