package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Observation;

/** The frameworks that come with the product, against the municipality's own page and the sample events. */
class ShippedFrameworksTest {
    private static final GoalFramework OREBRO = read("orebro-2017-2019");

    @ParameterizedTest
    @ValueSource(strings = {"orebro-2017-2019", "vasteras-exempel-2017-2019"})
    void isReadWithoutFaults(String id) {
        assertThat(FrameworkTemplate.faults(SampleEvents.framework(id))).isEmpty();
        assertThat(read(id).id()).isEqualTo(id);
    }

    @ParameterizedTest(name = "{0}, {1}: {2} goal areas")
    @CsvSource({
        "hallbar-tillvaxt, Hållbar tillväxt, 5",
        "manniskors-egenmakt, Människors egenmakt, 4",
        "barn-och-ungas-behov, Barn och ungas behov, 3",
        "trygg-valfard, Trygg välfärd, 3"
    })
    void orebroHasFifteenGoalAreasInFourStrategicAreas(String id, String title, int goalAreas) {
        StrategicArea area = OREBRO.strategicAreas().stream()
                .filter(strategic -> strategic.id().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(area.title().sv()).isEqualTo(title);
        assertThat(area.goalAreas()).hasSize(goalAreas);
        for (int number = 1; number <= goalAreas; number++) {
            assertThat(area.goalAreas().get(number - 1).id()).isEqualTo(id + "-" + number);
        }
        assertThat(OREBRO.goalAreas()).hasSize(15);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hallbar-tillvaxt-1 | Sysselsättningen ska öka. | 5",
                "hallbar-tillvaxt-2 | Örebro ska vara en ekologiskt hållbar kommun. | 2",
                "hallbar-tillvaxt-3 | Det ska vara enkelt för medborgare och företag att få kontakt med kommunen. | 4",
                "hallbar-tillvaxt-4 | Det ska finnas bra kommunikationer för en fungerande vardag. | 2",
                "hallbar-tillvaxt-5 | Den kommunala förvaltningen ska sträva efter att använda resurserna på bästa sätt."
                        + " | 3",
                "manniskors-egenmakt-1 | Människors möjlighet att påverka sin egen vardag ska öka. | 2",
                "manniskors-egenmakt-2 | Människors ojämlika livsvillkor i våra stadsdelar ska minska. | 2",
                "manniskors-egenmakt-3 | En meningsfull fritid och möjlighet till eget engagemang ska bidra till"
                        + " livskvalitet. | 2",
                "manniskors-egenmakt-4 | Örebro kommun ska verka för alla människors lika värde. | 3",
                "barn-och-ungas-behov-1 | Alla barn och ungdomar ska ges förutsättningar att klara godkända resultat i"
                        + " skolan. Barn och ungas välmående ska stärkas, med särskilt fokus på unga tjejer. | 0",
                "barn-och-ungas-behov-2 | Förskolan i Örebro kommun ska hålla högsta kvalitet. Förskolan ska vara en"
                        + " omsorgsfull och trygg plats för barnen, med god pedagogisk verksamhet. | 0",
                "barn-och-ungas-behov-3 | Örebro kommun har ett ansvar för att kompensera barns ojämlika"
                        + " uppväxtvillkor. Barnfattigdomen ska minska. Kommunen ska tillsammans med föreningslivet,"
                        + " näringslivet och de kommunala bolagen verka för att fler barn och ungdomar får en"
                        + " meningsfull fritid. | 0",
                "trygg-valfard-1 | Örebro erbjuder en trygg och god omsorg för alla äldre och människor i behov av"
                        + " stöd. Möjligheterna att för brukare av kommunens välfärdstjänster att själva påverka sin"
                        + " vardag ska öka och kvaliteten på omsorgen ska höjas. | 0",
                "trygg-valfard-2 | En god tillgång på bostäder är en förutsättning för att Örebro kommun ska kunna"
                        + " fortsätta att växa. Kommunen ska underlätta så att fler bostäder kan byggas. | 0",
                "trygg-valfard-3 | Örebro ska vara en trygg kommun för kvinnor, män och barn. Stadsmiljön ska"
                        + " utvecklas så att tryggheten ökar och de kommunala verksamheterna ska verka för att"
                        + " understödja medborgarnas trygghet. Kommunen ska vara en viktig aktör i det"
                        + " brottsförebyggande arbetet. | 0"
            })
    void everyStatementIsWordedAsOnThePage(String id, String statement, int means) {
        GoalArea area = OREBRO.goalAreas().stream()
                .filter(goalArea -> goalArea.id().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(area.statement().sv()).isEqualTo(statement);
        assertThat(area.statement().en()).isNotBlank();
        assertThat(area.means()).hasSize(means);
        assertThat(area.meansIntro().isPresent()).isEqualTo(means > 0);
    }

    @Test
    void theTwentyFiveMeansAreWordedAsOnThePage() {
        assertThat(OREBRO.goalAreas().stream()
                        .flatMap(area -> area.means().stream())
                        .map(means -> means.text().sv()))
                .containsExactly(
                        "stärkt samverkan med näringslivet",
                        "ökade insatser för att fler ska få jobb",
                        "ökat samarbete med grannkommuner",
                        "att stimulera nyföretagande",
                        "partnerskap med näringsliv och andra offentliga aktörer.",
                        "Örebro kommun arbetar för att minska sin klimatpåverkan",
                        "ge förutsättningar för medborgarna att aktivt delta i arbetet.",
                        "en öppen och tillgänglig kommun som ger snabba svar",
                        "en enklare vardag för privatpersoner och företag",
                        "en smartare och öppnare förvaltning",
                        "högre kvalitet och effektivitet i arbetet.",
                        "kommunikationer till och från Örebro binder samman arbetsmarknadsregioner i Mellansverige",
                        "den digitala infrastrukturen utvecklas.",
                        "ständiga förbättringar i verksamheternas alla delar",
                        "en ekonomi som är långsiktigt hållbar",
                        "att Örebro kommun är en attraktiv arbetsgivare med hög kvalitet på välfärden för"
                                + " medborgarna.",
                        "en stärkt dialog med medborgarna inför politiska beslut",
                        "att medborgarnas möjlighet att välja utförare av olika tjänster fortsätter att utvecklas.",
                        "utjämna skillnader och knyta ihop staden",
                        "kommunens verksamheter samverkar för att utveckla stadsdelarna på väster.",
                        "att kommunen tar ansvar för att förenings- och kulturlivet fortsätter att utvecklas",
                        "ett stärkt samarbete med det civila samhället.",
                        "att all form av diskriminering motarbetas",
                        "stärkt jämställdhet",
                        "att de mänskliga rättigheterna respekteras och efterlevs.")
                .hasSize(25);
    }

    @Test
    void orebroSaysThatItIsAnExample() {
        assertThat(OREBRO.vision().orElseThrow().sv()).isEqualTo("Skandinaviens mest attraktiva medelstora stad");
        assertThat(OREBRO.notice().orElseThrow().sv()).isEqualTo("Exempelberäkning, inte kommunens bedömning");
        assertThat(OREBRO.notice().orElseThrow().en())
                .isEqualTo("Example calculation, not the municipality's assessment");
    }

    @Test
    void orebroHasNoTargetThatIsInvented() {
        assertThat(OREBRO.indicators()).allSatisfy(indicator -> {
            if (indicator.rule() instanceof Rule.Reach reach) {
                assertThat(reach.target().isComparison()
                                || reach.target().source().isPresent())
                        .as(indicator.id())
                        .isTrue();
            }
        });
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource({
        "orebro-2017-2019, fortsatt-sa, 0.55",
        "vasteras-exempel-2017-2019, uppnatt, 0.7",
        "vasteras-exempel-2017-2019, delvis-uppnatt, 0.4"
    })
    void unchangedIsNeverOnALimit(String framework, String level, String from) {
        assertThat(read(framework).scale().levels())
                .filteredOn(step -> step.id().equals(level))
                .singleElement()
                .satisfies(step -> assertThat(step.from()).isEqualByComparingTo(from));
        assertThat(read(framework).scale().levels())
                .allSatisfy(step -> assertThat(step.from()).isNotEqualByComparingTo("0.5"));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"orebro-2017-2019, 1880", "vasteras-exempel-2017-2019, 1980"})
    void theSampleEventsAreAboutTheFramework(String id, String organisation) {
        GoalFramework framework = read(id);
        Map<String, List<String>> departments = framework.indicators().stream()
                .collect(Collectors.toMap(Indicator::series, Indicator::departments, (a, b) -> a));

        assertThat(framework.organisation()).isEqualTo(organisation);
        assertThat(SampleEvents.of(organisation)).map(Observation::cell).allSatisfy(cell -> {
            assertThat(cell.organisation()).isEqualTo(organisation);
            assertThat(departments).containsKey(cell.indicator());
            assertThat(departments.get(cell.indicator())).contains(cell.department());
            assertThat(framework.covers(cell.year())).isTrue();
        });
    }

    private static GoalFramework read(String id) {
        try {
            return FrameworkReader.read(SampleEvents.framework(id));
        } catch (InvalidFrameworkException e) {
            throw new IllegalStateException(e);
        }
    }
}
