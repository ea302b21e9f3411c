package se.malbild.gateway;

import java.math.BigDecimal;
import java.time.Duration;
import se.malbild.goals.Text;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/** What can be wrong with a whole request. */
final class GatewayProblems {
    private static final String RETRY_AFTER_SECONDS = "5";

    private GatewayProblems() {}

    static HttpProblemException unauthorised() {
        return new HttpProblemException(HttpProblem.of(
                        401,
                        "no-token",
                        new Text("Token saknas", "No token"),
                        new Text(
                                "Ange en giltig token: Authorization: Bearer … En förvaltnings token skapas med malbild"
                                        + " tokens create; en återkallad gäller inte längre.",
                                "Give a valid token: Authorization: Bearer … A department's token is created with"
                                        + " malbild tokens create; a revoked one is no longer valid."))
                .withHeader("WWW-Authenticate", "Bearer"));
    }

    static HttpProblemException ofNoDepartment() {
        return new HttpProblemException(HttpProblem.of(
                403,
                "no-department",
                new Text("Inte tillåtet", "Not allowed"),
                new Text(
                        "Din token är ingen förvaltnings och får inte skicka händelser; använd en förvaltnings.",
                        "Your token is no department's and may not send events; use a department's.")));
    }

    static HttpProblemException unsupported(String what) {
        return new HttpProblemException(HttpProblem.of(
                        415,
                        "unsupported-media-type",
                        new Text("Formatet stöds inte", "Unsupported media type"),
                        new Text(
                                what + " tas inte emot. Skicka application/json, application/x-ndjson,"
                                        + " application/cloudevents+json eller application/cloudevents-batch+json,"
                                        + " eller JSON av annat slag med attributen för ett CloudEvent som HTTP-huvuden"
                                        + " (ce-), packad med gzip eller inte alls.",
                                what + " is not accepted. Send application/json, application/x-ndjson,"
                                        + " application/cloudevents+json or application/cloudevents-batch+json,"
                                        + " or any kind of JSON with a CloudEvent's attributes as headers (ce-), compressed"
                                        + " with gzip or not at all."))
                .withHeader("Accept-Encoding", "gzip"));
    }

    static HttpProblemException bodyTooLarge(int maxBytes) {
        return tooLarge(
                "body-too-large",
                "Begäran är större än " + maxBytes
                        + " byte uppackad. Dela upp den, eller skicka NDJSON utan Idempotency-Key, som får vara hur lång som"
                        + " helst.",
                "The body is larger than " + maxBytes
                        + " bytes uncompressed. Split it, or send NDJSON without an Idempotency-Key, which may be of"
                        + " any length.");
    }

    static HttpProblemException tooManyEvents(int most) {
        return tooLarge(
                "too-many-events",
                "Begäran har fler än " + most + " händelser. Dela upp den, eller skicka NDJSON.",
                "The body has more than " + most + " events. Split it, or send NDJSON.");
    }

    static HttpProblemException tooCompressed(int mostTimes) {
        return tooLarge(
                "too-compressed",
                "Begäran blir mer än " + mostTimes + " gånger större när den packas upp.",
                "The body becomes more than " + mostTimes + " times larger when it is decompressed.");
    }

    private static HttpProblemException tooLarge(String code, String sv, String en) {
        return new HttpProblemException(
                HttpProblem.of(413, code, new Text("För stort", "Too large"), new Text(sv, en)));
    }

    static HttpProblemException decisionTooLarge(int bytes) {
        return tooLarge(
                "decision-too-large",
                "Beslutet blir en post på " + bytes + " byte; högst " + Topic.MAX_INPUT_BYTES
                        + " tas emot. Förkorta texten.",
                "The decision becomes a record of " + bytes + " bytes; at most " + Topic.MAX_INPUT_BYTES
                        + " are accepted. Shorten the text.");
    }

    static HttpProblemException badGzip() {
        return badRequest(
                "bad-gzip",
                "Begäran sägs vara packad med gzip men går inte att packa upp, eller är avklippt.",
                "The body is declared as gzip but cannot be decompressed, or is cut off.");
    }

    static HttpProblemException notUtf8() {
        return badRequest(
                "not-utf-8",
                "Begäran är inte giltig UTF-8; skicka texten som UTF-8.",
                "The body is not valid UTF-8; send the text as UTF-8.");
    }

    static HttpProblemException noEvents() {
        return badRequest(
                "no-events", "Det finns ingen händelse i begäran.", "There is no event in the body of the request.");
    }

    static HttpProblemException badRequest(String code, String sv, String en) {
        return new HttpProblemException(HttpProblem.badRequest(code, new Text(sv, en)));
    }

    static HttpProblemException slow(Duration within) {
        return new HttpProblemException(HttpProblem.of(
                408,
                "too-slow",
                new Text("För långsamt", "Too slow"),
                new Text(
                        "Begäran, eller nästa händelse i en ström, kom inte fram inom " + within.toSeconds()
                                + " sekunder; tomma rader räknas inte. Skicka om det som inte står som accepted.",
                        "The body, or the next event of a stream, did not arrive within " + within.toSeconds()
                                + " seconds; blank lines do not count. Resend what is not marked accepted.")));
    }

