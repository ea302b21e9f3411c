package se.malbild.history;

import se.malbild.schemas.intake.InputRecord;

/**
 * The records of both topics in the one order in which they came to be known: that of each log, and between the two that of the
 * times, of which a later one in a log counts as at least as late. So whatever was known at some moment comes before all that
 * was not. At the same time a framework comes first.
 */
final class KnownOrder {
    private final Queue events;
    private final Queue frameworks;

    /** What is left of one topic. */
    private static final class Queue {
        private final TopicLog topic;
        private final int end;
        private int next;
        private long time = Long.MIN_VALUE;

        Queue(TopicLog topic, int from, int end) {
            this.topic = topic;
            this.end = end;
            for (next = 0; next < from; next++) {
                time = timeOfNext();
            }
        }

        boolean isEmpty() {
            return next >= end;
        }

        long timeOfNext() {
            return Math.max(time, topic.appendedAt(next));
        }

        InputRecord poll() {
            time = timeOfNext();
            return topic.records().get(next++);
        }
    }

    KnownOrder(OrganisationLog log, Cut after, Cut through) {
        events = new Queue(log.events(), after.events(), through.events());
        frameworks = new Queue(log.frameworks(), after.frameworks(), through.frameworks());
    }

    boolean isEmpty() {
        return events.isEmpty() && frameworks.isEmpty();
    }

    /** Tells whether {@link #poll} gives a framework. */
    boolean isFrameworkNext() {
        return events.isEmpty() || (!frameworks.isEmpty() && frameworks.timeOfNext() <= events.timeOfNext());
    }

    InputRecord poll() {
        return isFrameworkNext() ? frameworks.poll() : events.poll();
    }

    /** Returns the place in the log before the record that {@link #poll} gives. */
    Cut cut() {
        return new Cut(events.next, frameworks.next);
    }
}
