package se.malbild.schemas.codec;

import java.nio.ByteBuffer;
import java.util.Locale;
import se.malbild.avro.DecisionAuthor;
import se.malbild.avro.DecisionBasis;
import se.malbild.avro.DecisionRole;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.YearDecision;

/** From a decision about a year to the generated type, which says null for what does not exist. */
final class DecisionToAvro {
    private DecisionToAvro() {}

    static se.malbild.avro.YearDecision decision(YearDecision decision) {
        return new se.malbild.avro.YearDecision(
                decision.decisionId(),
                decision.year().organisation(),
                decision.year().framework(),
                decision.year().year(),
                kind(decision.kind()),
                optional(decision.slot().subject()),
                optional(decision.slot().department()),
                optional(decision.follows()),
                new DecisionAuthor(
                        decision.by().name(),
                        role(decision.by().role()),
                        decision.by().token()),
                decision.decidedOn(),
                optional(decision.reference()),
                optional(decision.reason()),
                optional(decision.level()),
                optional(decision.computed()),
                decision.indicators(),
                optional(decision.text()),
                decision.language().name().toLowerCase(Locale.ROOT),
                decision.acknowledged(),
                basis(decision.basis()),
                decision.picture().map(DecisionToAvro::picture).orElse(null),
                optional(decision.previous()));
    }

    private static se.malbild.avro.DecisionKind kind(DecisionKind kind) {
        return switch (kind) {
            case MARKED -> se.malbild.avro.DecisionKind.MARKED;
            case READY -> se.malbild.avro.DecisionKind.READY;
            case JUDGED -> se.malbild.avro.DecisionKind.JUDGED;
            case COMMENTED -> se.malbild.avro.DecisionKind.COMMENTED;
            case CLOSED -> se.malbild.avro.DecisionKind.CLOSED;
            case REOPENED -> se.malbild.avro.DecisionKind.REOPENED;
        };
    }

    private static DecisionRole role(Author.Role role) {
        return switch (role) {
            case DEPARTMENT -> DecisionRole.DEPARTMENT;
            case STEERING_OFFICE -> DecisionRole.STEERING_OFFICE;
        };
    }

    private static DecisionBasis basis(Basis basis) {
        return new DecisionBasis(
                basis.events(),
                basis.frameworks(),
                basis.digest(),
                basis.frameworkVersion(),
                basis.frameworkSha256(),
                basis.rules(),
                basis.senders(),
                basis.unknownSenders());
    }

    private static se.malbild.avro.ClosedPicture picture(ClosedPicture picture) {
        return new se.malbild.avro.ClosedPicture(ByteBuffer.wrap(picture.gzip()), picture.sha256());
    }

    private static String optional(String text) {
        return text.isEmpty() ? null : text;
    }
}
