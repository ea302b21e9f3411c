package se.malbild.dashboard.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import se.malbild.dashboard.view.AsOf;

/** Where programs read what a page shows. */
final class DataAddress {
    private DataAddress() {}

    /** Returns where the pictures of all years are, as the page shows them. */
    static String pictures(Subject subject) {
        return under(subject) + "/pictures.csv" + query(subject) + language(subject);
    }

    static String picture(Subject subject) {
        return under(subject) + "/pictures/" + subject.year() + ".json" + query(subject);
    }

    /** Returns where the report on the picture is: the annual one, of what the page shows, or the interim one of the moment that it is as of. */
    static String report(Subject subject, String format) {
        return under(subject) + "/reports/" + subject.year() + "." + format + query(subject) + language(subject)
                + (subject.organisation().asOf().isPresent() ? "&kind=interim" : "")
                + (subject.isAfterClosing() ? "&picture=live" : "");
    }

    static String goalArea(Subject subject, String id, String format) {
        return under(subject) + "/goal-areas/" + encoded(id) + "." + format + query(subject)
                + (format.equals("csv") ? language(subject) : "");
    }

    static String indicator(Subject subject, String id, String format) {
        return under(subject) + "/indicators/" + encoded(id) + "." + format + query(subject)
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where departments' reports are; {@code of} is {@code ""} for all, or a slash and the id of one. */
    static String departments(Subject subject, String of, String format) {
        return under(subject) + "/departments" + of + (format.equals("csv") ? ".csv" : "") + framework(subject)
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where it is what {@code department} has not reported, or all when it is {@code ""}. */
    static String missing(Subject subject, String department, String format) {
        return under(subject) + "/missing/" + subject.year() + "." + format + query(subject)
                + (department.isEmpty() ? "" : "&department=" + encoded(department))
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where it is what has been decided about the year. */
    static String decisions(Subject subject) {
        return under(subject) + "/decisions/" + subject.year() + ".json" + framework(subject);
    }

    /** Returns where the picture is that the year is closed with. */
    static String closedPicture(Subject subject) {
        return under(subject) + "/decisions/" + subject.year() + "/picture" + framework(subject);
    }

    /** Returns where the board's judgements of all years are. */
    static String judgements(Subject subject, String format) {
        return under(subject) + "/judgements" + (format.equals("csv") ? ".csv" : "") + framework(subject)
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where the departments' own values of an indicator are. */
    static String departmentsOf(Subject subject, String indicator) {
        return under(subject) + "/indicators/" + encoded(indicator) + "/departments.csv" + framework(subject)
                + language(subject);
    }

    /** Returns where all indicators in all years are. */
    static String indicators(Subject subject) {
        return under(subject) + "/indicators.csv" + query(subject) + language(subject);
    }

    /** Returns where a municipality is compared with another. */
    static String comparison(Subject subject, Subject other, String format) {
        return under(subject) + "/comparisons/" + encoded(other.picture().organisation()) + "." + format
                + framework(subject) + "&otherFramework="
                + encoded(other.picture().framework())
                + (format.equals("csv") ? language(subject) : "");
    }

    static String observations(Subject subject, String id) {
        return under(subject) + "/indicators/" + encoded(id) + "/observations.csv" + framework(subject)
                + language(subject);
    }

    /** Returns where a level is explained; {@code of} names what is explained, {@code ""} for the whole picture. */
    static String explanation(Subject subject, String of) {
        return under(subject) + "/explain/" + subject.year() + of + ".json" + framework(subject);
    }

    /** Returns where changes of the picture are sent as they come. */
    static String changes(Subject subject) {
        return under(subject) + "/events" + framework(subject);
    }

    /** Returns where it is what is different since {@code from}, until the subject's moment or now. */
    static String difference(Subject subject, AsOf from, String format) {
        return under(subject) + "/differences/" + subject.year() + "." + format + framework(subject) + "&from="
                + encoded(from.asked())
                + subject.organisation()
                        .asOf()
                        .map(to -> "&to=" + encoded(to.asked()))
                        .orElse("")
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where it is what is different from the picture of the year {@code before}. */
    static String years(Subject subject, int before, String format) {
        return under(subject) + "/years/" + subject.year() + "." + format + query(subject) + "&since=" + before
                + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where two versions of the framework are side by side. */
    static String versions(Subject subject, int one, int other, String format) {
        return under(subject) + "/versions/" + subject.year() + "." + format + framework(subject) + "&version=" + one
                + "&with=" + other + (format.equals("csv") ? language(subject) : "");
    }

    /** Returns where it is what has changed in the pictures of {@code organisation}. */
    static String revisions(String organisation) {
        return "/v1/organisations/" + encoded(organisation) + "/changes";
    }

    /** Returns the feed of what has changed in the pictures of {@code organisation}. */
    static String feed(String organisation, PageLanguage words) {
        return revisions(organisation) + ".atom?lang=" + words.code();
    }

    private static String query(Subject subject) {
        return framework(subject)
                + subject.organisation()
                        .asOf()
                        .map(then -> "&asOf=" + encoded(then.asked()))
                        .orElse("");
    }

    private static String framework(Subject subject) {
        return "?framework=" + encoded(subject.picture().framework());
    }

    private static String language(Subject subject) {
        return "&lang=" + subject.words().code();
    }

    private static String under(Subject subject) {
        return "/v1/organisations/" + encoded(subject.picture().organisation());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
