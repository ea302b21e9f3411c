package se.malbild.dashboard.api;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.reporting.MissingReports;

/** A letter to a department: what exactly it has not reported, by when it is to, and the rows that end it. */
public final class Reminder {
    private static final Text HOW = new Text("""
            Fyll i utfallet i raderna nedan och skicka dem som en fil:

                malbild publish --observed-at DATUM FIL

            DATUM är dagen då värdena togs fram. Finns inget värde, skriv varför under Bortfall: bortfall, ej tillämpligt eller
            sekretess. Står ett antal personer bakom värdet, skriv det under Antal. Era system kan skicka samma uppgifter
            över HTTP till /v1/observations.
            """, """
            Fill in the values in the rows below and send them as a file:

                malbild publish --observed-at DATE FILE

            DATE is the day on which the values were established. Where there is no value, write why under Missing: dropout, not
            applicable or secrecy. Where a number of persons stands behind the value, write it under Count. Your systems can
            send the same over HTTP to /v1/observations.
            """);

    private Reminder() {}

    /**
     * Returns the letter; empty when nothing is missing.
     *
     * @param own what {@code department} has not reported
     * @param day the day in Sweden on which it is written
     */
    public static Optional<Text> of(MissingReports own, Department department, LocalDate day) {
        return own.missing().isEmpty()
                ? Optional.empty()
                : Optional.of(new Text(in(Language.SV, own, department, day), in(Language.EN, own, department, day)));
    }

    private static String in(Language language, MissingReports own, Department department, LocalDate day) {
        Text heading = new Text(
                department.name().sv() + " har inte rapporterat följande för " + own.year() + " ("
                        + own.framework().title().sv() + "):",
                department.name().en() + " has not reported the following of " + own.year() + " ("
                        + own.framework().title().en() + "):");
        String lines = own.missing().stream()
                .map(missing -> "- " + missing.indicator().title().in(language) + " ("
                        + missing.indicator().id() + "): " + missing.what().in(language) + ". "
                        + Labels.standing(missing, day).in(language) + ".\n")
                .collect(Collectors.joining());
        String rows = new String(MissingTable.of(own, day, language), StandardCharsets.UTF_8)
                .substring(1) // the byte order mark
                .replace("\r\n", "\n");
        return heading.in(language) + "\n\n" + lines + "\n" + HOW.in(language) + "\n" + rows;
    }
}
