package se.malbild.report.output;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDObjectReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import se.malbild.report.document.Document;

/**
 * Prints a document as a PDF for everybody and for ever: tagged (PDF/UA-1) and with all that it needs in it (PDF/A-2a). The same document
 * gives the same bytes: there is no time in it, and its id follows from what it says.
 */
final class PdfWriter {
    private static final String FONT = "Liberation Sans";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;
    private static final String PRODUCER = "Målbild";

    static {
        // How long each step took is of no use to anybody here.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private PdfWriter() {}

    static byte[] write(Document document) {
        String xhtml = XhtmlWriter.write(document);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withW3cDocument(parsed(xhtml), null);
        builder.usePdfUaAccessibility(true);
        builder.usePdfAConformance(PdfAConformance.PDFA_2_A);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.useFont(() -> font("LiberationSans-Regular.ttf"), FONT, REGULAR, FontStyle.NORMAL, true);
        builder.useFont(() -> font("LiberationSans-Bold.ttf"), FONT, BOLD, FontStyle.NORMAL, true);
        builder.useFont(() -> font("LiberationSans-Italic.ttf"), FONT, REGULAR, FontStyle.ITALIC, true);
        builder.useSVGDrawer(new SvgShapes());
        builder.withProducer(PRODUCER);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument pdf = renderer.createPDFKeepOpen();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            describeLinks(pdf.getDocumentCatalog().getStructureTreeRoot());
            removeTimes(pdf);
            pdf.setDocumentId((long) xhtml.hashCode());
            pdf.save(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // everything is in memory
        }
    }

    private static InputStream font(String file) {
        return Objects.requireNonNull(PdfWriter.class.getResourceAsStream("liberation/" + file), file);
    }

    private static org.w3c.dom.Document parsed(String xhtml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            org.w3c.dom.Document parsed = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
            NodeList drawings = parsed.getElementsByTagName("svg");
            for (int i = 0; i < drawings.getLength(); i++) {
                Element drawing = (Element) drawings.item(i);
                drawing.setAttribute("alt", drawing.getAttribute("aria-label"));
            }
            NodeList facts = parsed.getElementsByTagName("meta");
            for (int i = 0; i < facts.getLength(); i++) {
                Element fact = (Element) facts.item(i);
                if (fact.getAttribute("name").equals("description")) {
                    fact.setAttribute("name", "subject"); // as it is called in a PDF
                }
            }
            return parsed;
        } catch (ParserConfigurationException | SAXException | IOException impossible) {
            throw new IllegalStateException("XHTML that was written here cannot be read", impossible);
        }
    }

    /** The description of a link is in the structure of the document; readers look for it at the place that is pressed, too. */
    private static void describeLinks(PDStructureNode node) throws IOException {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDObjectReference reference
                    && node instanceof PDStructureElement link
                    && reference.getReferencedObject() instanceof PDAnnotation annotation) {
                annotation.setContents(link.getAlternateDescription());
            } else if (kid instanceof PDStructureNode below) {
                describeLinks(below);
            }
        }
    }

    private static void removeTimes(PDDocument pdf) throws IOException {
        pdf.getDocumentInformation().getCOSObject().removeItem(COSName.CREATION_DATE);
        pdf.getDocumentInformation().getCOSObject().removeItem(COSName.MOD_DATE);
        String xmp = new String(pdf.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
        for (String time : List.of("CreateDate", "ModifyDate")) {
            xmp = xmp.replaceAll("<xmp:" + time + ">[^<]*</xmp:" + time + ">", "");
        }
        PDMetadata metadata = new PDMetadata(pdf);
        metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
        pdf.getDocumentCatalog().setMetadata(metadata);
    }
}
