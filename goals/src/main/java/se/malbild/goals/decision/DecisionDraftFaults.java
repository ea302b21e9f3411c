package se.malbild.goals.decision;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.DraftFaults;

/** What is wrong with a draft of a decision, field by field. */
final class DecisionDraftFaults {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{8}([0-9a-f]{56})?");

    private final DecisionDraft draft;
    private final Optional<GoalFramework> framework;
    private final DraftFaults faults;

    DecisionDraftFaults(DecisionDraft draft, Optional<GoalFramework> framework) {
        this.draft = draft;
        this.framework = framework;
        this.faults = new DraftFaults(draft.readingFaults);
    }

    List<Fault> all(LocalDate today) {
        faults.organisation(draft.organisation);
        framework();
        year();
        faults.symbol(
                "kind",
                draft.kind,
                Stream.of(DecisionKind.values()).map(Enum::name).collect(Collectors.joining(", ")));
        if (draft.kind != null) {
            department();
            subject();
        }
        if (draft.decidedOn != null && draft.decidedOn.isAfter(today)) {
            faults.add(
                    "in-the-future",
                    "decidedOn",
                    "Dagen " + draft.decidedOn + " har inte kommit; ange den dag då beslutet fattades.",
                    "The day " + draft.decidedOn + " has not come; give the day on which it was decided.");
        }
        faults.text("reference", draft.reference, DecisionDraft.LONGEST_REFERENCE);
        faults.text("reason", draft.reason, DecisionDraft.LONGEST_REASON);
        faults.text("text", draft.text, DecisionDraft.LONGEST_TEXT);
        faults.symbol("language", draft.language, "SV, EN");
        if (draft.kind != null) {
            content(draft.kind);
        }
        return faults.all();
    }

    private void framework() {
        faults.id("framework", draft.framework);
        if (draft.framework != null && !draft.framework.isBlank() && framework.isEmpty()) {
            faults.add(
                    "unknown-framework",
                    "framework",
                    "Kommunen har ingen gällande styrmodell som heter " + draft.framework + ".",
                    "The municipality has no framework in force that is called " + draft.framework + ".");
        }
    }

    private void year() {
        faults.period(draft.year, "");
        framework
                .filter(known -> draft.year != null && (draft.year < known.from() || draft.year > known.to()))
                .ifPresent(known -> faults.add(
                        "year-not-covered",
                        "year",
                        "Styrmodellen omfattar " + known.from() + "–" + known.to() + ", inte " + draft.year + ".",
                        "The framework covers " + known.from() + "–" + known.to() + ", not " + draft.year + "."));
    }

    private void department() {
        if (draft.kind.role() == Author.Role.STEERING_OFFICE) {
            notFor("department", !draft.department.isEmpty());
            return;
        }
        if (draft.department.isEmpty()) {
            faults.required("department");
            return;
        }
        framework.ifPresent(known -> oneOf(
                "unknown-department",
                "department",
                draft.department,
                known.departments().stream()
                        .filter(one -> draft.year == null || one.existsIn(draft.year))
                        .map(Department::id)
                        .toList()));
    }

    private void subject() {
        switch (draft.kind) {
            case READY, CLOSED, REOPENED -> notFor("subject", !draft.subject.isEmpty());
            case MARKED -> {
                if (!DecisionContent.isDate(draft.subject)) {
                    faults.add(
                            "not-a-date",
                            "subject",
                            "Ange det officiella datumet, till exempel 2018-08-31.",
                            "Give the official date, for example 2018-08-31.");
                }
            }
            case JUDGED -> {
                if (!draft.subject.isEmpty()) {
                    framework.ifPresent(known -> oneOf("unknown-subject", "subject", draft.subject, areas(known)));
                }
            }
            case COMMENTED -> {
                if (draft.subject.isEmpty()) {
                    faults.required("subject");
                } else {
                    framework.ifPresent(this::commented);
                }
            }
        }
    }

