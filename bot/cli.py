"""The `insyn` command."""

from pathlib import Path

import click

from bot import __version__
from bot.commands.ending import ends_all
from bot.commands.groups import RECORDS

_FOLDER = click.option(
    "--knowledge",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="INSYN_KNOWLEDGE",
    help="Folder with the policy and its entries [default: the one that comes with Insyn].",
)


class _Command(click.Group):
    """Turns the errors that people can mend into sentences and exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if sentences := _mendable(error):
                click.echo("\n".join(sentences), err=True)
                raise SystemExit(2) from None
            raise


def _mendable(error: Exception) -> list[str]:
    """Return the sentences about an error that people can mend; none for any other error."""
    # Imported here, one after the other: missing settings are told at once, and help texts need nothing of this.
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        return ["Insyn cannot start:", *(f"  {fault}" for fault in error.faults)]

    from bot.assembly import StartError
    from bot.knowledge import KnowledgeError
    from bot.texts.catalogue import MissingCatalogue

    if isinstance(error, KnowledgeError):
        return ["The knowledge folder cannot be used:", *(f"  {fault}" for fault in error.faults)]
    return [f"Insyn cannot start: {error}"] if isinstance(error, StartError | MissingCatalogue) else []


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="insyn")
def main() -> None:
    """Insyn, a privacy desk in Slack.

    It answers questions from the company's own privacy policy and opens a ticket when somebody exercises a right.
    """


@main.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--jsonl", is_flag=True, help="Read questions from standard input, one JSON object a line, and reply to each.")
@click.option("--mail", is_flag=True, help="Read one mail file (.eml) from standard input, as if it had come into a channel.")
@click.option(
    "--explain", "why", is_flag=True, help="Also print why: words that decided, corrected spelling, other candidates, scores."
)
@click.option("--locale", help="Language set in the asker's Slack, such as sv-SE; used if the words show none.")
@_FOLDER
def ask(
    question: tuple[str, ...], as_json: bool, jsonl: bool, mail: bool, why: bool, locale: str | None, folder: Path | None
) -> None:
    """Answer QUESTION here, without Slack.

    With --jsonl each line of standard input is an object with "text" or "mail" and, if wanted, "id" and "locale".
    """
    from bot.commands.ask import Form, run

    if [bool(question), jsonl, mail].count(True) != 1:
        raise click.UsageError("give either a question, --jsonl or --mail")
    if why and (jsonl or as_json):
        raise click.UsageError("--explain is for people and goes without --json and --jsonl")
    run(" ".join(question), form=Form(as_json, jsonl, mail, why), locale=locale, folder=folder)


@main.command()
@click.option("--http", is_flag=True, help="Listen for signed HTTP requests instead of using Socket Mode.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen on.")
@click.option("--port", default=3000, show_default=True, help="With --http: the port to listen on.")
@click.option("--new-database", is_flag=True, help="Begin an empty database in place of one that is gone for good.")
def serve(http: bool, host: str, port: int, new_database: bool) -> None:
    """Run the desk in a Slack workspace.

    The first start makes the database. One that is gone later is missed, and not replaced without --new-database.

    Settings come from the environment: SLACK_BOT_TOKEN, SLACK_APP_TOKEN (Socket Mode), SLACK_SIGNING_SECRET (--http),
    OFFICERS_CHANNEL, and if wanted DATABASE_URL, INSYN_KEY or INSYN_KEY_FILE, CONTROLLER_COUNTRY, FOUR_EYES, OFFICE_HOURS,
    TIMEZONE, OFFICERS_LANGUAGE, INSYN_KNOWLEDGE, SLACK_API_URL.
    """
    from bot.commands.serve import run

    run(http=http, host=host, port=port, new_database=new_database)


@main.command()
@click.option("--http", is_flag=True, help="Check the settings of HTTP mode instead of Socket Mode.")
def doctor(http: bool) -> None:
    """Check the settings against Slack and say what to do."""
    from bot.commands.doctor import run

    raise SystemExit(run(http=http))


@main.command()
@click.option("--http", "address", metavar="URL", help="For HTTP mode: the desk's public address, such as https://desk.example.")
def manifest(address: str | None) -> None:
    """Print the manifest of the Slack app, to paste at api.slack.com/apps. Without --http it is the one for Socket Mode."""
    from bot.commands.manifest import run

    run(address)


@main.command()
@click.option("--quick", is_flag=True, help="End after the conversation, even in a terminal.")
def demo(quick: bool) -> None:
    """Play a conversation with the real desk on a stand-in for Slack, then type yourself."""
    from bot.commands.demo import run

    run(quick=quick)


@main.command()
@click.argument("day", metavar="YYYY-MM-DD")
@click.option(
    "--country",
    type=click.Choice(["SE", "NO", "SE+NO"], case_sensitive=False),
    metavar="[SE|NO|SE+NO]",
    default="SE",
    show_default=True,
    envvar="CONTROLLER_COUNTRY",
    help="Country of the company, whose public holidays count; with SE+NO, the earlier date.",
)
@click.option("--extended", is_flag=True, help="Print the dates with the two further months of GDPR Article 12(3).")
@click.option("--explain", "why", is_flag=True, help="Also print each step: article of law, holidays, calendar version.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--language", default="en", show_default=True, help="Language of the sentences: sv or en.")
def deadline(day: str, country: str, extended: bool, why: bool, as_json: bool, language: str) -> None:
    """Calculate by which date a request received on YYYY-MM-DD must be answered.

    Two dates are printed. The law's date is the last day that GDPR Article 12(3) allows. Ours is the date that the desk
    works towards, and never later. A future day can be given too, to plan ahead.

    \b
    With --json, dates as YYYY-MM-DD:
      country, receipt
      raw, legal               one month, as counted and as moved to a working day
      target                   the desk's own date for it
      extended_raw, extended   the same with three months
      answer_by, ours          legal and target or, with --extended, those of the extension
      calendar                 the version that the holidays come from
      planned                  whether the day has not come yet
      steps                    with --explain: name, facts and text of each
    """
    from bot.commands.deadline import run

    run(day, country=country, extended=extended, why=why, as_json=as_json, language=language)


@main.command()
@click.argument("letter", type=int, required=False)
@click.option("--retry", is_flag=True, help="Try again at once: LETTER, or all failed messages. The running desk sends them.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of a table.")
def outbox(letter: int | None, retry: bool, as_json: bool) -> None:
    """List messages that have not been delivered to Slack, or only the one with the number LETTER.

    What a message says and who gets it is not shown.
    """
    from bot.commands.outbox import run

    run(letter, retry=retry, as_json=as_json)


@main.group()
def knowledge() -> None:
    """Check the policy and the answers that are written for it."""


@knowledge.command()
@click.option("--quiet", is_flag=True, help="Print nothing if there are no faults.")
@_FOLDER
def check(quiet: bool, folder: Path | None) -> None:
    """Print every fault in the knowledge folder, and which entries tell each sentence of the policy."""
    from bot.commands.knowledge import run_check

    run_check(folder, quiet=quiet)


@knowledge.command()
@_FOLDER
def answers(folder: Path | None) -> None:
    """Print every answer as people read it, in each language, as a Markdown page.

    It is for whoever checks the answers against the policy and the law.
    """
    from bot.commands.answers import run

    run(folder)


@knowledge.command("test")
@click.option("--most", default=20, show_default=True, help="List at most this many pairs of topics.")
@_FOLDER
def test_phrasings(most: int, folder: Path | None) -> None:
    """Test whether questions are understood that the desk has not learnt.

    Each example question in the knowledge is asked of a desk that learnt only the others. Printed are the share that was
    understood, and the topics that are taken for one another, the worst first. Takes several minutes; Ctrl-C stops it.
    """
    from bot.commands.knowledge import run_test

    run_test(folder, most)


@main.group(invoke_without_command=True)
@click.option("--seconds", default=8.0, show_default=True, help="Measure each figure for at most this many seconds.")
@_FOLDER
@click.pass_context
@ends_all()
def bench(ctx: click.Context, seconds: float, folder: Path | None) -> None:
    """Measure speed and memory, and compare them with simpler programs on the same machine."""
    from bot.commands.bench import run

    if ctx.invoked_subcommand is None:
        run(seconds, folder)


@bench.command()
@click.option(
    "--questions",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File of questions with the paragraphs that answer them, as in CONTRIBUTING.md.",
)
@_FOLDER
def quality(questions: Path | None, folder: Path | None) -> None:
    """Print how many questions each method gets right: simple ones, each step of the desk's own, and the whole desk.

    The simple ones are rapidfuzz, BM25 and TF-IDF alone. Takes several minutes.
    """
    from bot.commands.bench import run_quality

    run_quality(questions, folder)


@bench.command("load")
@click.option("--messages", default=1000, show_default=True, help="Write that many messages.")
@click.option("--postgresql", metavar="URL", help="Measure on this PostgreSQL server too; databases are made there and dropped.")
@_FOLDER
def bench_load(messages: int, postgresql: str | None, folder: Path | None) -> None:
    """Let 50 people write at once, to the desk and to a bare Bolt app: how fast, in which order, at what cost. Takes minutes."""
    from bot.commands.bench import run_load

    run_load(messages, postgresql, folder)


@bench.command()
def growth() -> None:
    """Measure with ten times the example questions, and with 10,000 odd inputs. Takes some minutes."""
    from bot.commands.bench import run_growth

    run_growth()


for _group in RECORDS:
    main.add_command(_group)
