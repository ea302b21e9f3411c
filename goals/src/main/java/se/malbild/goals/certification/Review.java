package se.malbild.goals.certification;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.certification.Check.Kind;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.framework.Departments;

/** Whether somebody else than the sender has said that values are ready. */
record Review(Departments departments, YearDecisions decisions) {
    /** Why that is not so, or not known, of the values of a department. */
    private enum Gap {
        NOT_READY("har inte klarmarkerat", "has not said that it is ready"),
        BEFORE_VALUE("klarmarkerade innan värdet kom", "was ready before the value came"),
        BY_SENDER("klarmarkerades av den som skickade", "was said to be ready by the sender"),
        UNKNOWN_SENDER(
                "har klarmarkerat, men vem som skickade är okänt",
                "has said that it is ready, but who sent is not known");

        private final Text message;

        Gap(String sv, String en) {
            message = new Text(sv, en);
        }
    }

    Check check(List<StandingValue> values) {
        if (values.isEmpty()) {
            return Check.undetermined(
                    Kind.SECOND_PERSON, "Det finns inget värde att granska.", "There is no value to review.");
        }
        Map<Gap, List<String>> gaps = new EnumMap<>(Gap.class);
        new TreeMap<>(values.stream()
                        .collect(Collectors.groupingBy(
                                value -> value.observation().cell().department())))
                .forEach((department, its) -> gap(department, its)
                        .ifPresent(gap -> gaps.computeIfAbsent(gap, first -> new ArrayList<>())
                                .add(department)));
        if (gaps.isEmpty()) {
            return Check.passed(
                    Kind.SECOND_PERSON,
                    "Någon annan än den som skickade har klarmarkerat.",
                    "Somebody else than the sender has said that it is ready.");
        }
        Text message = message(gaps);
        return gaps.keySet().equals(Set.of(Gap.UNKNOWN_SENDER))
                ? Check.undetermined(Kind.SECOND_PERSON, message.sv(), message.en())
                : Check.failed(Kind.SECOND_PERSON, message.sv(), message.en());
    }

    private Text message(Map<Gap, List<String>> gaps) {
        List<String> sv = new ArrayList<>();
        List<String> en = new ArrayList<>();
        gaps.forEach((gap, ids) -> {
            Text names = departments.names(ids);
            sv.add(names.sv() + " " + gap.message.sv());
            en.add(names.en() + " " + gap.message.en());
        });
        return new Text(String.join("; ", sv) + ".", String.join("; ", en) + ".");
    }

    private Optional<Gap> gap(String department, List<StandingValue> values) {
        Optional<YearDecision> ready = decisions.inForce(Slot.of(DecisionKind.READY, "", department));
        if (ready.isEmpty()) {
            return Optional.of(Gap.NOT_READY);
        }
        int reviewed = ready.get().basis().events();
        if (values.stream().anyMatch(value -> value.cameAs() > reviewed)) {
            return Optional.of(Gap.BEFORE_VALUE);
        }
        if (values.stream()
                .flatMap(value -> value.senders().stream())
                .anyMatch(ready.get().by()::isCalled)) {
            return Optional.of(Gap.BY_SENDER);
        }
        return values.stream().anyMatch(StandingValue::hasUnknownSender)
                ? Optional.of(Gap.UNKNOWN_SENDER)
                : Optional.empty();
    }
}
