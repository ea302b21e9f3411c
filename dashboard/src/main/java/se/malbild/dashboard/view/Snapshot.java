package se.malbild.dashboard.view;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is published, as it stood at one moment. It never changes, so that a page or an answer that is made of
 * one is in agreement with itself.
 *
 * @param organisations by their id
 */
public record Snapshot(SortedMap<String, OrganisationView> organisations) {
    public static final Snapshot EMPTY = new Snapshot(Collections.emptyNavigableMap());

    public Snapshot {
        organisations = Collections.unmodifiableSortedMap(new TreeMap<>(organisations));
    }

    public Optional<OrganisationView> organisation(String id) {
        return Optional.ofNullable(organisations.get(id));
    }
}
