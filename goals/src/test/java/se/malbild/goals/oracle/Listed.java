package se.malbild.goals.oracle;

/**
 * A problem beside an indicator; the same is listed once.
 *
 * @param about whom or what
 * @param eventId of the event it is about, or {@code ""}
 */
record Listed(String code, String about, String eventId) {
    Listed(String code, String about) {
        this(code, about, "");
    }
}
