package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.history.Known;
import se.malbild.schemas.Justification;

/** A goal framework as JSON: what is to be reached and how that is measured. */
final class FrameworkJson {
    private FrameworkJson() {}

    static ObjectNode organisation(OrganisationView organisation) {
        ObjectNode node = Json.object().put("id", organisation.id());
        node.set("frameworks", Json.array(organisation.frameworks(), FrameworkJson::summary));
        return node;
    }

    static ObjectNode summary(FrameworkView view) {
        GoalFramework framework = view.framework();
        ObjectNode node = Json.object()
                .put("id", framework.id())
                .put("version", framework.version())
                .put("organisation", framework.organisation());
        node.set("title", Json.text(framework.title()));
        node.set("notice", Json.text(framework.notice()));
        node.put("from", framework.from()).put("to", framework.to());
        node.set("pictures", Json.array(view.pictures().keySet(), JsonNodeFactory.instance::numberNode));
        return node.put("latest", view.latestYear());
    }

    static ObjectNode whole(FrameworkView view) {
        GoalFramework framework = view.framework();
        ObjectNode node = summary(view);
        node.put("historyFrom", framework.historyFrom());
        node.set("vision", Json.text(framework.vision()));
        node.put("minimumCoverage", framework.minimumCoverage());
        node.put("smallestGroup", framework.smallestGroup());
        node.set("scale", Json.array(framework.scale().levels(), FrameworkJson::level));
        node.set("departments", Json.array(framework.departments(), FrameworkJson::department));
        node.set("districts", Json.strings(framework.districts()));
        node.set("reporting", Json.array(framework.reporting(), FrameworkJson::deadline));
        ObjectNode atMost = node.putObject("atMostPerDepartment");
        atMost.set("goalAreas", Json.whole(framework.atMostPerDepartment().goalAreas()));
        atMost.set("indicators", Json.whole(framework.atMostPerDepartment().indicators()));
        node.set("strategicAreas", Json.array(framework.strategicAreas(), FrameworkJson::strategicArea));
        node.set("indicators", Json.array(framework.indicators(), FrameworkJson::indicator));
        node.set("warnings", WarningsJson.of(view.warnings()));
        node.set("applied", Json.array(view.applied(), FrameworkJson::applied));
        return node;
    }

    private static ObjectNode applied(Published<AppliedVersion> record) {
        return applied(record.value().version(), record.at(), record.value().justification());
    }

    static ObjectNode applied(Known.Applied applied) {
        return applied(applied.version(), applied.at(), applied.justification());
    }

    private static ObjectNode applied(FrameworkVersion version, Instant at, Justification justification) {
        return Json.object()
                .put("version", version.framework().version())
                .put("contentHash", version.contentHash())
                .put("appliedAt", at.toString())
                .put("appliedBy", justification.appliedBy())
                .put("reason", justification.reason())
                .put("reference", justification.reference().orElse(null));
    }

    static ObjectNode level(Scale.Level level) {
        ObjectNode node = Json.object().put("id", level.id());
        node.set("label", Json.text(level.label()));
        return node.put("from", level.from())
                .put("colour", level.colour())
                .put("shape", level.shape().toString());
    }

    private static ObjectNode department(Department department) {
        ObjectNode node = Json.object().put("id", department.id());
        node.set("name", Json.text(department.name()));
        node.set("validFrom", Json.whole(year(department.validFrom())));
        node.set("validTo", Json.whole(year(department.validTo())));
        node.set("replaces", Json.strings(department.replaces()));
        return node;
    }

    /** Who has always been there, or has no end, has no such year. */
    private static OptionalInt year(int bound) {
        return bound == Integer.MIN_VALUE || bound == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(bound);
    }

    private static ObjectNode deadline(ReportingDeadline deadline) {
        return Json.object()
                .put("department", deadline.department())
                .put("of", deadline.of())
                .put("by", DateTimeFormatter.ofPattern("MM-dd").format(deadline.by()));
    }

    private static ObjectNode strategicArea(StrategicArea area) {
        ObjectNode node = Json.object().put("id", area.id());
        node.set("title", Json.text(area.title()));
        node.set("description", Json.text(area.description()));
        node.set("goalAreas", Json.array(area.goalAreas(), FrameworkJson::goalArea));
        return node;
    }

    static ObjectNode goalArea(GoalArea area) {
        ObjectNode node = Json.object().put("id", area.id());
        node.set("statement", Json.text(area.statement()));
        node.put("weight", area.weight())
                .put("responsible", area.responsible().orElse(null))
                .put("financialManagement", area.financialManagement());
        node.set("meansIntro", Json.text(area.meansIntro()));
        node.set("means", Json.array(area.means(), means -> {
            ObjectNode way = Json.object();
            way.set("text", Json.text(means.text()));
            way.set("followedBy", Json.strings(means.followedBy()));
            return way;
        }));
        node.set(
                "indicators",
                Json.array(
                        area.indicators(),
                        part -> Json.object().put("id", part.indicator()).put("weight", part.weight())));
        return node;
    }

    static ObjectNode indicator(Indicator indicator) {
        ObjectNode node = Json.object().put("id", indicator.id()).put("series", indicator.series());
        node.set("title", Json.text(indicator.title()));
        node.set("unit", Json.text(indicator.unit()));
        node.put("measure", word(indicator.measure()))
                .put("withinYear", word(indicator.withinYear()))
                .put("acrossDepartments", word(indicator.acrossDepartments()));
        node.set("departments", Json.strings(indicator.departments()));
        node.put("persons", indicator.persons());
        node.set("lower", Json.number(indicator.range().lower()));
        node.set("upper", Json.number(indicator.range().upper()));
        node.set("dueYears", Json.array(indicator.dueYears(), JsonNodeFactory.instance::numberNode));
        node.set("breaks", Json.array(indicator.breaks(), change -> {
            ObjectNode at = Json.object().put("year", change.year());
            at.set("reason", Json.text(change.reason()));
            return at;
        }));
        node.put("control", indicator.control().map(FrameworkJson::word).orElse(null));
        node.set("reason", Json.text(indicator.reason()));
        return node;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
