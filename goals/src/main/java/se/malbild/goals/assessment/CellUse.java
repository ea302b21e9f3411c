package se.malbild.goals.assessment;

import java.util.List;
import se.malbild.goals.picture.Reason;

/** What the frameworks in force make of the observation that won a cell. */
public sealed interface CellUse {

    /** It is among the observations that a picture rests on. */
    record Counted() implements CellUse {}

    /** It is a forecast that the picture shows, as long as there is no outcome of the whole year. */
    record Foretold() implements CellUse {}

    /** No framework in force knows it yet; it counts from when one does. */
    record Parked(Reason why) implements CellUse {}

    /** Every framework that knows it leaves it aside, each for its reason. */
    record Disregarded(List<Reason> why) implements CellUse {
        /** @param why at least one, in the order of the frameworks and their indicators */
        public Disregarded {
            why = List.copyOf(why);
        }
    }
}
