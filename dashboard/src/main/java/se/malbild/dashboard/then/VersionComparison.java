package se.malbild.dashboard.then;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Known;
import se.malbild.history.Part;

/**
 * Two versions of a framework side by side: what each makes of the same observations in a year.
 *
 * @param versions every time that either of the two was applied, in the order of the log
 * @param framework what is different in the framework
 * @param parts what is different in the picture, from the whole down: before by the one version, now by the other
 */
public record VersionComparison(List<Known.Applied> versions, List<FrameworkDifference> framework, List<Part> parts) {

    /**
     * Compares two versions by all observations that are known; empty when one of them was never applied.
     *
     * <p>Small groups are protected by what all versions have ever said of them.
     */
    static Optional<VersionComparison> of(Known known, String framework, int one, int other, int year) {
        Optional<FrameworkVersion> first = version(known, framework, one);
        Optional<FrameworkVersion> second = version(known, framework, other);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        SmallGroups smallGroups = known.smallGroups().orElseThrow();
        return Optional.of(new VersionComparison(
                Stream.of(first, second)
                        .flatMap(Optional::stream)
                        .distinct()
                        .flatMap(version -> known.applied().stream()
                                .filter(applied -> applied.version().equals(version)))
                        .toList(),
                FrameworkDifference.between(
                        first.get().framework(), second.get().framework()),
                Part.between(
                                picture(first.get(), year, known, smallGroups),
                                picture(second.get(), year, known, smallGroups))
                        .stream()
                        .filter(VersionComparison::isMoreThanTheVersion)
                        .toList()));
    }

    /** That the whole picture is by another version is what is asked. */
    private static boolean isMoreThanTheVersion(Part part) {
        return part.kind() != Part.Kind.PICTURE
                || !part.before()
                        .map(shown -> shown.outcome().level())
                        .equals(part.now().map(shown -> shown.outcome().level()));
    }

    /** Of two documents with one number it is the one that would be in force. */
    private static Optional<FrameworkVersion> version(Known known, String framework, int number) {
        return known.applied().stream()
                .map(Known.Applied::version)
                .filter(version -> version.framework().id().equals(framework)
                        && version.framework().version() == number)
                .reduce(FrameworkVersion::inForce);
    }

    private static Optional<Picture> picture(FrameworkVersion version, int year, Known known, SmallGroups smallGroups) {
        GoalFramework framework = version.framework();
        return framework.withdrawn() || !framework.covers(year)
                ? Optional.empty()
                : Optional.of(new Assessment(framework, smallGroups).picture(year, known.observed()));
    }
}
