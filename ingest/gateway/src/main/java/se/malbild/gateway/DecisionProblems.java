package se.malbild.gateway;

import java.util.List;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.decision.VoidCode;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/** Why a decision is not made. */
final class DecisionProblems {
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Text NOT_ALLOWED = new Text("Inte tillåtet", "Not allowed");
    private static final Text NOT_DECIDED = new Text("Inte beslutat", "Not decided");

    private DecisionProblems() {}

    static HttpProblemException noTokens() {
        return forbidden(
                "no-tokens",
                "Besluten säger vem som beslutar, och det säger en token. Starta ingången med --tokens.",
                "Decisions say who decides, and a token says that. Start the gateway with --tokens.");
    }

    static HttpProblemException wrongRole() {
        return forbidden(
                VoidCode.ROLE.id(),
                "Din token får inte besluta detta: COMMENTED och READY är förvaltningarnas, MARKED, JUDGED, CLOSED och"
                        + " REOPENED ledningskontorets.",
                "Your token may not decide this: COMMENTED and READY are for departments, MARKED, JUDGED, CLOSED and"
                        + " REOPENED for the steering office.");
    }

    static HttpProblemException otherOrganisation(String own) {
        return forbidden(
                "other-organisation",
                "Din token gäller kommun " + own + ".",
                "Your token is for municipality " + own + ".");
    }

    static HttpProblemException otherDepartment(List<String> own) {
        String departments = String.join(", ", own);
        return forbidden(
                "other-department",
                "Din token får bara besluta för " + departments + ".",
                "Your token may decide for " + departments + " only.");
    }

    private static HttpProblemException forbidden(String code, String sv, String en) {
        return new HttpProblemException(HttpProblem.of(403, code, NOT_ALLOWED, new Text(sv, en)));
    }

    static HttpProblem invalid(List<Fault> faults) {
        return HttpProblem.badRequest(
                        "invalid-decision",
                        new Text(
                                "Beslutet går inte att förstå eller är inte möjligt; se faults.",
                                "The decision cannot be understood or is not possible; see faults."))
                .withFaults(faults);
    }

    static HttpProblem invalidQuestion(List<Fault> faults) {
        return HttpProblem.badRequest(
                        "invalid-parameters",
                        new Text("Frågan kan inte besvaras; se faults.", "The request cannot be answered; see faults."))
                .withFaults(faults);
    }

    static HttpProblem isVoid(VoidCode code) {
        return conflict(code.id(), code.message());
    }

    static HttpProblem conditions() {
        return conflict(
                "conditions-not-met",
                new Text(
                        "Allt är inte i ordning. Rätta det, eller godta det med dess kod där det går; se conditions.",
                        "Not everything is in order. Put it right, or accept it by its code where that is possible; see"
                                + " conditions."));
    }

    static HttpProblem pictureChanged(String now) {
        return conflict(
                "picture-changed",
                new Text(
                        "Målbilden är nu en annan än den du såg. Granska den och ange " + now.substring(0, 8) + ".",
                        "The picture is now another than the one you saw. Review it and give " + now.substring(0, 8)
                                + "."));
    }

    private static HttpProblem conflict(String code, Text detail) {
        return HttpProblem.of(409, code, NOT_DECIDED, detail);
    }

    static HttpProblem unconfirmed() {
        return HttpProblem.of(
                        503,
                        "decision-not-confirmed",
                        new Text("Kafka svarar inte", "Kafka does not answer"),
                        new Text(
                                "Det är inte bekräftat om beslutet gäller. Fråga vad som gäller innan du beslutar igen.",
                                "It is not confirmed whether the decision is in force. Ask what is in force before you decide"
                                        + " again."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    static HttpProblem away() {
        return HttpProblem.of(
                        503,
                        "log-away",
                        new Text("Loggen går inte att läsa", "The log cannot be read"),
                        new Text(
                                "Kafka eller schemaregistret svarar inte, eller har för mycket att göra. Ingenting är beslutat;"
                                        + " försök igen om " + RETRY_AFTER_SECONDS + " sekunder.",
                                "Kafka or the schema registry does not answer, or is too busy. Nothing has been decided; try"
                                        + " again in " + RETRY_AFTER_SECONDS + " seconds."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
