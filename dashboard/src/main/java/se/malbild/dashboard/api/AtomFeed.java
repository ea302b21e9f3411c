package se.malbild.dashboard.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.RevisionWords;
import se.malbild.dashboard.then.Revisions;
import se.malbild.goals.Language;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.history.Change;

/**
 * What has changed, newest first, as an Atom feed (RFC 4287). Everything in it, times too, is from the log, and its links are
 * without a host, so that it is the same from every server.
 */
final class AtomFeed {
    static final String TYPE = "application/atom+xml; charset=utf-8";
    /** So many lines of a change of everything are written out. */
    private static final int MOST_LINES = 40;

    private final Language language;
    private final RevisionWords words;
    private final XMLStreamWriter xml;

    private AtomFeed(Language language, XMLStreamWriter xml) {
        this.language = language;
        this.words = new RevisionWords(language);
        this.xml = xml;
    }

    static byte[] of(Revisions revisions, Language language) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            new AtomFeed(language, xml).feed(revisions);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible); // it is in memory
        }
        return bytes.toByteArray();
    }

    private void feed(Revisions revisions) throws XMLStreamException {
        String organisation = revisions.organisation();
        String municipality = Municipalities.name(organisation).in(language);
        String code = FrameworkJson.word(language);
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
        xml.writeAttribute("xml:lang", code);
        element("id", "urn:malbild:changes:" + organisation);
        element("title", new Text("Ändringar i målbilden, ", "Changes in the picture, ").in(language) + municipality);
        element("updated", revisions.updated().toString());
        xml.writeStartElement("author");
        element("name", municipality);
        xml.writeEndElement();
        String self = "/v1/organisations/" + organisation + "/changes.atom?lang=" + code;
        link("self", self);
        link(
                "alternate",
                new Text("/sv/" + organisation + "/andringar", "/en/" + organisation + "/changes").in(language));
        if (revisions.next().isPresent()) {
            link("next", self + "&before=" + revisions.next().getAsInt());
        }
        for (Revision revision : revisions.revisions()) {
            entry(organisation, revision);
        }
        xml.writeEndElement();
    }

    private void entry(String organisation, Revision revision) throws XMLStreamException {
        List<Change> changes = revision.changes();
        int more = changes.size() - 1;
        xml.writeStartElement("entry");
        element("id", "urn:malbild:change:" + organisation + ":" + revision.id());
        element(
                "title",
                words.line(changes.get(0))
                        + (more > 0
                                ? new Text(" (och " + more + " till)", " (and " + more + " more)").in(language)
                                : ""));
        element("updated", revision.at().toString());
        xml.writeStartElement("content");
        xml.writeAttribute("type", "text");
        xml.writeCharacters(text(Stream.of(
                        changes.stream()
                                .flatMap(change -> change.picture().notice().stream())
                                .map(notice -> notice.in(language))
                                .distinct(),
                        Stream.of(words.because(revision)),
                        changes.stream().limit(MOST_LINES).map(words::line),
                        changes.size() <= MOST_LINES
                                ? Stream.<String>of()
                                : Stream.of(new Text(
                                                (changes.size() - MOST_LINES) + " ändringar till",
                                                (changes.size() - MOST_LINES) + " more changes")
                                        .in(language)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"))));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void link(String relation, String address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", address);
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text(text));
        xml.writeEndElement();
    }

    /** Without the characters that XML cannot hold. */
    private static String text(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
