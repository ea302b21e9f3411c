package se.malbild.streams.service;

import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.service.Health;
import se.malbild.streams.StreamsApplication;

/** How the streams application is, also before there is one: it waits for the registry as long as that takes. */
public final class StreamsHealth implements Health {
    private volatile StreamsApplication application;

    /** Tells of {@code started} from now on. */
    public void follow(StreamsApplication started) {
        application = started;
    }

    /** Returns the application, once it has started. */
    Optional<StreamsApplication> application() {
        return Optional.ofNullable(application);
    }

    @Override
    public State state() {
        StreamsApplication known = application;
        if (known == null) {
            return waits(
                    "starting",
                    new Text(
                            "Startar, eller väntar på schemaregistret.",
                            "Starting, or waiting for the schema registry."));
        }
        return switch (known.condition()) {
            case RUNNING -> State.running();
            case REBALANCING ->
                waits(
                        "rebalancing",
                        new Text(
                                "Fördelar arbetet mellan instanserna.",
                                "The work is being divided between the instances."));
            case RESTORING -> {
                long left = known.leftToRestore();
                yield waits(
                        "restoring",
                        new Text(
                                "Läser tillbaka tillståndet: " + left + " poster kvar.",
                                "Reading the state back: " + left + " records left."));
            }
            case FAILED ->
                new State(
                        false,
                        false,
                        "failed",
                        new Text(
                                "Ett fel har avbrutit tillämpningen; starta om den. Loggen säger vad.",
                                "An error has ended the application; restart it. The log says what."));
            case STOPPED -> new State(false, false, "stopped", new Text("Stoppad.", "Stopped."));
        };
    }

    private static State waits(String code, Text text) {
        return new State(true, false, code, text);
    }
}
