package se.malbild.receipts;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.Tokens.Holder;

/** The query of a request: its faults are gathered, and {@link #check} reports them all at once. */
final class Parameters {
    private static final int MOST_DIGITS = 18;

    private final Context context;
    private final List<Fault> faults = new ArrayList<>();

    Parameters(Context context) {
        this.context = context;
    }

    /** Ends the request when anything that was asked for is wrong. */
    void check() {
        if (!faults.isEmpty()) {
            throw new HttpProblemException(HttpProblem.badRequest(
                            "invalid-parameters",
                            new Text(
                                    "Frågan kan inte besvaras; se faults.",
                                    "The request cannot be answered; see faults."))
                    .withFaults(faults));
        }
    }

    /** Returns the organisation that is asked for, or else the one of the token. */
    Optional<String> organisation(Optional<Holder> holder) {
        Optional<String> given = text("organisation");
        if (given.equals(Optional.of(ReceiptsApi.UNKNOWN))) {
            return Optional.of(StoreKeys.UNKNOWN_ORGANISATION);
        }
        if (given.isPresent() && !given.get().matches("[0-9]{4}")) {
            fault(
                    "organisation",
                    "Fyra siffror väntas, till exempel 1880.",
                    "Four digits are expected, for example 1880.");
        }
        return given.or(() -> holder.filter(known -> !known.isOperator()).map(Holder::organisation));
    }

    OptionalInt whole(String name, int least, int greatest) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (given.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= greatest) {
                return OptionalInt.of(number);
            }
        }
        fault(
                name,
                "Ett heltal från " + least + " till " + greatest + " väntas.",
                "A whole number from " + least + " to " + greatest + " is expected.");
        return OptionalInt.empty();
    }

    OptionalLong offset() {
        Optional<String> given = text("offset");
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        if (given.get().matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return OptionalLong.of(Long.parseLong(given.get()));
        }
        fault("offset", "Ett heltal från 0 väntas.", "A whole number from 0 is expected.");
        return OptionalLong.empty();
    }

    Optional<Status.Kind> status() {
        Optional<String> given = text("status");
        Optional<Status.Kind> kind = given.flatMap(Status.Kind::of);
        if (given.isPresent() && kind.isEmpty()) {
            String all = Stream.of(Status.Kind.values()).map(Status.Kind::code).collect(Collectors.joining(", "));
            fault("status", "Ett av " + all + " väntas.", "One of " + all + " is expected.");
        }
        return kind;
    }

    /** Returns where to go on, as the page before said under {@code next}. */
    Optional<Cursor> after() {
        Optional<String> given = text("after");
        Optional<Cursor> cursor = given.flatMap(Cursor::parse);
        if (given.isPresent() && cursor.isEmpty()) {
            fault("after", "Ange det som stod i next på sidan före.", "Give the value of next from the previous page.");
        }
        return cursor;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    private void fault(String name, String sv, String en) {
        faults.add(new Fault("invalid-parameter", name, new Text(sv, en)));
    }
}
