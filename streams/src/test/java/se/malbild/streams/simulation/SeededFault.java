package se.malbild.streams.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import se.malbild.goals.FaultyClasses;

/**
 * A fault that somebody could make in {@code streams} or {@code applications}.
 *
 * @param name what goes wrong
 * @param source the class
 * @param is what stands there, once
 * @param becomes what stands there instead
 */
record SeededFault(String name, String source, String is, String becomes) {
    private static final List<String> PACKAGES = List.of("se.malbild.streams.", "se.malbild.applications.");

    static final List<SeededFault> ALL = List.of(
            new SeededFault(
                    "a cell is put when the next event has come",
                    "streams/CellStore",
                    "store.put(key, merged);\n        return known",
                    """
                    Runnable before = latest;
                    latest = () -> store.put(key, merged);
                    before.run();
                    return afterPut(known, merged);
                }

                private Runnable latest = () -> {};

                private static Merged afterPut(byte[] known, byte[] merged) {
                    return known"""),
            new SeededFault(
                    "what the last events of a bundle added is put with the next",
                    "streams/ObserveProcessor",
                    "        cells.put();\n",
                    ""),
            new SeededFault(
                    "a slice that is added to is forgotten when another one is",
                    "streams/CellStore",
                    "            put();\n            open.start",
                    "            open.start"),
            new SeededFault(
                    "an event is merged with what was there before its bundle",
                    "streams/CellStore",
                    "        put();\n        Cell cell",
                    "        Cell cell"),
            new SeededFault(
                    "two years are one cell", "streams/Slice", "(slice[at + YEAR] != entry[YEAR] || (int)", "((int)"),
            new SeededFault(
                    "of a bundle only the first event is taken in",
                    "applications/RecordProcessor",
                    "records.forEach(this::process);",
                    "process(records.get(0));"),
            new SeededFault(
                    "what was changed and not drawn is forgotten at a start",
                    "streams/AssessProcessor",
                    "this::markDirty);\n        cells.forEachOrganisation(this::markDirty);",
                    "any -> {});\n        cells.forEachOrganisation(any -> {});"),
            new SeededFault(
                    "an organisation waits for ever when its pictures could not be sent",
                    "streams/AssessProcessor",
                    "            } finally {\n                counts.waiting(-1);",
                    "                counts.waiting(-1);\n            } finally {\n"),
            new SeededFault(
                    "what was derived before an abort is believed after it",
                    "streams/AssessProcessor",
                    "        organisations.clear();\n",
                    ""),
            new SeededFault(
                    "what is scheduled is not cancelled when the task ends",
                    "streams/AssessProcessor",
                    "            flush.cancel(); // the task",
                    "            // the task"),
            new SeededFault(
                    "a framework that changes nothing of the cells changes nothing",
                    "streams/AssessProcessor",
                    "            organisation.forget();\n        }\n    }\n\n    private Organisation",
                    "        }\n    }\n\n    private Organisation"),
            new SeededFault(
                    "of equal revisions the last to come wins",
                    "streams/Slice",
                    "Winner merged = known.merge(winner);",
                    "Winner merged = known.observation().revision() == winner.observation().revision()"
                            + " ? winner : known.merge(winner);"),
            new SeededFault(
                    "a record that has waited sets the position back",
                    "streams/Slice",
                    "LONG.set(slice, 1, Math.max(changedAt(slice), offset));",
                    "LONG.set(slice, 1, offset);"),
            new SeededFault(
                    "after a start the position is that of what comes next",
                    "streams/Organisation",
                    "            eventsThrough = Math.max(eventsThrough, Slice.changedAt(found.value()));\n",
                    ""),
            new SeededFault(
                    "after a start only new cells are read",
                    "streams/Organisation",
                    "        reporters.computeIfAbsent(what, key -> new HashSet<>()).add(reporter);\n",
                    ""),
            new SeededFault(
                    "new cells are not read",
                    "streams/Organisation",
                    "if (change.newCells() > 0) {",
                    "if (change.newCells() > 0 && !built) {"),
            new SeededFault(
                    "what is already drawn is added to", "streams/Organisation", "        change.take();\n", ""),
            new SeededFault(
                    "of what is added to a change the number of cells is forgotten",
                    "streams/InputChange",
                    "newCells += isNew ? 1 : 0;",
                    "newCells = isNew ? 1 : 0;"),
            new SeededFault(
                    "of what is added to a change the position is forgotten",
                    "streams/InputChange",
                    "offset = Math.max(offset, eventOffset);",
                    "offset = offset < 0 ? eventOffset : offset;"),
            new SeededFault(
                    "the framework that comes last is in force",
                    "streams/AdoptProcessor",
                    "frameworks.put(known.merge(declared));",
                    "frameworks.put(declared);"),
            new SeededFault(
                    "what an earlier version declared is forgotten",
                    "streams/FrameworkStore",
                    "union(indicators, other.indicators),",
                    "inForce.indicators,"),
            new SeededFault(
                    "what is declared no longer is not taken away",
                    "streams/FrameworkPictures",
                    "if (!alive.contains(place(topic, key))) {",
                    "if (alive.contains(key)) {"),
            new SeededFault(
                    "a year that looks back is not judged again",
                    "streams/FrameworkPictures",
                    ".filter(year -> indicator.yearsBehind(year).contains(cell.year()))",
                    ".filter(year -> year == cell.year())"),
            new SeededFault(
                    "what was aborted stays in the store",
                    "streams/OrganisationMapStore",
                    "        organisations.clear();\n        latestOrganisation = null;\n",
                    "        latestOrganisation = null;\n"),
            new SeededFault(
                    "the organisation looked at last is found where it was before an abort",
                    "streams/OrganisationMapStore",
                    "        organisations.clear();\n        latestOrganisation = null;\n",
                    "        organisations.clear();\n"),
            new SeededFault(
                    "what changes again after a flush is not marked",
                    "streams/WriteBehindStore",
                    "        unlogged.clear();\n        latest = null;\n",
                    "        unlogged.clear();\n"),
            new SeededFault(
                    "what changes goes to the changelog a flush too late",
                    "streams/WriteBehindStore",
                    "        unlogged.forEach(key -> logged.put(key, known.get(key)));\n        clearCache();\n    }\n",
                    """
                    late.forEach(key -> logged.put(key, known.get(key)));
                    late = new LinkedHashSet<>(unlogged);
                    clearCache();
                }

                private Set<Bytes> late = Set.of();
            """),
            new SeededFault(
                    "what does not fit is forgotten",
                    "streams/WriteBehindStore",
                    "            if (unlogged.size() > mostUnlogged) {\n                flushCache();",
                    "            if (unlogged.size() > mostUnlogged) {\n                clearCache();"),
            new SeededFault(
                    "only the first key that changes after a flush is marked",
                    "streams/WriteBehindStore",
                    "        if (!key.equals(latest)) {",
                    "        if (latest == null) {"),
            new SeededFault(
                    "what waits for its schema is not tried again after a start",
                    "applications/RecordProcessor",
                    "        if (waiting > 0) {\n            scheduleRetry();\n        }\n",
                    ""),
            new SeededFault(
                    "what waits for its schema is not kept",
                    "applications/RecordProcessor",
                    "            write(key, record.bytes());\n",
                    ""),
            new SeededFault(
                    "what has waited is not taken in",
                    "applications/RecordProcessor",
                    "            take(record, intake, headers(record));\n",
                    ""),
            new SeededFault(
                    "a record says when it was rejected",
                    "streams/Rejections",
                    "Instant.ofEpochMilli(record.appendedAt())",
                    "Instant.now()"));

    /** Returns {@link ToldFailure} with the fault; {@code compiled} is an empty directory. */
    @SuppressWarnings("unchecked") // it is the same class, loaded again
    LongFunction<String> failures(Path compiled) throws IOException, ReflectiveOperationException {
        String module = source.substring(0, source.indexOf('/'));
        Path file = Path.of("..", module, "src/main/java/se/malbild", source + ".java");
        return (LongFunction<String>) new FaultyClasses(PACKAGES, file, is, becomes, compiled)
                .loadClass(ToldFailure.class.getName())
                .getConstructor()
                .newInstance();
    }
}
