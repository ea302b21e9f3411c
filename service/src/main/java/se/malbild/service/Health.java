package se.malbild.service;

import se.malbild.goals.Text;

/** How a service is. Asked often, by probes: to be answered at once from what is known. */
@FunctionalInterface
public interface Health {
    /**
     * How it is now.
     *
     * @param live false when only a restart helps; restoring, rebalancing and waiting for another part are live
     * @param ready whether its answers are complete and current
     * @param code stable identifier of the state, in lower case with hyphens, for example {@code running}
     * @param text the same for a person
     */
    record State(boolean live, boolean ready, String code, Text text) {
        /** Returns the state of a service that does all it is to do. */
        public static State running() {
            return new State(true, true, "running", new Text("Allt är igång.", "Everything is running."));
        }
    }

    /** Returns how the service is now. */
    State state();
}
