package se.malbild.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import se.malbild.files.EmptyValue;
import se.malbild.goals.Text;

/** What the rows of a table mean that have no value. */
final class EmptyOption {
    /** The words of the command line. */
    enum Meaning {
        dropout(EmptyValue.DROPOUT),
        not_applicable(EmptyValue.NOT_APPLICABLE),
        skip(EmptyValue.SKIP);

        private final EmptyValue value;

        Meaning(EmptyValue value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Option(
            names = "--empty",
            paramLabel = "BETYDELSE/MEANING",
            description = {
                "Vad en rad utan värde betyder, när den inte säger det själv: dropout (bortfall), not-applicable (ej"
                        + " tillämpligt) eller skip (hoppas över). Utan detta är raden ett fel.",
                "What a row without a value means where it does not say so itself: dropout, not-applicable or skip (it is"
                        + " passed over). Without this the row is a fault."
            })
    private Optional<Meaning> meaning = Optional.empty();

    Optional<EmptyValue> value() {
        return meaning.map(one -> one.value);
    }

    /** Returns what is said of {@code rows} that are passed over. */
    static Text skipped(long rows) {
        return Text.count(
                rows,
                "rad utan värde hoppas över",
                "rader utan värde hoppas över",
                "row without a value is passed over",
                "rows without a value are passed over");
    }
}
