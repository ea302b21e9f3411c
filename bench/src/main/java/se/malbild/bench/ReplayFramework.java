package se.malbild.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import se.malbild.goals.framework.ShippedFrameworks;

/**
 * Örebro's framework as the made-up municipalities have it: without ranges, breaks and due years, so that every value that
 * is made up is judged.
 */
final class ReplayFramework {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final long SEED = 2017;

    private ReplayFramework() {}

    /** Returns one with the rules of Örebro, nearly all {@code improve}. */
    static String improving(String organisation) {
        return text(framework(organisation));
    }

    /**
     * Returns one in which all indicators {@code reach} for a target of each year, which most of the made-up values are on the
     * way to. Baselines and targets have nine decimals, so that the attainments are long fractions.
     */
    static String reaching(String organisation) {
        ObjectNode framework = framework(organisation);
        Random random = new Random(SEED);
        int from = framework.at("/period/from").intValue();
        int to = framework.at("/period/to").intValue();
        for (JsonNode indicator : framework.withArray("indicators")) {
            ObjectNode rule = ((ObjectNode) indicator).putObject("rule");
            rule.put("kind", "reach").put("direction", "higher");
            rule.putObject("baseline").put("year", from - 1).put("value", number(0, random));
            ObjectNode targets = rule.putObject("target");
            for (int year = from; year <= to; year++) {
                targets.put("" + year, number(1_000_000, random));
            }
        }
        return text(framework);
    }

    private static BigDecimal number(int least, Random random) {
        return BigDecimal.valueOf(least * 1_000_000_000L + random.nextLong(1_000_000_000L), 9);
    }

    private static ObjectNode framework(String organisation) {
        ObjectNode framework;
        try {
            framework = (ObjectNode) YAML.readTree(ShippedFrameworks.documents().get(0));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
        framework.put("organisation", organisation);
        for (JsonNode indicator : framework.withArray("indicators")) {
            ((ObjectNode) indicator).remove(List.of("range", "breaks", "dueYears"));
        }
        return framework;
    }

    private static String text(ObjectNode framework) {
        try {
            return YAML.writeValueAsString(framework);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
