package se.malbild.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.JudgedYear;
import se.malbild.goals.certification.AppliedVersion;
import se.malbild.goals.certification.Certification;
import se.malbild.goals.certification.CertifiedBasis;
import se.malbild.goals.certification.IndicatorCertificate;
import se.malbild.goals.certification.StandingValue;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.observation.Content;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Sender;

/** Certifies the results of a year by the log of its organisation. */
public final class YearCertification {
    private final History history;

    public YearCertification(History history) {
        this.history = history;
    }

    /**
     * Certifies what was published of {@code year}.
     *
     * @param log to the place that the picture was made at
     * @param published empty when it cannot be read
     * @param isIntact whether the log is what the picture was made of
     * @param sameRules whether the picture was made by rules of the number of this build
     * @return a certificate for each indicator that is due in the year; none when no framework in force has the year
     * @throws UndecodedException when the registry does not tell the schema of a record
     */
    public List<IndicatorCertificate> of(
            OrganisationLog log, DecisionYear year, Optional<Picture> published, boolean isIntact, boolean sameRules)
            throws UndecodedException {
        Known known = history.at(log, log.end());
        Optional<JudgedYear> judged = known.judged().stream()
                .filter(one -> one.framework().id().equals(year.framework()) && one.year() == year.year())
                .findFirst();
        if (judged.isEmpty()) {
            return List.of();
        }
        return Certification.of(new CertifiedBasis(
                published,
                isIntact,
                sameRules,
                judged.get(),
                inForceSince(SwedishTime.beginning(LocalDate.of(year.year(), 1, 1)), known.applied(), year.framework()),
                history.standing(log, judged.get().framework(), year.year()).stream()
                        .filter(standing -> standing.observation().content() instanceof Content.Value)
                        .map(YearCertification::value)
                        .toList(),
                history.decisions(log).of(year).decisions()));
    }

    private static StandingValue value(StandingOutcome standing) {
        return new StandingValue(
                standing.observation(),
                standing.cameAs(),
                standing.senders().stream()
                        .flatMap(Optional::stream)
                        .map(Sender::name)
                        .collect(Collectors.toSet()),
                standing.senders().contains(Optional.empty()));
    }

    /** Returns the versions of a framework that were in force at {@code beginning} or later. */
    private static List<AppliedVersion> inForceSince(Instant beginning, List<Known.Applied> applied, String framework) {
        List<AppliedVersion> inForce = new ArrayList<>();
        Optional<FrameworkVersion> greatest = Optional.empty();
        for (Known.Applied one : applied) {
            FrameworkVersion version = one.version();
            if (version.framework().id().equals(framework)
                    && (greatest.isEmpty() || version.compareTo(greatest.get()) > 0)) {
                greatest = Optional.of(version);
                if (!one.at().isAfter(beginning)) {
                    inForce.clear();
                }
                inForce.add(new AppliedVersion(version.framework(), one.at()));
            }
        }
        return inForce;
    }
}
