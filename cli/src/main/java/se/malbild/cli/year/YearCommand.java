package se.malbild.cli.year;

import picocli.CommandLine.Command;

@Command(
        name = "year",
        description = {
            "Besluten om ett år: vem som är klar, styrelsens bedömning, bokslutet. De går genom ingången.",
            "Decisions about a year: who is ready, the board's judgement, the closing. They go through the gateway."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            MarkCommand.class,
            ReadyCommand.class,
            JudgeCommand.class,
            CommentCommand.class,
            CloseCommand.class,
            ReopenCommand.class,
            YearStatusCommand.class
        })
public final class YearCommand {}
