package se.malbild.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.malbild.cli.terminal.UsageException;

class HttpOptionsTest {
    @Command(name = "service")
    static final class Service {
        @Mixin
        private HttpOptions http;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "malbild.orebro.example,gateway",
                "malbild.orebro.example, gateway",
                " Malbild.Orebro.example ,gateway "
            })
    void names_may_have_blanks_around_them(String names) {
        assertThat(namesOf(names)).isEqualTo(Set.of("malbild.orebro.example", "gateway"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a.example,,b.example",
                "a.example b.example",
                "a.example:8443",
                "https://a.example",
                "a.example/",
                "*.example",
                ".example",
                "örebro.example"
            })
    void what_no_request_can_name_is_refused_with_an_example(String names) {
        assertThatThrownBy(() -> namesOf(names)).isInstanceOfSatisfying(UsageException.class, told -> {
            assertThat(told.text().sv()).contains("är inget värdnamn; skriv bara namnet");
            assertThat(told.text().en())
                    .contains("write the name alone, without https:// and port, for example malbild");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536"})
    void what_is_no_port_is_refused_with_those_that_are(String port) {
        Service service = new Service();
        new CommandLine(service).parseArgs("--port", port);

        assertThatThrownBy(() -> service.http.settings(8081))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        told -> assertThat(told.text().sv())
                                .isEqualTo("--port: " + port + " är ingen port; ange 0–65535."));
    }

    private static Set<String> namesOf(String names) {
        Service service = new Service();
        new CommandLine(service).parseArgs("--host-name", names);
        return service.http.settings(8081).names();
    }
}
