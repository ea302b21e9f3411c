package se.malbild.goals.assessment;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;

/**
 * The pictures of one organisation while frameworks and observations are added one by one: at any time those that {@link
 * Pictures#of} gives of what has been added. What an observation does not touch is not judged again. For one thread.
 */
public final class OrganisationPictures {
    private final ObservationSet observed;
    private final SortedMap<String, FrameworkVersion> inForce = new TreeMap<>();
    private final Map<String, JudgedFramework> judged = new TreeMap<>();
    private final Set<SeriesYear> stale = new LinkedHashSet<>();
    private Optional<SmallGroupRules> rules = Optional.empty();

    public OrganisationPictures() {
        this(new ObservationSet());
    }

    /** @param observed before; the observations that are added go there, too */
    public OrganisationPictures(ObservationSet observed) {
        this.observed = observed;
    }

    /** Adds a version of one of the organisation's frameworks: what it says of small groups holds for all of them. */
    public void add(FrameworkVersion version) {
        inForce.merge(version.framework().id(), version, FrameworkVersion::inForce);
        SmallGroupRules its = SmallGroupRules.of(version.framework());
        rules = Optional.of(rules.map(known -> known.merge(its)).orElse(its));
        judged.clear();
    }

    /** Adds an observation of the organisation. */
    public void add(Observation observation) {
        observed.add(observation);
        stale.add(new SeriesYear(
                observation.cell().indicator(), observation.cell().year()));
    }

    /** Returns the frameworks in force, by id, those that are withdrawn too. */
    public SortedMap<String, FrameworkVersion> inForce() {
        return Collections.unmodifiableSortedMap(inForce);
    }

    /** Returns the picture of every year of every framework in force; a framework that is withdrawn has none. */
    public SortedMap<Pictures.Key, Picture> pictures() {
        judge();
        SortedMap<Pictures.Key, Picture> pictures = new TreeMap<>();
        judged.forEach((id, framework) -> framework
                .pictures()
                .forEach((year, picture) -> pictures.put(new Pictures.Key(picture.organisation(), id, year), picture)));
        return pictures;
    }

    /** Returns what the pictures follow from: every year of every framework in force that is not withdrawn. */
    public List<JudgedYear> judged() {
        judge();
        return judged.values().stream()
                .flatMap(framework -> framework.years().stream())
                .toList();
    }

    /** Returns the observations that have been added. */
    public Observed observed() {
        return observed;
    }

    /** Returns how many cells are known of the series and years that the pictures follow from. */
    public int cells() {
        return observed.size();
    }

    /** Returns how small groups are protected; empty as long as there is no framework. */
    public Optional<SmallGroups> smallGroups() {
        return rules.map(SmallGroups::new);
    }

    private List<GoalFramework> shown() {
        return inForce.values().stream()
                .map(FrameworkVersion::framework)
                .filter(framework -> !framework.withdrawn())
                .toList();
    }

    private void judge() {
        stale.forEach(
                cells -> judged.values().forEach(framework -> framework.judgeAgain(cells.series(), cells.year())));
        stale.clear();
        if (judged.isEmpty()) {
            smallGroups()
                    .ifPresent(smallGroups -> shown().forEach(framework ->
                            judged.put(framework.id(), new JudgedFramework(framework, smallGroups, observed))));
        }
    }
}
