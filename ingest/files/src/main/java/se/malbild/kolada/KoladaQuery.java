package se.malbild.kolada;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to ask Kolada for: the values of every one of the key figures, municipalities and years, each once.
 *
 * @param kpis ids such as {@code N00914}, at least one
 * @param municipalities municipality codes, at least one
 * @param years at least one
 * @param changedFrom only what has changed since then, when it is given
 */
public record KoladaQuery(
        List<String> kpis, List<String> municipalities, List<Integer> years, Optional<LocalDate> changedFrom) {
    /** The most ids that Kolada takes in one segment of a path. */
    public static final int MOST_PER_SEGMENT = 25;

    private static final int MOST_PER_PAGE = 5_000;

    public KoladaQuery {
        kpis = kpis.stream().distinct().toList();
        municipalities = municipalities.stream().distinct().toList();
        years = years.stream().distinct().toList();
        if (kpis.isEmpty() || municipalities.isEmpty() || years.isEmpty()) {
            throw new IllegalArgumentException("nothing is asked for");
        }
    }

    /** Returns the requests that together ask for everything, each a path with a query, to be put after the base. */
    List<String> requests() {
        String query = "?per_page=" + MOST_PER_PAGE
                + changedFrom.map(date -> "&from_date=" + date).orElse("");
        List<String> requests = new ArrayList<>();
        for (String kpi : segments(kpis)) {
            for (String municipality : segments(municipalities)) {
                for (String year : segments(years)) {
                    requests.add("/data/kpi/" + kpi + "/municipality/" + municipality + "/year/" + year + query);
                }
            }
        }
        return requests;
    }

    private static List<String> segments(List<?> ids) {
        List<String> segments = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_PER_SEGMENT) {
            segments.add(String.join(
                    ",",
                    ids.subList(from, Math.min(ids.size(), from + MOST_PER_SEGMENT)).stream()
                            .map(Object::toString)
                            .toList()));
        }
        return segments;
    }
}
