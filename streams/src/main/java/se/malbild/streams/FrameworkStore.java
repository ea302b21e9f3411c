package se.malbild.streams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.assessment.DeclaredDistricts;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.schemas.Keys;

/**
 * The frameworks in force, with everything any of their versions ever declared, so that what is no longer declared can
 * be taken away, and what was ever protected stays so. Key: {@code <organisation>/<framework>}.
 */
final class FrameworkStore {
    static final String NAME = "frameworks";

    private static final int VERSION = 4;

    /**
     * One framework of an organisation.
     *
     * @param id the framework's id
     * @param rank of the document in force
     * @param document the document in force
     * @param changedAt greatest offset of the framework records that changed the entry
     * @param years every year any version ever had a picture of
     * @param goalAreas ids of every goal area any version ever declared
     * @param indicators ids of every indicator any version ever declared
     * @param smallGroups what any version ever said of small groups
     */
    record Entry(
            String organisation,
            String id,
            FrameworkVersion.Rank rank,
            String document,
            long changedAt,
            Set<Integer> years,
            Set<String> goalAreas,
            Set<String> indicators,
            SmallGroupRules smallGroups) {

        /** Returns an entry that knows only {@code framework}. */
        static Entry of(FrameworkVersion applied, String document, long offset) {
            GoalFramework framework = applied.framework();
            return new Entry(
                    framework.organisation(),
                    framework.id(),
                    applied.rank(),
                    document,
                    offset,
                    new TreeSet<>(framework.years().boxed().toList()),
                    new TreeSet<>(
                            framework.goalAreas().stream().map(GoalArea::id).toList()),
                    new TreeSet<>(
                            framework.indicators().stream().map(Indicator::id).toList()),
                    SmallGroupRules.of(framework));
        }

        /** Returns whether {@code other} declares nothing that this does not. */
        boolean declaresAllOf(Entry other) {
            return years.containsAll(other.years)
                    && goalAreas.containsAll(other.goalAreas)
                    && indicators.containsAll(other.indicators)
                    && smallGroups.merge(other.smallGroups).equals(smallGroups);
        }

        /** Returns whether {@code other} is in force before this. */
        boolean isBehind(Entry other) {
            return rank.compareTo(other.rank) < 0;
        }

        /** Returns the entry with the greater of both in force and what either ever declared. */
        Entry merge(Entry other) {
            Entry inForce = isBehind(other) ? other : this;
            return new Entry(
                    organisation,
                    id,
                    inForce.rank,
                    inForce.document,
                    Math.max(changedAt, other.changedAt),
                    union(years, other.years),
                    union(goalAreas, other.goalAreas),
                    union(indicators, other.indicators),
                    smallGroups.merge(other.smallGroups));
        }

        private static <T> Set<T> union(Set<T> a, Set<T> b) {
            Set<T> all = new TreeSet<>(a);
            all.addAll(b);
            return all;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;

    FrameworkStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Returns the entry of a framework, or null when it has none. */
    Entry get(String organisation, String framework) {
        byte[] value = store.get(key(organisation, framework));
        return value == null ? null : decode(value);
    }

    void put(Entry entry) {
        store.put(key(entry.organisation(), entry.id()), encode(entry));
    }

    /** Returns the frameworks of {@code organisation}, by id. */
    List<Entry> of(String organisation) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(key(organisation, ""), new BytesSerializer())) {
            found.forEachRemaining(entry -> entries.add(decode(entry.value)));
        }
        return entries;
    }

    /** Returns every organisation that has a framework. */
    Set<String> organisations() {
        Set<String> organisations = new TreeSet<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.all()) {
            found.forEachRemaining(
                    entry -> organisations.add(decode(entry.value).organisation()));
        }
        return organisations;
    }

    private static Bytes key(String organisation, String framework) {
        return Bytes.wrap(Keys.framework(organisation, framework).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] encode(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.changedAt());
            out.writeUTF(entry.organisation());
            out.writeUTF(entry.id());
            out.writeInt(entry.rank().version());
            out.writeUTF(entry.rank().contentHash());
            byte[] document = entry.document().getBytes(StandardCharsets.UTF_8);
            out.writeInt(document.length);
            out.write(document);
            out.writeInt(entry.years().size());
            for (int year : entry.years()) {
                out.writeInt(year);
            }
            writeAll(out, entry.goalAreas());
            writeAll(out, entry.indicators());
            out.writeInt(entry.smallGroups().greatest());
            out.writeInt(entry.smallGroups().least());
            writeAll(out, entry.smallGroups().persons());
            writeAll(out, entry.smallGroups().notPersons());
            writeAll(out, entry.smallGroups().summed());
            out.writeInt(entry.smallGroups().districts().size());
            for (DeclaredDistricts declared : entry.smallGroups().districts()) {
                out.writeInt(declared.from());
                out.writeInt(declared.to());
                writeAll(out, declared.series());
                writeAll(out, declared.districts());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes are in memory
        }
        return bytes.toByteArray();
    }

    private static Entry decode(byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            StateVersion.check(in.readByte(), VERSION);
            long changedAt = in.readLong();
            String organisation = in.readUTF();
            String id = in.readUTF();
            FrameworkVersion.Rank rank = new FrameworkVersion.Rank(in.readInt(), in.readUTF());
            String document = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            Set<Integer> years = new TreeSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                years.add(in.readInt());
            }
            return new Entry(
                    organisation, id, rank, document, changedAt, years, readAll(in), readAll(in), smallGroups(in));
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }

    private static SmallGroupRules smallGroups(DataInputStream in) throws IOException {
        return new SmallGroupRules(in.readInt(), in.readInt(), readAll(in), readAll(in), readAll(in), districts(in));
    }

    private static SortedSet<DeclaredDistricts> districts(DataInputStream in) throws IOException {
        SortedSet<DeclaredDistricts> districts = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            districts.add(new DeclaredDistricts(in.readInt(), in.readInt(), readAll(in), readAll(in)));
        }
        return districts;
    }

    private static void writeAll(DataOutputStream out, Set<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static NavigableSet<String> readAll(DataInputStream in) throws IOException {
        NavigableSet<String> texts = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
