package se.malbild.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportKind;

/** What the PDF says in numbers is what the picture's JSON has. */
final class PdfNumbersTest {
    private static final String NUMBER = "[−+]?\\d{1,3}(?:(?:[\u00a0,]\\d{3})+(?!\\d))?\\d*(?:[.,]\\d+)?";
    private static final String VALUE = "(" + NUMBER + "|–)";
    private static final String LEVEL =
            "[●▲○?–]\u00a0(?:Fortsätt så|Mer behövs|Inte mätt|Kan inte bedömas|Mäts inte detta år"
                    + "|Keep going|More is needed|Not measured|Cannot be assessed|Not due that year)(?: \\((" + NUMBER
                    + ")\u00a0?%\\))?";

    /** The goal areas, indicators, pages and levels that are counted. */
    private static final BigDecimal MOST_COUNTED = new BigDecimal(68);

    static List<Object[]> reports() {
        return PdfAccessibilityTest.reports().map(arguments -> arguments.get()).toList();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void every_indicator_has_the_numbers_of_the_json(ReportKind kind, Language language) throws Exception {
        String text = Reports.text(Reports.pdf(kind, language));
        JsonNode picture = picture(Reports.basis(kind));
        List<String> checked = new ArrayList<>();

        for (JsonNode area : picture.findValues("goalAreas").stream()
                .flatMap(areas -> stream(areas))
                .toList()) {
            for (JsonNode indicator : area.path("indicators")) {
                check(indicator, text, kind, language);
                checked.add(indicator.path("id").asText());
            }
        }

        assertThat(checked).hasSizeGreaterThan(60);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode picture(ReportBasis basis) throws Exception {
        return new JsonMapper()
                .readTree(PictureJson.compact(basis.known().pictures().get(basis.of())));
    }

    private static void check(JsonNode indicator, String text, ReportKind kind, Language language) {
        String sign = language == Language.SV ? "sv" : "en";
        String title = indicator.path("title").path(sign).asText();
        String unit = "(?: " + wrapped("(" + indicator.path("unit").path(sign).asText() + ")") + ")?";
        String held = "(?:utgångsvärdet|the baseline|[a-zåäö ]+ (" + NUMBER + ")(?: \\(\\d{4}\\))?)";
        boolean isAnnual = kind == ReportKind.ANNUAL;
        String outcome = isAnnual
                ? VALUE + " " + VALUE + " " + VALUE + " " + LEVEL
                : VALUE + " " + LEVEL + " – " + VALUE + " " + VALUE;
        Matcher found = Pattern.compile(
                        wrapped(title) + unit + " (?:" + VALUE + " \\((\\d{4})\\)|–) " + held + " " + outcome)
                .matcher(text);
        assertThat(found.find()).as(title).isTrue();
        same(found.group(1), indicator.path("baseline").path("value"), BigDecimal.ONE, title, language);
        same(found.group(2), indicator.path("baseline").path("year"), BigDecimal.ONE, title, language);
        same(
                found.group(3),
                indicator.path("target").isNumber() ? indicator.path("target") : indicator.path("ideal"),
                BigDecimal.ONE,
                title,
                language);
        same(found.group(4), indicator.path("value"), BigDecimal.ONE, title, language);
        same(found.group(isAnnual ? 7 : 5), indicator.path("attainment"), new BigDecimal(100), title, language);
        same(found.group(isAnnual ? 5 : 6), indicator.path("women"), BigDecimal.ONE, title, language);
        same(found.group(isAnnual ? 6 : 7), indicator.path("men"), BigDecimal.ONE, title, language);
    }

    /** Returns what finds {@code text} wherever its lines end. */
    private static String wrapped(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(Pattern::quote)
                .collect(Collectors.joining(" ?"));
    }

    /** The number is rounded half up to as many decimals as are shown. */
    private static void same(String shown, JsonNode json, BigDecimal factor, String title, Language language) {
        Optional<BigDecimal> number =
                Optional.ofNullable(shown).filter(said -> !said.equals("–")).map(said -> number(said, language));
        assertThat(number.isPresent()).as(title).isEqualTo(json.isNumber());
        number.ifPresent(said -> assertThat(said)
                .as(title)
                .isEqualByComparingTo(rounded(json.decimalValue().multiply(factor), said)));
    }

    private static BigDecimal rounded(BigDecimal number, BigDecimal like) {
        return number.setScale(like.scale(), RoundingMode.HALF_UP);
    }

    private static BigDecimal number(String shown, Language language) {
        String plain = shown.replace("\u00a0", "").replace("−", "-").replace("+", "");
        return new BigDecimal(language == Language.SV ? plain.replace(',', '.') : plain.replace(",", ""));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void no_number_comes_from_anywhere_else(ReportKind kind, Language language) throws Exception {
        ReportBasis basis = Reports.basis(kind);
        List<BigDecimal> known = new ArrayList<>();
        StringBuilder said = new StringBuilder(SampleEvents.framework("orebro-2017-2019"));
        for (Picture picture : basis.known().pictures().values()) {
            String json = PictureJson.compact(picture);
            said.append(json);
            numbers(
                    new JsonMapper()
                            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                            .readTree(json),
                    known);
        }
        known.add(BigDecimal.valueOf(basis.cut().events()));
        basis.known().applied().forEach(applied -> said.append(applied.justification()));
        String text = Reports.text(Reports.pdf(kind, language))
                .replaceAll("[0-9a-f]{64}", "")
                .replace("SHA-256", "");

        List<String> unknown = new ArrayList<>();
        Matcher numbers = Pattern.compile(NUMBER).matcher(text);
        while (numbers.find()) {
            BigDecimal number = number(numbers.group(), language);
            boolean isCounted = number.signum() >= 0 && number.scale() <= 0 && number.compareTo(MOST_COUNTED) <= 0;
            boolean isKnown = known.stream()
                    .anyMatch(one -> rounded(one, number).compareTo(number) == 0
                            || rounded(one.movePointRight(2), number).compareTo(number) == 0);
            if (!isCounted && !isKnown && !said.toString().contains(numbers.group())) {
                unknown.add(numbers.group());
            }
        }

        assertThat(unknown).isEmpty();
    }

    private static void numbers(JsonNode node, List<BigDecimal> known) {
        if (node.isNumber()) {
            known.add(node.decimalValue());
        }
        node.forEach(child -> numbers(child, known));
    }
}
