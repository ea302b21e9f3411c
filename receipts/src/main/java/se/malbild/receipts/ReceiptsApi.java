package se.malbild.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import se.malbild.applications.ReadPosition;
import se.malbild.goals.Text;
import se.malbild.goals.observation.NormalForm;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.StartupException;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.Tokens;
import se.malbild.service.Tokens.Holder;
import se.malbild.service.Tokens.Role;

/**
 * What can be asked over HTTP. With tokens, whoever asks sees the departments of the token and no others. It answers from
 * the partitions that this process holds; where the answer needs what another process holds, it says so.
 */
final class ReceiptsApi {
    /** Stands for what records do not say, in the place of a department or an organisation. */
    static final String UNKNOWN = "-";

    private static final String DESCRIPTION = "/openapi.json";
    private static final int MOST_OF_AN_ID = 100;
    private static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;
    /** Bounds the work behind a page of a rare status. */
    private static final int LOOKED_AT = 20_000;

    private final ReceiptsApplication application;
    private final Optional<Tokens> tokens;

    ReceiptsApi(ReceiptsApplication application, Optional<Tokens> tokens) {
        this.application = application;
        this.tokens = tokens;
    }

    void addTo(JavalinConfig config) {
        config.routes.get(DESCRIPTION, ReceiptsApi::description);
        // An id may hold a slash, so the rest of the path is the id.
        config.routes.get("/v1/receipts/<eventId>", this::receipts);
        config.routes.get("/v1/departments/{department}/receipts", this::departmentReceipts);
        config.routes.get("/v1/departments/{department}/books", this::departmentBooks);
        config.routes.get("/v1/books", this::books);
        config.routes.exception(
                InvalidStateStoreException.class, (moving, context) -> HttpService.answer(context, notNow()));
    }

    private static void description(Context context) {
        context.contentType("application/json");
        context.result(ReceiptsApi.class.getResourceAsStream("openapi.json"));
    }

    private void receipts(Context context) {
        Optional<Holder> holder = holder(context);
        Parameters parameters = new Parameters(context);
        Optional<String> organisation = parameters.organisation(holder);
        OptionalInt partition = parameters.whole("partition", 0, application.partitions() - 1);
        OptionalLong offset = parameters.offset();
        parameters.check();
        String eventId = NormalForm.ofId(context.pathParam("eventId"));
        List<PartitionReader> readers = readers(organisation);
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        boolean isAtPlace = false;
        for (PartitionReader reader : readers) {
            List<Receipt> receipts = holder.filter(known -> !known.isOperator()).isPresent()
                    ? reader.withId(eventId, organisation.get(), holder.get().departments(), MOST_OF_AN_ID)
                    : reader.withId(eventId, organisation, MOST_OF_AN_ID);
            for (Receipt receipt : receipts) {
                if (mayRead(holder, receipt.organisation(), receipt.department())) {
                    found.add(ReceiptsJson.receipt(receipt));
                    isAtPlace |= partition.equals(OptionalInt.of(receipt.partition()))
                            && offset.equals(OptionalLong.of(receipt.offset()));
                }
            }
        }
        if (partition.isPresent() && offset.isPresent() && !isAtPlace) {
            pending(readers, partition.getAsInt(), offset.getAsLong())
                    .ifPresent(why ->
                            found.add(ReceiptsJson.pending(eventId, partition.getAsInt(), offset.getAsLong(), why)));
        }
        if (found.isEmpty()) {
            throw new HttpProblemException(HttpProblem.notFound(new Text(
                    "Ingen läst händelse har id ”" + eventId
                            + "”. Ange partition och offset ur svaret på insändningen för att få veta om den väntar.",
                    "No event that has been read has the id “" + eventId
                            + "”. Give partition and offset from the gateway's answer to see whether it is pending.")));
        }
        answer(context, JsonNodeFactory.instance.objectNode().set("receipts", found));
    }

    private static Optional<Status> pending(List<PartitionReader> readers, int partition, long offset) {
        PartitionReader reader = readers.stream()
                .filter(held -> held.partition() == partition)
                .findFirst()
                .orElseThrow(() -> new HttpProblemException(heldElsewhere()));
        if (reader.isWaiting(offset)) {
            return Optional.of(PartitionReader.waitsForSchema());
        }
        return reader.position().map(ReadPosition::next).orElse(0L) <= offset
                ? Optional.of(PartitionReader.notReadYet())
                : Optional.empty();
    }

