package se.malbild.dashboard.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportContent;
import se.malbild.report.content.ReportKind;
import se.malbild.report.output.ReportFormat;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/** The report of a year as a file. */
final class ReportsApi {
    /** One report takes a processor for seconds, and what is known now is to be answered at the same time. */
    private static final int WRITTEN_AT_ONCE = 1;

    private final View view;
    private final Optional<Past> past;
    private final Answers answers;
    private final Semaphore writing = new Semaphore(WRITTEN_AT_ONCE);

    ReportsApi(View view, Optional<Past> past, Answers answers) {
        this.view = view;
        this.past = past;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/reports/{year}", this::report);
    }

    private void report(Context context) {
        Past known = past.orElseThrow(Past::notShown);
        Asked asked = new Asked(context, view.now(), past);
        String file = context.pathParam("year");
        ReportFormat format = Stream.of(ReportFormat.values())
                .filter(of -> file.endsWith("." + of.extension()))
                .findFirst()
                .orElseThrow(() -> Asked.notFound(
                        "Rapporten finns som .html, .pdf och .docx, till exempel reports/2018.pdf.",
                        "There is a report as .html, .pdf and .docx, for example reports/2018.pdf."));
        String year = file.substring(0, file.length() - format.extension().length() - 1);
        Optional<String> asOf = Optional.ofNullable(context.queryParam("asOf"));
        ReportKind kind = kind(context, asOf);
        boolean isOfNow = isOfNow(context, asOf);
        FrameworkView framework = asked.framework(asked.organisation(), year);
        Picture picture = asked.picture(framework, year).value();
        ReportBasis basis = known.report(
                new Pictures.Key(picture.organisation(), picture.framework(), picture.year()), kind, asOf, isOfNow);
        Language language = asked.language();
        context.header(
                "Content-Disposition",
                "attachment; filename=\"" + name(picture, kind).in(language) + "." + format.extension() + "\"");
        answers.send(
                context,
                basis.sha256() + "-" + FrameworkJson.word(language) + "-" + format.extension(),
                format.mediaType(),
                () -> written(basis, language, format));
    }

    private static ReportKind kind(Context context, Optional<String> asOf) {
        String kind = Optional.ofNullable(context.queryParam("kind")).orElse("annual");
        ReportKind asked = Stream.of(ReportKind.values())
                .filter(one -> word(one).equals(kind))
                .findFirst()
                .orElseThrow(() -> Asked.badRequest(List.of(new Fault(
                        "unknown-kind",
                        "kind",
                        new Text(
                                "Rapporten är annual (årsredovisning) eller interim (delårsrapport).",
                                "The report is annual or interim.")))));
        if (asked == ReportKind.INTERIM && asOf.isEmpty()) {
            throw Asked.badRequest(List.of(new Fault(
                    "no-moment",
                    "asOf",
                    new Text(
                            "Ange delårsrapportens dag, till exempel asOf=2018-08-31.",
                            "Give the day of the interim report, for example asOf=2018-08-31."))));
        }
        return asked;
    }

    /** Tells whether a closed year is asked for as it is now, as its pages are. */
    private static boolean isOfNow(Context context, Optional<String> asOf) {
        Optional<String> picture = Optional.ofNullable(context.queryParam("picture"));
        if (picture.filter(asked -> !asked.equals("live") || asOf.isPresent()).isPresent()) {
            throw Asked.badRequest(List.of(new Fault(
                    "bad-picture",
                    "picture",
                    new Text(
                            "Rapporten om ett stängt år visar det som är känt nu med picture=live, utan asOf.",
                            "The report of a closed year shows what is known now with picture=live, without asOf."))));
        }
        return picture.isPresent();
    }

    private static String word(ReportKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Text name(Picture picture, ReportKind kind) {
        String of = picture.framework() + "-" + picture.year() + "-";
        return kind == ReportKind.ANNUAL
                ? new Text(of + "arsredovisning", of + "annual-report")
                : new Text(of + "delarsrapport", of + "interim-report");
    }

    private byte[] written(ReportBasis basis, Language language, ReportFormat format) {
        if (!writing.tryAcquire()) {
            throw new HttpProblemException(HttpProblem.of(
                            503,
                            "busy",
                            new Text("Går inte just nu", "Not available now"),
                            new Text(
                                    "En annan rapport skrivs just nu. Försök igen om en stund.",
                                    "Another report is being written right now. Try again in a while."))
                    .withHeader("Retry-After", "5"));
        }
        try {
            return format.write(ReportContent.of(basis, language));
        } finally {
            writing.release();
        }
    }
}