    private static List<String> areas(GoalFramework framework) {
        return Stream.concat(
                        framework.strategicAreas().stream().map(StrategicArea::id),
                        framework.goalAreas().stream().map(GoalArea::id))
                .toList();
    }

    private void commented(GoalFramework known) {
        List<String> subjects = Stream.concat(
                        areas(known).stream(), known.indicators().stream().map(Indicator::id))
                .toList();
        if (!subjects.contains(draft.subject)) {
            oneOf("unknown-subject", "subject", draft.subject, subjects);
        } else if (draft.year != null
                && !draft.department.isEmpty()
                && !new Responsibility(known, draft.year).covers(draft.department, draft.subject)) {
            Text name = new Departments(known).name(draft.department);
            faults.add(
                    "not-responsible",
                    "subject",
                    name.sv() + " ansvarar inte för " + draft.subject + " och har inget nyckeltal där " + draft.year
                            + ".",
                    name.en() + " is not responsible for " + draft.subject + " and has no indicator there in "
                            + draft.year + ".");
        }
    }

    private void content(DecisionKind kind) {
        boolean isJudgement = kind == DecisionKind.JUDGED;
        if (isJudgement) {
            framework.ifPresent(known -> {
                oneOf(
                        "unknown-level",
                        "level",
                        draft.level,
                        known.scale().levels().stream().map(Scale.Level::id).toList());
                indicators(known);
            });
        } else {
            notFor("level", !draft.level.isEmpty());
            notFor("indicators", !draft.indicators.isEmpty());
        }
        if (kind == DecisionKind.COMMENTED && draft.text.isBlank()) {
            faults.required("text");
        }
        notFor("text", !isJudgement && kind != DecisionKind.COMMENTED && !draft.text.isEmpty());
        if (kind == DecisionKind.REOPENED && draft.reason.isBlank()) {
            faults.add(
                    VoidCode.NO_REASON.id(),
                    "reason",
                    "Skriv varför året öppnas igen.",
                    "Write why the year is opened again.");
        }
        notFor("reason", !isJudgement && kind != DecisionKind.REOPENED && !draft.reason.isEmpty());
        if (kind == DecisionKind.CLOSED) {
            closing();
        } else {
            notFor("acknowledge", !draft.acknowledged.isEmpty());
            notFor("picture", !draft.picture.isEmpty());
        }
    }

    private void indicators(GoalFramework known) {
        Set<String> within = Responsibility.indicators(known, draft.subject);
        draft.indicators.stream()
                .filter(indicator -> !within.contains(indicator))
                .forEach(indicator -> oneOf("unknown-indicator", "indicators", indicator, within));
    }

    private void closing() {
        List<String> codes = Stream.of(ConditionCode.values())
                .filter(ConditionCode::canBeAcknowledged)
                .map(ConditionCode::id)
                .toList();
        draft.acknowledged.forEach(code -> oneOf("unknown-condition", "acknowledge", code, codes));
        if (!HASH.matcher(draft.picture).matches()) {
            faults.add(
                    "picture-not-seen",
                    "picture",
                    "Ange de åtta första tecknen i kontrollsumman (SHA-256) för den målbild som du har granskat.",
                    "Give the first eight characters of the checksum (SHA-256) of the picture that you have reviewed.");
        }
    }

    private void oneOf(String code, String field, String given, Collection<String> known) {
        if (!known.contains(given)) {
            String all = String.join(", ", known);
            faults.add(
                    code,
                    field,
                    (given.isEmpty() ? "Inget är angivet" : "”" + given + "” finns inte") + "; välj bland: " + all
                            + ".",
                    (given.isEmpty() ? "Nothing is given" : "“" + given + "” is not there") + "; choose among: " + all
                            + ".");
        }
    }

    private void notFor(String field, boolean isGiven) {
        if (isGiven) {
            faults.add(
                    "not-for-this-kind",
                    field,
                    "Hör inte till ett beslut av slaget " + draft.kind + "; lämna tomt.",
                    "Does not belong to a decision of the kind " + draft.kind + "; leave it empty.");
        }
    }
}
