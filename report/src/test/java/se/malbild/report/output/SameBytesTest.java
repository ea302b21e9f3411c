package se.malbild.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.report.content.ReportKind;

/** A report depends on nothing but what it follows from. */
final class SameBytesTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void putBack() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void html_and_pdf_have_the_same_bytes_in_another_language_and_time_zone() {
        byte[] pdf = Reports.pdf(ReportKind.ANNUAL, Language.SV);
        byte[] html = ReportFormat.HTML.write(Reports.document(ReportKind.INTERIM, Language.EN));

        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));

        assertThat(ReportFormat.PDF.write(Reports.document(ReportKind.ANNUAL, Language.SV)))
                .isEqualTo(pdf);
        assertThat(ReportFormat.HTML.write(Reports.document(ReportKind.INTERIM, Language.EN)))
                .isEqualTo(html);
    }
}
