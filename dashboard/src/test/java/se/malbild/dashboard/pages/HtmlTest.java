package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nu.validator.messages.MessageEmitterAdapter;
import nu.validator.messages.TextMessageEmitter;
import nu.validator.servlet.imagereview.ImageCollector;
import nu.validator.source.SourceCode;
import nu.validator.validation.SimpleDocumentValidator;
import nu.validator.xml.SystemErrErrorHandler;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import se.malbild.dashboard.SampleView;

/** Every page follows the HTML standard, by the W3C's own checker. */
final class HtmlTest {
    @Test
    void every_page_is_valid() throws Exception {
        Map<String, String> pages = EveryPage.of(new Pages(), new SampleView().now());

        List<String> faults = new java.util.ArrayList<>();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            faultsOf(page.getValue()).forEach(fault -> faults.add(page.getKey() + ": " + fault));
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void the_checker_finds_what_is_wrong() throws Exception {
        assertThat(faultsOf("<!DOCTYPE html><html lang=\"sv\"><title>x</title><p id=\"a\"><p id=\"a\"><table><p>"))
                .isNotEmpty();
    }

    private static List<String> faultsOf(String html) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        SimpleDocumentValidator validator = new SimpleDocumentValidator();
        SourceCode source = validator.getSourceCode();
        MessageEmitterAdapter messages = new MessageEmitterAdapter(
                null, source, false, new ImageCollector(source), 0, false, new TextMessageEmitter(told, false));
        messages.setErrorsOnly(true);
        validator.setUpMainSchema("http://s.validator.nu/html5-rdfalite.rnc", new SystemErrErrorHandler());
        validator.setUpValidatorAndParsers(messages, true, false);
        messages.start(null);
        validator.checkHtmlInputSource(
                new InputSource(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
        messages.end("", "", "");
        return Stream.of(told.toString(StandardCharsets.UTF_8).split("\n"))
                .filter(line -> line.contains("rror"))
                .toList();
    }
}
