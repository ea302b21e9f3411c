package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
    @Test
    void who_is_written_is_read_in_the_one_form_of_the_name() {
        Sender sender = new Sender(" A\u030asa\u00a0Ek ");

        assertThat(sender.name()).isEqualTo("Åsa Ek");
        assertThat(Sender.of(new RecordHeaders().add("traceparent", new byte[0]).add(sender.header())))
                .contains(sender);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "Anna\nEk", "Anna\u0085Ek"})
    void what_is_no_name_is_nobody(String text) {
        assertThat(Sender.isName(text)).isFalse();
        assertThatThrownBy(() -> new Sender(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Sender.of(new RecordHeaders().add(Sender.HEADER, text.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void a_header_that_is_not_there_or_not_utf_8_names_nobody() {
        assertThat(Sender.of(new RecordHeaders())).isEmpty();
        assertThat(Sender.of(new RecordHeaders().add(Sender.HEADER, null))).isEmpty();
        assertThat(Sender.of(new RecordHeaders().add(Sender.HEADER, "Åsa".getBytes(StandardCharsets.ISO_8859_1))))
                .isEmpty();
        assertThat(Sender.isName("å".repeat(200))).isTrue();
        assertThat(Sender.isName("å".repeat(201))).isFalse();
    }
}
