package se.malbild.report.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import se.malbild.goals.Language;
import se.malbild.report.SampleReport;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportContent;
import se.malbild.report.content.ReportKind;
import se.malbild.report.document.Document;

/** The reports on Örebro in 2018, each printed once for all tests. */
final class Reports {
    private record Which(ReportKind kind, Language language) {}

    private static final Map<Which, byte[]> PRINTED = new ConcurrentHashMap<>();

    private Reports() {}

    static ReportBasis basis(ReportKind kind) {
        return kind == ReportKind.ANNUAL
                ? SampleReport.annual(SampleReport.OREBRO, SampleReport.written())
                : SampleReport.interim(SampleReport.OREBRO);
    }

    static Document document(ReportKind kind, Language language) {
        return ReportContent.of(basis(kind), language);
    }

    static byte[] pdf(ReportKind kind, Language language) {
        return PRINTED.computeIfAbsent(
                new Which(kind, language), which -> ReportFormat.PDF.write(document(kind, language)));
    }

    /** Returns what a PDF says, its lines joined. */
    static String text(byte[] pdf) {
        try (PDDocument read = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(read).replaceAll("[ \r\n]+", " ");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
