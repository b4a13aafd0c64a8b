"""`npm run notebook`: papermill's command line with refusals before the start and one clear paragraph after a failure."""

import logging
import sys

import click
from papermill import cli
from papermill.exceptions import PapermillException, PapermillExecutionError

from .checked import Refusal, execute_checked, refuse_unknown_kernel
from .stopping import stop_on_signals


def execute(engine_name=None, kernel_name=None, **options):
    refuse_unknown_kernel(kernel_name)
    return execute_checked(kernel_name=kernel_name, engine_name=engine_name or "marketbook", **options)


def main():
    stop_on_signals()
    # papermill would say the input twice and name the temporary file as the output.
    logging.getLogger("papermill").addFilter(lambda record: not record.getMessage().startswith(("Input Notebook", "Output Notebook")))
    cli.execute_notebook = execute
    try:
        sys.exit(cli.papermill.main(prog_name="notebook", standalone_mode=False))
    except PapermillExecutionError as error:
        sys.exit(say(f"cell {error.exec_count} failed with {error.ename}: {error.evalue.rstrip('. ')}. The executed notebook keeps the whole error.", 1))
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except click.ClickException as error:
        sys.exit(say(f"{error.format_message()} See npm run notebook -- --help", 2))
    except (Refusal, PapermillException) as error:
        sys.exit(say(str(error), 1))
    except OSError as error:
        sys.exit(say(f"{error.filename or 'the notebook'} could not be read or written: {error.strerror}.", 1))


def say(text, code):
    print(f"marketbook notebook: {' '.join(text.split())}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
