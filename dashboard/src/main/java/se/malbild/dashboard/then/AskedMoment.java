package se.malbild.dashboard.then;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import se.malbild.goals.Fault;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/** Reads a moment that has been: the end of a day in Sweden, or any point in time. */
final class AskedMoment {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.{1,40}");

    private AskedMoment() {}

    /**
     * Returns the last moment of what {@code text} says.
     *
     * @param parameter that it was given in
     * @throws HttpProblemException when it says no moment, or one that has not passed
     */
    static Instant read(String parameter, String text, Instant now) {
        Instant moment = moment(parameter, text);
        if (moment.isAfter(now)) {
            throw refused(
                    "not-passed",
                    parameter,
                    new Text(
                            "Den dagen eller tidpunkten är inte förbi än; en dag räknas till sitt slut i Sverige. Ange en"
                                    + " tidigare.",
                            "That day or point in time has not passed yet; a day counts to its end in Sweden. Give an"
                                    + " earlier one."));
        }
        return moment;
    }

    private static Instant moment(String parameter, String text) {
        try {
            if (DAY.matcher(text).matches()) {
                return SwedishTime.end(LocalDate.parse(text));
            }
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException noTime) {
            // as everything else that is none
        }
        throw refused(
                "no-moment",
                parameter,
                new Text(
                        "Ange en dag, till exempel 2018-08-31, eller en tidpunkt, till exempel 2018-08-31T12:00:00Z.",
                        "Give a day, for example 2018-08-31, or a point in time, for example 2018-08-31T12:00:00Z."));
    }

    private static HttpProblemException refused(String code, String parameter, Text message) {
        return new HttpProblemException(
                HttpProblem.badRequest("bad-moment", message).withFaults(List.of(new Fault(code, parameter, message))));
    }
}
