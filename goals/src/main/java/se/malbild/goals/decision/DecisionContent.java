package se.malbild.goals.decision;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What makes a decision void whatever was decided before it. */
final class DecisionContent {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private DecisionContent() {}

    /** Returns what is wrong with {@code decision}; empty when nothing is. */
    static Optional<VoidCode> fault(YearDecision decision) {
        DecisionKind kind = decision.kind();
        if (decision.by().role() != kind.role()) {
            return Optional.of(VoidCode.ROLE);
        }
        boolean isOfDepartment = !decision.slot().department().isBlank();
        if (isOfDepartment != (kind.role() == Author.Role.DEPARTMENT)) {
            return Optional.of(VoidCode.DEPARTMENT);
        }
        if (!isComplete(decision)) {
            return Optional.of(VoidCode.INCOMPLETE);
        }
        if (lacksReason(decision)) {
            return Optional.of(VoidCode.NO_REASON);
        }
        if (kind == DecisionKind.READY && isBySender(decision)) {
            return Optional.of(VoidCode.SAME_PERSON);
        }
        if (!isBasis(decision.basis())) {
            return Optional.of(VoidCode.BASIS);
        }
        boolean hasPicture = decision.picture()
                .filter(picture -> isHash(picture.sha256()) && picture.gzip().length > 0)
                .isPresent();
        return hasPicture != (kind == DecisionKind.CLOSED) ? Optional.of(VoidCode.PICTURE) : Optional.empty();
    }

    private static boolean isComplete(YearDecision decision) {
        return switch (decision.kind()) {
            case JUDGED -> !decision.level().isBlank() && !decision.computed().isBlank();
            case COMMENTED -> !decision.text().isBlank();
            case MARKED -> isDate(decision.slot().subject());
            case READY, CLOSED, REOPENED -> decision.slot().subject().isEmpty();
        };
    }

    /** Tells whether {@code text} is a date such as {@code 2018-08-31}. */
    static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException no) {
            return false;
        }
    }

    private static boolean lacksReason(YearDecision decision) {
        boolean isNeeded = decision.departs() || decision.kind() == DecisionKind.REOPENED;
        return isNeeded
                && (decision.reason().isBlank()
                        || (decision.departs() && decision.indicators().isEmpty()));
    }

    private static boolean isBySender(YearDecision decision) {
        return decision.basis().senders().stream().anyMatch(decision.by()::isCalled);
    }

    private static boolean isBasis(Basis basis) {
        return basis.events() >= 0
                && basis.frameworks() > 0
                && isHash(basis.digest())
                && isHash(basis.frameworkSha256())
                && basis.rules() > 0
                && basis.unknownSenders() >= 0;
    }

    private static boolean isHash(String text) {
        return SHA_256.matcher(text).matches();
    }
}
