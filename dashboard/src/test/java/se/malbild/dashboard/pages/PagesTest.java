package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.SampleEvents;

final class PagesTest {
    private static final Snapshot SNAPSHOT = new SampleView().now();
    private static final String EXPLANATION = "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/N17461/forklaring";
    private static final String EXPLANATION_IN_ENGLISH =
            "/en/1980/vasteras-exempel-2017-2019/2018/indicator/N17461/explanation";
    private static final Pattern PLACE =
            Pattern.compile("(?:pictures|indicator-observations|indicator-events)-\\d+-\\d+");

    private static final Pattern WHOLE_TITLE = Pattern.compile("<title>([^<]+)</title>");
    private static final Pattern SWEDISH_ADDRESS = Pattern.compile("hreflang=\"sv\" href=\"([^\"]+)\"");
    private static final Pattern CURRENT = Pattern.compile("aria-current=\"page\">([^<]+)</a>");
    private static final Pattern HEADING = Pattern.compile("<h1>([^<]+)</h1>");
    private static final Pattern MUNICIPALITY = Pattern.compile("<span class=\"municipality\">([^<]+)</span>");
    private static final Pattern SHARE = Pattern.compile("<data value=\"([^\"]+)\">");
    private static final Pattern LEVEL = Pattern.compile("<span class=\"word\">([^<]*)</span>");
    private static final Pattern SUMMARY = Pattern.compile("<summary>([^<]+)</summary>");
    private static final Pattern TITLE = Pattern.compile("<th scope=\"row\"><a [^>]*>([^<]+)</a></th>");

    private final Pages pages = new Pages();

    @Test
    void everyLinkWithinThePagesLeadsToAPage() {
        assertThat(EveryPage.of(pages, SNAPSHOT)).hasSizeGreaterThan(900);
    }

    @Test
    void noTwoPagesHaveTheSameTitle() {
        Map<String, Set<String>> addresses = new TreeMap<>();
        EveryPage.of(pages, SNAPSHOT)
                .values()
                .forEach(page -> addresses
                        .computeIfAbsent(first(WHOLE_TITLE, page), title -> new TreeSet<>())
                        .add(first(SWEDISH_ADDRESS, page)));

        assertThat(addresses)
                .hasSizeGreaterThan(900)
                .allSatisfy((title, of) -> assertThat(of).as(title).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/sv/1880/orebro-2017-2019/2018/nyckeltal/N00914, 'Nyckeltal Nämnder Utveckling Jämför Beslut Bedömningar över åren Om uppgifterna', ",
        "/sv/1880/orebro-2017-2019/2018/namnd, 'Nyckeltal Nämnder Utveckling Jämför Beslut Bedömningar över åren Om uppgifterna', Nämnder",
        "/sv/1880/orebro-2017-2019/utveckling, 'Nyckeltal Nämnder Utveckling Jämför Beslut Bedömningar över åren Om uppgifterna', Utveckling",
        "/sv/1880/orebro-2017-2019/jamforelse, 'Nyckeltal Nämnder Utveckling Jämför Beslut Bedömningar över åren Om uppgifterna', Jämför",
        "/en/1880/orebro-2017-2019/2018, 'Indicators Departments Development Compare Decisions Judgements over the years About the data', ",
        "/sv/om-uppgifterna, Om uppgifterna, Om uppgifterna",
    })
    void theMenuLeadsEverywhereAndSaysWhereOneIs(String path, String links, String current) {
        String page = pages.at(SNAPSHOT, path).orElseThrow();
        String menu = page.substring(page.indexOf("class=\"menu\""), page.indexOf("</nav>"));

        assertThat(text(menu.substring(menu.indexOf("<ul>")))).startsWith(" " + links + " ");
        assertThat(CURRENT.matcher(menu).results().map(link -> link.group(1)).toList())
                .isEqualTo(current == null ? List.of() : List.of(current));
    }

