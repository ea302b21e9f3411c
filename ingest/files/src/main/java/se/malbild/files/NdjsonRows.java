package se.malbild.files;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import se.malbild.files.Lines.Line;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;
import se.malbild.publisher.ObservationJson;

/** NDJSON: an observation as a JSON object on every line. */
final class NdjsonRows implements Rows {
    private final Lines lines;
    private final Defaults defaults;
    private final ObservationDraft draft = new ObservationDraft();
    private long number;

    NdjsonRows(Reader text, Defaults defaults) {
        this.lines = new Lines(text);
        this.defaults = defaults;
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
        if (line.isCut()) {
            return new FileRow.Faulty(number, List.of(new CellFault("", CsvTable.tooLong())), List.of(line.text()));
        }
        try {
            ObservationJson.read(line.text(), draft);
            fillIn();
            Observation observation = draft.build();
            if (observation.source().isEmpty() && defaults.source().isPresent()) {
                observation = draft.source(defaults.source().get()).build();
            }
            boolean isDerived = observation.eventId().equals(ContentId.PREFIX);
            return new FileRow.Good(number, isDerived ? ContentId.assign(observation) : observation);
        } catch (InvalidObservationException invalid) {
            List<CellFault> faults = invalid.faults().stream()
                    .map(fault -> new CellFault(fault.field(), fault))
                    .toList();
            return new FileRow.Faulty(number, faults, List.of(line.text()));
        }
    }

    private void fillIn() {
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
    public void close() throws IOException {
        lines.close();
    }
}
