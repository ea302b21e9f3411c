package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.history.ReconciledFigure.Verdict;
import se.malbild.history.Reconciliation.Row;

/** What a department's own table says beside what the log says. */
class ReconciliationTest {
    private static final Instant MARCH = Instant.parse("2019-03-03T08:00:00Z");

    /** Gives the home help's value of 2018 unless {@code change} says something else. */
    private static Observation home(String eventId, UnaryOperator<ObservationDraft> change) {
        try {
            return change.apply(new ObservationDraft()
                            .eventId(eventId)
                            .organisation("1880")
                            .indicator("U21468")
                            .department("social-valfard")
                            .year(2018)
                            .value("88")
                            .observedAt(Instant.EPOCH))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Observation home(String eventId, String value, int revision) {
        return home(eventId, draft -> draft.value(value).revision(revision));
    }

    /** Compares a table with these rows with a log of these events, one a day. */
    private static List<ReconciledFigure> compared(List<Observation> table, Observation... log) {
        Reconciliation reconciliation = reconciliation(table);
        for (int day = 0; day < log.length; day++) {
            reconciliation.take(new Arrival(log[day], MARCH.plusSeconds(day * 86_400L), Optional.empty()));
        }
        return reconciliation.figures();
    }

    private static Reconciliation reconciliation(List<Observation> table) {
        return new Reconciliation(Stream.iterate(0, i -> i < table.size(), i -> i + 1)
                .map(i -> new Row(i + 2, table.get(i)))
                .toList());
    }

    private static ReconciledFigure only(List<ReconciledFigure> figures) {
        assertThat(figures).hasSize(1);
        return figures.get(0);
    }

    private static Optional<String> id(Optional<Arrival> event) {
        return event.map(arrival -> arrival.observation().eventId());
    }

    @Test
    void the_same_number_is_the_same_however_it_is_written_and_whatever_else_differs() {
        Observation row = home("row", draft -> draft.value("88.50").source("Vår tabell"));
        Observation event =
                home("event", draft -> draft.value("8.85e1").revision(3).comment("Rättad"));

        ReconciledFigure figure = only(compared(List.of(row), event));

        assertThat(figure.verdict()).isEqualTo(Verdict.SAME);
        assertThat(id(figure.standing())).contains("event");
        assertThat(figure.theirs()).isEmpty();
        assertThat(figure.isUnheard()).isFalse();
    }

    @Test
    void a_tenth_decimal_makes_a_difference_and_an_eleventh_is_rounded_as_on_entry() {
        assertThat(only(compared(List.of(home("row", "88.0000000001", 0)), home("event", "88", 0)))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(only(compared(List.of(home("row", "88.00000000001", 0)), home("event", "88", 0)))
                        .verdict())
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void given_a_correction_then_both_events_are_named_and_when_the_one_took_the_place_of_the_other() {
        ReconciledFigure figure = only(compared(
                List.of(home("row", "88", 0)),
                home("first", "88", 0),
                home("second", "90", 1),
                home("third", "91", 2)));

        assertThat(figure.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(id(figure.standing())).contains("third");
        assertThat(id(figure.theirs())).contains("first");
        assertThat(id(figure.replacedBy())).contains("second");
        assertThat(figure.replacedBy().orElseThrow().at()).isEqualTo(MARCH.plusSeconds(86_400));
    }

    @Test
    void of_a_figure_that_counted_twice_the_last_time_is_told() {
        ReconciledFigure figure = only(compared(
                List.of(home("row", "88", 0)),
                home("first", "88", 0),
                home("second", "90", 1),
                home("again", "88", 2),
                home("last", "91", 3)));

        assertThat(id(figure.theirs())).contains("again");
        assertThat(id(figure.replacedBy())).contains("last");
    }

    @Test
    void a_figure_that_came_after_a_greater_revision_never_counted() {
        ReconciledFigure figure =
                only(compared(List.of(home("row", "88", 0)), home("correction", "90", 1), home("late", "88", 0)));

        assertThat(figure.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(id(figure.standing())).contains("correction");
        assertThat(id(figure.theirs())).contains("late");
        assertThat(figure.replacedBy()).isEmpty();
        assertThat(figure.isUnheard()).isFalse();
    }

    @Test
    void given_an_event_with_the_rows_id_and_another_value_then_it_is_named() {
        ReconciledFigure figure = only(compared(List.of(home("h-1", "88", 0)), home("h-1", "87", 0)));

        assertThat(figure.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(figure.isUnheard()).isTrue();
        assertThat(id(figure.sameId())).contains("h-1");
    }

    @Test
    void given_an_event_with_the_rows_id_about_another_year_then_the_figure_is_not_in_the_log() {
        Observation wrongYear = home("h-1", draft -> draft.year(2017));

        List<ReconciledFigure> figures = compared(List.of(home("h-1", "88", 0)), wrongYear);

        ReconciledFigure figure = only(figures);
        assertThat(figure.verdict()).isEqualTo(Verdict.NOT_IN_LOG);
        assertThat(figure.sameId().orElseThrow().observation()).isEqualTo(wrongYear);
    }

    @Test
    void a_count_is_compared_where_the_row_has_one() {
        Observation counted = home("event", draft -> draft.count(40L));

        assertThat(only(compared(List.of(home("row", "88", 0)), counted)).verdict())
                .isEqualTo(Verdict.SAME);
        assertThat(only(compared(List.of(home("row", draft -> draft.count(40L))), counted))
                        .verdict())
                .isEqualTo(Verdict.SAME);
        assertThat(only(compared(List.of(home("row", draft -> draft.count(41L))), counted))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void what_is_taken_back_differs_from_a_figure_but_is_not_missed_in_a_table() {
        Observation retracted = home(
                "back", draft -> draft.value((BigDecimal) null).retracted(true).revision(1));
        Observation women = home("row", draft -> draft.gender(Gender.WOMEN));

        ReconciledFigure figure = only(compared(List.of(home("row", "88", 0)), home("first", "88", 0), retracted));
        assertThat(figure.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(id(figure.replacedBy())).contains("back");
        assertThat(only(compared(List.of(women), home("first", "88", 0), retracted))
                        .verdict())
                .isEqualTo(Verdict.NOT_IN_LOG);
    }

    @Test
    void every_part_of_a_cell_tells_two_figures_apart() {
        Observation row = home("row", "88", 0);

        assertThat(Stream.<UnaryOperator<ObservationDraft>>of(
                                draft -> draft.gender(Gender.MEN),
                                draft -> draft.district("vivalla"),
                                draft -> draft.period("2018-T2"))
                        .map(change -> compared(List.of(row), home("event", change))))
                .allSatisfy(figures -> assertThat(figures)
                        .extracting(ReconciledFigure::verdict)
                        .containsExactly(Verdict.NOT_IN_LOG, Verdict.NOT_IN_TABLE));
    }

    @Test
    void forecasts_are_missed_only_in_a_table_that_has_some() {
        Observation outcome = home("row", "88", 0);
        Observation forecast = home("f-year", draft -> draft.kind(Kind.FORECAST));
        Observation ofTertial =
                home("f-tertial", draft -> draft.period("2018-T2").kind(Kind.FORECAST));

        assertThat(compared(List.of(outcome), outcome, forecast, ofTertial))
                .extracting(ReconciledFigure::verdict)
                .containsExactly(Verdict.SAME);
        assertThat(compared(List.of(outcome, forecast), outcome, forecast, ofTertial))
                .extracting(ReconciledFigure::verdict)
                .containsExactly(Verdict.SAME, Verdict.SAME, Verdict.NOT_IN_TABLE);
    }

    @Test
    void of_other_departments_indicators_and_years_nothing_is_missed() {
        Observation row = home("row", "88", 0);

        assertThat(compared(
                        List.of(row),
                        home("event", "88", 0),
                        home("a", draft -> draft.department("kultur-och-fritid")),
                        home("b", draft -> draft.indicator("N17461")),
                        home("c", draft -> draft.year(2019))))
                .extracting(ReconciledFigure::verdict)
                .containsExactly(Verdict.SAME);
    }

    @Test
    void why_there_is_no_value_is_compared_too() {
        Observation dropout =
                home("row", draft -> draft.value((BigDecimal) null).missing(MissingReason.DROPOUT));
        Observation secret =
                home("event", draft -> draft.value((BigDecimal) null).missing(MissingReason.SECRECY));

        assertThat(only(compared(List.of(dropout), secret)).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(only(compared(List.of(dropout), dropout)).verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void of_several_rows_about_a_cell_the_one_that_would_win_is_compared() {
        Reconciliation reconciliation =
                reconciliation(List.of(home("r-1", "88", 1), home("r-0", "87", 0), home("r-2", "89", 2)));
        reconciliation.take(new Arrival(home("event", "89", 5), MARCH, Optional.empty()));

        assertThat(reconciliation.overruled()).extracting(Row::number).containsExactly(2L, 3L);
        ReconciledFigure figure = only(reconciliation.figures());
        assertThat(figure.verdict()).isEqualTo(Verdict.SAME);
        assertThat(figure.row().orElseThrow().number()).isEqualTo(4);
    }
}
