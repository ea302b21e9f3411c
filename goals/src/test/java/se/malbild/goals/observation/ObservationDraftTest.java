package se.malbild.goals.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

class ObservationDraftTest {

    @Test
    void whatIsNotSaidHasItsDefault() throws InvalidObservationException {
        Observation observation = employment2018().build();

        assertThat(observation.eventId()).isEqualTo("kolada-N00914-1880-2018-T");
        assertThat(observation.cell())
                .isEqualTo(new Cell(
                        "1880",
                        "N00914",
                        "kommunstyrelsen",
                        Period.of(2018),
                        Gender.TOTAL,
                        Cell.WHOLE_MUNICIPALITY,
                        Kind.OUTCOME));
        assertThat(observation.content()).isEqualTo(new Content.Value(new BigDecimal("78.369539")));
        assertThat(observation.count()).isEmpty();
        assertThat(observation.revision()).isZero();
        assertThat(observation.observedAt()).isEqualTo("2019-03-01T00:00:00Z");
        assertThat(observation.source()).isEmpty();
        assertThat(observation.comment()).isEmpty();
    }

    @Test
    void everythingThatIsSaidIsKept() throws InvalidObservationException {
        Observation observation = employment2018()
                .period("2018-T2")
                .gender(Gender.WOMEN)
                .district("vivalla")
                .kind(Kind.FORECAST)
                .count(4812L)
                .revision(3)
                .source("Källa: Kolada")
                .comment("rättad\nefter granskning")
                .build();

        assertThat(observation.cell().period()).hasToString("2018-T2");
        assertThat(observation.cell().gender()).isEqualTo(Gender.WOMEN);
        assertThat(observation.cell().district()).isEqualTo("vivalla");
        assertThat(observation.cell().kind()).isEqualTo(Kind.FORECAST);
        assertThat(observation.cell().year()).isEqualTo(2018);
        assertThat(observation.count()).isEqualTo(OptionalLong.of(4812));
        assertThat(observation.revision()).isEqualTo(3);
        assertThat(observation.source()).isEqualTo("Källa: Kolada");
        assertThat(observation.comment()).isEqualTo("rättad\nefter granskning");
    }

    @Test
    void thereMayBeAReasonInsteadOfAValue() throws InvalidObservationException {
        Observation secret = employment2018()
                .value((BigDecimal) null)
                .missing(MissingReason.SECRECY)
                .build();
        Observation takenBack =
                employment2018().value((BigDecimal) null).retracted(true).build();

        assertThat(secret.content()).isEqualTo(new Content.Missing(MissingReason.SECRECY));
        assertThat(takenBack.content()).isEqualTo(new Content.Retracted());
    }

    @ParameterizedTest(name = "{0} is kept as {1}")
    @CsvSource({
        "78.369539, 78.369539",
        "3.847e-05, 0.00003847",
        "1483333.33333333, 1483333.33333333", // binary noise, as sources write it
        "0.1000000000000000055511151231257827, 0.1",
        "71.92401140000001, 71.9240114", // 14 decimals are cut to 10
        "100.00, 100",
        "1e3, 1000",
        "0, 0",
        "-0.0, 0",
        "0e999999999, 0",
        "0e-999999999, 0",
        "-1.51, -1.51",
        "+5, 5",
        // exactly between two values of 10 decimals: to the even one
        "0.00000000005, 0",
        "0.00000000015, 0.0000000002",
        "0.00000000025, 0.0000000002",
        "-0.00000000015, -0.0000000002",
        "0.000000000050000000001, 0.0000000001",
        "0.00000000004999999999, 0",
        "9e-12, 0",
        // 28 digits, of which 10 decimals
        "999999999999999999.9999999999, 999999999999999999.9999999999",
        "-999999999999999999.9999999999, -999999999999999999.9999999999",
        "1e17, 100000000000000000",
        "999999999999999999.99999999994, 999999999999999999.9999999999",
    })
    void valuesAreExactWithTenDecimals(String given, String kept) throws InvalidObservationException {
        Content content = employment2018().value(given).build().content();

        assertThat(content).isInstanceOf(Content.Value.class);
        assertThat(((Content.Value) content).number().toPlainString()).isEqualTo(kept);
        assertThat(((Content.Value) content).number().scale()).isBetween(0, Observation.VALUE_DECIMALS);
    }

