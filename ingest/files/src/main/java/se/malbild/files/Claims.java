package se.malbild.files;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ContentId;

/**
 * Which row of a file is the first to say something of a cell at one time and revision, and which row says something else:
 * of such rows the pipeline would let one win by an accident. The same is kept of the event ids that the file gives.
 *
 * <p>Cells, once for each time and revision, and what is said of them are kept as hashes of 64 bits in a table with 32 bytes for
 * each place, of which at most three in four are taken: at most {@value #MOST_BYTES} bytes, and while it grows those of the
 * smaller table too. It compares the rows about the first {@value #MOST} cells and ids of a file, and says so when there are more.
 * Once the file is read it keeps nothing when no row contradicts another.
 */
final class Claims {
    /** The most cells and event ids that are compared. */
    static final int MOST = 3_000_000;

    private static final int LARGEST_TABLE = 1 << 22;
    private static final int BYTES_OF_A_CLAIM = 32;
    static final int MOST_BYTES = LARGEST_TABLE * BYTES_OF_A_CLAIM;

    private static final int SMALLEST_TABLE = 1 << 10;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long CELL = 1;
    private static final long EVENT_ID = 2;

    /** What is claimed about; 0 where a place is free. Collisions are resolved by the next free place. */
    private long[] subjects = new long[SMALLEST_TABLE];
    /** What the first row says of it. */
    private long[] statements = new long[SMALLEST_TABLE];

    private long[] firstRows = new long[SMALLEST_TABLE];
    /** The first row that says something else; 0 when none does. */
    private long[] otherRows = new long[SMALLEST_TABLE];

    private int size;
    private boolean isFull;
    private boolean hasContradiction;
    private long repetitions;
    private long firstRepetition;
    private long firstRepeated;

    private Claims() {}

    /**
     * Reads {@code rows} to their end.
     *
     * @param asSent makes of a row's observation the one that is sent
     * @param onRow called with each row
     */
    static Claims of(Rows rows, UnaryOperator<Observation> asSent, Consumer<FileRow> onRow)
            throws IOException, UnreadableFileException {
        Claims claims = new Claims();
        for (Optional<FileRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            if (row.get() instanceof FileRow.Good good) {
                claims.add(good.number(), asSent.apply(good.observation()));
            }
            onRow.accept(row.get());
        }
        if (!claims.hasContradiction) {
            claims.resize(SMALLEST_TABLE, false);
        }
        return claims;
    }

    private void add(long row, Observation observation) {
        long subject = cell(observation);
        long statement = statement(observation);
        int place = place(subject);
        if (subjects[place] == subject && statements[place] == statement) {
            repetitions++;
            firstRepeated = repetitions == 1 ? firstRows[place] : firstRepeated;
            firstRepetition = repetitions == 1 ? row : firstRepetition;
        } else {
            add(place, subject, statement, row);
        }
        if (hasOwnId(observation)) {
            long id = eventId(observation);
            add(place(id), id, everything(observation), row);
        }
    }

    private void add(int place, long subject, long statement, long row) {
        if (subjects[place] == subject) {
            if (statements[place] != statement && otherRows[place] == 0) {
                otherRows[place] = row;
                hasContradiction = true;
            }
        } else if (size == MOST) {
            isFull = true;
        } else {
            subjects[place] = subject;
            statements[place] = statement;
            firstRows[place] = row;
            size++;
            if (size > subjects.length / 4 * 3) {
                resize(subjects.length * 2, true);
            }
        }
    }

    private int place(long subject) {
        int place = (int) subject & subjects.length - 1;
        while (subjects[place] != 0 && subjects[place] != subject) {
            place = place + 1 & subjects.length - 1;
        }
        return place;
    }

    private void resize(int length, boolean keep) {
        long[][] old = {subjects, statements, firstRows, otherRows};
        subjects = new long[length];
        statements = new long[length];
        firstRows = new long[length];
        otherRows = new long[length];
        for (int i = 0; keep && i < old[0].length; i++) {
            if (old[0][i] != 0) {
                int place = place(old[0][i]);
                subjects[place] = old[0][i];
                statements[place] = old[1][i];
                firstRows[place] = old[2][i];
                otherRows[place] = old[3][i];
            }
        }
    }

    /** Returns why the observation of {@code row} cannot be sent beside another one of the file, or nothing. */
    Optional<Fault> contradiction(long row, Observation observation) {
        if (!hasContradiction) {
            return Optional.empty();
        }
        long other = other(cell(observation), statement(observation));
        if (other != 0) {
            return Optional.of(contradicting(Math.min(row, other), Math.max(row, other)));
        }
        long sameId = hasOwnId(observation) ? other(eventId(observation), everything(observation)) : 0;
        return sameId == 0 ? Optional.empty() : Optional.of(idReused(Math.min(row, sameId), Math.max(row, sameId)));
    }

