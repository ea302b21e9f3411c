package se.malbild.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import se.malbild.goals.Language;
import se.malbild.report.content.ReportKind;

/** The PDFs can be read by everybody and be kept for ever, as veraPDF judges. */
final class PdfAccessibilityTest {
    @BeforeAll
    static void prepare() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static Stream<Arguments> reports() {
        return Stream.of(ReportKind.values())
                .flatMap(kind -> Stream.of(Language.values()).map(language -> Arguments.of(kind, language)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void a_report_is_tagged_for_everybody_and_complete_for_archives(ReportKind kind, Language language)
            throws Exception {
        byte[] pdf = Reports.pdf(kind, language);

        assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(faults(pdf, PDFAFlavour.PDFA_2_A)).isEmpty();
    }

    @Test
    void a_link_without_a_description_would_be_found() throws Exception {
        byte[] pdf;
        try (PDDocument read = Loader.loadPDF(Reports.pdf(ReportKind.ANNUAL, Language.SV));
                ByteArrayOutputStream without = new ByteArrayOutputStream()) {
            firstLink(read).getCOSObject().removeItem(COSName.CONTENTS);
            read.save(without);
            pdf = without.toByteArray();
        }

        assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).singleElement().asString().contains("7.18.5");
    }

    private static PDAnnotation firstLink(PDDocument pdf) throws IOException {
        for (int page = 0; page < pdf.getNumberOfPages(); page++) {
            for (PDAnnotation annotation : pdf.getPage(page).getAnnotations()) {
                if (annotation instanceof PDAnnotationLink) {
                    return annotation;
                }
            }
        }
        throw new AssertionError("there is no link");
    }

    /** Returns which demands of the flavour are not met. */
    private static List<String> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour)) {
            return Foundries.defaultInstance()
                    .createValidator(flavour, false)
                    .validate(parser)
                    .getTestAssertions()
                    .stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .toList();
        }
    }
}
