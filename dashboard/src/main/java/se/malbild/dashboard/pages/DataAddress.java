package se.malbild.dashboard.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where programs read what a page shows. */
final class DataAddress {
    private DataAddress() {}

    static String picture(Subject subject, String format) {
        return under(subject) + "/pictures/" + subject.year() + "." + format;
    }

    static String goalArea(Subject subject, String id, String format) {
        return under(subject) + "/goal-areas/" + encoded(id) + "/" + subject.year() + "." + format;
    }

    static String indicator(Subject subject, String id, String format) {
        return under(subject) + "/indicators/" + encoded(id) + "." + format;
    }

    private static String under(Subject subject) {
        return "/v1/organisations/" + encoded(subject.picture().organisation());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
