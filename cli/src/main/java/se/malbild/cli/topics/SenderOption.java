package se.malbild.cli.topics;

import java.util.Optional;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.SenderConverter;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Sender;
import se.malbild.schemas.registry.RegistryException;

/** Who sends observations. */
public final class SenderOption {
    @Option(
            names = "--sender",
            paramLabel = "NAMN/NAME",
            converter = SenderConverter.class,
            description = {
                "Den som skickar, person eller system; den som klarmarkerar siffrorna ska vara någon annan.",
                "Who sends, a person or system; whoever says that the figures are ready must be somebody else."
            })
    private Optional<Sender> sender = Optional.empty();

    /**
     * Returns a publisher that notes with every event who sent it, where that was given.
     *
     * @throws RegistryException when the registry is away, or the event's schema is not registered in it
     */
    public ObservationPublisher connect(Cluster cluster) throws RegistryException {
        return sender.isPresent()
                ? ObservationPublisher.connect(cluster, sender.get())
                : ObservationPublisher.connect(cluster);
    }
}
