package se.malbild.history;

import java.util.List;
import se.malbild.schemas.codec.RecordDifferences;

/**
 * An output that is not what follows from the log.
 *
 * @param fields those that are different, when the output is there and is to be
 */
public record Difference(OutputKey output, Kind kind, List<RecordDifferences.Field> fields) {
    /** What is wrong with an output. */
    public enum Kind {
        /** It is another than it is to be. */
        DIFFERENT,
        /** It is to be there. */
        MISSING,
        /** It is not to be there. */
        SURPLUS
    }

    public Difference {
        fields = List.copyOf(fields);
    }
}
