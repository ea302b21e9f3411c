package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.NormalForm;
import se.malbild.goals.observation.Observation;

/**
 * The goal frameworks in force, and what they say of an observation that is on its way in. Nothing of it stops an observation:
 * what no framework knows is kept until one does. One thread adds versions; any number may ask.
 */
public final class CurrentFrameworks {
    /**
     * What a framework says of the observations of a series in a year.
     *
     * @param departments ids of those expected to report it
     */
    private record Expectation(GoalFramework framework, Indicator indicator, List<String> departments) {
        boolean hasRoomFor(String district) {
            List<String> districts = framework.districts();
            return district.equals(Cell.WHOLE_MUNICIPALITY) || districts.isEmpty() || districts.contains(district);
        }
    }

    /**
     * What the frameworks of one organisation say.
     *
     * @param versions those in force, by the id of the framework
     * @param years by year and by series; a year that none covers is not there
     * @param smallGroups what all versions that were added say of small groups
     */
    private record Known(
            Map<String, FrameworkVersion> versions,
            Map<Integer, Map<String, List<Expectation>>> years,
            SmallGroupRules smallGroups) {
        /** Returns the departments of the frameworks that are not withdrawn. */
        Stream<Department> departments() {
            return versions.values().stream()
                    .map(FrameworkVersion::framework)
                    .filter(framework -> !framework.withdrawn())
                    .flatMap(framework -> framework.departments().stream());
        }
    }

    private static final Known NOTHING = new Known(
            Map.of(),
            Map.of(),
            new SmallGroupRules(
                    FrameworkReader.DEFAULT_SMALLEST_GROUP,
                    FrameworkReader.DEFAULT_SMALLEST_GROUP,
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet()));

    private final Map<String, Known> organisations = new ConcurrentHashMap<>();

    /**
     * Adds a version of a framework; the greatest is in force, whatever the order they come in. What an earlier one says
     * of small groups holds, too.
     */
    public void add(FrameworkVersion version) {
        String organisation = version.framework().organisation();
        Known before = organisations.get(organisation);
        Map<String, FrameworkVersion> versions = before == null ? new HashMap<>() : new HashMap<>(before.versions());
        versions.merge(version.framework().id(), version, FrameworkVersion::inForce);
        SmallGroupRules said = SmallGroupRules.of(version.framework());
        organisations.put(
                organisation,
                new Known(
                        versions,
                        years(versions.values()),
                        before == null ? said : before.smallGroups().merge(said)));
    }

    private static Map<Integer, Map<String, List<Expectation>>> years(Collection<FrameworkVersion> versions) {
        Map<Integer, Map<String, List<Expectation>>> years = new HashMap<>();
        for (FrameworkVersion version : versions) {
            GoalFramework framework = version.framework();
            if (framework.withdrawn()) {
                continue;
            }
            Departments departments = new Departments(framework);
            for (int year = framework.historyFrom(); year <= framework.to(); year++) {
                Map<String, List<Expectation>> series = years.computeIfAbsent(year, any -> new HashMap<>());
                for (Indicator indicator : framework.indicators()) {
                    series.computeIfAbsent(indicator.series(), any -> new ArrayList<>())
                            .add(new Expectation(framework, indicator, departments.expected(indicator, year)));
                }
            }
        }
        return years;
    }

