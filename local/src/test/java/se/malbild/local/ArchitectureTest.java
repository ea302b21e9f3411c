package se.malbild.local;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
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
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The borders between the modules, and what the rules of the domain may not know. */
@AnalyzeClasses(packages = "se.malbild", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    private static final String GOALS = "se.malbild.goals..";
    private static final String SCHEMAS = "se.malbild.schemas..";
    private static final String SERVICE = "se.malbild.service..";
    private static final String INGEST = "se.malbild.ingest..";
    private static final String STREAMS = "se.malbild.streams..";
    private static final String RECEIPTS = "se.malbild.receipts..";
    private static final String DASHBOARD = "se.malbild.dashboard..";
    private static final String PAGES = "se.malbild.dashboard.pages..";
    private static final String LOCAL = "se.malbild.local..";
    private static final Set<Class<?>> FLOATING_POINT = Set.of(double.class, float.class, Double.class, Float.class);

    @ArchTest
    static final ArchRule goals_stands_on_the_jdk_and_jackson_alone = classes()
            .that()
            .resideInAPackage(GOALS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(GOALS, "java..", "com.fasterxml.jackson..", "org.yaml.snakeyaml.error..");

    @ArchTest
    static final ArchRule goals_speaks_no_http = noClasses()
            .that()
            .resideInAPackage(GOALS)
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
    static final ArchRule packages_of_goals_are_free_of_cycles =
            slices().assignedFrom(packagesOfGoals()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule schemas_knows_neither_ingest_nor_streams = noClasses()
            .that()
            .resideInAPackage(SCHEMAS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, STREAMS, RECEIPTS);

    @ArchTest
    static final ArchRule service_knows_no_service_and_no_kafka = noClasses()
            .that()
            .resideInAPackage(SERVICE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, STREAMS, RECEIPTS, DASHBOARD, LOCAL, "org.apache.kafka..");

    @ArchTest
    static final ArchRule ingest_does_not_know_streams = noClasses()
            .that()
            .resideInAPackage(INGEST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STREAMS);

    @ArchTest
    static final ArchRule streams_does_not_know_ingest = noClasses()
            .that()
            .resideInAPackage(STREAMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INGEST);

    @ArchTest
    static final ArchRule receipts_knows_neither_ingest_nor_streams = noClasses()
            .that()
            .resideInAPackage(RECEIPTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, STREAMS);

    @ArchTest
    static final ArchRule neither_ingest_nor_streams_knows_receipts = noClasses()
            .that()
            .resideInAnyPackage(INGEST, STREAMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RECEIPTS);

    @ArchTest
    static final ArchRule dashboard_knows_no_other_service = noClasses()
            .that()
            .resideInAPackage(DASHBOARD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, STREAMS, RECEIPTS, "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule no_other_service_knows_the_dashboard = noClasses()
            .that()
            .resideOutsideOfPackages(DASHBOARD, LOCAL, "se.malbild.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DASHBOARD);

    @ArchTest
    static final ArchRule what_the_pages_show_does_not_know_the_pages = noClasses()
            .that()
            .resideInAPackage("se.malbild.dashboard")
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

    @ArchTest
    static final ArchRule nothing_but_local_knows_local = noClasses()
            .that()
            .resideOutsideOfPackages(LOCAL, "se.malbild.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LOCAL);

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

    /** One slice per package, the one that all share included. */
    private static SliceAssignment packagesOfGoals() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return resideInAPackage(GOALS).test(type)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of goals";
            }
        };
    }
}
