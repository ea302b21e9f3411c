package se.malbild.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasParameterTypes;
import com.tngtech.archunit.core.domain.properties.HasReturnType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import se.malbild.goals.SwedishTime;

/** What each module may use, and what the rules of the domain may not know. */
@AnalyzeClasses(packages = "se.malbild", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    private static final String GOALS = "se.malbild.goals..";
    private static final String PAGES = "se.malbild.dashboard.pages..";

    /** Each module, and the modules it may use. They are named as their packages are; bench may use everything. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("goals", Set.of()),
            Map.entry("schemas", Set.of("goals")),
            Map.entry("service", Set.of("goals", "schemas")),
            Map.entry("publisher", Set.of("goals", "schemas")),
            Map.entry("files", Set.of("goals", "schemas", "publisher")),
            Map.entry("kolada", Set.of("goals", "schemas", "publisher")),
            Map.entry("gateway", Set.of("goals", "schemas", "service", "publisher", "history")),
            Map.entry("applications", Set.of("goals", "schemas", "service")),
            Map.entry("streams", Set.of("goals", "schemas", "service", "applications")),
            Map.entry("receipts", Set.of("goals", "schemas", "service", "applications")),
            Map.entry("history", Set.of("goals", "schemas")),
            Map.entry("report", Set.of("goals", "schemas", "history")),
            Map.entry("dashboard", Set.of("goals", "schemas", "service", "history", "report")),
            Map.entry("local", Set.of("goals", "schemas")),
            Map.entry(
                    "cli",
                    Set.of(
                            "goals",
                            "schemas",
                            "service",
                            "applications",
                            "publisher",
                            "files",
                            "kolada",
                            "gateway",
                            "streams",
                            "receipts",
                            "history",
                            "report",
                            "dashboard",
                            "local")));

    private static final Set<Class<?>> FLOATING_POINT = Set.of(double.class, float.class, Double.class, Float.class);

    @ArchTest
    static final ArchRule goals_stands_on_the_jdk_and_jackson_alone = classes()
            .that()
            .resideInAPackage(GOALS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(GOALS, "java..", "com.fasterxml.jackson..", "org.yaml.snakeyaml.error..");

    @ArchTest
    static final ArchRule goals_history_and_report_speak_no_http = noClasses()
            .that()
            .resideInAnyPackage(GOALS, "se.malbild.history..", "se.malbild.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net..");

    @ArchTest
    static final ArchRule goals_has_no_clock = noClasses()
            .that()
            .resideInAPackage(GOALS)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, InstantSource.class)
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java..")))
                    .and(target(nameMatching("now|currentTimeMillis|nanoTime"))));

    @ArchTest
    static final ArchRule goals_leaves_nothing_to_chance = noClasses()
            .that()
            .resideInAPackage(GOALS)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java..")))
                    .and(target(nameMatching("random|randomUUID|shuffle|identityHashCode"))));

    @ArchTest
    static final ArchRule goals_computes_without_binary_floating_point =
            classes().that().resideInAPackage(GOALS).should(useNoFloatingPoint());

    @ArchTest
    static final ArchRule days_are_counted_in_swedish_time_alone = noClasses()
            .that()
            .doNotBelongToAnyOf(SwedishTime.class)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ZoneId.class, ZoneOffset.class, ZonedDateTime.class);

    /** Each of them may change with any version of Kafka. */
    @ArchTest
    static final ArchRule one_class_knows_internals_of_kafka_streams = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("se.malbild.streams.WriteBehindStore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..internals..");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("se.malbild.(**)").should().beFreeOfCycles();

    @ArchTest
    static void modules_use_only_what_they_may(JavaClasses all) {
        MAY_USE.forEach((module, others) -> classes()
                .that()
                .resideInAPackage(packagesOf(module))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("se.malbild..")
                        .or(resideInAnyPackage(Stream.concat(Stream.of(module, "avro"), others.stream())
                                .map(ArchitectureTest::packagesOf)
                                .toArray(String[]::new))))
                .check(all));
    }

    @ArchTest
    static void every_package_belongs_to_a_module(JavaClasses all) {
        classes()
                .that()
                .resideOutsideOfPackages("se.malbild.avro..", "se.malbild.bench..")
                .should()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .map(ArchitectureTest::packagesOf)
                        .toArray(String[]::new))
                .check(all);
    }

    private static String packagesOf(String module) {
        return "se.malbild." + module + "..";
    }

    @ArchTest
    static final ArchRule service_knows_no_kafka = noClasses()
            .that()
            .resideInAPackage("se.malbild.service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule dashboard_and_history_know_no_kafka_streams = noClasses()
            .that()
            .resideInAnyPackage("se.malbild.dashboard..", "se.malbild.history..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule what_the_pages_show_does_not_know_the_pages = noClasses()
            .that()
            .resideInAnyPackage(
                    "se.malbild.dashboard.follow..", "se.malbild.dashboard.view..", "se.malbild.dashboard.explain..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PAGES);

    @ArchTest
    static final ArchRule pages_know_no_kafka = noClasses()
            .that()
            .resideInAPackage(PAGES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    /** A module's tests come as a directory or, from another module, as a jar. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    /** Sees types and calls, as ArchUnit does; a local variable that meets neither goes unseen. */
    private static ArchCondition<JavaClass> useNoFloatingPoint() {
        return new ArchCondition<>("use no double and no float") {
            @Override
            public void check(JavaClass checked, ConditionEvents events) {
                checked.getFields().stream()
                        .filter(field -> isFloatingPoint(field.getRawType()))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getDescription())));
                checked.getCodeUnits().stream()
                        .filter(ArchitectureTest::hasFloatingPoint)
                        .forEach(unit -> events.add(SimpleConditionEvent.violated(unit, unit.getDescription())));
                checked.getCodeUnitCallsFromSelf().stream()
                        .filter(call -> hasFloatingPoint(call.getTarget()))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    private static <T extends HasReturnType & HasParameterTypes> boolean hasFloatingPoint(T unit) {
        return isFloatingPoint(unit.getRawReturnType())
                || unit.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isFloatingPoint);
    }

    private static boolean isFloatingPoint(JavaClass type) {
        JavaClass single = type.getBaseComponentType();
        return FLOATING_POINT.stream().anyMatch(single::isEquivalentTo);
    }
}
