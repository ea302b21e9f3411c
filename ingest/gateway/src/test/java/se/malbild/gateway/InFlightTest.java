package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.service.HttpProblemException;

class InFlightTest {
    private static final GatewayLimits LIMITS = GatewayLimits.defaults();

    private final InFlight inFlight = new InFlight(LIMITS);

    @Test
    void a_sender_that_holds_its_part_is_refused_and_the_others_are_not() {
        List<InFlight.Claim> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(inFlight.claim("vard-och-omsorg", LIMITS.maxBodyBytes()));
        }

        assertThat(refusal("vard-och-omsorg", 1)).isEqualTo("too-many-of-yours");
        inFlight.claim("forskola", LIMITS.maxBodyBytes()).close();

        streams.get(0).close();
        inFlight.claim("vard-och-omsorg", LIMITS.maxBodyBytes());
        assertThat(inFlight.requests()).isEqualTo(4);
    }

    @Test
    void small_requests_of_a_sender_are_bounded_by_their_number() {
        for (int i = 0; i < 32; i++) {
            inFlight.claim("forskola", 1);
        }

        assertThat(refusal("forskola", 1)).isEqualTo("too-many-of-yours");
        assertThat(GatewayProblems.partTaken(LIMITS).problem().detail()).satisfies(message -> {
            assertThat(message.sv()).contains("högst 32 begäranden på sammanlagt 4 MiB", "en ström räknas som 1 MiB");
            assertThat(message.en()).contains("at most 32 requests and 4 MiB in total", "a stream counts as 1 MiB");
        });
        assertThat(inFlight.requests()).isEqualTo(32);
    }

    @Test
    void when_all_places_are_taken_everybody_is_refused() {
        for (int sender = 0; sender < LIMITS.leastSenders(); sender++) {
            for (int i = 0; i < 4; i++) {
                inFlight.claim("sender-" + sender, LIMITS.maxBodyBytes());
            }
        }

        assertThat(refusal("another", 1)).isEqualTo("full");
    }

    @Test
    void the_part_of_a_sender_has_room_for_the_largest_body() {
        assertThatThrownBy(() -> new GatewayLimits(
                        1_000, 20, 10, 10, 3_999, 4, 10, 1_000, 200, LIMITS.bodyWithin(), LIMITS.brokerWithin()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String refusal(String sender, long bytes) {
        return catchThrowableOfType(HttpProblemException.class, () -> inFlight.claim(sender, bytes))
                .problem()
                .code();
    }
}
