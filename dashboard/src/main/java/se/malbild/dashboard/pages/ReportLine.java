package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.view.DepartmentReport;
import se.malbild.dashboard.view.DepartmentReport.Status;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.Wording.Shown;

/**
 * A line about what a department has reported of an indicator.
 *
 * @param indicator seen in the year of the report
 */
public record ReportLine(IndicatorYears indicator, DepartmentReport report) {

    public Optional<Shown> value() {
        return indicator.numbers().value(report.value());
    }

    /** Returns the value of the municipality, which the level is about. */
    public Optional<Shown> municipality() {
        return indicator.numbers().value(report.indicator().value());
    }

    /** Returns how well the municipality meets the goal. */
    Optional<BigDecimal> attainment() {
        return report.indicator().attainment();
    }

    public Optional<Shown> women() {
        return indicator.groupNumbers().value(report.women());
    }

    public Optional<Shown> men() {
        return indicator.groupNumbers().value(report.men());
    }

    public Optional<Shown> forecast() {
        return indicator.numbers().value(report.forecast());
    }

    public boolean hides(Suppressed field) {
        return report.hides(field);
    }

    /** Tells whether a value for women or men is shown, or may be there and is not shown. */
    public boolean hasGenders() {
        return women().isPresent() || men().isPresent() || hides(Suppressed.WOMEN) || hides(Suppressed.MEN);
    }

    /** Tells whether something in the line is not shown because of small groups. */
    public boolean isSuppressed() {
        return hidesMunicipality() || hides(Suppressed.FORECAST) || hides(Suppressed.WOMEN) || hides(Suppressed.MEN);
    }

    public boolean hidesMunicipality() {
        return report.indicator().suppressed().contains(Suppressed.VALUE);
    }

    public boolean isMissing() {
        return report.status() == Status.NOT_REPORTED;
    }

    public boolean isReported() {
        return report.status() == Status.REPORTED;
    }

    /** Returns what the department has done, such as "Har rapporterat tertial 1, tertial 2". */
    public String status() {
        String parts = report.periods().stream()
                .filter(period -> !period.isWholeYear())
                .map(period -> indicator.subject().words().partOfYear(period))
                .collect(Collectors.joining(", "));
        String said = indicator.subject().words().say(Labels.reporting(report.status()));
        return parts.isEmpty() || !isReported() ? said : said + " " + parts;
    }

    /** Tells whether nothing is to be reported in the year, and nothing has been. */
    public boolean isNotDue() {
        return report.status() == Status.NOT_DUE;
    }

    /** Returns the name of the department and what it has done, with the reason where the indicator itself has another. */
    public String said() {
        Optional<String> told = report.indicator()
                .reason()
                .map(Reason::message)
                .map(message -> indicator.subject().words().say(message));
        String done = status();
        return indicator.subject().department(report.department())
                + (report.status() == Status.NOT_SHOWN ? ": " : " ")
                + done.substring(0, 1).toLowerCase(Locale.ROOT)
                + done.substring(1)
                + reason().filter(why -> !told.equals(Optional.of(why)))
                        .map(why -> ". " + why)
                        .orElse("");
    }

    /** Returns why there is no value, or what of it is left aside. */
    public Optional<String> reason() {
        PageLanguage words = indicator.subject().words();
        if (report.leftOut() && report.value().isEmpty()) {
            return Optional.of(
                    indicator.subject().organisation().asOf().isPresent()
                            ? words.say(Labels.NOT_LISTED_THEN)
                            : words.say(
                                    "Nämndens egna uppgifter är fler än vad som kan visas här.",
                                    "The department has reported more than can be shown here."));
        }
        return report.reason().map(Reason::message).map(words::say);
    }
}
