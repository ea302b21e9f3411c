package se.malbild.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;

/**
 * Made-up events.
 *
 * @param events how many
 * @param cells how many they are about, where the kind does not say so
 * @param organisationsWithFramework the others' events are parked
 */
record MadeUpWorkload(Kind kind, int events, int cells, int organisationsWithFramework) implements Workload {
    private static final int REVISIONS_WHEN_HOT = 100;
    private static final int POISON_EVERY = 100;
    private static final int EVENTS_PER_CELL_WHEN_FEW = 16;

    /** What is special about the events or the frameworks. */
    enum Kind {
        /** All municipalities, every event a cell of its own. */
        SPREAD,
        /** As spread, about a sixteenth as many cells. */
        FEW,
        /** One municipality, every cell revised until there are a hundred events of it. */
        HOT,
        /** As spread, but every hundredth record cannot be accepted. */
        POISON,
        /** As spread, but all indicators have targets. */
        TARGETS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String name() {
        return kind.toString();
    }

    @Override
    public List<String> frameworks() {
        return IntStream.range(0, kind == Kind.HOT ? 1 : organisationsWithFramework)
                .mapToObj(MadeUpEvents::organisation)
                .map(organisation -> kind == Kind.TARGETS
                        ? ReplayFramework.reaching(organisation)
                        : ReplayFramework.improving(organisation))
                .toList();
    }

    @Override
    public void generate(Sink sink) {
        GoalFramework framework = framework();
        switch (kind) {
            case SPREAD, TARGETS ->
                MadeUpEvents.generateCorrections(framework, MadeUpEvents.ORGANISATIONS, cells, events, sink::event);
            case FEW ->
                MadeUpEvents.generateCorrections(
                        framework,
                        MadeUpEvents.ORGANISATIONS,
                        Math.max(1, Math.min(cells, events) / EVENTS_PER_CELL_WHEN_FEW),
                        events,
                        sink::event);
            case HOT ->
                MadeUpEvents.generateCorrections(
                        framework, 1, Math.max(1, events / REVISIONS_WHEN_HOT), events, sink::event);
            case POISON -> {
                int[] made = {0};
                MadeUpEvents.generateCorrections(framework, MadeUpEvents.ORGANISATIONS, cells, events, observation -> {
                    if (++made[0] % POISON_EVERY == 0) {
                        sink.poison(observation);
                    } else {
                        sink.event(observation);
                    }
                });
            }
        }
    }

    private static GoalFramework framework() {
        try {
            return FrameworkReader.read(ReplayFramework.improving(MadeUpEvents.organisation(0)));
        } catch (InvalidFrameworkException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
