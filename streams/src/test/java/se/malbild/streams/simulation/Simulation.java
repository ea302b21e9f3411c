package se.malbild.streams.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Lets a story happen to the application, and lets somebody read what it commits. */
final class Simulation {
    /** Longer than anything waits for its schema or holds pictures back. */
    private static final int MOST_ROUNDS = 60;

    private static final int QUIET_ROUNDS = 4;
    private static final Duration LONGEST_SET_BACK = Duration.ofMinutes(5);

    private final Story story;
    private final Registry registry;
    private final Clock clock = new Clock();
    private final Reader reader;
    private final Log log;
    private final List<Instance> instances;
    private int turned;

    private Simulation(Story story, Registry registry, Instance.Flush flush) {
        this.story = story;
        this.registry = registry;
        reader = new Reader(registry, story.partitions());
        log = new Log(reader::reads);
        instances = IntStream.range(0, story.instances())
                .mapToObj(number -> new Instance(log, clock, registry, story.partitions(), flush))
                .toList();
    }

    /**
     * What came of a story.
     *
     * @param failure what was not as it should be, if anything
     * @param compared how many times what was published was held against the function
     * @param committed tells what was committed from anything else
     */
    record Result(Optional<String> failure, int compared, int committed) {}

    /** Returns what comes of {@code story}: always the same. */
    static Result of(Story story, Instance.Flush flush) {
        Simulation simulation = new Simulation(story, Registry.ofThisThread(), flush);
        try {
            story.steps().forEach(simulation::happens);
            simulation.settle();
            return new Result(Optional.empty(), simulation.reader.compared(), simulation.reader.committed());
        } catch (AssertionError | RuntimeException failure) {
            return new Result(
                    Optional.of(failure.toString()), simulation.reader.compared(), simulation.reader.committed());
        }
    }

    private void happens(Step step) {
        if (step instanceof Step.Send send) {
            Input input = story.inputs().get(send.input());
            reader.learns(input.place(story.partitions()), input);
            log.append(input.appended(story.partitions(), clock.millis()));
        } else if (step instanceof Step.Gap gap) {
            reader.learns(gap.place(), null);
            log.leaveOut(gap.place());
        } else if (step instanceof Step.Pass pass) {
            clock.pass(pass.time());
        } else if (step instanceof Step.SetClock set) {
            clock.set(set.ahead());
        } else if (step instanceof Step.RegistryGoesAway) {
            registry.goAway();
        } else if (step instanceof Step.RegistryComesBack) {
            registry.comeBack();
        } else if (step instanceof Step.LaterSchemaIsRegistered) {
            registry.registerLater();
        } else {
            happensToInstances(step);
        }
    }

    private void happensToInstances(Step step) {
        if (step instanceof Step.Work work) {
            Instance instance = instances.get(work.instance());
            act(instance, () -> instance.work(work.records(), new Random(work.choices())));
        } else if (step instanceof Step.Commit commit) {
            commit(instances.get(commit.instance()), commit.outcome());
        } else if (step instanceof Step.Start start) {
            start(instances.get(start.instance()));
        } else if (step instanceof Step.Kill kill) {
            instances.get(kill.instance()).die();
        } else if (step instanceof Step.KillAt kill) {
            instances.get(kill.instance()).fate().killAt(kill.point(), kill.spared());
        } else if (step instanceof Step.Freeze freeze) {
            instances.get(freeze.instance()).freeze();
            rebalance(turned, false);
        } else if (step instanceof Step.Thaw thaw) {
            instances.get(thaw.instance()).thaw();
        } else if (step instanceof Step.Rebalance rebalance) {
            rebalance(rebalance.turned(), rebalance.compacted());
        } else if (step instanceof Step.Forget) {
            forget();
        }
    }

    /** One that stands still does nothing. */
    private void act(Instance instance, Runnable action) {
        if (instance.isLive()) {
            try {
                action.run();
            } catch (Crash killed) {
                instance.die();
            }
        }
    }

    private void start(Instance instance) {
        if (!instance.isRunning()) {
            instance.start();
            rebalance(turned, false);
        }
    }

    private void commit(Instance instance, Instance.Outcome outcome) {
        act(instance, () -> {
            if (!instance.commit(outcome)) {
                rebalance(turned, false); // it joins again
            }
        });
    }

    /** Divides the partitions between those that the group can reckon with, who give up before others take on. */
    private void rebalance(int turn, boolean compacted) {
        turned = turn;
        List<Instance> live = instances.stream().filter(Instance::isLive).toList();
        for (Instance instance : live) {
            act(instance, () -> instance.giveUpAllBut(share(instance, live)));
        }
        int generation = log.nextGeneration();
        for (Instance instance : live) {
            act(instance, () -> instance.takeOn(share(instance, live), generation, compacted));
        }
    }

    private Set<Integer> share(Instance instance, List<Instance> live) {
        Set<Integer> share = new HashSet<>();
        for (int partition = 0; partition < story.partitions(); partition++) {
            if (live.get((partition + turned) % live.size()) == instance) {
                share.add(partition);
            }
        }
        return share;
    }

    /** Kafka remembers when a record was rejected for a schema that came later: read again it would be taken in (decision 13). */
    private void forget() {
        List<Instance> stopped = new ArrayList<>();
        for (Instance instance : instances) {
            if (instance.isRunning()) {
                act(instance, () -> instance.giveUpAllBut(Set.of()));
                instance.die();
                stopped.add(instance);
            }
        }
        if (!reader.hasSeenRejectedForItsSchema()) {
            log.forgetGroup();
        }
        stopped.forEach(Instance::start);
        rebalance(turned, false);
    }

    /** Puts an end to all trouble, and lets all instances start again from what is in Kafka when nothing is left to do. */
    private void settle() {
        registry.comeBack();
        for (Instance instance : instances) {
            instance.fate().spare();
            if (!instance.isRunning()) {
                instance.start();
            }
            instance.thaw();
        }
        clock.set(LONGEST_SET_BACK);
        rebalance(turned, true);
        rest();
        reader.finish();
        instances.forEach(Instance::die);
        instances.forEach(Instance::start);
        rebalance(turned, true);
        rest();
        reader.finish();
    }

    private void rest() {
        int quiet = 0;
        for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            int before = reader.compared();
            for (Instance instance : instances) {
                instance.work(Integer.MAX_VALUE, new Random(round));
                commit(instance, Instance.Outcome.COMMITTED);
            }
            clock.pass(Duration.ofMillis(1_100));
            boolean isDone = instances.stream().allMatch(Instance::isDone);
            quiet = isDone && reader.compared() == before ? quiet + 1 : 0;
        }
        if (quiet < QUIET_ROUNDS) {
            throw new AssertionError("It does not come to rest");
        }
    }
}
