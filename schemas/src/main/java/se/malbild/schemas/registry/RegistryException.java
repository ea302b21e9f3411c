package se.malbild.schemas.registry;

import java.util.List;
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
        REFUSED,
        /** What is registered cannot be read with what is to be, or the other way round. */
        INCOMPATIBLE
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
                                + "); kontrollera dess adress (--registry), inloggningen och att det är igång.",
                        "The schema registry does not answer as expected (" + why
                                + "); check its address (--registry), the credentials, and that it is running."),
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

    /** Says that what is under {@code subjects} cannot be read with what is to be there, or the other way round. */
    public static RegistryException incompatible(List<String> subjects) {
        String names = String.join(", ", subjects);
        return new RegistryException(
                Kind.INCOMPATIBLE,
                new Text(
                        "Det som schemaregistret har under " + names
                                + " går inte ihop med den här versionens scheman. Data som gjordes före den första"
                                + " utgåvan följer inte med. I demon: ange en annan katalog med --data, eller ta bort den"
                                + " som finns. Annars: ange ett annat --topic-prefix. Gäller det en topic som räknas"
                                + " fram på nytt, alltså inte indicator-events eller goal-frameworks, går det också att ta bort"
                                + " den ur schemaregistret, tömma topicen och köra malbild topics apply igen.",
                        "What the schema registry has under " + names
                                + " is not compatible with this version's schemas. Data made before the first release is"
                                + " not carried over. In the demo, give another directory with --data, or remove the one"
                                + " that is there. Otherwise give another --topic-prefix. For a topic that is computed again,"
                                + " so not indicator-events or goal-frameworks, you can also delete the subject from the schema"
                                + " registry, empty the topic and run malbild topics apply again."),
                null);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong and what to do, for a person. */
    public Text text() {
        return text;
    }
}
