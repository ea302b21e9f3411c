package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** What a page shows is what its files say. */
final class NumbersTest {
    private static final Pattern NUMBER = Pattern.compile("<data value=\"([^\"]+)\">([^<]+)</data>");
    private static final Pattern FILES = Pattern.compile("<p class=\"files\">(.*?)</p>", Pattern.DOTALL);
    private static final Pattern CSV = Pattern.compile("href=\"(/v1/[^\"]+[.]csv[^\"]*)\"");
    private static final Pattern SWEDISH = Pattern.compile("-?\\d+(?:,\\d+)?");
    private static final Pattern ENGLISH = Pattern.compile("-?\\d+(?:[.]\\d+)?");

    /** It has rows of a file, which are not read as numbers. */
    private static final Pattern LETTER = Pattern.compile("<pre class=\"letter\">.*?</pre>", Pattern.DOTALL);

    private static final Pattern TAG = Pattern.compile("<[^>]+>");
    private static final Pattern LONG = Pattern.compile("\\d+[.,]\\d{4,}");
    /** A sum that is written out may need more for its last digit to come out right. */
    private static final Pattern LONG_IN_A_SUM = Pattern.compile("\\d+[.,]\\d{6,}");

    private static final Pattern LOOSE_STOP = Pattern.compile("\\s[.,](?!\\d)");

    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sv",
                "/en",
                "/sv/1880/orebro-2017-2019/2018",
                "/sv/1880/orebro-2017-2019/2019/malomrade/hallbar-tillvaxt-1",
                "/en/1880/orebro-2017-2019/2018/goal-area/trygg-valfard-1",
                "/sv/1880/orebro-2017-2019/2019/nyckeltal/N00951",
                "/en/1980/vasteras-exempel-2017-2019/2019/indicator/ex-trygghet-stadsdelar"
            })
    void every_number_on_a_page_is_in_its_csv_and_rounded_from_it(String path) throws Exception {
        String page = server.text(path);
        boolean swedish = path.startsWith("/sv");
        Set<String> inFiles = numbersIn(page, swedish);

        Matcher numbers = NUMBER.matcher(page);
        int found = 0;
        for (; numbers.find(); found++) {
            String exact = numbers.group(1);
            assertThat(inFiles).contains(exact);
            assertThat(isRounded(numbers.group(2), new BigDecimal(exact), swedish))
                    .as("%s shown for %s", numbers.group(2), exact)
                    .isTrue();
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    void no_page_writes_a_longer_number_than_people_do_or_a_full_stop_or_comma_after_a_space() {
        EveryPage.of(new Pages(), new SampleView().now()).forEach((path, page) -> {
            String text = TAG.matcher(LETTER.matcher(page).replaceAll("")).replaceAll("");
            Pattern tooLong = path.matches(".*/(forklaring|explanation)") ? LONG_IN_A_SUM : LONG;
            assertThat(tooLong.matcher(text).results().map(MatchResult::group))
                    .as(path)
                    .isEmpty();
            assertThat(LOOSE_STOP.matcher(text).results()).as(path).isEmpty();
        });
    }

    private static Set<String> numbersIn(String page, boolean swedish) throws Exception {
        Matcher files = FILES.matcher(page);
        assertThat(files.find()).isTrue();
        Set<String> numbers = new HashSet<>();
        Matcher links = CSV.matcher(files.group(1));
        while (links.find()) {
            Matcher number = (swedish ? SWEDISH : ENGLISH)
                    .matcher(server.text(links.group(1).replace("&amp;", "&")));
            while (number.find()) {
                numbers.add(swedish ? number.group().replace(',', '.') : number.group());
            }
        }
        assertThat(numbers).isNotEmpty();
        return numbers;
    }

    private static boolean isRounded(String shown, BigDecimal exact, boolean swedish) {
        boolean percent = shown.endsWith("%");
        String plain = shown.replaceAll("[%+\u00a0]", "").replace('\u2212', '-');
        BigDecimal number = new BigDecimal(swedish ? plain.replace(',', '.') : plain.replace(",", ""));
        BigDecimal whole = percent ? exact.movePointRight(2) : exact;
        return number.compareTo(whole.setScale(Math.max(0, number.scale()), RoundingMode.HALF_UP)) == 0;
    }
}
