package se.malbild.dashboard.pages;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What holds of every page in a browser. */
final class PageChecks {
    private final Chromium chromium;
    private final UnaryOperator<String> url;

    /** @param url returns where a path is */
    PageChecks(Chromium chromium, UnaryOperator<String> url) {
        this.chromium = chromium;
        this.url = url;
    }

    /** Returns the pages that are wider than 320 pixels, and what in them is. */
    List<String> tooWide(List<String> paths) {
        List<String> tooWide = new ArrayList<>();
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(320, 800))) {
            Page page = context.newPage();
            for (String path : paths) {
                page.navigate(url.apply(path));
                if (!Integer.valueOf(320).equals(page.evaluate("document.documentElement.scrollWidth"))) {
                    tooWide.add(path + ": "
                            + page.evaluate("[...document.querySelectorAll('body *')]"
                                    + ".filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll'))"
                                    + ".map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 5).join(' ')"));
                }
            }
        }
        return tooWide;
    }

    /** Returns what axe finds wrong in the pages. */
    List<String> foundByAxe(List<String> paths, ColorScheme colours) {
        List<String> violations = new ArrayList<>();
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setColorScheme(colours))) {
            Page page = context.newPage();
            for (String path : paths) {
                page.navigate(url.apply(path));
                violations.addAll(violations(path, axe(page)));
            }
        }
        return violations;
    }

    private static AxeBuilder axe(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        // Otherwise it also hands over everything that is right.
        options.setResultTypes(List.of("violations"));
        // Otherwise it opens a page of its own for every analysis, in case there are frames. There are none.
        return new AxeBuilder(page).setLegacyMode(true).options(options);
    }

    private static List<String> violations(String path, AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .map(rule -> path + ": " + rule.getId() + ", " + rule.getHelp() + ": "
                        + rule.getNodes().stream()
                                .limit(3)
                                .map(node -> node.getHtml())
                                .toList())
                .toList();
    }
}
