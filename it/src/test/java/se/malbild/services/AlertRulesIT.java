package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The alert rules by Prometheus's own tool. */
@Tag("proof")
class AlertRulesIT {
    @Test
    void each_rule_fires_for_its_fault_and_clears_after_it() throws Exception {
        assumeTrue(
                AlertsTest.isInstalled("promtool"),
                "promtool is not installed (Debian: apt install prometheus), so the rules are not tested");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts_test.yml")
                .directory(AlertsTest.RULES.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
