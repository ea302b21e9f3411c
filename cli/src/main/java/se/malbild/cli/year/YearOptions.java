package se.malbild.cli.year;

import picocli.CommandLine.Option;
import se.malbild.cli.terminal.MunicipalityConverter;

/** The year that it is about. */
final class YearOptions {
    @Option(
            names = "--organisation",
            required = true,
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {"Kommun: namn eller kod.", "Municipality: name or code."})
    private String organisation;

    @Option(
            names = "--framework",
            required = true,
            paramLabel = "ID",
            description = {"Styrmodellens id.", "The goal framework's id."})
    private String framework;

    @Option(
            names = "--year",
            required = true,
            paramLabel = "ÅR/YEAR",
            description = {"Året.", "The year."})
    private int year;

    String organisation() {
        return organisation;
    }

    String framework() {
        return framework;
    }

    int year() {
        return year;
    }
}
