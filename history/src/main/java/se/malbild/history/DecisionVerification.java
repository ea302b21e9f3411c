package se.malbild.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.PlacedDecision;
import se.malbild.goals.decision.VoidCode;
import se.malbild.goals.decision.VoidDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.DecidedYear.Place;
import se.malbild.history.DecisionFinding.Kind;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Verifies the decisions of an organisation in two ways. <i>Integrity</i>: every decision still is what the next one followed, the picture
 * of every closing is what its hash is of, and the log still says what each decision rests on. <i>Reproducible</i>: what every closing
 * rests on gives its picture, byte for byte, as long as the rules are the same.
 *
 * <p>That the newest decision was removed, nothing in the log can tell; its hash in the minutes can, and the digest of the decisions.
 */
public final class DecisionVerification {
    /**
     * What makes a picture's bytes.
     *
     * @param number as {@link RulesVersion} counts
     * @param json of what the rules have made
     */
    public record Rules(int number, Function<Picture, String> json) {
        /** Those of this build. */
        public static final Rules CURRENT = new Rules(RulesVersion.CURRENT, PictureJson::indented);
    }

    private final WriterSchemas schemas;
    private final History history;
    private final Rules rules;

    /** @param schemas of all input topics; those of a registry preloaded */
    public DecisionVerification(WriterSchemas schemas, Rules rules) {
        this.schemas = schemas;
        this.history = new History(schemas);
        this.rules = rules;
    }

    /**
     * Verifies all that {@code log} has decided.
     *
     * @throws UndecodedException when the registry does not tell the schema of a record
     */
    public VerifiedDecisions verify(OrganisationLog log) throws UndecodedException {
        Reading reading = new Reading(log);
        DecidedYears decided = history.decisions(log);
        Map<Cut, String> digests = InputDigests.of(
                schemas,
                log,
                decided.years().stream()
                        .flatMap(year -> year.decisions().accepted().stream())
                        .map(placed -> cut(placed.decision().basis()))
                        .toList());
        decided.ofNoYear().forEach(reading::addOfNoYear);
        for (DecidedYear year : decided.years()) {
            reading.verify(year, digests);
        }
        return new VerifiedDecisions(
                log.decisions().records().size(), reading.closings, reading.reproduced, reading.findings);
    }

    /**
     * Compares a picture with the one that the rules make today of what was known at a place.
     *
     * @param number of the rules that it was made by
     * @param json of the picture
     * @return {@link Kind#RULES_CHANGED} or {@link Kind#NOT_REPRODUCIBLE}; empty when every byte is the same
     * @throws UndecodedException when the registry does not tell the schema of a record
     */
    public Optional<Kind> difference(OrganisationLog log, Cut cut, DecisionYear of, int number, String json)
            throws UndecodedException {
        Optional<String> computed = Optional.ofNullable(history.at(log, cut)
                        .pictures()
                        .get(new Pictures.Key(of.organisation(), of.framework(), of.year())))
                .map(rules.json());
        if (computed.isPresent() && computed.get().equals(json)) {
            return Optional.empty();
        }
        return Optional.of(number == rules.number() ? Kind.NOT_REPRODUCIBLE : Kind.RULES_CHANGED);
    }

    private static Cut cut(Basis basis) {
        return new Cut(basis.events(), basis.frameworks());
    }

    /** One verification. */
    private final class Reading {
        private final OrganisationLog log;
        private final List<DecisionFinding> findings = new ArrayList<>();
        private int closings;
        private int reproduced;

        Reading(OrganisationLog log) {
            this.log = log;
        }

        void addOfNoYear(Place place) {
            findings.add(new DecisionFinding(
                    Kind.UNREADABLE,
                    Optional.empty(),
                    place,
                    Optional.empty(),
                    new Text("Postens nyckel är inget års.", "The record's key is that of no year.")));
        }

        void verify(DecidedYear year, Map<Cut, String> digests) throws UndecodedException {
            year.decisions().voids().forEach(record -> addVoid(year, record));
            for (PlacedDecision placed : year.decisions().accepted()) {
                YearDecision decision = placed.decision();
                boolean isOnSameBasis = isOnSameBasis(year, placed, digests);
                if (decision.kind() == DecisionKind.CLOSED) {
                    closings++;
                    ClosedPicture picture = decision.picture().orElseThrow();
                    if (picture.json().isEmpty()) {
                        add(
                                Kind.PICTURE_CHANGED,
                                year,
                                placed,
                                "Målbilden som året stängdes med har ändrats: kontrollsumman " + picture.sha256()
                                        + " är inte dess.",
                                "The picture that the year was closed with was changed: the checksum "
                                        + picture.sha256() + " is not of it.");
                    } else if (isOnSameBasis) {
                        reproduce(year, placed, picture.json().get());
                    }
                }
            }
        }

