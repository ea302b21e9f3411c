package se.malbild.history;

import java.util.List;
import java.util.Optional;
import se.malbild.schemas.Topic;

/**
 * What became of the comparison of an organisation's outputs with its log.
 *
 * @param organisation SCB municipality code; else what the keys of outputs that are nobody's begin with
 * @param digest of its log as it was read; empty when it has none
 * @param outputs how many outputs it is to have
 * @param differences in the order of topics and keys
 * @param readNowRejectedThen records that the streams application rejected for a schema which was registered later: the outputs are
 *     as if they were not there, and the log has them
 * @param decisions what became of the verification of its decisions
 */
public record VerifiedOrganisation(
        String organisation,
        Optional<LogDigest> digest,
        int outputs,
        List<Difference> differences,
        List<RejectedThen> readNowRejectedThen,
        VerifiedDecisions decisions) {
    /**
     * A record that was rejected and can be read now.
     *
     * @param topic one of the two input topics
     * @param partition from 0
     * @param offset from 0
     * @param faults codes of what was said to be wrong with it
     */
    public record RejectedThen(Topic topic, int partition, long offset, List<String> faults) {
        public RejectedThen {
            faults = List.copyOf(faults);
        }
    }

    public VerifiedOrganisation {
        differences = List.copyOf(differences);
        readNowRejectedThen = List.copyOf(readNowRejectedThen);
    }

    VerifiedOrganisation with(Optional<LogDigest> ofLog, VerifiedDecisions ofDecisions) {
        return new VerifiedOrganisation(organisation, ofLog, outputs, differences, readNowRejectedThen, ofDecisions);
    }

    /** Tells whether every output is what follows from the whole log, and nothing is wrong with what was decided. */
    public boolean isRight() {
        return differences.isEmpty() && readNowRejectedThen.isEmpty() && decisions.isRight();
    }
}
