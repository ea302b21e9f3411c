package se.malbild.report.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** What people have decided about the year, as far as the basis has it: nothing is said where nothing was decided. */
record DecisionsPart(Scope scope) {
    private static final BigDecimal MORE_THAN_ANY = BigDecimal.TEN;

    private Stream<YearDecision> decisions(DecisionKind kind) {
        return scope.basis().decisions().stream().filter(decision -> decision.kind() == kind);
    }

    /** Returns the judgement of a part of the picture and the comments on it; {@code ""} is the whole. */
    List<Block> about(String subject) {
        List<Block> blocks = new ArrayList<>();
        decisions(DecisionKind.JUDGED)
                .filter(decision -> decision.slot().subject().equals(subject))
                .forEach(decision -> {
                    blocks.add(new Block.Paragraph(Block.Style.NORMAL, judged(decision)));
                    departsFor(decision).map(Block::paragraph).ifPresent(blocks::add);
                    written(decision).ifPresent(blocks::add);
                    blocks.add(Block.small(signed(decision)));
                });
        decisions(DecisionKind.COMMENTED)
                .filter(decision -> decision.slot().subject().equals(subject))
                .forEach(decision -> {
                    blocks.add(new Block.Paragraph(
                            Block.Style.NORMAL,
                            List.of(new Run.Strong(scope.say("Kommentar från ", "Comment by ")
                                    + scope.department(decision.slot().department()) + "."))));
                    written(decision).ifPresent(blocks::add);
                    blocks.add(Block.small(signed(decision)));
                });
        return blocks;
    }

    private List<Run> judged(YearDecision decision) {
        List<Run> line = new ArrayList<>();
        line.add(new Run.Strong(scope.say("Samlad bedömning: ", "Overall judgement: ")));
        line.add(scope.level(decision.level()));
        if (!decision.level().equals(decision.computed())) {
            line.add(new Run.Plain(scope.say(". Beräkningen gav: ", ". The calculation gave: ")));
            line.add(scope.level(decision.computed()));
        }
        line.add(new Run.Plain("."));
        return line;
    }

    private Optional<String> departsFor(YearDecision decision) {
        return decision.indicators().isEmpty()
                ? Optional.empty()
                : Optional.of(scope.say("Avviker för ", "Departs for ")
                        + scope.listed(decision.indicators().stream()
                                .map(id -> scope.indicator(id)
                                        .map(indicator -> scope.say(indicator.title()))
                                        .orElse(id))
                                .toList())
                        + ".");
    }

    /** Returns the reason, which is plain, and the text, which is Markdown. */
    private static Optional<Block> written(YearDecision decision) {
        List<Block> blocks = new ArrayList<>();
        decision.reason()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Block::paragraph)
                .forEach(blocks::add);
        blocks.addAll(MarkdownBlocks.of(decision.text()));
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Block.Written(decision.language(), blocks));
    }

    /** Returns who decided, when, and where it is written down, as a sentence. */
    String signed(YearDecision decision) {
        return signature(decision) + ".";
    }

    private String signature(YearDecision decision) {
        return decision.by().name() + ", " + scope.words().day(decision.decidedOn())
                + (decision.reference().isBlank() ? "" : ", " + decision.reference());
    }

    /** Returns what the board has judged of the year as a whole, for the place of the framework's notice; empty when it has not. */
    Optional<List<Run>> notice() {
        return decisions(DecisionKind.JUDGED)
                .filter(decision -> decision.slot().subject().isEmpty())
                .findFirst()
                .map(decision -> List.of(
                        new Run.Strong(scope.say(
                                "Kommunen har bedömt året som helhet: ",
                                "The municipality has judged the year as a whole: ")),
                        scope.level(decision.level()),
                        new Run.Plain(" (" + signature(decision) + "). "
                                + scope.say("Beräkningen är ett underlag.", "The calculation is a basis."))));
    }

    /** Returns all judgements side by side, of the lowest attainment first; empty when there are none. */
    Optional<Section> section() {
        List<YearDecision> judged = decisions(DecisionKind.JUDGED)
                .sorted(Comparator.comparing(this::attainment))
                .toList();
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "judgements",
                scope.say("Samlade bedömningar", "Overall judgements"),
                false,
                List.of(
                        Block.paragraph(scope.say(
                                "Den lägsta måluppfyllelsen står först. Beräkningen är ett underlag; bedömningen är"
                                        + " styrelsens egen.",
                                "The lowest attainment comes first. The calculation is a basis; the judgement is the"
                                        + " board's own.")),
                        new Block.Table(
                                scope.say("Samlade bedömningar ", "Overall judgements ") + scope.year(),
                                List.of(
                                        new Column(scope.say("Avser", "About"), false, 34),
                                        new Column(scope.say("Beräkningen", "The calculation"), false, 20),
                                        new Column(scope.say("Bedömningen", "The judgement"), false, 20),
                                        new Column(scope.say("Beslut", "Decision"), false, 26)),
                                judged.stream().map(this::row).toList())),
                List.of()));
    }

    private List<List<Run>> row(YearDecision decision) {
        return List.of(
                Run.of(name(decision.slot().subject())),
                List.of(scope.level(decision.computed())),
                List.of(scope.level(decision.level())),
                Run.of(signed(decision)));
    }

    private BigDecimal attainment(YearDecision decision) {
        String subject = decision.slot().subject();
        Optional<BigDecimal> share = subject.isEmpty()
                ? scope.picture().standing().attainment()
                : Stream.concat(
                                strategicArea(subject).stream().map(StrategicAreaPicture::standing),
                                goalArea(subject).stream().map(GoalAreaPicture::standing))
                        .findFirst()
                        .flatMap(standing -> standing.attainment());
        return share.orElse(MORE_THAN_ANY);
    }

    private String name(String subject) {
        if (subject.isEmpty()) {
            return scope.say("Hela målbilden", "The whole picture");
        }
        return goalArea(subject)
                .map(scope::name)
                .or(() -> strategicArea(subject).map(area -> scope.say(area.title())))
                .orElse(subject);
    }

    private Optional<GoalAreaPicture> goalArea(String id) {
        return scope.goalAreas().stream().filter(area -> area.id().equals(id)).findFirst();
    }

    private Optional<StrategicAreaPicture> strategicArea(String id) {
        return scope.picture().strategicAreas().stream()
                .filter(area -> area.id().equals(id))
                .findFirst();
    }
}
