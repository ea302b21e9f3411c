package se.malbild.report.output;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import se.malbild.report.document.Document;

/** What a report is written as. HTML and PDF have the same bytes for the same document; a DOCX has the time of its making in it. */
public enum ReportFormat {
    /** A web page, by itself. */
    HTML("text/html; charset=utf-8", document -> XhtmlWriter.write(document).getBytes(StandardCharsets.UTF_8)),
    /** Tagged (PDF/UA-1), for archives (PDF/A-2a), on A4. */
    PDF("application/pdf", PdfWriter::write),
    /** For a word processor, to be edited. */
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", DocxWriter::write);

    private final String mediaType;
    private final Function<Document, byte[]> writing;

    ReportFormat(String mediaType, Function<Document, byte[]> writing) {
        this.mediaType = mediaType;
        this.writing = writing;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Returns the ending of a file's name, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    public byte[] write(Document document) {
        return writing.apply(document);
    }
}
