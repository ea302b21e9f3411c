package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.cluster.Said;

/** What is said of a command line that cannot be understood: what would be right, in the language that it asks for. */
class CommandLineTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dmeo | Det finns inget kommando ”dmeo”. Menade du demo? | There is no command “dmeo”. Did you mean demo?
            p | Det finns inget kommando ”p”. Menade du parked, picture eller publish? | There is no command “p”. Did you mean parked, picture or publish?
            framework chekc x | Det finns inget kommando ”chekc”. Menade du check? | There is no command “chekc”. Did you mean check?
            picture --yaer=2018 | Det finns inget alternativ --yaer. Menade du --year? | There is no option --yaer. Did you mean --year?
            picture --framewrok x | Det finns inget alternativ --framewrok. Menade du --framework? | There is no option --framewrok. Did you mean --framework?
            picture --year MMXVIII | --year: ”MMXVIII” går inte att använda; ange ett heltal. | --year: “MMXVIII” cannot be used; give a whole number.
            picture --year 2018 --year 2019 | --year är angivet mer än en gång; ange det en gång. | --year is given more than once; give it once.
            picture --format xml | --format: ”xml” går inte att använda; ange table eller json. | --format: “xml” cannot be used; give table or json.
            picture --year | Ange --year=ÅR. | Give --year=YEAR.
            framework check | Ange FIL. | Give FILE.
            tokens create --department d --name n | Ange --organisation=KOMMUN. | Give --organisation=MUNICIPALITY.
            tokens create --organization Örebro --department d | Det finns inget alternativ --organization. Menade du --organisation? | There is no option --organization. Did you mean --organisation?
            tokens create-operator | Ange --name=NAMN. | Give --name=NAME.
            tokens create-operator --name= | --name: ett namn på en rad väntas, 1 till 200 tecken. | --name: a name on one line is expected, 1 to 200 characters.
            status x | ”x” är ett argument för mycket. | “x” is one argument too many.
            topics plan --partitions 0 | --partitions är 0; ange minst 1. | --partitions is 0; give 1 or more.
            status --services x | --services: ”x” går inte att använda; ange NAMN=URL. | --services: “x” cannot be used; give NAME=URL.
            demo --dashboard-port 8085 | --registry-port och --dashboard-port är båda 8085; ange olika portar. | --registry-port and --dashboard-port are both 8085; give different ports.
            demo --exit --broker-port=1 --registry-port=1 | --broker-port och --registry-port är båda 1; ange olika portar. | --broker-port and --registry-port are both 1; give different ports.
            demo --exit=nej | --exit: ”nej” går inte att använda; ange det utan värde. | --exit: “nej” cannot be used; give it without a value.
            import kolada --from-date nu | --from-date: ”nu” går inte att använda; ange ett datum, till exempel 2019-03-01. | --from-date: “nu” cannot be used; give a date, for example 2019-03-01.
            """)
    void it_is_told_what_would_be_right(String arguments, String sv, String en) {
        String[] words = arguments.split(" ");

        assertThat(said(words)).isEqualTo(sv);
        assertThat(said(Stream.concat(Stream.of("--lang=en"), Stream.of(words)).toArray(String[]::new)))
                .isEqualTo(en);
        if (!arguments.endsWith("--year")) {
            assertThat(said(Stream.concat(Stream.of(words), Stream.of("--lang", "en"))
                            .toArray(String[]::new)))
                    .isEqualTo(en);
        }
    }

    /** Returns the first line of two, of which the other points to the help. */
    private static String said(String... arguments) {
        Said said = Said.malbild(arguments);
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.lines()).hasSize(2).last().asString().matches("(Hjälp|Help): malbild( [a-z-]+)* --help");
        return said.lines().get(0);
    }

    @Test
    void of_a_municipality_that_is_not_known_by_name_those_like_it_are_told() {
        assertThat(said("picture", "--organisation=Orebro"))
                .isEqualTo("--organisation: ”Orebro” är ingen kommun som är känd vid namn; menas Örebro (1880)?"
                        + " Ange namnet eller kommunkoden, fyra siffror.");
        assertThat(said("tokens", "create", "--organisation=188", "--department=d", "--name=n", "--lang=en"))
                .isEqualTo("--organisation: “188” is not a municipality known by name."
                        + " Give the name or the municipality code, four digits.");
    }

    @Test
    void a_language_that_is_not_spoken_is_told_in_swedish() {
        assertThat(said("--lang=de", "demo")).isEqualTo("--lang: ”de” går inte att använda; ange sv eller en.");
    }

    @Test
    void without_a_command_or_with_one_like_none_all_are_listed() {
        for (String[] arguments : new String[][] {{"--lang=en", "framework"}, {"framework", "kolada", "--lang=en"}}) {
            Said said = Said.malbild(arguments);

            assertThat(said.exitCode()).isEqualTo(2);
            assertThat(said.lines())
                    .contains("Commands:", "  check  Shows every fault of a goal framework, or warnings.")
                    .anyMatch(line -> line.startsWith("Usage: malbild framework "));
        }
    }

    @ParameterizedTest
    @CsvSource({"dashboard, 8080", "gateway, 8081", "receipts, 8082", "streams, 8083"})
    void the_help_of_a_service_tells_which_port_it_has_when_none_is_given(String service, int port) {
        String help = Said.malbild("serve", service, "--help", "--lang=en").results();

        assertThat(help.replaceAll("\\s+", " "))
                .containsPattern("Port, 0 for a free one\\. \\([^)]*" + service + " " + port);
    }
}
