package se.malbild.files.cells;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.CellRangeAddress;

/**
 * The merged cells of a sheet, for one reading of its rows from the first to the last. A workbook has the content of a merged
 * cell in its first cell alone, and says which cells are merged after all rows.
 */
public final class MergedCells {
    private static final Pattern LINKS_OF_WORKBOOK = Pattern.compile("(.*/)?_rels/[^/]*workbook[^/]*\\.xml\\.rels");

    private record Open(CellRangeAddress area, RawCell first) {}

    /** In the order of their first rows. */
    private final List<CellRangeAddress> areas;

    private final List<Open> open = new ArrayList<>();
    private int next;

    /** @param areas as {@link #of} gives them */
    public MergedCells(List<CellRangeAddress> areas) {
        this.areas = areas;
    }

    /**
     * Returns the merged cells of a sheet, in the order of their first rows.
     *
     * @param sheetId the id by which the workbook refers to the sheet
     * @throws IOException also when it is no workbook
     */
    public static List<CellRangeAddress> of(Path workbook, String sheetId) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile());
                InputStream sheet = zip.getInputStream(sheet(zip, sheetId))) {
            List<CellRangeAddress> areas = new ArrayList<>();
            XMLStreamReader xml = reader(sheet);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("mergeCell")) {
                    areas.add(CellRangeAddress.valueOf(xml.getAttributeValue(null, "ref")));
                }
            }
            areas.sort(Comparator.comparingInt(CellRangeAddress::getFirstRow));
            return areas;
        } catch (XMLStreamException broken) {
            throw new IOException(broken.getMessage().replace('\n', ' '), broken);
        }
    }

    private static ZipEntry sheet(ZipFile zip, String sheetId) throws IOException, XMLStreamException {
        Matcher links = zip.stream()
                .map(entry -> LINKS_OF_WORKBOOK.matcher(entry.getName()))
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow(() -> new IOException("no links of the workbook"));
        String folder = Optional.ofNullable(links.group(1)).orElse("");
        try (InputStream in = zip.getInputStream(zip.getEntry(links.group()))) {
            XMLStreamReader xml = reader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && sheetId.equals(xml.getAttributeValue(null, "Id"))) {
                    String target = xml.getAttributeValue(null, "Target");
                    String name = target.startsWith("/") ? target.substring(1) : folder + target;
                    return Optional.ofNullable(zip.getEntry(name)).orElseThrow(() -> new IOException("no " + name));
                }
            }
        }
        throw new IOException("no link " + sheetId);
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    /**
     * Returns {@code cells} with what the merged cells that cover them hold.
     *
     * @param row from 0; not less than at the call before
     * @param width cells of a row that may be filled
     */
    public List<RawCell> fill(int row, List<RawCell> cells, int width) {
        for (; next < areas.size() && areas.get(next).getFirstRow() <= row; next++) {
            CellRangeAddress area = areas.get(next);
            boolean hasFirst = area.getFirstRow() == row && area.getFirstColumn() < cells.size();
            if (hasFirst && !cells.get(area.getFirstColumn()).isBlank()) {
                open.add(new Open(area, cells.get(area.getFirstColumn())));
            }
        }
        open.removeIf(merged -> merged.area().getLastRow() < row);
        if (open.isEmpty()) {
            return cells;
        }
        List<RawCell> filled = new ArrayList<>(cells);
        for (Open merged : open) {
            int last = Math.min(merged.area().getLastColumn(), width - 1);
            for (int column = merged.area().getFirstColumn(); column <= last; column++) {
                while (filled.size() <= column) {
                    filled.add(RawCell.BLANK);
                }
                if (column != merged.area().getFirstColumn()) {
                    filled.set(column, RawCell.MERGED_ACROSS);
                } else if (row != merged.area().getFirstRow()) {
                    filled.set(column, merged.first().repeated());
                }
            }
        }
        return filled;
    }
}