    /** Returns a row that says something else than {@code statement} of {@code subject}, or 0. */
    private long other(long subject, long statement) {
        int place = place(subject);
        if (subjects[place] != subject || otherRows[place] == 0) {
            return 0;
        }
        return statements[place] == statement ? otherRows[place] : firstRows[place];
    }

    private static Fault contradicting(long one, long other) {
        return new Fault(
                "contradicting-rows",
                Column.VALUE.field(),
                new Text(
                        "Rad " + one + " och rad " + other + " säger olika saker om samma cell, med samma revision och"
                                + " tidpunkt. Behåll den som är rätt; en rättelse ska ha högre revision eller senare"
                                + " tidpunkt.",
                        "Row " + one + " and row " + other + " say different things about the same cell, with the same"
                                + " revision and time. Keep the one that is right; a correction needs a higher revision or"
                                + " a later time."));
    }

    private static Fault idReused(long one, long other) {
        return new Fault(
                "event-id-reused",
                Column.EVENT_ID.field(),
                new Text(
                        "Rad " + one + " och rad " + other
                                + " har samma händelse-id men olika innehåll; varje ny uppgift"
                                + " ska ha ett eget id.",
                        "Row " + one + " and row " + other + " have the same event id but different content; every new"
                                + " statement must have an id of its own."));
    }

    /** Returns what the sender should know of rows that are no fault. */
    List<Text> notes() {
        Text repeated = Text.count(
                repetitions,
                "rad säger detsamma som en tidigare om samma cell, med samma revision och tidpunkt",
                "rader säger detsamma som en tidigare om samma cell, med samma revision och tidpunkt",
                "row says the same as an earlier one about the same cell, with the same revision and time",
                "rows say the same as an earlier one about the same cell, with the same revision and time");
        Text first = new Text(
                repeated.sv() + " (först rad " + firstRepetition + ", som rad " + firstRepeated
                        + "); det räknas en gång.",
                repeated.en() + " (first row " + firstRepetition + ", as row " + firstRepeated + "); it counts once.");
        Text full = new Text(
                "Filen har fler än " + MOST
                        + " celler (en för varje tidpunkt och revision) och händelse-id:n; bara rader om de första är"
                        + " jämförda med varandra. Dela filen, med alla rader om en cell i samma del, så jämförs alla.",
                "The file has more than " + MOST
                        + " cells (one for each time and revision) and event ids; only rows about the first ones have"
                        + " been compared with each other. Split the file, with all rows about a cell in the same part,"
                        + " to have all compared.");
        List<Text> notes = new ArrayList<>();
        if (repetitions > 0) {
            notes.add(first);
        }
        if (isFull) {
            notes.add(full);
        }
        return notes;
    }

    private static boolean hasOwnId(Observation observation) {
        return !observation.eventId().startsWith(ContentId.PREFIX);
    }

    private static long cell(Observation observation) {
        Cell cell = observation.cell();
        long hash = hash(FNV_OFFSET ^ CELL, cell.organisation());
        hash = hash(hash, cell.indicator());
        hash = hash(hash, cell.department());
        hash = hash(hash, cell.district());
        hash = hash(hash, cell.year());
        hash = hash(hash, cell.period().granularity().months());
        hash = hash(hash, cell.period().number());
        hash = hash(hash, cell.gender().name());
        hash = hash(hash, cell.kind().name());
        hash = hash(hash, observation.revision());
        Instant at = observation.observedAt();
        return mixed(hash(hash(hash, at.getEpochSecond()), at.getNano()));
    }

    private static long eventId(Observation observation) {
        return mixed(hash(hash(FNV_OFFSET ^ EVENT_ID, observation.cell().organisation()), observation.eventId()));
    }

    /** What counts in a picture: not the source, the comment or the id. */
    private static long statement(Observation observation) {
        long hash = hash(FNV_OFFSET, observation.count().orElse(-1));
        if (observation.content() instanceof Content.Value value) {
            return mixed(hash(hash, value.number().toPlainString()));
        }
        return mixed(
                observation.content() instanceof Content.Missing missing
                        ? hash(hash, missing.reason().name())
                        : hash);
    }

    private static long everything(Observation observation) {
        return mixed(hash(FNV_OFFSET, observation.toString()));
    }

    private static long hash(long hash, String text) {
        long next = hash;
        for (int i = 0; i < text.length(); i++) {
            next = (next ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash(next, text.length());
    }

    private static long hash(long hash, long number) {
        return mixed(hash ^ number) * FNV_PRIME;
    }

    /** Spreads a hash over all bits; never 0. */
    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return mixed == 0 ? 1 : mixed;
    }
}
