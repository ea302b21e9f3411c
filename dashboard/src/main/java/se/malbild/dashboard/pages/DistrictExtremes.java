package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a difference between districts is the difference between.
 *
 * @param highest ids of the districts with the highest value, with commas between
 * @param most their value
 * @param lowest ids of the districts with the lowest value, with commas between
 * @param least their value
 */
public record DistrictExtremes(String highest, BigDecimal most, String lowest, BigDecimal least) {

    /**
     * Returns those of {@code values}; empty when there are none.
     *
     * @param values by the district's id
     */
    static Optional<DistrictExtremes> of(Map<String, BigDecimal> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal most = Collections.max(values.values());
        BigDecimal least = Collections.min(values.values());
        return Optional.of(new DistrictExtremes(with(most, values), most, with(least, values), least));
    }

    private static String with(BigDecimal value, Map<String, BigDecimal> values) {
        return values.entrySet().stream()
                .filter(district -> district.getValue().compareTo(value) == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }
}
