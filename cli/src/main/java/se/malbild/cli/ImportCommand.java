package se.malbild.cli;

import picocli.CommandLine.Command;

@Command(
        name = "import",
        description = {"Hämtar observationer från andra.", "Fetches observations from others."},
        mixinStandardHelpOptions = true,
        subcommands = KoladaCommand.class)
final class ImportCommand {}