    @ParameterizedTest(name = "{0} is too large")
    @ValueSource(
            strings = {
                "1000000000000000000",
                "-1000000000000000000",
                "1e18",
                "1e27",
                "1e28",
                "1e29",
                "1e999999999",
                "-1e999999999",
                "1e2147483647",
                "999999999999999999.99999999995" // rounds up to 19 digits
            })
    void valuesOfMoreThan18DigitsBeforeThePointAreRefused(String given) {
        assertThat(employment2018().value(given).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("value-too-large"));
    }

    /** Written out, such a number would have up to two thousand million digits. */
    @ParameterizedTest(name = "{0} is judged without being written out")
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e-2147483647", "1e2147483647", "0e999999999"})
    void hugeExponentsCostNothing(String given) throws InvalidObservationException {
        long before = allocatedBytes();

        ObservationDraft draft = employment2018().value(given);
        if (draft.faults().isEmpty()) {
            assertThat(draft.build().content()).isEqualTo(new Content.Value(BigDecimal.ZERO));
        }

        assertThat(allocatedBytes() - before).isLessThan(10_000_000);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest(name = "\"{0}\" is not a number")
    @ValueSource(
            strings = {
                "",
                " ",
                "78,37",
                "78.37 ",
                "1 000",
                "NaN",
                "Infinity",
                "0x1F",
                "1_000",
                "..",
                "1e",
                "1e99999999999",
                "-"
            })
    void aTextThatIsNoNumberIsTheOnlyFault(String given) {
        ObservationDraft draft = employment2018().value((BigDecimal) null).value(given);

        assertThat(draft.faults())
                .extracting(Fault::code, Fault::field)
                .containsExactly(tuple("not-a-number", "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "-", "", "saknas"})
    void aTextWithoutDigitsMayBeAReasonAndTheFaultSaysWhereThatGoes(String given) {
        ObservationDraft draft = employment2018().value((BigDecimal) null).value(given);

        assertThat(draft.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.message().sv()).contains("skriv i missing", "DROPOUT, NOT_APPLICABLE eller SECRECY");
            assertThat(fault.message().en()).contains("write in missing", "DROPOUT, NOT_APPLICABLE or SECRECY");
        });
    }

    @Test
    void anEndlessNumberIsCutInTheMessage() {
        ObservationDraft draft = employment2018().value((BigDecimal) null).value("7".repeat(100_000));

        assertThat(draft.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message().en())
                        .isEqualTo("“" + "7".repeat(40) + "…” is not a number; write for example 78.37."));
    }

    @Test
    void theTimeIsCutToMicroseconds() throws InvalidObservationException {
        Observation observation = employment2018()
                .observedAt(Instant.parse("2019-03-01T00:00:00.123456999Z"))
                .build();

        assertThat(observation.observedAt()).isEqualTo(Instant.parse("2019-03-01T00:00:00.123456Z"));
    }

    @ParameterizedTest(name = "observedAt {0}: {1}")
    @CsvSource({
        "1899-12-31T23:59:59.999999Z, time-out-of-range",
        "1900-01-01T00:00:00Z,",
        "2200-12-31T23:59:59.999999Z,",
        "2201-01-01T00:00:00Z, time-out-of-range",
    })
    void theTimeLiesInTheYears1900To2200(Instant observedAt, String code) {
        assertThat(employment2018().observedAt(observedAt).faults())
                .extracting(Fault::code)
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    static Stream<Arguments> drafts() {
        return Stream.of(
                wrong("required", "eventId", draft -> draft.eventId(null)),
                wrong("blank", "eventId", draft -> draft.eventId(" \t")),
                wrong("too-long", "eventId", draft -> draft.eventId("h".repeat(201))),
                wrong("control-character", "eventId", draft -> draft.eventId("h1\n")),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation(null)),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation("")),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation("188")),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation("18800")),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation("١٨٨٠")),
                wrong("invalid-organisation", "organisation", draft -> draft.organisation("1880\n")),
                wrong("required", "indicator", draft -> draft.indicator(null)),
                wrong("blank", "indicator", draft -> draft.indicator("")),
                wrong("too-long", "indicator", draft -> draft.indicator("N".repeat(201))),
                wrong("control-character", "indicator", draft -> draft.indicator("N00914\u0000")),
                wrong("required", "department", draft -> draft.department(null)),
                wrong("blank", "department", draft -> draft.department("\u00a0\u2003 ")),
                wrong("too-long", "department", draft -> draft.department("d".repeat(201))),
                wrong("control-character", "department", draft -> draft.department("kommun\u0085styrelsen")),
                wrong("year-out-of-range", "year", draft -> draft.year(1899)),
                wrong("year-out-of-range", "year", draft -> draft.year(2201)),
                wrong("invalid-period", "period", draft -> draft.period("2018-T4")),
                wrong("invalid-period", "period", draft -> draft.period("2019-T1")),
                wrong("required", "period", draft -> draft.period(null)),
                wrong("unknown-symbol", "gender", draft -> draft.gender(null)),
                wrong("invalid-period", "period", draft -> draft.period("2018-T1\n")),
                wrong("blank", "district", draft -> draft.district("")),
                wrong("too-long", "district", draft -> draft.district("v".repeat(201))),
                wrong("control-character", "district", draft -> draft.district("viv\talla")),
                wrong("value-or-reason", "value", draft -> draft.value((BigDecimal) null)),
                wrong("value-or-reason", "value", draft -> draft.missing(MissingReason.DROPOUT)),
                wrong("value-or-reason", "value", draft -> draft.retracted(true)),
                wrong(
                        "value-or-reason",
                        "value",
                        draft -> draft.value((BigDecimal) null)
                                .missing(MissingReason.DROPOUT)
                                .retracted(true)),
                wrong("value-too-large", "value", draft -> draft.value(new BigDecimal("1e18"))),
                wrong("negative", "count", draft -> draft.count(-1L)),
                wrong("unknown-symbol", "kind", draft -> draft.kind(null)),
                wrong("negative", "revision", draft -> draft.revision(-1)),
                wrong("required", "observedAt", draft -> draft.observedAt(null)),
                wrong("time-out-of-range", "observedAt", draft -> draft.observedAt(Instant.MAX)),
                wrong("too-long", "source", draft -> draft.source("k".repeat(2001))),
                wrong("too-long", "comment", draft -> draft.comment("k".repeat(2001))),
                wrong("control-character", "district", draft -> draft.district("viv\u2028alla")),
                wrong("control-character", "district", draft -> draft.district("viv\u2029alla")),
                wrong("format-character", "eventId", draft -> draft.eventId("\ufeffh1")),
                wrong("format-character", "organisation", draft -> draft.organisation("1880\u200b")),
                wrong("format-character", "indicator", draft -> draft.indicator("N009\u00ad14")),
                wrong("format-character", "department", draft -> draft.department("kommun\u200bstyrelsen")),
                wrong("format-character", "department", draft -> draft.department("\u202ekommunstyrelsen")),
                wrong("format-character", "department", draft -> draft.department("kommun\u2060styrelsen")),
                wrong("format-character", "department", draft -> draft.department("kommun\ud83c\udff4\udb40\udc67")),
                wrong("format-character", "department", draft -> draft.department("kommunstyrelsen\ufe0f")),
                wrong("format-character", "department", draft -> draft.department("kommun\u3164styrelsen")),
                wrong("format-character", "period", draft -> draft.period("2018-T1\u200e")),
                wrong("format-character", "district", draft -> draft.district("viv\u200dalla")),
                wrong("unreadable-character", "eventId", draft -> draft.eventId("h\ufffd")),
                wrong("unreadable-character", "organisation", draft -> draft.organisation("188\ufffd")),
                wrong("unreadable-character", "indicator", draft -> draft.indicator("\ufffd")),
                wrong("unreadable-character", "department", draft -> draft.department("v\ufffdrd")),
                wrong("unreadable-character", "period", draft -> draft.period("2018\ufffdT1")),
                wrong("unreadable-character", "district", draft -> draft.district("\ufffdster")),
                wrong(
                        "unreadable-character",
                        "value",
                        draft -> draft.value((BigDecimal) null).value("7\ufffd")),
                wrong("unreadable-character", "source", draft -> draft.source("Procapita f\ufffdrskola")),
                wrong("unreadable-character", "comment", draft -> draft.comment("fr\ufffdn")));
    }

    private static Arguments wrong(String code, String field, UnaryOperator<ObservationDraft> change) {
        return Arguments.of(code, field, change);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("drafts")
    void oneWrongThingIsOneFault(String code, String field, UnaryOperator<ObservationDraft> change) {
        ObservationDraft draft = change.apply(employment2018());

        assertThat(draft.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message().sv()).isNotBlank().doesNotContain("null");
            assertThat(fault.message().en()).isNotBlank().doesNotContain("null");
        });
        assertThat(catchThrowableOfType(InvalidObservationException.class, draft::build)
                        .faults())
                .isEqualTo(draft.faults());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the letter and its ring apart, va\u030ard, v\u00e5rd",
        "the sign of \u00e5ngstr\u00f6m, v\u212brd, v\u00c5rd",
        "marks in another order, q\u0307\u0323, q\u0323\u0307",
        "spaces around, '  v\u00e5rd ', v\u00e5rd",
        "other spaces around, '\u00a0v\u00e5rd\u2009', v\u00e5rd",
        "spaces within, v\u00e5rd och omsorg, v\u00e5rd och omsorg",
        "other spaces within, 'v\u00e5rd\u00a0och\u2009omsorg\u3000', v\u00e5rd och omsorg",
        "a space that NFC makes another, v\u00e5rd\u2000och\u2001omsorg, v\u00e5rd och omsorg",
        "another case is another id, V\u00c5RD, V\u00c5RD",
    })
    void anIdIsKeptInItsNormalForm(String why, String given, String kept) throws InvalidObservationException {
        Observation observation = employment2018()
                .eventId(given)
                .indicator(given)
                .department(given)
                .district(given)
                .build();

        assertThat(List.of(
                        observation.eventId(),
                        observation.cell().indicator(),
                        observation.cell().department(),
                        observation.cell().district()))
                .containsOnly(kept);
        assertThat(NormalForm.ofId(kept)).isEqualTo(kept);
        assertThat(employment2018()
                        .organisation(" 1880\u00a0")
                        .period(" 2018-T1 ")
                        .build()
                        .cell())
                .extracting(Cell::organisation, cell -> cell.period().toString())
                .containsExactly("1880", "2018-T1");
    }

    @Test
    void aTextIsComposedAndKeepsItsSpacesAndInvisibleCharacters() throws InvalidObservationException {
        Observation observation = employment2018()
                .source(" fo\u0308rskola ")
                .comment("ra\u0308ttad \ud83d\udc69\u200d\ud83c\udfeb")
                .build();

        assertThat(observation.source()).isEqualTo(" f\u00f6rskola ");
        assertThat(observation.comment()).isEqualTo("r\u00e4ttad \ud83d\udc69\u200d\ud83c\udfeb");
    }

    /** To put endless marks in order takes the square of their number. */
    @Test
    void aTextThatIsTooLongAnywayIsNotComposed() {
        String endless = "a" + "\u0323\u0307".repeat(1_000_000);

        assertThat(NormalForm.ofText(endless)).isSameAs(endless);
        assertThat(NormalForm.ofId(endless)).isSameAs(endless);
        assertThat(employment2018().comment(endless).faults())
                .extracting(Fault::code)
                .containsExactly("too-long");
    }

    @Test
    void whatIsWrongWithACharacterIsToldWithWhatToDo() {
        assertThat(employment2018()
                        .department("v\ufffdrd")
                        .district("viv\u200dalla")
                        .faults())
                .extracting(fault -> fault.message().en())
                .containsExactly(
                        "A letter was lost before the text arrived (U+FFFD). Retype it and send it as UTF-8.",
                        "The field contains an invisible character (U+200D); retype it without that character.");
    }

    @Test
    void everyFaultIsListedInTheOrderOfTheFields() {
        ObservationDraft draft = new ObservationDraft()
                .organisation("Örebro")
                .department(" ")
                .year(18)
                .gender(null)
                .district("")
                .count(-4L)
                .kind(null)
                .revision(-1)
                .source("k".repeat(2001));

        assertThat(draft.faults())
                .extracting(fault -> fault.field() + " " + fault.code())
                .containsExactly(
                        "eventId required",
                        "organisation invalid-organisation",
                        "indicator required",
                        "department blank",
                        "year year-out-of-range",
                        "gender unknown-symbol",
                        "district blank",
                        "value value-or-reason",
                        "count negative",
                        "kind unknown-symbol",
                        "revision negative",
                        "observedAt required",
                        "source too-long");
    }

    @Test
    void theExceptionNamesEveryFault() {
        InvalidObservationException exception = catchThrowableOfType(
                InvalidObservationException.class,
                () -> employment2018().eventId("").year(1066).build());

        assertThat(exception)
                .hasMessage("eventId: The field is blank; it must have a value.; year: The year 1066 is outside"
                        + " 1900–2200.");
    }

    @ParameterizedTest(name = "{0} could not be read")
    @ValueSource(
            strings = {"eventId", "organisation", "indicator", "department", "year", "observedAt", "value", "missing"})
    void whatCouldNotBeReadIsNotCalledMissingToo(String field) {
        Fault unreadable = new Fault("not-text", field, new Text("Text väntas.", "Text is expected."));
        ObservationDraft draft = new ObservationDraft();
        draft.unreadable(unreadable);
        fillAllBut(field, draft);

        assertThat(draft.faults()).containsExactly(unreadable);
    }

    @Test
    void aClearedDraftRemembersNothing() {
        ObservationDraft draft = employment2018()
                .period("2018-T1")
                .gender(Gender.MEN)
                .district("vivalla")
                .missing(MissingReason.SECRECY)
                .retracted(true)
                .count(3L)
                .kind(Kind.FORECAST)
                .revision(4)
                .source("a")
                .comment("b")
                .unreadable(new Fault("not-a-number", "value", new Text("Fel.", "Wrong.")));

        draft.clear();

        assertThat(draft.faults()).isEqualTo(new ObservationDraft().faults());
        assertThat(draft.organisation()).isEmpty();
        assertThat(draft.department()).isEmpty();
        assertThat(fillAllBut("", draft).faults()).isEmpty();
    }

    @Test
    void aDraftThatIsFaultyStillTellsWhoSentIt() {
        ObservationDraft draft = new ObservationDraft().organisation("18801").department("skolnämnden");

        assertThat(draft.organisation()).isEqualTo("18801");
        assertThat(draft.department()).isEqualTo("skolnämnden");
    }

    @ParameterizedTest(name = "half a character in {0}")
    @ValueSource(strings = {"eventId", "indicator", "department", "district", "source", "comment"})
    void textThatHasNoUtf8FormIsRefused(String field) {
        String half = "h\uD83D";
        ObservationDraft draft = employment2018();
        switch (field) {
            case "eventId" -> draft.eventId(half);
            case "indicator" -> draft.indicator(half);
            case "department" -> draft.department(half);
            case "district" -> draft.district(half);
            case "source" -> draft.source(half);
            default -> draft.comment(half);
        }

        assertThat(draft.faults()).extracting(Fault::code, Fault::field).containsExactly(tuple("not-unicode", field));
    }

    private static ObservationDraft employment2018() {
        return fillAllBut("", new ObservationDraft());
    }

    private static ObservationDraft fillAllBut(String field, ObservationDraft draft) {
        if (!field.equals("eventId")) {
            draft.eventId("kolada-N00914-1880-2018-T");
        }
        if (!field.equals("organisation")) {
            draft.organisation("1880");
        }
        if (!field.equals("indicator")) {
            draft.indicator("N00914");
        }
        if (!field.equals("department")) {
            draft.department("kommunstyrelsen");
        }
        if (!field.equals("year")) {
            draft.year(2018);
        }
        if (!field.equals("value") && !field.equals("missing")) {
            draft.value(new BigDecimal("78.369539"));
        }
        if (!field.equals("observedAt")) {
            draft.observedAt(Instant.parse("2019-03-01T00:00:00Z"));
        }
        return draft;
    }
}
