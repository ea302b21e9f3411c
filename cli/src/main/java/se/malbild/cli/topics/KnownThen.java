package se.malbild.cli.topics;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.history.Arrival;
import se.malbild.history.Change;
import se.malbild.history.Cut;
import se.malbild.history.DecidedYear;
import se.malbild.history.History;
import se.malbild.history.Known;
import se.malbild.history.LogReader;
import se.malbild.history.Moment;
import se.malbild.history.OrganisationLog;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** What was known of one organisation, read from its log for a command, with what is uncertain about it said on the console. */
public final class KnownThen {
    private final OrganisationLog log;
    private final History history;
    private final Console console;

    /** @throws CommandException when the log cannot be read or has nothing of {@code organisation} */
    public KnownThen(Cluster cluster, SchemaRegistry registry, String organisation, Console console)
            throws CommandException {
        this.console = console;
        try {
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            registry.preload(Topic.YEAR_DECISIONS);
            log = new LogReader(cluster).read(organisation);
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        } catch (BrokerException failed) {
            throw new CommandException(failed.text());
        }
        history = new History(registry);
    }

    /** Returns the log that was read. */
    public OrganisationLog log() {
        return log;
    }

    /** Returns the place in the log now. */
    public Cut now() {
        return log.end();
    }

    /**
     * Returns the place in the log at {@code moment}.
     *
     * @throws CommandException when the log begins later
     */
    public Cut at(Instant moment) throws CommandException {
        String time = SwedishTime.second(moment);
        Optional<Instant> beginning = log.beginning();
        if (beginning.isEmpty()) {
            throw new CommandException(new Text(
                    "Loggen har ingenting om " + log.organisation() + ".",
                    "The log has nothing about " + log.organisation() + "."));
        }
        Moment found = log.at(moment);
        if (found.cut().equals(Cut.BEGINNING)) {
            String begins = SwedishTime.second(beginning.get());
            throw new CommandException(new Text(
                    "Loggen för " + log.organisation() + " börjar " + begins + "; vad som var känt " + time
                            + " står inte i den.",
                    "The log of " + log.organisation() + " begins at " + begins + "; what was known at " + time
                            + " is not in it."));
        }
        Text events = Text.count(found.cut().events(), "post", "poster", "record", "records");
        int frameworks = found.cut().frameworks();
        console.say(
                "Känt " + time + ": " + events.sv() + " om " + log.organisation() + " i indicator-events och "
                        + frameworks + " i goal-frameworks.",
                "Known at " + time + ": " + events.en() + " about " + log.organisation() + " in indicator-events and "
                        + frameworks + " in goal-frameworks.");
        if (found.isPreliminary()) {
            console.say(
                    "Preliminärt: mer från den tiden kan ännu komma in i loggen.",
                    "Preliminary: more from that time may still come into the log.");
        }
        if (found.isUncertain()) {
            console.say(
                    "Varning: posternas tider går bakåt kring den tidpunkten, så det är inte säkert vad som var känt"
                            + " då.",
                    "Warning: the times of the records run back around that time, so what was known then is not"
                            + " certain.");
        }
        return found.cut();
    }

    /**
     * Returns what was known at {@code cut}.
     *
     * @throws CommandException when there was no picture
     */
    public Known picturesAt(Cut cut) throws CommandException {
        Known known = knownAt(cut);
        if (known.inForce().isEmpty()) {
            throw new CommandException(new Text(
                    "Ingen styrmodell för " + log.organisation() + " var tillämpad då.",
                    "No goal framework of " + log.organisation() + " had been applied by then."));
        }
        if (known.pictures().isEmpty()) {
            throw new CommandException(new Text(
                    "Styrmodellen för " + log.organisation() + " hade dragits tillbaka då (withdrawn).",
                    "The goal framework of " + log.organisation() + " had been withdrawn by then."));
        }
        return known;
    }

    /** Returns what was known at {@code cut}. */
    public Known knownAt(Cut cut) throws CommandException {
        try {
            return history.at(log, cut);
        } catch (UndecodedException away) {
            throw InputFold.registryAway();
        }
    }

    /** Hands every event before {@code cut} that was taken in to {@code visitor}, in log order. */
    public void arrivals(Cut cut, Consumer<Arrival> visitor) throws CommandException {
        try {
            history.arrivals(log, cut, visitor);
        } catch (UndecodedException away) {
            throw InputFold.registryAway();
        }
    }

    /** Returns what has been decided about {@code year} until now. */
    public DecidedYear decided(DecisionYear year) throws CommandException {
        try {
            return history.decisions(log).of(year);
        } catch (UndecodedException away) {
            throw InputFold.registryAway();
        }
    }

    /** Hands every change between two places to {@code visitor}, in the order in which they came to be known. */
    public void changes(Cut after, Cut through, Consumer<Change> visitor) throws CommandException {
        try {
            history.changes(log, after, through, visitor);
        } catch (UndecodedException away) {
            throw InputFold.registryAway();
        }
    }
}
