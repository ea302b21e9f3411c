package se.malbild.goals.oracle;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.framework.Rule;

/** The fields of a picture that say by what rule an indicator is judged. */
final class RuleFields {
    private RuleFields() {}

    static Map<String, Object> of(Rule rule, int year) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String none :
                new String[] {"direction", "baseline", "target", "targetSource", "ideal", "lower", "upper"}) {
            fields.put(none, Optional.empty());
        }
        fields.put("targetIsComparison", false);
        if (rule instanceof Rule.Reach reach) {
            fields.put("rule", "reach");
            fields.put("direction", Oracle.word(reach.direction()));
            reach.baseline().ifPresent(baseline -> fields.put("baseline", baseline(baseline)));
            target(fields, reach.target(), year);
            fields.put("tolerance", Oracle.plain(reach.tolerance()));
        } else if (rule instanceof Rule.Improve improve) {
            fields.put("rule", "improve");
            if (improve.aim() instanceof Rule.Toward toward) {
                fields.put("direction", "toward");
                fields.put("ideal", Oracle.plain(toward.ideal()));
            } else {
                fields.put("direction", Oracle.word((Rule.Direction) improve.aim()));
            }
            fields.put("baseline", baseline(improve.from()));
            fields.put("tolerance", Oracle.plain(improve.tolerance()));
        } else if (rule instanceof Rule.Approach approach) {
            fields.put("rule", "approach");
            fields.put("baseline", baseline(approach.from()));
            target(fields, approach.target(), year);
            fields.put("tolerance", Oracle.plain(approach.tolerance()));
        } else if (rule instanceof Rule.Hold hold) {
            fields.put("rule", "hold");
            fields.put("lower", hold.lower().map(Oracle::plain));
            fields.put("upper", hold.upper().map(Oracle::plain));
            fields.put("tolerance", Oracle.plain(hold.margin()));
        }
        return fields;
    }

    private static void target(Map<String, Object> fields, Rule.Target target, int year) {
        BigDecimal ofTheYear = target.values().get(year);
        fields.put("target", Optional.ofNullable(ofTheYear).map(Oracle::plain));
        fields.put("targetSource", target.source().map(Oracle::text));
        fields.put("targetIsComparison", target.isComparison());
    }

    private static Map<String, Object> baseline(Rule.Baseline baseline) {
        return Map.of(
                "year", baseline.year(),
                "value", Oracle.plain(baseline.value()),
                "source", baseline.source().map(Oracle::text));
    }
}
