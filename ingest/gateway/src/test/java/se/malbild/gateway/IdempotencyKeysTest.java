package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import se.malbild.service.HttpProblemException;

class IdempotencyKeysTest {
    private final AtomicLong now = new AtomicLong();
    private final IdempotencyKeys keys = new IdempotencyKeys(now::get);
    private final IdempotencyKeys.Key key = new IdempotencyKeys.Key("token", "k1");

    @Test
    void the_same_request_gets_the_same_answer_and_another_one_is_refused() {
        Answer answer = answer("{}");
        assertThat(keys.begin(key, "a")).isEmpty();
        assertThat(status(() -> keys.begin(key, "a"))).as("in flight").isEqualTo(409);
        keys.complete(key, answer);

        assertThat(keys.begin(key, "a")).contains(answer);
        assertThat(status(() -> keys.begin(key, "b"))).isEqualTo(422);
        assertThat(keys.begin(new IdempotencyKeys.Key("other token", "k1"), "b"))
                .isEmpty();
    }

    @Test
    void a_request_that_failed_can_be_tried_again() {
        keys.begin(key, "a");
        keys.abandon(key);

        assertThat(keys.begin(key, "a")).isEmpty();
    }

    @Test
    void an_answer_is_forgotten_when_its_time_has_passed() {
        keys.begin(key, "a");
        keys.complete(key, answer("{}"));
        now.addAndGet(IdempotencyKeys.LIFETIME.toNanos());

        assertThat(keys.begin(key, "b")).isEmpty();
    }

    @Test
    void however_many_and_large_they_are_the_latest_answers_fit_in_memory() {
        Answer large = answer("x".repeat(1024 * 1024));
        for (int i = 0; i < 100; i++) {
            keys.begin(new IdempotencyKeys.Key("token", "n" + i), "a");
            keys.complete(new IdempotencyKeys.Key("token", "n" + i), large);
        }

        assertThat(keys.begin(new IdempotencyKeys.Key("token", "n99"), "a")).contains(large);
        assertThat(keys.begin(new IdempotencyKeys.Key("token", "n85"), "a")).contains(large);
        assertThat(keys.begin(new IdempotencyKeys.Key("token", "n80"), "a")).isEmpty();
    }

    private static Answer answer(String body) {
        return new Answer(202, "application/json", body, Map.of());
    }

    private static int status(Runnable request) {
        return catchThrowableOfType(HttpProblemException.class, request::run)
                .problem()
                .status();
    }
}
