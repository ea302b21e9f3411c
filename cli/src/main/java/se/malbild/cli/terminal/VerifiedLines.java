package se.malbild.cli.terminal;

import java.util.Optional;
import java.util.function.Consumer;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.history.DecisionFinding;
import se.malbild.history.DecisionsDigest;
import se.malbild.history.Difference;
import se.malbild.history.LogDigest;
import se.malbild.history.VerifiedDecisions;
import se.malbild.history.VerifiedOrganisation;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordDifferences;

/** Prints what is not right about the outputs of each organisation, each difference under its output. */
public final class VerifiedLines implements Consumer<VerifiedOrganisation> {
    /** Longer texts are cut off in the middle of a line; in JSON they are whole. */
    private static final int LONGEST = 120;

    private final Console console;

    public VerifiedLines(Console console) {
        this.console = console;
    }

    @Override
    public void accept(VerifiedOrganisation verified) {
        if (!verified.differences().isEmpty()) {
            StringBuilder lines = new StringBuilder(verified.organisation())
                    .append(": ")
                    .append(differences(verified.differences().size()).in(console.language()))
                    .append('\n');
            verified.differences().forEach(difference -> append(lines, difference));
            console.result(lines.toString());
        }
        if (!verified.readNowRejectedThen().isEmpty()) {
            StringBuilder lines = new StringBuilder(verified.organisation())
                    .append(": read-now-rejected-then: ")
                    .append(say(
                            "avvisades när de kom, går att läsa nu och saknas i målbilderna",
                            "rejected when they came, can be read now, and are missing from the pictures"))
                    .append('\n');
            verified.readNowRejectedThen()
                    .forEach(record -> lines.append("   ")
                            .append(record.topic().topicName())
                            .append('/')
                            .append(record.partition())
                            .append('/')
                            .append(record.offset())
                            .append(" (")
                            .append(String.join(", ", record.faults()))
                            .append(")\n"));
            console.result(lines.toString());
        }
        if (!verified.decisions().findings().isEmpty()) {
            StringBuilder lines = new StringBuilder(verified.organisation())
                    .append(": ")
                    .append(say("beslut", "decisions"))
                    .append('\n');
            verified.decisions().findings().forEach(finding -> append(lines, finding));
            console.result(lines.toString());
        }
    }

    private void append(StringBuilder lines, DecisionFinding finding) {
        lines.append("   ")
                .append(finding(
                        finding,
                        Topic.YEAR_DECISIONS.topicName() + "/" + finding.place().partition() + "/"
                                + finding.place().offset(),
                        console.language()));
    }

    /**
     * Returns {@code finding} on a line of its own.
     *
     * @param place where the decision lies, in words
     */
    public static String finding(DecisionFinding finding, String place, Language language) {
        StringBuilder line = new StringBuilder(Word.of(finding.kind()));
        finding.year()
                .ifPresent(year ->
                        line.append(' ').append(year.framework()).append(' ').append(year.year()));
        line.append(' ').append(place);
        finding.decisionId().ifPresent(id -> line.append(" (").append(id).append(')'));
        return line.append(": ")
                .append(finding.message().in(language))
                .append('\n')
                .toString();
    }

    /** Says how many decisions were verified, and what became of the closings among them. */
    public static Text decisions(VerifiedDecisions verified) {
        Text decisions = Text.count(
                verified.decisions(),
                "beslut kontrollerat",
                "beslut kontrollerade",
                "decision verified",
                "decisions verified");
        Text faults = Text.count(verified.faults(), "fel", "fel", "fault", "faults");
        return new Text(
                decisions.sv() + ": " + faults.sv() + ". Bokslut: " + verified.closings() + ", varav "
                        + verified.reproduced() + " ger samma målbild i dag.",
                decisions.en() + ": " + faults.en() + ". Closings: " + verified.closings() + ", of which "
                        + verified.reproduced() + " give the same picture today.");
    }

    /** Says how many differences there are. */
    public static Text differences(int count) {
        return Text.count(count, "skillnad", "skillnader", "difference", "differences");
    }

    /**
     * Says what the digest of a log is.
     *
     * @param organisation whose log it is; empty for all
     * @param digest empty when there is no log
     */
    public static Text digest(Optional<String> organisation, Optional<LogDigest> digest) {
        Text of =
                organisation.map(code -> new Text(code, code)).orElse(new Text("alla kommuner", "all municipalities"));
        if (digest.isEmpty()) {
            return new Text("Loggen har ingenting om " + of.sv() + ".", "The log has nothing about " + of.en() + ".");
        }
        LogDigest known = digest.get();
        int frameworks = known.records().frameworks();
        Text events = Text.count(known.records().events(), "post", "poster", "record", "records");
        return new Text(
                "Kontrollsumma för " + of.sv() + ", " + events.sv() + " i indicator-events och " + frameworks
                        + " i goal-frameworks: " + known.sha256(),
                "Digest of " + of.en() + ", " + events.en() + " in indicator-events and " + frameworks
                        + " in goal-frameworks: " + known.sha256());
    }

    /** Says what the digest of the decisions of all municipalities is. */
    public static Text decisions(DecisionsDigest digest) {
        return decisions(new Text("alla kommuner", "all municipalities"), digest);
    }

    /** Says what the digest of the decisions of a municipality is. */
    public static Text decisions(String organisation, DecisionsDigest digest) {
        return decisions(new Text(organisation, organisation), digest);
    }

    private static Text decisions(Text of, DecisionsDigest digest) {
        Text records = Text.count(digest.decisions(), "post", "poster", "record", "records");
        return new Text(
                "Kontrollsumma för besluten i " + of.sv() + ", " + records.sv() + " i year-decisions: "
                        + digest.sha256(),
                "Digest of the decisions of " + of.en() + ", " + records.en() + " in year-decisions: "
                        + digest.sha256());
    }

    private void append(StringBuilder lines, Difference difference) {
        String output = difference.output().topic().topicName() + " "
                + difference.output().key();
        lines.append("   ")
                .append(output)
                .append(
                        switch (difference.kind()) {
                            case MISSING -> say(": saknas\n", ": missing\n");
                            case SURPLUS -> say(": ska inte finnas\n", ": not to be there\n");
                            case DIFFERENT -> "\n";
                        });
        for (RecordDifferences.Field field : difference.fields()) {
            lines.append("      ")
                    .append(field.field().isEmpty() ? say("värdet", "the value") : field.field())
                    .append(say(": väntat ", ": expected "))
                    .append(shortened(field.expected()))
                    .append(say(", står ", ", found "))
                    .append(shortened(field.found()))
                    .append('\n');
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(console.language());
    }
}
