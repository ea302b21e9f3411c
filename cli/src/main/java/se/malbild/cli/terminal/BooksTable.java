package se.malbild.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/** The departments' books as a table for a terminal. */
public final class BooksTable {
    /** A column of numbers: the field of the answer, and its heading. */
    private record Column(String field, Text heading) {}

    private static final List<Column> NUMBERS = List.of(
            new Column("received", new Text("mottagna", "received")),
            new Column("counted", new Text("räknas", "counted")),
            new Column("foretold", new Text("prognoser", "forecasts")),
            new Column("superseded", new Text("ersatta", "superseded")),
            new Column("retracted", new Text("återtagna", "retracted")),
            new Column("parked", new Text("parkerade", "parked")),
            new Column("disregarded", new Text("bortses från", "disregarded")),
            new Column("rejected", new Text("avvisade", "rejected")),
            new Column("duplicate", new Text("dubbletter", "duplicates")));
    private static final int TEXT_COLUMNS = 3;
    private static final String BETWEEN = "  ";

    private final Language language;

    public BooksTable(Language language) {
        this.language = language;
    }

    /** Returns the table of an answer to {@code /v1/books}, its sums, and whether the books are in balance. */
    public String of(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings());
        answer.path("books").forEach(book -> rows.add(row(book)));
        rows.add(sums(answer.path("books")));
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder out = new StringBuilder();
        rows.forEach(row -> out.append(line(row, widths)).append('\n'));
        return out.append(balance(answer)).append('\n').toString();
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>(
                List.of(say("kommun", "organisation"), say("förvaltning", "department"), say("år", "year")));
        NUMBERS.forEach(column -> headings.add(column.heading().in(language)));
        headings.add("");
        return headings;
    }

    private List<String> row(JsonNode book) {
        List<String> row =
                new ArrayList<>(List.of(known(book, "organisation"), known(book, "department"), known(book, "year")));
        NUMBERS.forEach(column -> row.add(book.path(column.field()).asText()));
        row.add(book.path("inBalance").asBoolean() ? "" : say("går inte ihop", "out of balance"));
        return row;
    }

    private List<String> sums(JsonNode books) {
        List<String> sums = new ArrayList<>(List.of(say("summa", "sum"), "", ""));
        for (Column column : NUMBERS) {
            long sum = 0;
            for (JsonNode book : books) {
                sum += book.path(column.field()).asLong();
            }
            sums.add(Long.toString(sum));
        }
        sums.add("");
        return sums;
    }

    private String balance(JsonNode answer) {
        if (answer.path("partitions").isEmpty()) {
            return balanceOfDepartment(answer);
        }
        long records = 0;
        long waiting = 0;
        long pending = 0;
        for (JsonNode partition : answer.path("partitions")) {
            records += partition.path("records").asLong();
            waiting += partition.path("waiting").asLong();
            pending += partition.path("pending").asLong();
        }
        Text read = Text.count(records, "läst post", "lästa poster", "record read", "records read");
        if (answer.path("unread").asLong() > 0) {
            Text unread = Text.count(answer.path("unread").asLong(), "post", "poster", "record", "records");
            return say(
                    "Böckerna går inte ihop: " + unread.sv() + " ligger i partitioner som har lagts till och som ingen"
                            + " läser (”malbild status” säger mer). " + read.sv() + ".",
                    "The books are out of balance: " + unread.en() + " in partitions that were added and that nobody"
                            + " reads (“malbild status” says more). " + read.en() + ".");
        }
        return answer.path("inBalance").asBoolean()
                ? say(
                        "Böckerna går ihop: " + read.sv() + ", bokförda en gång var. Väntar på sitt schema: " + waiting
                                + ". Ännu inte lästa: " + pending + ".",
                        "The books are in balance: " + read.en() + ", each booked once. Waiting for their schema: "
                                + waiting + ". Not read yet: " + pending + ".")
                : say("Böckerna går inte ihop: " + read.sv() + ".", "The books are out of balance: " + read.en() + ".");
    }

    /** A department is not shown how many records there are, as most of them are the others'. */
    private String balanceOfDepartment(JsonNode answer) {
        long sum = 0;
        for (JsonNode book : answer.path("books")) {
            sum += book.path("received").asLong();
        }
        Text received = Text.count(sum, "mottagen post", "mottagna poster", "record received", "records received");
        return answer.path("inBalance").asBoolean()
                ? say("Böckerna går ihop: " + received.sv() + ".", "The books are in balance: " + received.en() + ".")
                : say(
                        "Böckerna går inte ihop: " + received.sv() + ".",
                        "The books are out of balance: " + received.en() + ".");
    }

    private String known(JsonNode book, String field) {
        return book.path(field).isNull()
                ? say("okänd", "unknown")
                : book.path(field).asText();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column < TEXT_COLUMNS ? row.get(column) + padding : padding + row.get(column))
                    .append(BETWEEN);
        }
        return line.toString().stripTrailing();
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
