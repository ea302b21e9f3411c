package se.malbild.cli.evidence;

import java.time.Instant;
import java.util.Optional;
import se.malbild.goals.decision.DecisionYear;

/**
 * What evidence was made of, and by what.
 *
 * @param version of the program; empty when it was not built as a release
 * @param rules number of the rules that it computes pictures by
 * @param asOf the moment that the log was read up to; empty for all of it
 */
record EvidenceOrigin(Optional<String> version, int rules, DecisionYear year, Optional<Instant> asOf) {}
