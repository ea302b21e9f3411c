package se.malbild.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;

/** Files as somebody has them, and what they say. */
final class Given {
    private Given() {}

    static Path file(Path directory, String name, String text) {
        return file(directory, name, text, StandardCharsets.UTF_8);
    }

    static Path file(Path directory, String name, String text, Charset charset) {
        try {
            return Files.write(directory.resolve(name), text.getBytes(charset));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file of the test's resources. */
    static Path figure(String name) {
        try {
            return Path.of(Given.class.getResource(name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible); // the class path's own addresses
        }
    }

    /** A workbook whose only sheet holds {@code rows}, in the format's own XML. */
    static Path workbook(Path directory, String rows) throws IOException {
        return workbook(directory, rows, List.of());
    }

    /** The same, with {@code merged} cells such as {@code F2:F3}. */
    static Path workbook(Path directory, String rows, List<String> merged) throws IOException {
        String types = "http://schemas.openxmlformats.org/package/2006/content-types";
        String links = "http://schemas.openxmlformats.org/package/2006/relationships";
        String roles = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        String cells = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Map<String, String> parts = Map.of(
                "[Content_Types].xml",
                "<Types xmlns='" + types + "'>"
                        + "<Override PartName='/xl/workbook.xml' ContentType='" + kind + "sheet.main+xml'/>"
                        + "<Override PartName='/xl/styles.xml' ContentType='" + kind + "styles+xml'/></Types>",
                "_rels/.rels",
                "<Relationships xmlns='" + links + "'><Relationship Id='rId1' Type='" + roles
                        + "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='" + links + "'><Relationship Id='rId1' Type='" + roles
                        + "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
                "xl/workbook.xml",
                "<workbook xmlns='" + cells + "' xmlns:r='" + roles
                        + "'><sheets><sheet name='Utfall' sheetId='1' r:id='rId1'/></sheets></workbook>",
                "xl/styles.xml",
                "<styleSheet xmlns='" + cells + "'><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>",
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns='" + cells + "'><sheetData>" + rows + "</sheetData>"
                        + merged.stream()
                                .map(area -> "<mergeCell ref='" + area + "'/>")
                                .collect(Collectors.joining("", "<mergeCells>", "</mergeCells>"))
                        + "</worksheet>");
        Path file = directory.resolve("bok.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    /** A workbook's row of texts, in its XML. */
    static String row(String... texts) {
        return Arrays.stream(texts)
                .collect(Collectors.joining("</v></c><c t='str'><v>", "<row><c t='str'><v>", "</v></c></row>"));
    }

    /** Lists the faults of {@code file} in {@code faultList}. */
    static FileCheck check(
            Path file, Defaults defaults, UnaryOperator<Observation> asSent, Path faultList, Consumer<FileRow> onRow)
            throws IOException, UnreadableFileException, InterruptedException {
        try (ObservationFile open = ObservationFile.open(file, defaults, Optional.empty(), asSent)) {
            return FileCheck.of(open, faultList, onRow, ReadingListener.NONE);
        }
    }

    static FileCheck check(Path file, Path faultList)
            throws IOException, UnreadableFileException, InterruptedException {
        return check(file, Defaults.NONE, UnaryOperator.identity(), faultList, row -> {});
    }

    static List<FileRow> rows(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        List<FileRow> rows = new ArrayList<>();
        try (ObservationFile open = ObservationFile.open(file, defaults, Optional.empty(), UnaryOperator.identity())) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    /** The observations of a file without faults. */
    static List<Observation> observations(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        return rows(file, defaults).stream()
                .map(row -> {
                    if (row instanceof FileRow.Good good) {
                        return good.observation();
                    }
                    throw new AssertionError(row);
                })
                .toList();
    }

    /** Every fault as {@code row column code}. */
    static List<String> faults(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        return faulty(file, defaults)
                .flatMap(row -> row.faults().stream()
                        .map(fault -> row.number() + " " + fault.column() + " "
                                + fault.fault().code()))
                .toList();
    }

    /** What is said of every fault. */
    static List<Text> messages(Path file, Defaults defaults) throws IOException, UnreadableFileException {
        return faulty(file, defaults)
                .flatMap(row -> row.faults().stream())
                .map(fault -> fault.fault().message())
                .toList();
    }

    private static Stream<FileRow.Faulty> faulty(Path file, Defaults defaults)
            throws IOException, UnreadableFileException {
        return rows(file, defaults).stream()
                .filter(FileRow.Faulty.class::isInstance)
                .map(FileRow.Faulty.class::cast);
    }
}
