package se.malbild.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import se.malbild.cli.terminal.Console;
import se.malbild.dashboard.api.Json;
import se.malbild.dashboard.api.WarningsJson;
import se.malbild.goals.Text;
import se.malbild.goals.advice.FrameworkWarning;
import se.malbild.goals.advice.WarningGroup;
import se.malbild.goals.advice.WarningKind;
import se.malbild.goals.framework.FrameworkFault;

/** Says what a look at a framework found: its faults, or its warnings. */
final class FrameworkFindings {
    private final Console console;

    FrameworkFindings(Console console) {
        this.console = console;
    }

    /** Says every fault with its place in {@code file}. */
    void tellFaults(Path file, List<FrameworkFault> faults) {
        for (FrameworkFault fault : faults) {
            String where = file + ":" + fault.line() + ":" + fault.column() + " "
                    + (fault.path().isEmpty() ? "" : fault.path() + ": ");
            console.say(where + fault.message().sv(), where + fault.message().en());
        }
        Text count = Text.count(faults.size(), "fel", "fel", "fault", "faults");
        console.say(
                count.sv() + "; styrmodellen kan inte tillämpas.", count.en() + "; the framework cannot be applied.");
    }

    /** Says every warning below how many of its kind there are, and at last how many there are in all. */
    void tellWarnings(List<WarningGroup> groups) {
        for (WarningGroup group : groups) {
            String code = " (" + group.code() + "):";
            console.say(group.heading().sv() + code, group.heading().en() + code);
            group.warnings().forEach(this::tell);
        }
        Text count = count(groups);
        if (!groups.isEmpty()) {
            console.say(
                    count.sv() + "; styrmodellen kan tillämpas ändå.",
                    count.en() + "; the framework can be applied all the same.");
        }
    }

    /** Says of which indicators the version before meant something else by the same id. */
    void tellChanges(List<WarningGroup> groups) {
        groups.stream()
                .filter(group -> group.kind() == WarningKind.CHANGED_MEANING)
                .flatMap(group -> group.warnings().stream())
                .forEach(this::tell);
    }

    private void tell(FrameworkWarning warning) {
        String about = "  " + warning.about() + ": ";
        console.say(about + warning.message().sv(), about + warning.message().en());
    }

    /** Returns how many warnings there are in all. */
    static Text count(List<WarningGroup> groups) {
        int number = groups.stream().mapToInt(group -> group.warnings().size()).sum();
        return Text.count(number, "varning", "varningar", "warning", "warnings");
    }

    /** Prints both as one JSON document; one of them is empty. */
    void print(List<FrameworkFault> faults, List<WarningGroup> warnings) {
        ObjectNode findings = Json.object();
        ArrayNode list = findings.putArray("faults");
        for (FrameworkFault fault : faults) {
            ObjectNode node = list.addObject()
                    .put("line", fault.line())
                    .put("column", fault.column())
                    .put("path", fault.path())
                    .put("code", fault.code());
            node.putObject("message")
                    .put("sv", fault.message().sv())
                    .put("en", fault.message().en());
        }
        findings.set("warnings", WarningsJson.of(warnings));
        console.result(Json.string(findings) + "\n");
    }
}
