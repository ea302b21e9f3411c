package se.malbild.dashboard.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.dashboard.view.AsOf;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * Where a page is, in either language.
 *
 * @param parts what is between the slashes after the language
 * @param query what comes after the path, or {@code ""}
 */
public record Address(List<Text> parts, String query) {
    /** The first page: the picture that is shown when none is asked for. */
    public static final Address FIRST = new Address(List.of());

    public static final Address ABOUT = new Address(List.of(new Text("om-uppgifterna", "about-the-data")));
    public static final Address ACCESSIBILITY = new Address(List.of(new Text("tillganglighet", "accessibility")));

    static final Text GOAL_AREA = new Text("malomrade", "goal-area");
    static final Text INDICATOR = new Text("nyckeltal", "indicator");
    static final Text DEPARTMENT = new Text("namnd", "department");
    static final Text MISSING = new Text("aterstar", "missing");
    static final Text DEVELOPMENT = new Text("utveckling", "development");
    static final Text COMPARISON = new Text("jamforelse", "comparison");
    static final Text EXPLAIN = new Text("forklaring", "explanation");

    static final Text CHANGES = new Text("andringar", "changes");
    static final Text SINCE = new Text("sedan", "since");
    static final Text DECISIONS = new Text("beslut", "decisions");
    static final Text JUDGEMENTS = new Text("bedomningar", "judgements");
    static final Text EMBEDDED = new Text("inbaddad", "embedded");
    static final Text EMBEDDING = new Text("badda-in", "embed");
    static final Text VERSIONS = new Text("versioner", "versions");

    public Address {
        parts = List.copyOf(parts);
    }

    /** A page that is asked for nothing else. */
    public Address(List<Text> parts) {
        this(parts, "");
    }

    /** Returns where the page is as of a moment, if there is one. */
    Address asOf(Optional<AsOf> asOf) {
        return new Address(
                parts,
                asOf.map(then -> "?asOf=" + URLEncoder.encode(then.asked(), StandardCharsets.UTF_8))
                        .orElse(""));
    }

    /** Returns where the page is of a closed year as it is now. */
    Address live() {
        return new Address(parts, "?picture=live");
    }

    /** Returns where the page is that is asked for nothing else. */
    public Address plain() {
        return new Address(parts);
    }

    /** The picture of {@code id} that is shown when no framework or year is asked for. */
    static Address organisation(String id) {
        return new Address(List.of(same(id)));
    }

    /** What has changed in the pictures of {@code id}. */
    static Address revisions(String id) {
        return organisation(id).with(CHANGES);
    }

    /** As {@link #revisions(String)}, those before a place in its log, if one is given. */
    static Address revisions(String id, OptionalInt before) {
        return new Address(revisions(id).parts(), before.isPresent() ? "?before=" + before.getAsInt() : "");
    }

    public static Address picture(String organisation, String framework, int year) {
        return new Address(List.of(same(organisation), same(framework), same(Integer.toString(year))));
    }

    /** All years of a framework. */
    static Address development(String organisation, String framework) {
        return new Address(List.of(same(organisation), same(framework), DEVELOPMENT));
    }

    /** Where another municipality is chosen to compare with. */
    static Address comparisons(String organisation, String framework) {
        return new Address(List.of(same(organisation), same(framework), COMPARISON));
    }

    /** What the board has judged in all years of a framework. */
    static Address judgements(String organisation, String framework) {
        return new Address(List.of(same(organisation), same(framework), JUDGEMENTS));
    }

    public Address goalArea(String id) {
        return with(GOAL_AREA, same(id));
    }

    public Address indicator(String id) {
        return with(INDICATOR, same(id));
    }

    /** The index of all indicators. */
    public Address indicators() {
        return with(INDICATOR);
    }

    /** What one department answers for and reports. */
    public Address department(String id) {
        return with(DEPARTMENT, same(id)).plain();
    }

    /** The index of all departments. */
    public Address departments() {
        return with(DEPARTMENT).plain();
    }

    /** What all departments have not reported. */
    public Address missing() {
        return with(MISSING).plain();
    }

    /** What one department has not reported. */
    public Address missing(String department) {
        return with(MISSING, same(department)).plain();
    }

    /** What has been decided about the year. */
    public Address decisions() {
        return with(DECISIONS).plain();
    }

    /** What is different in the picture between two moments. */
    public Address changes() {
        return with(CHANGES).plain();
    }

    /** As {@link #changes()}, since a moment and until another or now. */
    Address changes(AsOf from, Optional<AsOf> to) {
        return new Address(
                changes().parts(),
                asOf(Optional.of(from)).query().replace("asOf", "from")
                        + asOf(to).query().replace("?asOf", "&to"));
    }

    /** What is different in the picture from that of an earlier year. */
    public Address since(int year) {
        return with(SINCE, same(Integer.toString(year)));
    }

    /** Two versions of the framework side by side, with what each makes of the picture. */
    public Address versions(int one, int other) {
        return with(VERSIONS, same(Integer.toString(one)), same(Integer.toString(other)))
                .plain();
    }

    public Address explanation() {
        return with(EXPLAIN);
    }

    /** The same as a piece of a page of another site. */
    public Address embedded() {
        return with(EMBEDDED).plain();
    }

    /** How a picture and its goal areas are made pieces of a page of another site. */
    public Address embedding() {
        return with(EMBEDDING).plain();
    }

    /** Tells whether the page is worked out from the log. */
    boolean isOfTheLog() {
        return parts.contains(CHANGES) || parts.contains(VERSIONS);
    }

    /** Returns the parts of the path in {@code language}, without the language itself. */
    List<String> parts(Language language) {
        return parts.stream().map(part -> part.in(language)).toList();
    }

    /** Returns the path in {@code language}. */
    public String in(Language language) {
        return "/" + language.name().toLowerCase(Locale.ROOT)
                + parts.stream()
                        .map(part -> "/" + URLEncoder.encode(part.in(language), StandardCharsets.UTF_8))
                        .collect(Collectors.joining())
                + query;
    }

    private static Text same(String part) {
        return new Text(part, part);
    }

    /** Returns this address with {@code more} parts, the same in both languages. */
    Address with(String... more) {
        return with(Arrays.stream(more).map(Address::same).toArray(Text[]::new));
    }

    private Address with(Text... more) {
        return new Address(Stream.concat(parts.stream(), Arrays.stream(more)).toList(), query);
    }
}
