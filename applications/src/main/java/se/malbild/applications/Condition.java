package se.malbild.applications;

import se.malbild.goals.Text;
import se.malbild.service.Health;

/** How an application is. Only {@link #FAILED} and {@link #STOPPED} call for a restart. */
public enum Condition {
    /** Not in its group yet: it may be waiting for the registry. */
    STARTING,
    /** Waiting for its share of the work. */
    REBALANCING,
    /** Reading its state back from the changelogs. */
    RESTORING,
    /** Reading what was there before it started, where its answers are to include that. */
    CATCHING_UP,
    RUNNING,
    /** A defect or Kafka ended it. */
    FAILED,
    /** It was asked to stop. */
    STOPPED;

    /**
     * Returns the same for probes and people.
     *
     * @param leftToRestore how many offsets of changelogs are left to restore
     */
    public Health.State health(long leftToRestore) {
        return switch (this) {
            case STARTING ->
                waits(
                        "starting",
                        new Text(
                                "Startar, eller väntar på schemaregistret.",
                                "Starting, or waiting for the schema registry."));
            case REBALANCING ->
                waits(
                        "rebalancing",
                        new Text(
                                "Fördelar arbetet mellan instanserna.",
                                "The work is being divided between the instances."));
            case RESTORING -> {
                Text left = Text.count(leftToRestore, "post", "poster", "record", "records");
                yield waits(
                        "restoring",
                        new Text(
                                "Läser tillbaka tillståndet: " + left.sv() + " kvar.",
                                "Reading the state back: " + left.en() + " left."));
            }
            case CATCHING_UP ->
                waits(
                        "catching-up",
                        new Text("Händelser från före starten läses.", "Events from before the start are being read."));
            case RUNNING -> Health.State.running();
            case FAILED ->
                ended(
                        "failed",
                        new Text(
                                "Ett fel har avbrutit tillämpningen; starta om den. Loggen säger vad.",
                                "An error has stopped the application; see the log and restart it."));
            case STOPPED -> ended("stopped", new Text("Stoppad.", "Stopped."));
        };
    }

    private static Health.State waits(String code, Text text) {
        return new Health.State(true, false, code, text);
    }

    private static Health.State ended(String code, Text text) {
        return new Health.State(false, false, code, text);
    }
}