    /**
     * Returns what will become of {@code observation} that its sender may not expect, each with one of the codes {@code
     * small-group}, {@code no-framework}, {@code year-not-covered}, {@code unknown-indicator}, {@code
     * unexpected-department}, {@code unexpected-district} and {@code value-out-of-range}.
     */
    public List<Fault> warnings(Observation observation) {
        Cell cell = observation.cell();
        Known known = organisations.getOrDefault(cell.organisation(), NOTHING);
        List<Expectation> expectations =
                known.years().getOrDefault(cell.year(), Map.of()).getOrDefault(cell.indicator(), List.of());
        Optional<Fault> smallGroup = SmallGroupWarning.of(observation, known.smallGroups());
        Stream<Optional<Fault>> others = expectations.isEmpty()
                ? Stream.of(Optional.of(parked(cell, known)))
                : Stream.of(
                        unexpectedDepartment(cell, known, expectations),
                        unexpectedDistrict(cell, expectations),
                        outOfRange(observation, expectations));
        return Stream.concat(Stream.of(smallGroup), others)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Says why no framework knows of {@code cell}. */
    private static Fault parked(Cell cell, Known known) {
        if (known.years().isEmpty()) {
            return parked(
                    "no-framework",
                    "organisation",
                    "Kommunen har ingen styrmodell här ännu",
                    "The municipality has no goal framework here yet");
        }
        if (!known.years().containsKey(cell.year())) {
            return parked(
                    "year-not-covered",
                    "year",
                    "Ingen styrmodell omfattar " + cell.year(),
                    "No goal framework covers " + cell.year());
        }
        Text meant = meant(cell.indicator(), known.years().get(cell.year()).keySet());
        return parked(
                "unknown-indicator",
                "indicator",
                "Nyckeltalet " + cell.indicator() + " finns inte i styrmodellen för " + cell.year() + meant.sv(),
                "The indicator " + cell.indicator() + " is not in the goal framework for " + cell.year() + meant.en());
    }

    /** Tells whether no framework of the organisation knows the series and the year of {@code cell}, so that it does not count. */
    public boolean isParked(Cell cell) {
        Known known = organisations.get(cell.organisation());
        return known == null
                || !known.years().getOrDefault(cell.year(), Map.of()).containsKey(cell.indicator());
    }

    private static Fault parked(String code, String field, String sv, String en) {
        return new Fault(
                code,
                field,
                new Text(
                        sv + "; observationen sparas och räknas när en styrmodell känner till den.",
                        en + "; the observation is kept and counts once a framework covers it."));
    }

    /** Says which of {@code ids} differs from {@code given} in its letter case only, if one does. */
    private static Text meant(String given, Collection<String> ids) {
        return ids.stream()
                .filter(id -> given.equalsIgnoreCase(id) && !given.equals(id))
                .findFirst()
                .map(id -> new Text(
                        " (”" + id + "” finns: stora och små bokstäver räknas)",
                        " (“" + id + "” is there: letter case matters)"))
                .orElse(new Text("", ""));
    }

    private static Optional<Fault> unexpectedDepartment(Cell cell, Known known, List<Expectation> expectations) {
        if (expectations.stream().anyMatch(one -> one.departments().contains(cell.department()))) {
            return Optional.empty();
        }
        String ids = expectations.stream()
                .flatMap(one -> one.departments().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        Text expected =
                ids.isEmpty() ? new Text("", "") : new Text(" Väntade: " + ids + ".", " Expected: " + ids + ".");
        Text meant =
                meant(cell.department(), known.departments().map(Department::id).toList());
        return Optional.of(new Fault(
                "unexpected-department",
                "department",
                new Text(
                        "Förvaltningen " + cell.department() + " väntas inte rapportera nyckeltalet" + meant.sv() + "."
                                + expected.sv() + " Observationen räknas, och det visas som ett problem.",
                        "The department " + cell.department() + " is not expected to report the indicator" + meant.en()
                                + "." + expected.en() + " The observation counts, and that is shown as a problem.")));
    }

    private static Optional<Fault> unexpectedDistrict(Cell cell, List<Expectation> expectations) {
        if (expectations.stream().anyMatch(one -> one.hasRoomFor(cell.district()))) {
            return Optional.empty();
        }
        List<String> districts = expectations.stream()
                .flatMap(one -> one.framework().districts().stream())
                .distinct()
                .toList();
        Text meant = meant(cell.district(), districts);
        String ids = String.join(", ", districts);
        return Optional.of(new Fault(
                "unexpected-district",
                "district",
                new Text(
                        "Stadsdelen " + cell.district() + " finns inte i styrmodellen" + meant.sv() + ". Där finns: "
                                + ids + ". Observationen sparas men ingår inte i någon skillnad mellan stadsdelar.",
                        "The district " + cell.district() + " is not in the goal framework" + meant.en()
                                + ". It has: " + ids
                                + ". The observation is kept but is no part of a difference between districts.")));
    }

    private static Optional<Fault> outOfRange(Observation observation, List<Expectation> expectations) {
        if (!(observation.content() instanceof Content.Value value)) {
            return Optional.empty();
        }
        return expectations.stream()
                .map(one -> one.indicator().range())
                .filter(range -> !range.contains(value.number()))
                .findFirst()
                .map(range -> new Fault(
                        "value-out-of-range",
                        "value",
                        new Text(
                                "Värdet ligger utanför det möjliga (" + text(range, "minst ", "högst ")
                                        + "); det sparas men räknas inte, och det visas som ett problem.",
                                "The value is outside what is possible (" + text(range, "at least ", "at most ")
                                        + "); it is kept but does not count, and that is shown as a problem.")));
    }

    private static String text(Indicator.Range range, String atLeast, String atMost) {
        return Stream.of(
                        range.lower().map(bound -> atLeast + bound.toPlainString()),
                        range.upper().map(bound -> atMost + bound.toPlainString()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** Returns what is wrong when the sender says a unit that is none of the indicator's; nothing when that is unknown. */
    public Optional<Fault> wrongUnit(String organisation, String series, String unit) {
        Known known = organisations.get(organisation);
        if (known == null) {
            return Optional.empty();
        }
        List<Text> units = known.years().values().stream()
                .flatMap(year -> year.getOrDefault(series, List.of()).stream())
                .map(expectation -> expectation.indicator().unit())
                .distinct()
                .toList();
        String given = unit.strip();
        if (units.isEmpty()
                || units.stream()
                        .anyMatch(one ->
                                one.sv().equalsIgnoreCase(given) || one.en().equalsIgnoreCase(given))) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "wrong-unit",
                "unit",
                new Text(
                        "Nyckeltalet mäts i "
                                + units.stream().map(Text::sv).distinct().collect(Collectors.joining(", "))
                                + "; räkna om värdet och ange den enheten, eller ingen.",
                        "The indicator is measured in "
                                + units.stream().map(Text::en).distinct().collect(Collectors.joining(", "))
                                + "; convert the value and give that unit, or none.")));
    }

    /** Tells whether any framework of the organisation names the department. */
    public boolean knowsDepartment(String organisation, String department) {
        Known known = organisations.get(organisation);
        return known != null
                && known.versions().values().stream()
                        .flatMap(version -> version.framework().departments().stream())
                        .anyMatch(declared -> declared.id().equals(department));
    }

    /**
     * Returns the id of the department that is called {@code name} in Swedish or English; nothing when none is, when several
     * are, or when {@code name} is itself an id.
     *
     * @param year in which the department exists
     */
    public Optional<String> departmentNamed(String organisation, String name, int year) {
        Known known = organisations.get(organisation);
        if (known == null || knowsDepartment(organisation, name)) {
            return Optional.empty();
        }
        List<String> ids = known.departments()
                .filter(department -> department.existsIn(year) && isCalled(department, name))
                .map(Department::id)
                .distinct()
                .toList();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    private static boolean isCalled(Department department, String name) {
        return NormalForm.ofId(department.name().sv()).equals(name)
                || NormalForm.ofId(department.name().en()).equals(name);
    }
}
