package se.malbild.gateway;

import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * Something that is wrong, or worth knowing, and where in what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) to the field, or {@code ""} when it concerns the whole
 * @param code stable identifier of the kind
 */
record PointedFault(String pointer, String code, Text message) {
    /** Returns {@code fault} of an object that {@code prefix} points to. */
    static PointedFault at(String prefix, Fault fault) {
        String field = fault.field();
        return new PointedFault(
                field.isEmpty() ? prefix : prefix + "/" + escaped(field), fault.code(), fault.message());
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