    static HttpProblemException stopping() {
        return new HttpProblemException(HttpProblem.of(
                        503,
                        "stopping",
                        new Text("Ingången stängs", "The gateway is closing"),
                        new Text(
                                "Ingången stängs och väntar inte på resten av begäran. Skicka om det som inte står som"
                                        + " accepted, till en annan ingång eller när den har startats igen.",
                                "The gateway is closing and does not wait for the rest of the body. Resend what is not"
                                        + " marked accepted, to another gateway or once this one has been restarted."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static HttpProblemException full() {
        return new HttpProblemException(HttpProblem.of(
                        429,
                        "full",
                        new Text("För mycket på en gång", "Too much at once"),
                        new Text(
                                "Ingången har fullt upp just nu. Ingenting av begäran togs emot; skicka den igen om "
                                        + RETRY_AFTER_SECONDS + " sekunder.",
                                "The gateway is busy. Nothing in the request was accepted; send it again" + " in "
                                        + RETRY_AFTER_SECONDS + " seconds."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static HttpProblemException partTaken(GatewayLimits limits) {
        return new HttpProblemException(HttpProblem.of(
                        429,
                        "too-many-of-yours",
                        new Text("För många samtidigt", "Too many at once"),
                        new Text(
                                "En avsändare får ha högst " + limits.maxRequestsOfSender() + " begäranden på"
                                        + " sammanlagt " + mebibytes(limits.maxBytesOfSender())
                                        + " MiB på gång samtidigt, och en ström räknas som "
                                        + mebibytes(limits.maxBodyBytes())
                                        + " MiB. Ingenting av begäran togs emot; skicka den igen"
                                        + " när en annan är besvarad.",
                                "A sender may have at most " + limits.maxRequestsOfSender() + " requests and "
                                        + mebibytes(limits.maxBytesOfSender())
                                        + " MiB in total in progress at a time, and a stream counts as "
                                        + mebibytes(limits.maxBodyBytes())
                                        + " MiB. Nothing in the request was accepted; send it"
                                        + " again when another one has been answered."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    /** Returns {@code bytes} in MiB, which the limits are, or whatever it takes to be exact. */
    private static String mebibytes(int bytes) {
        return new BigDecimal(bytes)
                .divide(new BigDecimal(1 << 20))
                .stripTrailingZeros()
                .toPlainString();
    }

    static HttpProblem notConfirmed() {
        return HttpProblem.of(
                        503,
                        "not-confirmed",
                        new Text("Kafka svarar inte", "Kafka does not answer"),
                        new Text(
                                "Kafka har inte bekräftat alla händelser. Skicka om dem som inte står som accepted; att en"
                                        + " händelse kommer två gånger gör ingen skada.",
                                "Kafka has not confirmed all events. Resend those not marked accepted; an event"
                                        + " that arrives twice does no harm."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** What operators need to know is in the gateway's health and log. */
    static HttpProblemException partitionsDiffer() {
        return new HttpProblemException(HttpProblem.of(
                        503,
                        "partitions-differ",
                        new Text("Ingången tar inte emot", "The gateway accepts nothing"),
                        new Text(
                                "Partitioner har lagts till i Kafka, så det är inte säkert att det som skickas blir läst."
                                        + " Ingenting av begäran togs emot; skicka den igen när driften har rättat det.",
                                "Partitions were added in Kafka, so what is sent might not be read. Nothing in the request"
                                        + " was accepted; send it again when the operators have corrected that."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static HttpProblemException readingFrameworks() {
        return new HttpProblemException(HttpProblem.of(
                        503,
                        "reading-frameworks",
                        new Text("Ingången startar", "The gateway is starting"),
                        new Text(
                                "Ingången läser styrmodellerna och kan ännu inte skilja en förvaltnings namn från dess id."
                                        + " Ingenting av begäran togs emot; skicka den igen om " + RETRY_AFTER_SECONDS
                                        + " sekunder.",
                                "The gateway is reading the goal frameworks and cannot yet tell a department's name from"
                                        + " its id. Nothing in the request was accepted; send it again in "
                                        + RETRY_AFTER_SECONDS + " seconds."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static HttpProblemException noRoom() {
        return new HttpProblemException(HttpProblem.of(
                        503,
                        "no-room",
                        new Text("Svaret får inte plats", "There is no room for the answer"),
                        new Text(
                                "Ingångens disk är full, så svaret kan inte lämnas. En del av händelserna kan ha tagits emot;"
                                        + " skicka om alla, det gör ingen skada.",
                                "The gateway's disk is full, so the answer cannot be given. Some of the events may have been"
                                        + " accepted; send all of them again, which does no harm."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }

    static HttpProblemException keyInFlight() {
        return new HttpProblemException(HttpProblem.of(
                        409,
                        "idempotency-key-in-flight",
                        new Text("Begäran behandlas redan", "The request is already being processed"),
                        new Text(
                                "En begäran med samma Idempotency-Key behandlas just nu; fråga igen strax.",
                                "A request with the same Idempotency-Key is being processed; try again shortly."))
                .withHeader("Retry-After", "1"));
    }

    static HttpProblemException keyOfOtherBody() {
        return new HttpProblemException(HttpProblem.of(
                422,
                "idempotency-key-reused",
                new Text("Nyckeln är använd", "The key has been used"),
                new Text(
                        "Samma Idempotency-Key har använts för en annan begäran; ta en ny nyckel.",
                        "The same Idempotency-Key has been used for another request; use a new key.")));
    }

    static HttpProblemException badKey(int longest) {
        return badRequest(
                "bad-idempotency-key",
                "Idempotency-Key ska ha 1 till " + longest + " tecken.",
                "Idempotency-Key must have 1 to " + longest + " characters.");
    }
}