    private void departmentReceipts(Context context) {
        Optional<Holder> holder = holder(context);
        Parameters parameters = new Parameters(context);
        Optional<String> given = parameters.organisation(holder);
        Optional<Status.Kind> status = parameters.status();
        OptionalInt year = parameters.whole("year", 0, 9_999);
        int limit = parameters.whole("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<Cursor> after = parameters.after();
        parameters.check();
        String department = department(context);
        String organisation = organisationOf(department, given);
        requireMayRead(holder, organisation, department);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode receipts = json.putArray("receipts");
        Optional<Cursor> next = Optional.empty();
        for (PartitionReader reader : readers(Optional.of(organisation))) {
            int from = after.map(Cursor::partition).orElse(0);
            if (reader.partition() < from) {
                continue;
            }
            if (receipts.size() == limit) {
                next = Optional.of(Cursor.startOf(reader.partition()));
                break;
            }
            PartitionReader.Page page = reader.listed(
                    organisation,
                    department,
                    year,
                    status,
                    after.filter(cursor -> cursor.partition() == reader.partition())
                            .flatMap(Cursor::place),
                    limit - receipts.size(),
                    LOOKED_AT);
            page.receipts().forEach(receipt -> receipts.add(ReceiptsJson.receipt(receipt)));
            if (page.next().isPresent()) {
                next = Optional.of(new Cursor(reader.partition(), page.next()));
                break;
            }
        }
        json.put("next", next.map(Cursor::toString).orElse(null));
        answer(context, json);
    }

    private void departmentBooks(Context context) {
        Optional<Holder> holder = holder(context);
        Parameters parameters = new Parameters(context);
        Optional<String> given = parameters.organisation(holder);
        parameters.check();
        String department = department(context);
        String organisation = organisationOf(department, given);
        requireMayRead(holder, organisation, department);
        readers(Optional.of(organisation));
        List<Book> books = application
                .ledger()
                .books(book -> book.organisation().equals(organisation)
                        && book.department().equals(department));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("inBalance", books.stream().allMatch(Book::balances));
        json.set("books", ReceiptsJson.books(books));
        answer(context, json);
    }

    private void books(Context context) {
        Optional<Holder> holder = holder(context);
        Parameters parameters = new Parameters(context);
        Optional<String> organisation = parameters.organisation(holder);
        OptionalInt year = parameters.whole("year", 0, 9_999);
        parameters.check();
        readers(organisation);
        Ledger ledger = application.ledger();
        SortedMap<Integer, Long> ends = offsets(application::ends);
        long unread = Ledger.unread(ends, application.partitions());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("inBalance", ledger.balances(unread));
        json.set(
                "books",
                ReceiptsJson.books(ledger.books(
                        book -> (organisation.isEmpty() || organisation.get().equals(book.organisation()))
                                && (year.isEmpty() || year.getAsInt() == book.year())
                                && mayRead(holder, book.organisation(), book.department()))));
        // How many records a partition has, read or not, is how many the others have sent.
        boolean isOperators = holder.map(Holder::isOperator).orElse(true);
        json.set(
                "partitions",
                isOperators
                        ? ReceiptsJson.partitions(ledger.partitions(), offsets(application::committed), ends)
                        : JsonNodeFactory.instance.arrayNode());
        if (isOperators) {
            json.put("unread", unread);
        }
        answer(context, json);
    }

    /** Offsets by partition, which the broker knows. */
    private interface Offsets {
        SortedMap<Integer, Long> ask() throws InterruptedException;
    }

    private static SortedMap<Integer, Long> offsets(Offsets offsets) {
        try {
            return offsets.ask();
        } catch (StartupException noBroker) {
            throw new HttpProblemException(notNow());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new HttpProblemException(notNow());
        }
    }

    private static String department(Context context) {
        String department = NormalForm.ofId(context.pathParam("department"));
        return department.equals(UNKNOWN) ? StoreKeys.UNKNOWN_DEPARTMENT : department;
    }

    private Optional<Holder> holder(Context context) {
        Optional<Holder> holder = tokens.map(known -> known.holder(context.header("Authorization"))
                .orElseThrow(() -> new HttpProblemException(HttpProblem.of(
                                401,
                                "no-valid-token",
                                new Text("Behörighet saknas", "Not authorised"),
                                new Text(
                                        "Ange en giltig token: Authorization: Bearer …",
                                        "Give a valid token: Authorization: Bearer …"))
                        .withHeader("WWW-Authenticate", "Bearer"))));
        if (holder.map(Holder::role)
                .filter(role -> role == Role.STEERING_OFFICE)
                .isPresent()) {
            throw new HttpProblemException(
                    HttpProblem.of(
                            403,
                            "no-department",
                            new Text("Inte tillåtet", "Not allowed"),
                            new Text(
                                    "Kvitton och böcker är för förvaltningarna och driften; din token är ledningskontorets.",
                                    "Receipts and books are for departments and operators; your token is a steering office's.")));
        }
        return holder;
    }

    private static boolean mayRead(Optional<Holder> holder, String organisation, String department) {
        return holder.map(known -> known.isOperator()
                        || (known.organisation().equals(organisation)
                                && known.departments().contains(department)))
                .orElse(true);
    }

    private static void requireMayRead(Optional<Holder> holder, String organisation, String department) {
        if (!mayRead(holder, organisation, department)) {
            throw new HttpProblemException(HttpProblem.of(
                    403,
                    "not-your-department",
                    new Text("Inte tillåtet", "Not allowed"),
                    new Text(
                            "Din token gäller inte förvaltningen " + department + ".",
                            "Your token is not for the department " + department + ".")));
        }
    }

    /** Returns the readers of what this process holds, when that is all that a question about {@code organisation} needs. */
    private List<PartitionReader> readers(Optional<String> organisation) {
        int partitions = application.partitions();
        SortedSet<Integer> held = application.held();
        boolean isEnough = organisation
                .filter(known -> !known.equals(StoreKeys.UNKNOWN_ORGANISATION))
                .map(known -> held.contains(Partitioning.of(known, partitions)))
                .orElse(held.size() == partitions);
        if (!isEnough) {
            throw new HttpProblemException(held.isEmpty() ? notNow() : heldElsewhere());
        }
        return application.readers();
    }

    /** Returns {@code given}, or the only organisation that has the department. */
    private String organisationOf(String department, Optional<String> given) {
        if (given.isPresent()) {
            return given.get();
        }
        NavigableSet<String> organisations = new TreeSet<>();
        readers(Optional.empty())
                .forEach(reader -> reader.organisations().stream()
                        .filter(organisation -> reader.lists(organisation, department))
                        .forEach(organisations::add));
        if (organisations.isEmpty()) {
            throw new HttpProblemException(HttpProblem.notFound(new Text(
                    "Ingenting är läst från förvaltningen " + department + ".",
                    "Nothing has been read from the department " + department + ".")));
        }
        if (organisations.size() > 1) {
            String all = String.join(", ", organisations);
            throw new HttpProblemException(HttpProblem.badRequest(
                    "organisation-needed",
                    new Text(
                            "Flera kommuner har en förvaltning med det id:t; ange organisation som en av " + all + ".",
                            "Several organisations have a department with that id; give organisation as one of " + all
                                    + ".")));
        }
        return organisations.first();
    }

    private static HttpProblem heldElsewhere() {
        return HttpProblem.of(
                421,
                "held-by-another-instance",
                new Text("Finns hos en annan instans", "Held by another instance"),
                new Text(
                        "Uppgiften finns helt eller delvis hos en annan instans av tjänsten; fråga den, eller ange organisation.",
                        "All or part of it is held by another instance of the service; ask that one, or give organisation."));
    }

    private static HttpProblem notNow() {
        return HttpProblem.of(
                        503,
                        "not-ready",
                        new Text("Inte redo", "Not ready"),
                        new Text(
                                "Tjänsten läser in sitt tillstånd eller når inte Kafka; försök igen om en stund.",
                                "The service is restoring its state or cannot reach Kafka; try again in a while."))
                .withHeader("Retry-After", "2");
    }

    private static void answer(Context context, JsonNode json) {
        context.header("Cache-Control", "no-store");
        context.contentType("application/json");
        context.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
