package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.PictureLabels;

/** Whether what was foretold in the interim report came to be. */
record ForecastsPart(Scope scope) {
    /** An indicator that there was a forecast of, then and now. */
    private record Held(IndicatorForecast foretold, IndicatorPicture now) {
        /** Tells whether the forecast and the outcome may both be shown now. */
        boolean isShown() {
            return !now.suppressed().contains(Suppressed.VALUE)
                    && !now.suppressed().contains(Suppressed.FORECAST);
        }

        boolean hasOutcome() {
            return now.attainment().isPresent();
        }

        boolean isRight() {
            return foretold.level().equals(now.level());
        }
    }

    Section section() {
        List<Held> held = scope.basis()
                .foretold()
                .flatMap(known ->
                        Optional.ofNullable(known.pictures().get(scope.basis().of())))
                .map(this::held)
                .orElse(List.of());
        List<Block> blocks = new ArrayList<>();
        if (scope.basis().foretold().isEmpty()) {
            blocks.add(Block.paragraph(scope.say("Loggen säger inget om den ", "The log says nothing about ")
                    + day()
                    + scope.say(
                            ", så det finns inga prognoser att jämföra med.",
                            ", so there are no forecasts to compare" + " with.")));
        } else if (held.isEmpty()) {
            blocks.add(Block.paragraph(
                    scope.say("Ingen prognos var lämnad den ", "No forecast had been made by ") + day() + "."));
        } else {
            long ended = held.stream().filter(Held::hasOutcome).count();
            long right =
                    held.stream().filter(Held::hasOutcome).filter(Held::isRight).count();
            blocks.add(new Block.Paragraph(
                    Block.Style.LEAD,
                    Run.of(right
                            + scope.say(" av ", " of ")
                            + ended
                            + scope.say(
                                    " prognoser gav samma nivå som utfallet.",
                                    " forecasts gave the same level as the outcome."))));
            blocks.add(new Block.Table(
                    scope.say("Prognoserna den ", "The forecasts of ")
                            + day()
                            + scope.say(" mot utfallet", " against the outcome"),
                    List.of(
                            new Column(scope.say("Nyckeltal", "Indicator"), false, 40),
                            new Column(scope.say("Prognos helår", "Forecast for the whole year"), true, 20),
                            new Column(scope.say("Utfall", "Outcome"), true, 20),
                            new Column(scope.say("Utfall minus prognos", "Outcome less forecast"), true, 20)),
                    held.stream().map(this::row).toList()));
        }
        return new Section(
                "forecasts", scope.say("Höll prognoserna?", "Did the forecasts hold?"), false, blocks, List.of());
    }

    private String day() {
        return scope.words().day(ReportBasis.forecastDay(scope.year()));
    }

    private List<Held> held(Picture then) {
        return Scope.indicators(then)
                .distinct()
                .flatMap(indicator -> indicator.forecast().stream()
                        .flatMap(forecast ->
                                scope.indicator(indicator.id()).stream().map(now -> new Held(forecast, now))))
                .toList();
    }

    private List<List<Run>> row(Held held) {
        IndicatorNumbers numbers = scope.numbers(held.now());
        String hidden = scope.say(PictureLabels.SUPPRESSED);
        List<Run> foretold = new ArrayList<>();
        foretold.add(new Run.Plain((held.isShown()
                        ? held.foretold()
                                .value()
                                .map(value -> numbers.value(value).shown())
                                .orElse(Scope.NOTHING)
                        : hidden)
                + " "));
        foretold.add(scope.level(held.foretold().level()));
        List<Run> outcome = new ArrayList<>();
        outcome.add(new Run.Plain(scope.shown(held.now(), held.now().value(), Suppressed.VALUE, numbers) + " "));
        outcome.add(scope.level(held.now().level()));
        return List.of(
                Run.of(scope.say(held.now().title())),
                foretold,
                outcome,
                Run.of(
                        held.isShown()
                                ? held.foretold()
                                        .value()
                                        .flatMap(foreseen -> held.now()
                                                .value()
                                                .map(value -> numbers.change(value.subtract(foreseen))
                                                        .shown()))
                                        .orElse(Scope.NOTHING)
                                : hidden));
    }
}
