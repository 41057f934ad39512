"""The command line: `python -m grader …`."""

import os
import sys
import traceback
from collections.abc import Iterable, Iterator

import typer

from grader.catalog import NoSuchExercise
from grader.cli import (
    classes,
    config,
    content,
    database,
    exports,
    machine,
    regrade,
    roster,
    single,
    stats,
    student,
)
from grader.cli.errors import DONE, OUR_FAULT, WRONG_USE, Problem
from grader.settings import CONFIG, Unusable
from grader.teaching.errors import Impossible

DEBUG, SETTINGS = "--debug", "--config"
INTERRUPTED = 130  # what Typer returns for Ctrl+C


def commands() -> typer.Typer:
    app = _typer(
        "Chainrule: exercises on neural-network gradients, graded by naming the mistake.",
        "Any command takes --config FILE for its settings, and --debug to show a traceback.",
    )
    app.command("list")(content.list_)
    app.command("show")(content.show)
    app.command("grade")(single.grade)
    app.command("run")(single.run)
    app.command("batch")(classes.batch)
    app.command("export")(exports.export)
    app.command("stats")(stats.stats)
    app.command("regrade")(regrade.regrade)
    app.command("verify")(content.verify)
    app.command("prepare")(machine.prepare)
    app.command("doctor")(machine.doctor)
    app.command("serve")(machine.serve)
    _add_groups(app)
    return app


def _add_groups(app: typer.Typer) -> None:
    """Commands of two words: `roster import`."""
    people = _group(app, "roster", "Who is in the class, and how they come in.")
    people.command("import")(roster.import_)
    people.command("codes")(roster.codes)
    person = _group(app, "student", "What is recorded of one person.")
    person.command("export")(student.export)
    person.command("erase")(student.erase)
    base = _group(app, "db", "The database, saved, brought back, put together.")
    base.command("backup")(database.backup)
    base.command("restore")(database.restore)
    base.command("merge")(database.merge)
    _group(app, "config", "What is set, and by whom.").command("show")(config.show)


def _typer(help: str, epilog: str = "") -> typer.Typer:
    return typer.Typer(
        help=help,
        epilog=epilog,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _group(app: typer.Typer, name: str, help: str) -> typer.Typer:
    group = _typer(help)
    app.add_typer(group, name=name)
    return group


def main(arguments: list[str]) -> int:
    """Run a command; the exit status.  Errors are one line on stderr."""
    debug = DEBUG in arguments
    try:
        given = list(_without_settings(a for a in arguments if a != DEBUG))
        code = commands()(given, prog_name="grader", standalone_mode=False)
    except (Problem, Impossible, NoSuchExercise, Unusable) as error:
        return _failed(str(error), getattr(error, "code", WRONG_USE), debug)
    except typer.TyperException as error:
        return _failed(error.format_message(), WRONG_USE, debug)
    except (KeyboardInterrupt, typer.Abort):
        return _failed("Stopped.", WRONG_USE, debug)
    except BrokenPipeError:
        return DONE
    except Exception as error:  # whatever else goes wrong is our own fault
        message = f"{type(error).__name__}: {error} (our own fault; --debug shows where)"
        return _failed(message, OUR_FAULT, debug)
    return _failed("Stopped.", WRONG_USE, debug) if code == INTERRUPTED else code or DONE


def _without_settings(arguments: Iterable[str]) -> Iterator[str]:
    """The arguments without --config FILE, which is put where workers, too, will find it."""
    words = iter(arguments)
    for word in words:
        option, equals, file = word.partition("=")
        if option != SETTINGS:
            yield word
            continue
        file = file if equals else next(words, "")
        if not file:
            raise Problem(f"{SETTINGS} should be followed by a FILE.")
        os.environ[CONFIG] = file


def _failed(message: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
