package se.malbild.publisher;

import org.apache.kafka.common.errors.ApiException;
import se.malbild.goals.Text;

/** Partitions were added to a topic, so that nobody can be sure to read what is sent now. Nothing was sent. */
public final class PartitionsDifferException extends ApiException {
    private static final long serialVersionUID = 1L;

    PartitionsDifferException(Text problem) {
        super(problem.sv() + " / " + problem.en());
    }
}
