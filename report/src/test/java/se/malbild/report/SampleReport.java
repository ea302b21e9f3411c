package se.malbild.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.OrganisationPictures;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportKind;
import se.malbild.schemas.Justification;

/** What the reports of the shipped frameworks follow from, as if every sample event had come when it was observed. */
public final class SampleReport {
    public static final String OREBRO = "1880";
    public static final String VASTERAS = "1980";
    public static final Instant AUGUST = ReportBasis.forecastMoment(2018);
    /** The goal area that {@link #written} is about. */
    private static final String WRITTEN_ABOUT = "barn-och-ungas-behov-1";

    private static final Instant APPLIED = Instant.parse("2017-01-02T08:00:00Z");

    private SampleReport() {}

    /** Returns the documents of {@code organisation}'s framework: of Västerås an earlier one with other targets comes first. */
    private static List<String> documents(String organisation) {
        if (organisation.equals(OREBRO)) {
            return List.of(SampleEvents.framework("orebro-2017-2019"));
        }
        String now = SampleEvents.framework("vasteras-exempel-2017-2019");
        return List.of(
                now.replace("{2017: 600, 2018: 650, 2019: 700}", "{2017: 600, 2018: 720, 2019: 770}"),
                now.replace("\nversion: 1\n", "\nversion: 2\n"));
    }

    /** Returns what was known at {@code moment}, and what is known now where it is empty. */
    public static Known known(String organisation, Optional<Instant> moment) {
        return known(documents(organisation), events(organisation, moment));
    }

    /** Returns the sample events that were observed by {@code moment}. */
    public static List<Observation> events(String organisation, Optional<Instant> moment) {
        return SampleEvents.of(organisation).stream()
                .filter(event ->
                        moment.map(then -> !event.observedAt().isAfter(then)).orElse(true))
                .toList();
    }

    /** Returns what is known from {@code events} by the versions of a framework. */
    public static Known known(List<String> documents, List<Observation> events) {
        OrganisationPictures pictures = new OrganisationPictures();
        List<Known.Applied> applied = documents.stream()
                .map(document -> {
                    FrameworkVersion version = version(document);
                    pictures.add(version);
                    return new Known.Applied(
                            version,
                            new Justification("Anna Ek", "Påhittat skäl.", Optional.of("Påhittat, § 118")),
                            0,
                            version.framework().version(),
                            APPLIED);
                })
                .toList();
        events.forEach(pictures::add);
        return new Known(
                pictures.inForce(),
                applied,
                pictures.pictures(),
                pictures.judged(),
                pictures.smallGroups(),
                pictures.observed(),
                0,
                0,
                true);
    }

    private static FrameworkVersion version(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the annual report's basis for 2018, with what is known now. */
    public static ReportBasis annual(String organisation) {
        return annual(organisation, List.of());
    }

    /** Returns the same with decisions about the year. */
    public static ReportBasis annual(String organisation, List<YearDecision> decisions) {
        return basis(
                ReportKind.ANNUAL,
                known(organisation, Optional.empty()),
                Optional.empty(),
                Optional.of(known(organisation, Optional.of(AUGUST))),
                decisions);
    }

    /** Returns the interim report's basis of 31 August 2018. */
    public static ReportBasis interim(String organisation) {
        return basis(
                ReportKind.INTERIM,
                known(organisation, Optional.of(AUGUST)),
                Optional.of(AUGUST),
                Optional.empty(),
                List.of());
    }

    /** Returns a basis of what is known. */
    public static ReportBasis basis(
            ReportKind kind,
            Known known,
            Optional<Instant> asOf,
            Optional<Known> foretold,
            List<YearDecision> decisions) {
        Pictures.Key key = known.pictures().keySet().stream()
                .filter(of -> of.year() == 2018)
                .findFirst()
                .orElseThrow();
        return new ReportBasis(
                key,
                kind,
                asOf,
                known,
                new Cut(423, known.applied().size()),
                false,
                false,
                foretold,
                decisions,
                Optional.empty());
    }

    /** Returns a decision about Örebro's 2018; of a closing, {@code sha256} is that of its picture, which it does not hold. */
    public static YearDecision decision(
            DecisionKind kind, String subject, String department, String level, String text, String sha256) {
        return new YearDecision(
                "decision-" + kind + sha256,
                new DecisionYear(OREBRO, "orebro-2017-2019", 2018),
                Slot.of(kind, subject, department),
                kind,
                "",
                new Author("Anna Ek", Author.Role.STEERING_OFFICE, "token-1"),
                LocalDate.of(2019, 4, 1),
                "§ 12",
                "",
                level,
                kind == DecisionKind.JUDGED ? "mer-behovs" : "",
                List.of(),
                text,
                Language.SV,
                List.of(),
                new Basis(423, 1, "0".repeat(64), 1, "0".repeat(64), 1, List.of(), 0),
                sha256.isEmpty() ? Optional.empty() : Optional.of(new ClosedPicture(new byte[0], sha256)),
                "");
    }

    /** Returns a judgement and a comment on one of Örebro's goal areas, written in Markdown. */
    public static List<YearDecision> written() {
        return List.of(
                decision(
                        DecisionKind.JUDGED,
                        WRITTEN_ABOUT,
                        "",
                        "fortsatt-sa",
                        "Utvecklingen har **vänt**. Se [rapporten](https://example.org/rapport?del=arbete).",
                        ""),
                decision(
                        DecisionKind.COMMENTED,
                        WRITTEN_ABOUT,
                        "kommunstyrelsen",
                        "",
                        "# Analys\nFler har *fått* jobb:\n\n1. unga\n   - sommarjobb\n   - lärlingar\n2. nyanlända\n\n> Företagen"
                                + " söker folk.\n\nDet fortsätter.",
                        ""));
    }
}
