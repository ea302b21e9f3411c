package se.malbild.receipts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Reason;

/** What became of a record of indicator events. */
public sealed interface Status {

    /** The kinds of status, in the order of the books. Every record that has been read has one of all but the first. */
    enum Kind {
        PENDING(new Text("väntar", "pending")),
        COUNTED(new Text("räknas", "counted")),
        FORETOLD(new Text("används som prognos", "used as a forecast")),
        SUPERSEDED(new Text("ersatt", "superseded")),
        RETRACTED(new Text("återtagen", "retracted")),
        PARKED(new Text("parkerad", "parked")),
        DISREGARDED(new Text("bortses från", "disregarded")),
        REJECTED(new Text("avvisad", "rejected")),
        DUPLICATE(new Text("dubblett", "duplicate"));

        private final Text label;

        Kind(Text label) {
            this.label = label;
        }

        /** Returns the status as it is written in answers, for example {@code counted}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the status for a person. */
        public Text label() {
            return label;
        }

        static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    /** Returns which of the kinds it is. */
    Kind kind();

    /** It has not been read yet, or the schema it was written with cannot be had now. */
    record Pending(Reason why) implements Status {
        @Override
        public Kind kind() {
            return Kind.PENDING;
        }
    }

    /** It is the latest that was said of its cell, and a picture rests on it. */
    record Counted() implements Status {
        @Override
        public Kind kind() {
            return Kind.COUNTED;
        }
    }

    /** It is the latest that was said of its cell, a forecast, which a picture shows. */
    record Foretold() implements Status {
        @Override
        public Kind kind() {
            return Kind.FORETOLD;
        }
    }

    /** Another event says more of its cell; {@code offset} is where the one that wins lies in the same partition. */
    record Superseded(String byEventId, long byOffset) implements Status {
        @Override
        public Kind kind() {
            return Kind.SUPERSEDED;
        }
    }

    /** It is the latest that was said of its cell: that there is no value after all. */
    record Retracted() implements Status {
        @Override
        public Kind kind() {
            return Kind.RETRACTED;
        }
    }

    /** It is the latest that was said of its cell, which no framework in force knows yet. */
    record Parked(Reason why) implements Status {
        @Override
        public Kind kind() {
            return Kind.PARKED;
        }
    }

    /** It is the latest that was said of its cell, but the frameworks in force leave it aside. */
    record Disregarded(List<Reason> why) implements Status {
        public Disregarded {
            why = List.copyOf(why);
        }

        @Override
        public Kind kind() {
            return Kind.DISREGARDED;
        }
    }

    /** It could not be taken in; the receipt holds every fault. */
    record Rejected() implements Status {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /** The same event came before, at {@code offset} in the same partition: the same id, the same content. */
    record Duplicate(long offset) implements Status {
        @Override
        public Kind kind() {
            return Kind.DUPLICATE;
        }
    }
}
