package se.malbild.schemas.admin;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;

/** Tells a Kafka that refuses what it is asked, and a client that cannot ask, from a Kafka that does not answer. */
public final class KafkaRefusal {
    private KafkaRefusal() {}

    /** Returns what is wrong and what to do, or {@code noAnswer} when nothing says that Kafka refused anything. */
    public static Text of(Throwable failed, Cluster cluster, Text noAnswer) {
        String servers = cluster.bootstrapServers();
        Optional<SslAuthenticationException> tls = cause(failed, SslAuthenticationException.class);
        if (tls.isPresent()) {
            String why = root(tls.get()).getMessage();
            return new Text(
                    "TLS-anslutningen till Kafka på " + servers + " misslyckades (" + why
                            + "). Kontrollera certifikatet, ssl.truststore i filen som anges med --client-config och att"
                            + " porten är rätt.",
                    "The TLS handshake with Kafka at " + servers + " failed (" + why
                            + "). Check the certificate, ssl.truststore in the file given with --client-config, and that it"
                            + " is the right port.");
        }
        return cause(failed, AuthenticationException.class)
                .map(refused -> new Text(
                        "Kafka på " + servers + " godtar inte inloggningen (" + refused.getMessage()
                                + "). Kontrollera filen som anges med --client-config.",
                        "Kafka at " + servers + " does not accept the credentials (" + refused.getMessage()
                                + "). Check the file given with --client-config."))
                .or(() -> cause(failed, AuthorizationException.class)
                        .map(refused -> new Text(
                                "Kafka på " + servers + " tillåter det inte (" + refused.getMessage()
                                        + "). Ge användaren rätten, eller ange en annan med --client-config.",
                                "Kafka at " + servers + " does not allow it (" + refused.getMessage()
                                        + "). Grant the right to the user, or give another one with --client-config.")))
                .or(() -> cause(failed, InvalidTopicException.class)
                        .map(wrong -> new Text(
                                "Kafka godtar inte namnet: " + wrong.getMessage()
                                        + ". Ange ett annat --topic-prefix eller --application-id.",
                                "Kafka does not accept the name: " + wrong.getMessage()
                                        + ". Give another --topic-prefix or --application-id.")))
                .orElse(noAnswer);
    }

    /**
     * Returns why a client of Kafka could not be made, which asks Kafka nothing. No address, or one that leads nowhere, is no
     * fault of the settings: it is rethrown.
     */
    static StartupException unusable(KafkaException failed) {
        if (cause(failed, IllegalArgumentException.class).isPresent()) {
            // Its message may have a part of the password in it.
            return new StartupException(
                    new Text(
                            "sasl.jaas.config i filen som anges med --client-config går inte att läsa. Den ska ha formen"
                                    + " <modul> required username=\"…\" password=\"…\"; där \" och \\ i ett värde skrivs"
                                    + " med ett \\ före.",
                            "sasl.jaas.config in the file given with --client-config cannot be read. It must have the form"
                                    + " <module> required username=\"…\" password=\"…\"; where \" and \\ in a value are"
                                    + " written with a \\ before them."),
                    failed);
        }
        Throwable told = failed;
        while (told.getCause() instanceof KafkaException deeper) {
            told = deeper;
        }
        if (String.valueOf(told.getMessage()).contains("bootstrap.servers")) {
            throw failed;
        }
        return new StartupException(
                new Text(
                        "Kafkas klient kan inte använda inställningarna (" + told.getMessage()
                                + "). Rätta dem i filen som anges med --client-config.",
                        "Kafka's client cannot use the settings (" + told.getMessage()
                                + "). Correct them in the file given with --client-config."),
                failed);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failed, Class<T> kind) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
