package se.malbild.kolada;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;

/**
 * Makes observations of Kolada's values. The key figure's id is the indicator's series. An event id names what the value is
 * about and ends with a hash of what is said and when, so the same answer gives the same events, and a value that comes back
 * after a correction is another event than it was before.
 *
 * <p>Kolada's {@code count} is the number of municipalities behind the value of a group of them, 1 for a municipality, and
 * not of persons. It is kept in the comment when it is another than 1.
 */
public final class KoladaReader {
    /** How the raw values are cited, by Kolada's terms. */
    public static final String SOURCE = "Källa: Kolada";

    private static final Map<String, Gender> GENDERS = Map.of("T", Gender.TOTAL, "K", Gender.WOMEN, "M", Gender.MEN);
    private static final Map<String, MissingReason> REASONS = Map.of(
            "missing", MissingReason.DROPOUT,
            "-", MissingReason.DROPOUT,
            "notapplicable", MissingReason.NOT_APPLICABLE,
            ".", MissingReason.NOT_APPLICABLE,
            "private", MissingReason.SECRECY,
            "privacy", MissingReason.SECRECY,
            "secrecy", MissingReason.SECRECY,
            "..", MissingReason.SECRECY);

    /** What became of one of Kolada's values. */
    public sealed interface Reading {
        /**
         * It says an observation.
         *
         * @param what the key figure, municipality, year and gender
         */
        record Observed(String what, Observation observation) implements Reading {
            public Observed {
                Objects.requireNonNull(observation, "observation");
            }
        }

        /**
         * It does not.
         *
         * @param what the key figure, municipality, year and gender, as far as they are given
         */
        record Faulty(String what, List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    private final KoladaDepartments departments;
    private final Instant observedAt;
    private final ObservationDraft draft = new ObservationDraft();

    /**
     * @param observedAt of every observation. Kolada does not say when a value was established or corrected, so this is to be
     *     when Kolada was asked: what is fetched later then goes before what was fetched earlier
     */
    public KoladaReader(KoladaDepartments departments, Instant observedAt) {
        this.departments = departments;
        this.observedAt = observedAt;
    }

    /** Returns what every value of {@code page} says, in their order. */
    public List<Reading> read(KoladaPage page) {
        List<Reading> readings = new ArrayList<>();
        for (JsonNode row : page.rows()) {
            if (row.path("values").isArray()) {
                row.path("values").forEach(value -> readings.add(read(row, value)));
            } else {
                readings.add(new Reading.Faulty(
                        about(row, row),
                        List.of(new Fault(
                                "no-values",
                                "values",
                                new Text("En lista av värden väntas.", "A list of values is expected.")))));
            }
        }
        return readings;
    }

    private Reading read(JsonNode row, JsonNode value) {
        draft.clear();
        draft.eventId(SOURCE).source(SOURCE).observedAt(observedAt);
        text(row, "kpi").ifPresent(draft::indicator);
        text(row, "municipality").ifPresent(draft::organisation);
        Optional<Integer> year = year(row.path("period"));
        year.ifPresentOrElse(
                draft::year,
                () -> fault("not-a-year", "year", "Ett år väntas i ”period”.", "A year is expected in “period”."));
        Optional<Gender> gender = text(value, "gender").map(GENDERS::get);
        gender.ifPresentOrElse(
                draft::gender,
                () -> fault("unknown-symbol", "gender", "T, K eller M väntas.", "T, K or M is expected."));
        department(row, year);
        content(value);
        try {
            Observation observation = draft.build();
            Cell cell = observation.cell();
            // Of ids in their normal form, so that it is in its own.
            String prefix = String.join(
                    "-",
                    "kolada",
                    cell.indicator(),
                    cell.organisation(),
                    String.valueOf(cell.year()),
                    text(value, "gender").orElse(""),
                    "");
            return new Reading.Observed(about(row, value), ContentId.assign(observation, prefix));
        } catch (InvalidObservationException invalid) {
            return new Reading.Faulty(about(row, value), invalid.faults());
        }
    }

    private void department(JsonNode row, Optional<Integer> year) {
        Optional<String> kpi = text(row, "kpi");
        Optional<String> municipality = text(row, "municipality");
        if (kpi.isEmpty() || municipality.isEmpty() || year.isEmpty()) {
            return; // which of them is missing is reported
        }
        KoladaDepartments.Answer answer = departments.of(kpi.get(), municipality.get(), year.get());
        if (answer instanceof KoladaDepartments.Answer.Known known) {
            draft.department(known.department());
        } else if (answer instanceof KoladaDepartments.Answer.Unknown unknown) {
            draft.unreadable(new Fault("no-department", "department", unknown.why()));
        }
    }

    private void content(JsonNode value) {
        String status = text(value, "status").orElse("");
        JsonNode number = value.path("value");
        List<String> comments = new ArrayList<>();
        if (!status.isEmpty()) {
            comments.add("status=" + status);
        }
        if (value.path("count").isNumber() && value.path("count").asLong() != 1) {
            comments.add("count=" + value.path("count").asText());
        }
        if (value.path("isdeleted").asBoolean()) {
            draft.retracted(true);
            comments.add("isdeleted");
        } else if (number.isNumber()) {
            draft.value(number.decimalValue());
        } else if (number.isNull() || number.isMissingNode()) {
            Optional<MissingReason> reason = Optional.ofNullable(
                    REASONS.get(status.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "")));
            draft.missing(reason.orElse(MissingReason.DROPOUT));
            if (reason.isEmpty()) {
                comments.add("orsaken framgår inte / the reason is not told");
            }
        } else {
            fault("not-a-number", "value", "Ett tal eller null väntas.", "A number or null is expected.");
        }
        if (!comments.isEmpty()) {
            draft.comment("Kolada: " + String.join(", ", comments));
        }
    }

    private static Optional<Integer> year(JsonNode period) {
        return period.asText().matches("\\d{1,9}") ? Optional.of(Integer.parseInt(period.asText())) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    private static String about(JsonNode row, JsonNode value) {
        return String.join(
                " ",
                row.path("kpi").asText("?"),
                row.path("municipality").asText("?"),
                row.path("period").asText("?"),
                value.path("gender").asText("?"));
    }

    private void fault(String code, String field, String sv, String en) {
        draft.unreadable(new Fault(code, field, new Text(sv, en)));
    }
}
