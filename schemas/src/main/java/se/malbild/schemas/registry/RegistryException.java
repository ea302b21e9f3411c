package se.malbild.schemas.registry;

import se.malbild.goals.Text;

/** Says that the schema registry did not give what was asked for, and what to do about it. */
public final class RegistryException extends Exception {

    /** What the matter is. */
    public enum Kind {
        /** It did not answer, or not as a registry does. Asking again later may help. */
        UNREACHABLE,
        /** It answered that the schema is not registered. */
        NOT_REGISTERED,
        /** It answered that it will not make a change. */
        REFUSED
    }

    private final Kind kind;
    private final transient Text text;

    private RegistryException(Kind kind, Text text, Throwable cause) {
        super(text.en(), cause);
        this.kind = kind;
        this.text = text;
    }

    static RegistryException notRegistered(String subject, Throwable cause) {
        return new RegistryException(
                Kind.NOT_REGISTERED,
                new Text(
                        "Schemat för " + subject + " är inte registrerat i schemaregistret; kör malbild topics apply.",
                        "The schema of " + subject
                                + " is not registered in the schema registry; run malbild topics apply."),
                cause);
    }

    public static RegistryException unreachable(String why, Throwable cause) {
        return new RegistryException(
                Kind.UNREACHABLE,
                new Text(
                        "Schemaregistret svarar inte som väntat (" + why
                                + "); kontrollera dess adress, inloggningen och att det är igång.",
                        "The schema registry does not answer as expected (" + why
                                + "); check its address, the credentials, and that it is running."),
                cause);
    }

    public static RegistryException refused(String why, Throwable cause) {
        return new RegistryException(
                Kind.REFUSED,
                new Text(
                        "Schemaregistret gör inte ändringen (" + why + ").",
                        "The schema registry refused the change (" + why + ")."),
                cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong and what to do, for a person. */
    public Text text() {
        return text;
    }
}
