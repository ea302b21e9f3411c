package se.malbild.dashboard.pages;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import se.malbild.dashboard.view.OrganisationView;

/** Pages that follow from what is published of one organisation alone, made once for every state of it. For any number of threads. */
final class KeptPages {
    /** Of two bytes: some hundred pages, in 16 MiB. */
    private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private long characters;

    /**
     * Returns a page.
     *
     * @param address with the language
     * @param page makes it of {@code organisation}; empty when there is none, which is not kept
     */
    Optional<String> get(String address, OrganisationView organisation, Supplier<Optional<String>> page) {
        String key = address + "#" + organisation.frameworksTag() + "-" + organisation.receiptsTag();
        return Optional.ofNullable(kept.get(key)).or(() -> {
            Optional<String> made = page.get();
            made.ifPresent(text -> keep(key, text));
            return made;
        });
    }

    private synchronized void keep(String key, String page) {
        // What is kept can be made again, so there is no need to know what was used last.
        if (characters + page.length() > MOST_CHARACTERS) {
            kept.clear();
            characters = 0;
        }
        if (kept.putIfAbsent(key, page) == null) {
            characters += page.length();
        }
    }
}