        private void addVoid(DecidedYear year, VoidDecision record) {
            if (record.lost().isPresent()) {
                String after = record.first().map(YearDecision::decisionId).orElse("");
                addRecord(Kind.LOST, year, record, lost(record.lost().get(), after));
            } else if (record.code() == VoidCode.UNREADABLE) {
                DecisionRecord.Unreadable unreadable = (DecisionRecord.Unreadable) record.record();
                addRecord(
                        Kind.UNREADABLE,
                        year,
                        record,
                        unreadable.faults().stream()
                                .map(fault -> fault.message())
                                .reduce((one, other) ->
                                        new Text(one.sv() + " " + other.sv(), one.en() + " " + other.en()))
                                .orElse(record.code().message()));
            } else if (record.code() == VoidCode.UNKNOWN_KIND) {
                addRecord(Kind.UNKNOWN_KIND, year, record, record.code().message());
            }
        }

        private static Text lost(String hash, String after) {
            return after.isEmpty()
                    ? new Text(
                            "Beslutet före detta, med kontrollsumman " + hash + ", har tagits bort.",
                            "The decision before this one, with the checksum " + hash + ", was removed.")
                    : new Text(
                            "Beslutet före detta, med kontrollsumman " + hash
                                    + ", finns inte som det var: antingen togs" + " det bort, efter " + after
                                    + ", eller så är det " + after + " som har ändrats.",
                            "The decision before this one, with the checksum " + hash
                                    + ", is not there as it was: either" + " it was removed, after " + after
                                    + ", or it is " + after + " that was changed.");
        }

        private boolean isOnSameBasis(DecidedYear year, PlacedDecision placed, Map<Cut, String> digests) {
            Basis basis = placed.decision().basis();
            String digest = digests.get(cut(basis));
            if (digest == null) {
                add(
                        Kind.BASIS_MISSING,
                        year,
                        placed,
                        "Beslutet vilar på " + basis.events() + " händelser och " + basis.frameworks()
                                + " versioner av styrmodeller; loggen har "
                                + log.end().events() + " och "
                                + log.end().frameworks() + ".",
                        "The decision rests on " + basis.events() + " events and " + basis.frameworks()
                                + " versions of frameworks; the log has "
                                + log.end().events() + " and "
                                + log.end().frameworks() + ".");
            } else if (!digest.equals(basis.digest())) {
                add(
                        Kind.BASIS_CHANGED,
                        year,
                        placed,
                        "Händelserna och styrmodellerna som beslutet vilar på är inte desamma: deras kontrollsumma var "
                                + basis.digest() + " och är " + digest + ".",
                        "The events and frameworks that the decision rests on are not the same: their digest was "
                                + basis.digest() + " and is " + digest + ".");
            }
            return basis.digest().equals(digest);
        }

        private void reproduce(DecidedYear year, PlacedDecision placed, String closed) throws UndecodedException {
            Basis basis = placed.decision().basis();
            Optional<Kind> difference = difference(log, cut(basis), year.year(), basis.rules(), closed);
            if (difference.isEmpty()) {
                reproduced++;
            } else if (difference.get() == Kind.RULES_CHANGED) {
                add(
                        Kind.RULES_CHANGED,
                        year,
                        placed,
                        "Reglerna har ändrats sedan året stängdes (då " + basis.rules() + ", nu " + rules.number()
                                + ") och ger en annan målbild. Den som året stängdes med är oskadd.",
                        "The rules have changed since the year was closed (then " + basis.rules() + ", now "
                                + rules.number()
                                + ") and give another picture. The one that the year was closed with is"
                                + " whole.");
            } else {
                add(
                        Kind.NOT_REPRODUCIBLE,
                        year,
                        placed,
                        "Samma regler ger i dag en annan målbild av samma händelser och styrmodeller än den som året stängdes"
                                + " med.",
                        "The same rules make another picture of the same events and frameworks today than the one that the"
                                + " year was closed with.");
            }
        }

        private void add(Kind kind, DecidedYear year, PlacedDecision placed, String sv, String en) {
            findings.add(new DecisionFinding(
                    kind,
                    Optional.of(year.year()),
                    year.places().get(placed.place()),
                    Optional.of(placed.decision().decisionId()),
                    new Text(sv, en)));
        }

        private void addRecord(Kind kind, DecidedYear year, VoidDecision record, Text message) {
            Optional<String> id = record.record() instanceof DecisionRecord.Decided decided
                    ? Optional.of(decided.decision().decisionId())
                    : Optional.empty();
            findings.add(new DecisionFinding(
                    kind, Optional.of(year.year()), year.places().get(record.place()), id, message));
        }
    }
}