    @Test
    void whatDoesNotExistIsNoPage() {
        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2025")).isEmpty();
        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018/malomrade/nej"))
                .isEmpty();
        assertThat(pages.at(SNAPSHOT, "/en/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1"))
                .isEmpty();
        assertThat(pages.at(SNAPSHOT, "/de")).isEmpty();
        assertThat(pages.at(SNAPSHOT, "/sv/9999")).isEmpty();
        assertThat(pages.at(SNAPSHOT, "/sv/1880/nej")).isEmpty();
    }

    @Test
    void theFirstPageTellsHowManyLevelsStand() {
        String page = pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018").orElseThrow();

        assertThat(text(page)).contains("Nivåer som står fast 11 av 15. 7 av 9: Fortsätt så. 4 av 6: Mer behövs.");
        assertThat(row(page, "trygg-valfard-1")).containsOnlyOnce("står inte fast");
        assertThat(row(page, "hallbar-tillvaxt-2")).doesNotContain("står inte fast");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-2 | Nivån står fast."
                        + " Vilket nyckeltal som än tas bort: Fortsätt så Om alla nyckeltal väger lika: Fortsätt så"
                        + " Om bara de nyckeltal räknas som kommunen själv råder över: Fortsätt så",
                "1880/orebro-2017-2019/2018/malomrade/trygg-valfard-1 | Nivån står inte fast."
                        + " Utan Brukarbedömning särskilt boende äldreomsorg – helhetssyn, andel (%): Mer behövs"
                        + " Om alla nyckeltal väger lika: Fortsätt så",
                "1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-4 |"
                        + " Kommunen råder inte ensam över något av nyckeltalen.",
                "1980/vasteras-exempel-2017-2019/2019/malomrade/hallbar-stad-2 | Nivån vilar på ett enda nyckeltal."
                        + " Om bara de nyckeltal räknas"
            })
    void aGoalAreaTellsWhatItsLevelDependsOn(String address, String told) {
        assertThat(text(pages.at(SNAPSHOT, "/sv/" + address).orElseThrow())).contains(told);
    }

    @Test
    void aGoalAreaWithASingleIndicatorIsNotSaidToBeUnsure() {
        Snapshot everyRule = EveryRule.view().now();
        String framework = EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK;

        assertThat(row(pages.at(everyRule, "/sv/" + framework + "/2019").orElseThrow(), "barn-2"))
                .contains("vilar på ett enda nyckeltal")
                .doesNotContain("står inte fast");
        assertThat(row(pages.at(everyRule, "/en/" + framework + "/2019").orElseThrow(), "barn-2"))
                .contains("rests on a single indicator");
        assertThat(text(pages.at(everyRule, "/sv/" + framework + "/2019/malomrade/barn-2")
                        .orElseThrow()))
                .contains("Hur säker är nivån? Nivån vilar på ett enda nyckeltal.")
                .doesNotContain("Utan Elever", "väger lika", "står inte fast");
    }

    @Test
    void aGoalAreaWithoutALevelHasNoneThatCouldStand() {
        assertThat(pages.at(SNAPSHOT, "/sv/1980/vasteras-exempel-2017-2019/2019/malomrade/hallbar-stad-1")
                        .orElseThrow())
                .doesNotContain("Hur säker är nivån?");
    }

    /** Returns what a page says, without its marks. */
    private static String first(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(pattern + " in " + page).isTrue();
        return found.group(1);
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replace(" :", ":");
    }

    private static String row(String page, String goalArea) {
        int start = page.indexOf("<tr id=\"row-" + goalArea);
        return page.substring(start, page.indexOf("</tr>", start));
    }

    @Test
    void anExplanationTellsHowManyEventsAreTooManyToBeShown() {
        Snapshot leftOut = SampleView.withObservationsLeftOut().now();

        assertThat(pages.at(leftOut, EXPLANATION).orElseThrow())
                .contains("De 3 händelserna visas inte här")
                .doesNotContain("Ingen har rapporterat");
        assertThat(pages.at(leftOut, EXPLANATION_IN_ENGLISH).orElseThrow())
                .contains("The 3 events are not shown here")
                .doesNotContain("Nobody has reported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXPLANATION,
                "/sv/1880/orebro-2017-2019/2018/forklaring",
                "/sv/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1/forklaring"
            })
    void anExplanationAnswersFirstAndFoldsAwayWhereThingsLieInKafka(String path) {
        String page = pages.at(SNAPSHOT, path).orElseThrow();
        String unfolded = page.substring(0, page.indexOf("<details>"));

        assertThat(PLACE.matcher(unfolded).find()).isFalse();
        assertThat(PLACE.matcher(page).find()).isTrue();
        assertThat(unfolded.indexOf("id=\"answer\"")).isBetween(0, unfolded.indexOf("id=\"sum\""));
    }

    @Test
    void anExplanationOfAnIndicatorHasItsEventsAfterTheSum() {
        String page = pages.at(SNAPSHOT, EXPLANATION).orElseThrow();

        assertThat(page.indexOf("id=\"sum\"")).isBetween(0, page.indexOf("id=\"events-section\""));
        assertThat(page.indexOf("id=\"events-section\"")).isLessThan(page.indexOf("<details>"));
    }

    @ParameterizedTest
    @CsvSource({
        "/sv/9999/skola-2017-2019/2018/nyckeltal/battre, Bättre än 2016, Ändring sedan 2016: +2 procentenheter",
        "/sv/9999/skola-2017-2019/2018/nyckeltal/battre/forklaring, Bättre än 2016, Ändring sedan 2016: +2 procentenheter",
        "/en/9999/skola-2017-2019/2018/indicator/battre, Better than in 2016, Change since 2016: +2 percentage points",
    })
    void aChangeNamesTheYearThatItIsSince(String path, String trend, String change) {
        Snapshot everySecondYear =
                EveryRule.view("control: shared", "dueYears: [2016, 2018]").now();

        assertThat(text(pages.at(everySecondYear, path).orElseThrow())).contains(trend, change);
    }

    @ParameterizedTest
    @CsvSource({
        "/sv/1880, Målbild 2019 Örebro kommun",
        "/sv/1880/orebro-2017-2019, Målbild 2019 Örebro kommun",
        "/en/1980, Goal attainment 2019 City of Västerås"
    })
    void aMunicipalityOrAFrameworkWithoutAYearLeadsToItsLatestPicture(String path, String shown) {
        String page = pages.at(SNAPSHOT, path).orElseThrow();

        assertThat(found(HEADING, page).get(0) + " " + found(MUNICIPALITY, page).get(0))
                .isEqualTo(shown);
    }

    @Test
    void theOtherMunicipalitiesAreOneClickAwayUntilTheyAreManyAndThenTheirListIs() {
        assertThat(pages.at(SNAPSHOT, "/sv").orElseThrow()).contains("<a href=\"/sv/1980\">Västerås stad</a>");
        assertThat(pages.at(SNAPSHOT, "/en/1980").orElseThrow())
                .contains("<a href=\"/en/1880\">Örebro Municipality</a>");

        OrganisationView one = SNAPSHOT.organisation("1980").orElseThrow();
        SortedMap<String, OrganisationView> many = new TreeMap<>();
        for (int code = 1980; code < 2000; code++) {
            String id = Integer.toString(code);
            many.put(id, new OrganisationView(id, one.frameworks(), one.persons(), one.receipts(), one.receiptsTag()));
        }
        assertThat(pages.at(new Snapshot(many), "/sv").orElseThrow())
                .contains("<a href=\"/sv/om-uppgifterna\">Alla 20 kommuner</a>")
                .doesNotContain("Kommun 1985");
    }

    @Test
    void aPageIsMadeOnceForEveryStateAndAnewForTheNext() {
        Snapshot changed = new SampleView(SampleEvents.framework("orebro-2017-2019"), List.of()).now();
        for (String page : List.of("/2019/namnd", "/2019/nyckeltal/N00914", "/utveckling")) {
            String path = "/sv/1880/orebro-2017-2019" + page;
            String made = pages.at(SNAPSHOT, path).orElseThrow();

            assertThat(pages.at(SNAPSHOT, path).orElseThrow()).as(path).isSameAs(made);
            assertThat(pages.at(changed, path).orElseThrow()).as(path).isNotEqualTo(made);
            assertThat(pages.at(SNAPSHOT, path.replace("/sv/1880", "/sv/1980"))).isEmpty();
        }
        assertThat(pages.at(SNAPSHOT, "/en/1880/orebro-2017-2019/2019/department")
                        .orElseThrow())
                .isNotEqualTo(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2019/namnd")
                        .orElseThrow());
    }

    @Test
    void theFrameworksOfTwoPeriodsLeadToEachOther() {
        String document = SampleEvents.framework("vasteras-exempel-2017-2019");
        OrganisationView old = SNAPSHOT.organisation("1980").orElseThrow();
        OrganisationView next = new SampleView(
                        document.replaceFirst("(?m)^framework: .*$", "framework: nasta-period")
                                .replaceFirst("(?m)^version: 1$", "version: 2"),
                        List.of())
                .now()
                .organisation("1980")
                .orElseThrow();
        Snapshot both = new Snapshot(new TreeMap<>(Map.of(
                "1980",
                new OrganisationView(
                        "1980",
                        List.of(old.latest(), next.latest()),
                        old.persons(),
                        old.receipts(),
                        old.receiptsTag()))));

        assertThat(pages.at(both, "/sv/1980/vasteras-exempel-2017-2019/2018").orElseThrow())
                .contains("Andra perioder")
                .contains("<a href=\"/sv/1980/nasta-period/");
        assertThat(pages.at(both, "/en/1980/nasta-period/2018").orElseThrow())
                .contains("Other periods")
                .contains("<a href=\"/en/1980/vasteras-exempel-2017-2019/2019\">");
        assertThat(pages.at(both, "/sv/1980/nasta-period/2018/nyckeltal/N17461").orElseThrow())
                .contains("<a href=\"/sv/1980/vasteras-exempel-2017-2019/2019/nyckeltal/N17461\">");
        assertThat(pages.at(SNAPSHOT, "/sv/1980").orElseThrow()).doesNotContain("Andra perioder");
    }

    @Test
    void thePageAboutTheDataSaysWhatTheFrameworksCanBeCriticisedFor() {
        String swedish = pages.at(SNAPSHOT, "/sv/om-uppgifterna").orElseThrow();
        String english = pages.at(SNAPSHOT, "/en/about-the-data").orElseThrow();

        assertThat(found(SUMMARY, swedish))
                .startsWith(
                        "64 av 64 nyckeltal har inget eget målvärde",
                        "4 av 15 målområden har inget nyckeltal som kommunen själv råder över",
                        "15 av 25 medel följs inte upp",
                        "5 av 5 nämnder har ingen sista rapporteringsdag",
                        "5 av 10 nyckeltal har inget eget målvärde");
        assertThat(swedish)
                .contains("<li>Sysselsättningen ska öka. (hallbar-tillvaxt-1): Inget nyckeltal följer: stärkt samverkan"
                        + " med näringslivet</li>");
        assertThat(found(SUMMARY, english)).hasSameSizeAs(found(SUMMARY, swedish));
        assertThat(english).contains("<summary>15 of 25 means that nothing follows</summary>");
    }

    @Test
    void thePageAboutTheDataSaysWhoAppliedEachVersionWhenAndWhy() {
        assertThat(pages.at(SNAPSHOT, "/sv/om-uppgifterna").orElseThrow())
                .contains("<li>Version 1, 1 mars 2020, Sara Lind: <span lang=\"sv\">Mål &amp; budget 2017–2019</span>"
                        + " (beslut: <span lang=\"sv\">KS 2016/1 § 12</span>)</li>");
        assertThat(pages.at(SNAPSHOT, "/en/about-the-data").orElseThrow())
                .contains("<li>Version 1, 1 March 2020, Sara Lind: <span lang=\"sv\">Mål &amp; budget 2017–2019</span>"
                        + " (decision: <span lang=\"sv\">KS 2016/1 § 12</span>)</li>");
    }

    @Test
    void theFirstPageSaysWhyNotEverythingCouldBeAssessed() {
        Snapshot nothing = new SampleView(SampleEvents.framework("orebro-2017-2019"), List.of()).now();

        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018").orElseThrow())
                .contains("1 nyckeltal: metodbyte.");
        assertThat(pages.at(nothing, "/sv/1880/orebro-2017-2019/2018").orElseThrow())
                .contains("15 målområden: för låg täckning.")
                .contains("63 nyckeltal: ingen uppgift rapporterad.");
        assertThat(pages.at(
                                EveryRule.view().now(),
                                "/sv/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK + "/2018")
                        .orElseThrow())
                .contains("<dd>1 målområde: för låg täckning.</dd>")
                .contains(
                        "4 nyckeltal: bortfall (1), sekretess (1), ingen uppgift rapporterad (1), återtagen uppgift (1).");
        assertThat(pages.at(SNAPSHOT, "/en/1980/vasteras-exempel-2017-2019/2017")
                        .orElseThrow())
                .doesNotContain("Not assessed");
    }

    @Test
    void theGoalAreasThatNeedAttentionAreListedFromTheLowest() {
        String page = pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018").orElseThrow();
        String list = page.substring(page.indexOf("id=\"attention\""), page.indexOf("<table"));

        List<BigDecimal> attainments =
                found(SHARE, list).stream().map(BigDecimal::new).toList();
        assertThat(attainments).hasSize(6).isSorted();
        assertThat(attainments).allMatch(share -> share.compareTo(new BigDecimal("0.55")) < 0);
        assertThat(found(LEVEL, list)).hasSize(6).containsOnly("Mer behövs");
    }

    @Test
    void aGoalAreaLeadsToTheNextAndThePreviousOneAlsoInAnotherStrategicArea() {
        String page = pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018/malomrade/manniskors-egenmakt-1")
                .orElseThrow();
        String first = pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1")
                .orElseThrow();

        assertThat(page)
                .contains("rel=\"prev\" href=\"/sv/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-5\"")
                .contains("rel=\"next\" href=\"/sv/1880/orebro-2017-2019/2018/malomrade/manniskors-egenmakt-2\"");
        assertThat(first).contains("rel=\"next\"").doesNotContain("rel=\"prev\"");
    }

    @Test
    void theIndexListsEveryIndicatorOnceInTheOrderOfTheLanguage() {
        String index =
                pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018/nyckeltal").orElseThrow();
        List<String> titles = found(TITLE, index);

        assertThat(titles).hasSize(64).doesNotHaveDuplicates();
        assertThat(titles.get(0)).startsWith("Aktivitetstillfällen");
        assertThat(titles.get(63)).startsWith("Årets resultat");
        assertThat(pages.at(SNAPSHOT, "/sv/1880/orebro-2017-2019/2018").orElseThrow())
                .contains("href=\"/sv/1880/orebro-2017-2019/2018/nyckeltal\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/sv/1880/orebro-2017-2019/2018/nyckeltal, '\u00a0%'",
        "/sv/1880/orebro-2017-2019/2018/nyckeltal/N15428, '\u00a0%'",
        "/en/1880/orebro-2017-2019/2018/indicator, %",
        "/en/1880/orebro-2017-2019/2018/indicator/N15428, %"
    })
    void aPercentSignStandsAtTheDistanceOfTheLanguage(String path, String sign) {
        assertThat(pages.at(SNAPSHOT, path).orElseThrow()).contains("<span class=\"unit\">" + sign + "</span>");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void theFirstPageTellsCountsBeforeAnyMean() {
        String page = pages.at(SNAPSHOT, "/").orElseThrow();
        assertThat(page).contains("Exempelberäkning, inte kommunens bedömning");
        assertThat(page.indexOf("målområden:")).isBetween(0, page.indexOf("Medelvärde av målområdena"));
    }
}
