package se.malbild.gateway;

import java.util.Locale;

/** Media types as headers and attributes write them (RFC 9110, section 8.3). */
final class MediaTypes {
    private MediaTypes() {}

    /** Returns {@code mediaType} in lower case and without its parameters. */
    static String withoutParameters(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Tells whether {@code mediaType} is a kind of JSON: {@code application/json}, {@code application/geo+json}. */
    static boolean isJson(String mediaType) {
        String bare = withoutParameters(mediaType);
        int slash = bare.indexOf('/');
        String subtype = bare.substring(slash + 1);
        return slash > 0
                && subtype.indexOf('/') < 0
                && (subtype.equals("json") || (subtype.endsWith("+json") && !subtype.startsWith("+")));
    }
}
