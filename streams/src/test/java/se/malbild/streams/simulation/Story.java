package se.malbild.streams.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import se.malbild.schemas.Topic;
import se.malbild.streams.simulation.Step.Commit;
import se.malbild.streams.simulation.Step.Forget;
import se.malbild.streams.simulation.Step.Freeze;
import se.malbild.streams.simulation.Step.Gap;
import se.malbild.streams.simulation.Step.Kill;
import se.malbild.streams.simulation.Step.KillAt;
import se.malbild.streams.simulation.Step.LaterSchemaIsRegistered;
import se.malbild.streams.simulation.Step.Pass;
import se.malbild.streams.simulation.Step.Rebalance;
import se.malbild.streams.simulation.Step.RegistryComesBack;
import se.malbild.streams.simulation.Step.RegistryGoesAway;
import se.malbild.streams.simulation.Step.Send;
import se.malbild.streams.simulation.Step.SetClock;
import se.malbild.streams.simulation.Step.Start;
import se.malbild.streams.simulation.Step.Thaw;
import se.malbild.streams.simulation.Step.Work;

/**
 * Everything that happens, one thing after the other.
 *
 * @param seed what it was made from
 * @param partitions of every topic
 * @param instances of the application, at most
 */
record Story(long seed, int partitions, int instances, List<Input> inputs, List<Step> steps) {
    private static final int MOST_PARTITIONS = 3;
    private static final int MOST_RECORDS = 8;
    private static final int MOST_SPARED = 12;
    private static final List<Duration> TIMES = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(1_100),
            Duration.ofSeconds(6),
            Duration.ofMinutes(2));
    private static final int MOST_SECONDS_SET = 3;

    Story {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
    }

    /** Returns the story of {@code seed}: always the same. */
    static Story of(long seed, Registry registry) {
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(MOST_PARTITIONS);
        int instances = 1 + random.nextInt(2);
        List<Input> inputs = Input.of(seed, registry, random);
        List<Step> steps = new ArrayList<>();
        steps.add(new Start(0));
        for (int input = 0; input < inputs.size(); input++) {
            steps.add(new Send(input));
            for (int more = random.nextInt(4); more > 0; more--) {
                steps.add(any(random, partitions, instances, input));
            }
        }
        return new Story(seed, partitions, instances, inputs, steps);
    }

    private static Step any(Random random, int partitions, int instances, int sent) {
        int instance = random.nextInt(instances);
        int chance = random.nextInt(100);
        if (chance < 40) {
            return new Work(instance, random.nextInt(MOST_RECORDS), random.nextLong());
        }
        if (chance < 57) {
            return new Pass(any(TIMES, random));
        }
        if (chance < 70) {
            return new Commit(instance, Instance.Outcome.COMMITTED);
        }
        if (chance < 74) {
            return new Commit(instance, any(List.of(Instance.Outcome.values()), random));
        }
        if (chance < 80) {
            return new KillAt(instance, any(List.of(CrashPoint.values()), random), random.nextInt(MOST_SPARED));
        }
        if (chance < 87) {
            return new Start(instance);
        }
        if (chance < 89) {
            return new Send(random.nextInt(sent + 1));
        }
        return switch (chance) {
            case 89 -> new Kill(instance);
            case 90 -> new Freeze(instance);
            case 91 -> new Thaw(instance);
            case 92, 93 -> new Rebalance(random.nextInt(partitions), random.nextBoolean());
            case 94 -> new Forget();
            case 95 -> new SetClock(Duration.ofSeconds(random.nextInt(2 * MOST_SECONDS_SET + 1) - MOST_SECONDS_SET));
            case 96 -> new RegistryGoesAway();
            case 97 -> new RegistryComesBack();
            case 98 -> new LaterSchemaIsRegistered();
            default ->
                new Gap(new Place(
                        any(List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS), random)
                                .topicName(),
                        random.nextInt(partitions)));
        };
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Returns the same with other steps. */
    Story with(List<Step> others) {
        return new Story(seed, partitions, instances, inputs, others);
    }

    @Override
    public String toString() {
        return "Story " + seed + ", of " + partitions + " partitions and " + instances + " instances:\n"
                + steps.stream().map(this::told).collect(Collectors.joining("\n"));
    }

    private String told(Step step) {
        return "  " + step + (step instanceof Send send ? ": " + inputs.get(send.input()) : "");
    }
}
