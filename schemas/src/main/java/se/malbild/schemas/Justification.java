package se.malbild.schemas;

import java.util.Objects;
import java.util.Optional;

/**
 * Who applied a framework, and why. It is kept beside the document and is no part of it: the same document with another
 * justification is the same version.
 *
 * @param appliedBy the person
 * @param reason in that person's words
 * @param reference the decision behind it, such as a case number or the section of the minutes
 */
public record Justification(String appliedBy, String reason, Optional<String> reference) {
    public Justification {
        Objects.requireNonNull(appliedBy, "appliedBy");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(reference, "reference");
    }
}
