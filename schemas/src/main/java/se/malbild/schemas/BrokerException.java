package se.malbild.schemas;

import se.malbild.goals.Text;

/** Says that Kafka did not do what was asked for, and what to look at. */
public final class BrokerException extends Exception {
    private final transient Text text;

    public BrokerException(Throwable cause) {
        super(cause.getMessage(), cause);
        text = new Text(
                "Kafka svarar inte som väntat (" + cause.getMessage()
                        + "); kontrollera adressen, att brokern är igång och att rättigheterna räcker.",
                "Kafka does not answer as expected (" + cause.getMessage()
                        + "); check the address, that the broker is running and that the permissions are sufficient.");
    }

    /** Returns what is wrong and what to look at, for a person. */
    public Text text() {
        return text;
    }
}
