package se.malbild.files;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import se.malbild.files.Lines.Line;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;
import se.malbild.publisher.ObservationJson;

/** NDJSON: an observation as a JSON object on every line. */
final class NdjsonRows implements Rows {
    private final Lines lines;
    private final Defaults defaults;
    private final ObservationDraft draft = new ObservationDraft();
    private long number;
    private String last = "";

    NdjsonRows(Lines.Source text, Defaults defaults) throws IOException {
        this.defaults = defaults;
        lines = new Lines(text);
    }

    @Override
    public Optional<FileRow> next() throws IOException {
        Optional<Line> line = lines.next();
        number++;
        while (line.isPresent() && line.get().text().isBlank()) {
            line = lines.next();
            number++;
        }
        return line.map(this::read);
    }

    private FileRow read(Line line) {
        last = line.text();
        if (line.isCut()) {
            return refused(CsvTable.tooLong());
        }
        try {
            ObservationJson.read(line.text(), draft);
            fillIn();
            return DraftRow.of(number, draft, defaults.empty());
        } catch (InvalidObservationException invalid) {
            return refused(invalid.faults());
        }
    }

    @Override
    public FileRow.Faulty refused(Fault fault) {
        return refused(List.of(fault));
    }

    private FileRow.Faulty refused(List<Fault> faults) {
        List<CellFault> told = faults.stream()
                .map(fault -> new CellFault(fault.field(), fault))
                .toList();
        return new FileRow.Faulty(number, told, List.of(last));
    }

    @Override
    public void restart() throws IOException {
        lines.restart();
        number = 0;
    }

    private void fillIn() {
        if (draft.source().isEmpty()) {
            defaults.source().ifPresent(draft::source);
        }
        if (draft.organisation().isEmpty()) {
            defaults.organisation().ifPresent(draft::organisation);
        }
        for (Fault fault : draft.faults()) {
            if (fault.code().equals("required")) {
                switch (fault.field()) {
                    case "eventId" -> draft.eventId(ContentId.PREFIX);
                    case "department" -> defaults.department().ifPresent(draft::department);
                    case "observedAt" -> defaults.observedAt().ifPresent(draft::observedAt);
                    default -> {}
                }
            }
        }
    }

    @Override
    public List<String> headings() {
        return List.of("json");
    }

    @Override
    public List<Text> notes() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
