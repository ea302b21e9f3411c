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
 * @param closedFirst the same with the pictures that years are closed with, where they are closed
 */
public record Snapshot(
        SortedMap<String, OrganisationView> organisations, SortedMap<String, OrganisationView> closedFirst) {
    public static final Snapshot EMPTY = new Snapshot(Collections.emptyNavigableMap(), Collections.emptyNavigableMap());

    public Snapshot {
        organisations = Collections.unmodifiableSortedMap(new TreeMap<>(organisations));
        closedFirst = Collections.unmodifiableSortedMap(new TreeMap<>(closedFirst));
    }

    public Snapshot(SortedMap<String, OrganisationView> organisations) {
        this(organisations, closedFirst(organisations));
    }

    private static SortedMap<String, OrganisationView> closedFirst(SortedMap<String, OrganisationView> organisations) {
        SortedMap<String, OrganisationView> closedFirst = new TreeMap<>();
        organisations.forEach((id, view) -> closedFirst.put(id, view.closedFirst()));
        return closedFirst;
    }

    /** Returns the state as people are shown it: a closed year with its closed picture. */
    public Snapshot withClosedPictures() {
        return new Snapshot(closedFirst, closedFirst);
    }

    public Optional<OrganisationView> organisation(String id) {
        return Optional.ofNullable(organisations.get(id));
    }
}
