package se.malbild.dashboard.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.dashboard.view.Snapshot;

/** Walks from page to page along every link. */
final class EveryPage {
    private static final Pattern LINK = Pattern.compile("href=\"(/(?:sv|en)(?:/[^\"#]*)?)\"");

    private static final String LIVE = "?picture=live";

    private EveryPage() {}

    private static Optional<String> page(Pages pages, Snapshot snapshot, String path) {
        return path.endsWith(LIVE)
                ? pages.at(snapshot, path.substring(0, path.length() - LIVE.length()))
                : pages.at(snapshot.withClosedPictures(), path);
    }

    /**
     * Returns every page that can be reached from the first one, by its path.
     *
     * @throws AssertionError when a link leads to no page
     */
    static Map<String, String> of(Pages pages, Snapshot snapshot) {
        Map<String, String> found = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>();
        next.add("/");
        while (!next.isEmpty()) {
            String path = next.remove();
            if (found.containsKey(path)) {
                continue;
            }
            String page = page(pages, snapshot, path).orElseThrow(() -> new AssertionError("no page at " + path));
            found.put(path, page);
            Matcher links = LINK.matcher(page);
            while (links.find()) {
                next.add(links.group(1));
            }
        }
        return found;
    }
}
