package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

class CsvFileTest {
    private static final String SWEDISH_HEADINGS =
            "Händelse-id;Kommun;Nyckeltal;Förvaltning;År;Period;Kön;Stadsdel;Utfall;Bortfall;Antal;Slag;Återtagen;Revision;Tidpunkt;Källa;Kommentar\n";
    private static final String SWEDISH_ROW =
            "e1;1880;U21468;vard-och-omsorg;2018;2018-T2;kvinnor;stadsdel-2;1 178,37;;412;prognos;nej;2;2018-09-01 14:00;Procapita;rättat\n";
    private static final Observation OBSERVATION = new Observation(
            "e1",
            new Cell(
                    "1880",
                    "U21468",
                    "vard-och-omsorg",
                    new Period(2018, Period.Granularity.TERTIAL, 2),
                    Gender.WOMEN,
                    "stadsdel-2",
                    Kind.FORECAST),
            new Content.Value(new BigDecimal("1178.37")),
            OptionalLong.of(412),
            2,
            Instant.parse("2018-09-01T12:00:00Z"),
            "Procapita",
            "rättat");

    /** What a small file leaves to the command line. */
    private static final Defaults DEFAULTS = new Defaults(
            Optional.of("1880"),
            Optional.of("kommunstyrelsen"),
            Optional.of(Instant.parse("2019-03-01T00:00:00Z")),
            Optional.of("Excel"),
            Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void given_swedish_headings_then_every_field_is_read() throws Exception {
        assertThat(Given.observations(csv(SWEDISH_HEADINGS + SWEDISH_ROW), Defaults.NONE))
                .containsExactly(OBSERVATION);
    }

    @Test
    void given_english_headings_and_commas_then_every_field_is_read() throws Exception {
        String file = """
                eventId,organisation,indicator,department,year,period,gender,district,value,missing,count,kind,retracted,revision,observedAt,source,comment
                e1,1880,U21468,vard-och-omsorg,2018,2018-T2,WOMEN,stadsdel-2,1178.37,,412,FORECAST,false,2,2018-09-01T12:00:00Z,Procapita,"rättat"
                """;
        assertThat(Given.observations(csv(file), Defaults.NONE)).containsExactly(OBSERVATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NYCKELTAL;ÅR;VÄRDE",
                " nyckeltal ; år ; värde ",
                "nyckeltal,ar,varde",
                "Indicator\tYear\tValue",
                "\"Indikator\",\"År\",\"Utfall\""
            })
    void given_headings_in_another_dress_then_they_are_known(String headings) throws Exception {
        char delimiter = headings.contains(";") ? ';' : headings.contains("\t") ? '\t' : ',';
        String row = "N00914" + delimiter + "2018" + delimiter + "78.4";
        assertThat(Given.observations(csv(headings + "\n" + row), DEFAULTS))
                .extracting(Observation::content)
                .containsExactly(new Content.Value(new BigDecimal("78.4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16LE"})
    void given_any_usual_encoding_then_swedish_letters_survive(String charset) throws Exception {
        String mark = charset.startsWith("UTF-16") ? "\ufeff" : "";
        Path file =
                Given.file(directory, "export.csv", mark + SWEDISH_HEADINGS + SWEDISH_ROW, Charset.forName(charset));
        assertThat(Given.observations(file, Defaults.NONE)).containsExactly(OBSERVATION);
    }

    @Test
    void given_a_byte_order_mark_or_a_separator_line_or_old_line_ends_then_they_are_no_part_of_the_rows()
            throws Exception {
        for (String file : List.of(
                "\ufeff" + SWEDISH_HEADINGS + SWEDISH_ROW,
                "sep=;\r\n" + SWEDISH_HEADINGS + SWEDISH_ROW,
                ("sep=;\n" + SWEDISH_HEADINGS + SWEDISH_ROW).replace(';', '\t'),
                (SWEDISH_HEADINGS + SWEDISH_ROW).replace("\n", "\r"),
                "\n\n" + SWEDISH_HEADINGS + ";;;\n" + SWEDISH_ROW + "\n")) {
            assertThat(Given.observations(csv(file), Defaults.NONE)).containsExactly(OBSERVATION);
        }
    }

    @Test
    void given_a_table_of_the_dashboard_then_its_notice_is_left_out_and_its_texts_are_as_they_were() throws Exception {
        String table = "nyckeltal;år;utfall;kommentar\nN00914;2018;78,4;\"'=1+1\"";
        String ofDashboard = table.replace("kommentar", "kommentar;Viktigt att veta") + ";Exempelberäkning";

        assertThat(Given.observations(csv(ofDashboard), DEFAULTS))
                .extracting(Observation::comment)
                .containsExactly("=1+1");
        assertThat(Given.observations(csv(table), DEFAULTS))
                .extracting(Observation::comment)
                .containsExactly("'=1+1");
    }

    @Test
    void given_a_text_that_is_not_utf_8_then_it_is_said_how_it_is_read() throws Exception {
        Path file = Given.file(directory, "export.csv", SWEDISH_HEADINGS + SWEDISH_ROW, StandardCharsets.ISO_8859_1);
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            assertThat(open.notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note.sv()).contains("Windows-1252"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "78,37 | 78.37",
                "78.37 | 78.37",
                "1 234 567,5 | 1234567.5",
                "1\u00a0234,5 | 1234.5",
                "1\u202f234 | 1234",
                "\u22125,2 | -5.2",
                "-0,0 | 0",
                "3,847e-05 | 0.00003847",
                "1,234 | 1.234",
                "1483333,33333333 | 1483333.33333333",
                ",5 | 0.5"
            })
    void given_a_number_as_people_write_it_then_it_is_exact(String written, String exact) throws Exception {
        assertThat(Given.observations(csv("nyckeltal;år;utfall\nN00914;2018;" + written), DEFAULTS))
                .extracting(Observation::content)
                .containsExactly(new Content.Value(new BigDecimal(exact)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.234,5", "1,234.5", "1 23", "12 34", "78,4 %", "ca 78", "-", "0x10", "1e", "NaN", "78'4", "1,2,3"
            })
    void given_what_only_looks_like_a_number_then_it_is_a_fault(String written) throws Exception {
        assertThat(Given.faults(csv("nyckeltal;år;utfall\nN00914;2018;" + written), DEFAULTS))
                .containsExactly("2 utfall not-a-number");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-09-01, 2018-08-31T22:00:00Z",
        "2019-03-01, 2019-02-28T23:00:00Z",
        "2018-09-01 14:00, 2018-09-01T12:00:00Z",
        "2018-09-01T14:00:30, 2018-09-01T12:00:30Z",
        "2018-09-01T14:00:00+01:00, 2018-09-01T13:00:00Z",
        "2018-09-01 12:00:00Z, 2018-09-01T12:00:00Z"
    })
    void given_a_time_without_a_zone_then_it_is_swedish_and_a_date_is_the_beginning_of_the_day(
            String written, Instant expected) throws Exception {
        assertThat(Given.observations(csv("nyckeltal;år;utfall;tidpunkt\nN00914;2018;1;" + written), DEFAULTS))
                .extracting(Observation::observedAt)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "K, WOMEN",
        "kvinnor, WOMEN",
        "Women, WOMEN",
        "M, MEN",
        "Män, MEN",
        "men, MEN",
        "T, TOTAL",
        "Totalt, TOTAL",
        "'', TOTAL"
    })
    void given_a_gender_in_swedish_or_english_then_it_is_known(String written, Gender expected) throws Exception {
        assertThat(Given.observations(csv("nyckeltal;år;utfall;kön\nN00914;2018;1;" + written), DEFAULTS))
                .extracting(observation -> observation.cell().gender())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bortfall, DROPOUT",
        "-, DROPOUT",
        "Ej tillämpligt, NOT_APPLICABLE",
        ".., SECRECY",
        ".,NOT_APPLICABLE",
        "sekretess, SECRECY",
        "SECRECY, SECRECY",
        "NOT_APPLICABLE, NOT_APPLICABLE"
    })
    void given_a_reason_why_there_is_no_value_then_it_is_kept(String written, MissingReason expected) throws Exception {
        assertThat(Given.observations(csv("nyckeltal;år;bortfall\nN00914;2018;" + written), DEFAULTS))
                .extracting(Observation::content)
                .containsExactly(new Content.Missing(expected));
    }

    @ParameterizedTest
    @CsvSource({"Bortfall, DROPOUT", "uppgift saknas, DROPOUT", "Ej tillämpligt, NOT_APPLICABLE", "sekretess, SECRECY"})
    void given_a_reason_in_words_in_the_place_of_the_value_then_it_is_kept(String written, MissingReason expected)
            throws Exception {
        String row = "nyckeltal;år;utfall;bortfall\nN00914;2018;" + written + ";";
        for (String file : List.of(row, row + written)) {
            assertThat(Given.observations(csv(file), DEFAULTS))
                    .extracting(Observation::content)
                    .containsExactly(new Content.Missing(expected));
        }
        assertThat(Given.faults(csv("nyckeltal;år;utfall;bortfall\nN00914;2018;bortfall;sekretess"), DEFAULTS))
                .containsExactly("2 utfall value-or-reason");
    }

    @ParameterizedTest
    @CsvSource({
        "-, noll",
        "\u2013, noll",
        "\u2212, noll",
        "., statistikprogram",
        ".., sekretess",
        "\u2026, ej tillämpligt",
        "N/A, ej tillämpligt"
    })
    void given_a_sign_in_the_place_of_the_value_then_the_column_bortfall_says_what_it_means(String sign, String says)
            throws Exception {
        String row = "nyckeltal;år;utfall;bortfall\nN00914;2018;" + sign + ";";

        assertThat(Given.messages(csv(row), DEFAULTS))
                .singleElement()
                .satisfies(message -> assertThat(message.sv()).contains("”" + sign + "”", says, "kolumnen bortfall"));
        assertThat(Given.observations(csv(row + "sekretess"), DEFAULTS))
                .extracting(Observation::content)
                .containsExactly(new Content.Missing(MissingReason.SECRECY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-points-for-value.csv", "hyphen-for-value.csv"})
    void given_a_table_with_signs_then_its_row_is_a_fault_that_says_where_the_reason_goes(String name)
            throws Exception {
        assertThat(Given.faults(Given.figure(name), Defaults.NONE)).containsExactly("2 utfall not-a-number");
        assertThat(Given.messages(Given.figure(name), Defaults.NONE))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.sv()).contains("kolumnen bortfall", "SCB", "Kolada");
                    assertThat(message.en()).contains("column missing", "Statistics Sweden", "Kolada");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "-"})
    void given_a_sign_in_the_place_of_the_value_in_ndjson_then_the_fault_names_the_field_of_the_reason(String sign)
            throws Exception {
        Path file = Given.file(
                directory, "fil.json", "{\"indicator\": \"N00914\", \"year\": 2018, \"value\": \"" + sign + "\"}\n");

        assertThat(Given.faults(file, DEFAULTS)).containsExactly("1 value not-a-number");
        assertThat(Given.messages(file, DEFAULTS)).singleElement().satisfies(message -> {
            assertThat(message.sv()).contains("”" + sign + "”", "skriv i missing", "SECRECY");
            assertThat(message.en()).contains("“" + sign + "”", "write in missing", "SECRECY");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "kön, K, kön, totalt",
        "period, T1, period, 2019",
        "stadsdel, Öster, stadsdel, hela kommunen",
        "slag, prognos, slag, utfall"
    })
    void given_a_blank_label_where_another_row_has_one_then_it_is_a_fault_that_says_what_to_write(
            String heading, String label, String column, String write) throws Exception {
        String file = "nyckeltal;år;utfall;" + heading + "\nN00914;2019;1;\nN00914;2018;2;" + label + "\n";

        assertThat(Given.faults(csv(file), DEFAULTS)).containsExactly("2 " + column + " blank-label");
        assertThat(Given.messages(csv(file), DEFAULTS))
                .singleElement()
                .satisfies(message -> assertThat(message.sv()).contains("Skriv " + write));
        assertThat(Given.observations(csv(file.replace(";1;", ";1;" + write)), DEFAULTS))
                .hasSize(2);
        assertThat(Given.observations(csv(file.replace(label, "")), DEFAULTS)).hasSize(2);
    }

    @Test
    void given_the_whole_municipality_in_words_then_it_is_no_district() throws Exception {
        String file = "nyckeltal;år;utfall;stadsdel\nN00914;2018;1;Hela kommunen\nN00914;2018;2;Öster\n";

        assertThat(Given.observations(csv(file), DEFAULTS))
                .extracting(observation -> observation.cell().district())
                .containsExactly(Cell.WHOLE_MUNICIPALITY, "Öster");
    }

    @Test
    void given_blank_genders_then_their_rows_are_faults_and_stay_so_in_the_list_of_faults() throws Exception {
        Path listed = directory.resolve("fel.csv");

        FileCheck check =
                Given.check(Given.figure("blank-gender.csv"), DEFAULTS, UnaryOperator.identity(), listed, row -> {});

        assertThat(check.good()).isEqualTo(2);
        assertThat(Given.faults(Given.figure("blank-gender.csv"), DEFAULTS))
                .containsExactly("3 kön blank-label", "5 kön blank-label");
        assertThat(Given.faults(listed, DEFAULTS)).containsExactly("2 kön blank-label", "3 kön blank-label");

        Files.writeString(
                listed, Files.readString(listed).replace(";;77,0", ";K;77,0").replace(";;79,6", ";M;79,6"));

        assertThat(Given.observations(listed, DEFAULTS))
                .extracting(observation -> observation.cell().gender())
                .containsExactly(Gender.WOMEN, Gender.MEN);
    }

    @Test
    void given_a_list_of_faults_with_merged_cells_then_they_are_faults_until_something_else_is_written()
            throws Exception {
        String list = """
                rad;kolumn;kod;fel;fault;nyckeltal;år;utfall;stadsdel
                2;stadsdel;merged-cell;;;N00914;2018;61;(sammanfogad)
                """;

        assertThat(Given.faults(csv(list), DEFAULTS)).containsExactly("2 stadsdel merged-cell");
        assertThat(Given.messages(csv(list), DEFAULTS))
                .extracting(Text::en)
                .containsExactly(
                        "It is unclear whether the content applies to this cell. Unmerge it and fill in each cell.");
        assertThat(Given.observations(csv(list.replace("(sammanfogad)", "Öster")), DEFAULTS))
                .extracting(observation -> observation.cell().district())
                .containsExactly("Öster");
        assertThat(Given.observations(csv("nyckeltal;år;utfall;stadsdel\nN00914;2018;61;(sammanfogad)\n"), DEFAULTS))
                .extracting(observation -> observation.cell().district())
                .containsExactly("(sammanfogad)");
    }

    @ParameterizedTest
    @CsvSource({"T2, 2018-T2", "q3, 2018-Q3", "2018-08, 2018-08", "2018, 2018", "'', 2018"})
    void given_a_part_of_the_year_then_it_is_the_period(String written, String expected) throws Exception {
        assertThat(Given.observations(csv("nyckeltal;år;utfall;period\nN00914;2018;1;" + written), DEFAULTS))
                .extracting(observation -> observation.cell().period().toString())
                .containsExactly(expected);
    }

    @Test
    void given_quoted_cells_then_they_may_hold_anything() throws Exception {
        String file = "nyckeltal;år;utfall;kommentar\nN00914;2018;\"78,4\" ;\"rad ett; \"\"två\"\"\nrad tre\"\n";
        assertThat(Given.observations(csv(file), DEFAULTS))
                .extracting(Observation::comment)
                .containsExactly("rad ett; \"två\"\nrad tre");
    }

    @Test
    void given_a_quotation_mark_too_many_then_only_its_row_is_lost() throws Exception {
        String file = """
                nyckeltal;år;utfall;kommentar
                N00914;2014;1;"början utan slut
                N00914;2015;2;"hel"
                N00914;2016;3;"hel" och mer
                N00914;2017;4;19" skärm
                N00914;2018;5;"aldrig slut
                """;
        assertThat(Given.faults(csv(file), DEFAULTS))
                .containsExactly("2  unbalanced-quotes", "4  unbalanced-quotes", "6  unbalanced-quotes");
        assertThat(Given.rows(csv(file), DEFAULTS))
                .filteredOn(FileRow.Good.class::isInstance)
                .extracting(FileRow::number)
                .containsExactly(3L, 5L);
    }

    @Test
    void given_a_quotation_mark_that_another_row_would_close_then_the_rows_between_are_not_lost() throws Exception {
        String file = """
                nyckeltal;år;utfall;kommentar
                N00914;2015;1;"början utan slut
                N00914;2016;2;hel
                N00914;2017;3;slut utan början"
                N00914;2018;4;"två
                rader; hela"
                """;
        assertThat(Given.faults(csv(file), DEFAULTS)).containsExactly("2  unbalanced-quotes");
        assertThat(Given.rows(csv(file), DEFAULTS))
                .filteredOn(FileRow.Good.class::isInstance)
                .extracting(FileRow::number)
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void given_a_byte_order_mark_then_one_unreadable_byte_costs_one_row() throws Exception {
        Path file = Given.file(
                directory,
                "export.csv",
                "\u00ef\u00bb\u00bfnyckeltal;\u00c3\u00a5r;utfall\nN00914;2018;1\nN\u00e5;2018;2\n",
                StandardCharsets.ISO_8859_1);

        assertThat(Given.faults(file, DEFAULTS)).containsExactly("3 nyckeltal unreadable-character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decimal-comma-comment.csv",
                "decimal-comma-shifted.csv",
                "decimal-comma-blank-end.csv",
            })
    void given_an_unquoted_decimal_comma_between_commas_then_the_row_is_a_fault_and_stays_one_in_the_list(String name)
            throws Exception {
        Path listed = directory.resolve("fel.csv");

        FileCheck check = Given.check(Given.figure(name), listed);

        assertThat(check.good()).isZero();
        assertThat(Given.faults(Given.figure(name), Defaults.NONE)).containsExactly("2  cell-without-heading");
        assertThat(Files.readString(listed)).contains(";1880,N00914,kommunstyrelsen,2018,2019-06-01,78,4,");
        assertThat(Given.faults(listed, Defaults.NONE)).isNotEmpty();
    }

    @Test
    void given_commas_then_a_row_of_more_cells_than_the_headings_is_told_with_both_numbers() throws Exception {
        String file = """

                nyckeltal,år,utfall,kommentar,
                N00914,2018,"78,4","rätt, ""citerat"" ord",
                N00914,2018,78,4,,
                N00914,2018,1,"två
                rader",,
                N00914,2018,1
                ,,,,,,,
                """;
        assertThat(Given.faults(csv(file), DEFAULTS))
                .containsExactly("4  cell-without-heading", "5  cell-without-heading", "6  too-few-cells");
        assertThat(((FileRow.Faulty) Given.rows(csv(file), DEFAULTS).get(1)).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.fault().message().sv()).contains("6 celler", "rubrikraden 5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // One number with a decimal comma, or two cells: nobody can tell.
                "N00914,2018,78,4,412, | 2  cell-without-heading",
                "N00914,2018,-1 234,5,, | 2  cell-without-heading",
                "N00914,2018,3,847e-05,, | 2  cell-without-heading",
                "N00914,2018,78.4,1,234, | 2  cell-without-heading",
                // Headings and rows end with a comma.
                "N00914,2018,78.4,412,, | ^^",
                "N00914,2018,\"78,4\",412,, | ^^",
                "N00914,2018,78,,rättat, | ^^",
                // Only the headings do.
                "N00914,2018,78.4,412, | ^^",
                "N00914,2018,78,412,rättat | ^^",
            })
    void given_headings_that_end_with_a_comma_then_a_row_whose_commas_can_mean_two_things_is_a_fault(
            String row, String fault) throws Exception {
        Path file = csv("nyckeltal,år,utfall,antal,kommentar,\n" + row + "\n");

        assertThat(Given.faults(file, DEFAULTS)).isEqualTo(fault.isEmpty() ? List.of() : List.of(fault));
    }

    @Test
    void given_headings_that_end_with_commas_then_rows_have_as_many_cells_or_none_beyond_the_last_heading()
            throws Exception {
        String file = """
                nyckeltal,år,utfall,kommentar,,
                N00914,2018,1,a,,
                N00914,2019,1,a
                N00914,2020,1,a,
                N00914,2021,1,a,,,
                """;

        assertThat(Given.faults(csv(file), DEFAULTS))
                .containsExactly("4  cell-without-heading", "5  cell-without-heading");
    }

    @Test
    void given_semicolons_then_blank_cells_at_the_end_are_no_fault() throws Exception {
        assertThat(Given.observations(Given.figure("semicolons-blank-end.csv"), Defaults.NONE))
                .extracting(Observation::content)
                .containsExactly(new Content.Value(new BigDecimal("78.4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-row-not-utf-8.csv", "one-row-not-utf-8-with-mark.csv"})
    void given_one_row_that_is_not_utf_8_then_that_row_is_the_fault_and_the_others_are_read(String name)
            throws Exception {
        assertThat(Given.faults(Given.figure(name), Defaults.NONE))
                .containsExactlyInAnyOrder("3 comment unreadable-character", "3 district blank-label");
        assertThat(((FileRow.Good) Given.rows(Given.figure(name), Defaults.NONE).get(0))
                        .observation()
                        .cell())
                .satisfies(cell -> {
                    assertThat(cell.district()).isEqualTo("Östra");
                    assertThat(cell.department()).isEqualTo("vård-och-omsorg");
                });
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "1, 2, false", "0, 1, false", "5, 5, true"})
    void given_characters_of_utf_8_and_others_then_the_greater_number_decides_how_the_file_is_read(
            int valid, int invalid, boolean isUtf8) throws Exception {
        String text = "nyckeltal;kommentar\n" + "\u00c3\u00a5".repeat(valid) + "\n" + "\u00e5.".repeat(invalid) + "\n";
        Path file = Given.file(directory, "export.csv", text, StandardCharsets.ISO_8859_1);

        assertThat(Survey.of(new FileBytes(file)).charset())
                .isEqualTo(isUtf8 ? StandardCharsets.UTF_8 : Survey.WINDOWS_1252);
    }

    @Test
    void given_ndjson_or_headings_with_an_unreadable_byte_then_the_row_or_the_heading_is_the_fault() throws Exception {
        String json = "{\"indicator\": \"N00914\", \"year\": 2018, \"value\": 1, \"comment\": \"%s\"}\n";
        Path file = Given.file(
                directory,
                "fil.json",
                json.formatted("\u00c3\u00a5") + json.formatted("\u00e5").replace("2018", "2019"),
                StandardCharsets.ISO_8859_1);
        assertThat(Given.faults(file, DEFAULTS)).containsExactly("2 comment unreadable-character");

        Path csv = Given.file(
                directory,
                "export.csv",
                "nyckeltal;\u00e5r;utfall;kommentar\nN00914;2018;1;\u00c3\u00a5",
                StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(csv, DEFAULTS))
                        .faults())
                .extracting(fault -> fault.fault().code())
                .containsExactly("unreadable-character", "missing-column");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    N00914;2018;1;T;2019-01-01;;;;x;extra   | 2 J cell-without-heading
                    N00914;2018;1                           | 2  too-few-cells
                    ;2018;1;T;2019-01-01;;;;                | 2 nyckeltal required
                    N00914;18;1;T;2019-01-01;;;;            | 2 år year-out-of-range
                    N00914;tjugo;1;T;2019-01-01;;;;         | 2 år not-a-year
                    N00914;2018;mycket;T;2019-01-01;;;;     | 2 utfall not-a-number
                    N00914;2018;;T;2019-01-01;;;;           | 2 utfall value-or-reason
                    N00914;2018;1;X;2019-01-01;;;;          | 2 kön unknown-symbol
                    N00914;2018;1;T;i går;;;;               | 2 tidpunkt not-a-time
                    N00914;2018;1;T;2019-02-30;;;;          | 2 tidpunkt not-a-time
                    N00914;2018;1;T;2019-01-01;2,5;;;       | 2 antal not-a-whole-number
                    N00914;2018;1;T;2019-01-01;-1;;;        | 2 antal negative
                    N00914;2018;1;T;2019-01-01;;3000000000;;| 2 revision out-of-range
                    N00914;2018;1;T;2019-01-01;;;2018-T4;   | 2 period invalid-period
                    N00914;2018;1;T;2019-01-01;;;;\ufffd    | 2 kommun unreadable-character
                    """)
    void given_a_row_with_a_fault_then_it_is_told_by_row_and_column(String row, String fault) throws Exception {
        String headings = "nyckeltal;år;utfall;kön;tidpunkt;antal;revision;period;kommun\n";
        assertThat(Given.faults(csv(headings + row.replace(";x;", ";1880;")), DEFAULTS))
                .containsExactly(fault);
    }

    @Test
    void given_a_row_with_several_faults_then_all_are_told_at_once() throws Exception {
        String file = "kommun;nyckeltal;år;utfall;kön;tidpunkt;antal\nÖrebro;;3018;mycket;X;nyss;många\n";
        assertThat(Given.faults(csv(file), DEFAULTS))
                .containsExactlyInAnyOrder(
                        "2 kommun invalid-organisation",
                        "2 nyckeltal required",
                        "2 år year-out-of-range",
                        "2 utfall not-a-number",
                        "2 kön unknown-symbol",
                        "2 tidpunkt not-a-time",
                        "2 antal not-a-whole-number");
    }

    @Test
    void given_wrong_columns_then_all_of_them_are_told_before_any_row() {
        UnreadableFileException told = catchThrowableOfType(
                UnreadableFileException.class,
                () -> Given.rows(csv("nyckeltal;färg;kommun;organisation;indicator\nN00914;1;1;1;1"), Defaults.NONE));

        assertThat(told.faults())
                .extracting(fault -> fault.column() + " " + fault.fault().code())
                .containsExactly(
                        "färg unknown-column",
                        "organisation duplicate-column",
                        "indicator duplicate-column",
                        "förvaltning missing-column",
                        "år missing-column",
                        "tidpunkt missing-column",
                        "utfall missing-column");
    }

    @ParameterizedTest
    @CsvSource({"'', empty-file", "'\n \n', empty-file", "[{}], ''", "\u00d0\u00cf\u0011\u00e0 gammal, old-excel"})
    void given_something_else_than_a_file_of_observations_then_it_is_said(String content, String code)
            throws Exception {
        Path file = Given.file(directory, "fil", content, StandardCharsets.ISO_8859_1);
        if (code.isEmpty()) {
            assertThat(Given.faults(file, DEFAULTS)).containsExactly("1  not-json");
        } else {
            assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, DEFAULTS))
                            .faults())
                    .extracting(fault -> fault.fault().code())
                    .containsExactly(code);
        }
    }

    @Test
    void given_no_event_id_then_the_content_decides_it() throws Exception {
        Path file = csv("nyckeltal;år;utfall\nN00914;2018;78,4\nN00914;2018;78,40\nN00914;2019;78,4\n");

        List<Observation> first = Given.observations(file, DEFAULTS);

        assertThat(first).isEqualTo(Given.observations(file, DEFAULTS));
        assertThat(first.get(0)).isEqualTo(first.get(1));
        assertThat(first.get(0).eventId())
                .matches("content-[0-9a-f]{32}")
                .isNotEqualTo(first.get(2).eventId());
    }

    @Test
    void given_a_default_then_a_cell_goes_before_it() throws Exception {
        Path file =
                csv("nyckeltal;år;utfall;förvaltning;källa\nN00914;2018;1;;\nN00914;2018;1;social-valfard;Procapita\n");

        assertThat(Given.observations(file, DEFAULTS))
                .extracting(observation -> observation.cell().department() + " " + observation.source())
                .containsExactly("kommunstyrelsen Excel", "social-valfard Procapita");
    }

    @Test
    void given_ndjson_then_defaults_and_derived_ids_work_there_too() throws Exception {
        Path file = Given.file(directory, "fil.json", """
                {"indicator": "N00914", "year": 2018, "value": 78.4}

                {"eventId": "e2", "indicator": "N00914", "department": "social-valfard", "year": 2018, "value": 78.4, "source": "x"}
                {"indicator": "N00914", "år": 2018}
                """);

        assertThat(Given.faults(file, DEFAULTS))
                .containsExactly("4 year required", "4 value value-or-reason", "4 år unknown-field");
        assertThat(Given.rows(file, DEFAULTS).subList(0, 2))
                .extracting(row -> ((FileRow.Good) row).observation())
                .satisfiesExactly(
                        derived -> {
                            assertThat(derived.eventId()).startsWith("content-");
                            assertThat(derived.source()).isEqualTo("Excel");
                            assertThat(derived.cell().department()).isEqualTo("kommunstyrelsen");
                        },
                        given -> {
                            assertThat(given.eventId()).isEqualTo("e2");
                            assertThat(given.source()).isEqualTo("x");
                            assertThat(given.cell().department()).isEqualTo("social-valfard");
                        });
    }

    private Path csv(String text) {
        return Given.file(directory, "export.csv", text);
    }
}
