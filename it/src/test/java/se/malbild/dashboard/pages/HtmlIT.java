package se.malbild.dashboard.pages;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.dashboard.SampleView;

/** Every page follows the HTML standard, by the W3C's own checker. */
final class HtmlIT {
    @TempDir
    private Path folder;

    @Test
    void every_page_is_valid() throws Exception {
        assertValid("/sv");
    }

    @Test
    @Tag("proof")
    void every_page_is_valid_in_english() throws Exception {
        assertValid("/en");
    }

    private void assertValid(String language) throws Exception {
        HtmlChecker checker = new HtmlChecker(folder);
        for (Map.Entry<String, String> page :
                EveryPage.of(new Pages(), new SampleView().now()).entrySet()) {
            if (page.getKey().startsWith(language)) {
                checker.add(page.getKey(), page.getValue());
            }
        }
        for (Map.Entry<String, String> page :
                EveryPage.of(new Pages(), SampleView.decided().now()).entrySet()) {
            if (page.getKey().startsWith(language + "/1980")) {
                checker.add(page.getKey() + "#decided", page.getValue());
            }
        }
        checker.requireValid();
    }
}
