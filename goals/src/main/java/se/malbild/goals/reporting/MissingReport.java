package se.malbild.goals.reporting;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Period;

/**
 * What is not reported of one indicator, of the year or of a part of it that has a last day.
 *
 * @param department who is to report it; empty when the framework names nobody who exists in the year
 * @param period what is to be reported
 * @param lastDay by when; empty when the framework does not say
 * @param cells what would end it; empty where the districts that report are anybody's choice and too few have
 */
public record MissingReport(
        Indicator indicator,
        Optional<String> department,
        Period period,
        Optional<LocalDate> lastDay,
        List<MissingCell> cells) {

    /** How it stands on a day. */
    public enum Standing {
        OVERDUE,
        NOT_YET_DUE,
        NO_DEADLINE
    }

    public MissingReport {
        cells = List.copyOf(cells);
    }

    /** Returns how it stands on {@code day}, a day in Sweden: the last day counts to its end. */
    public Standing on(LocalDate day) {
        return lastDay.map(last -> day.isAfter(last) ? Standing.OVERDUE : Standing.NOT_YET_DUE)
                .orElse(Standing.NO_DEADLINE);
    }

    /** Returns the periods that are not reported, and of whom where it is not everybody: ”kvinnor 2018, män 2018”. */
    public Text what() {
        if (cells.isEmpty()) {
            return new Text(period + ", minst två stadsdelar", period + ", at least two districts");
        }
        Map<Text, List<String>> periods = cells.stream()
                .map(MissingCell::cell)
                .collect(Collectors.groupingBy(
                        MissingReport::whom,
                        LinkedHashMap::new,
                        Collectors.mapping(cell -> cell.period().toString(), Collectors.toList())));
        return new Text(joined(periods, Text::sv), joined(periods, Text::en));
    }

    private static String joined(Map<Text, List<String>> periods, Function<Text, String> language) {
        return periods.entrySet().stream()
                .map(of -> (language.apply(of.getKey()) + " " + String.join(", ", of.getValue())).strip())
                .collect(Collectors.joining("; "));
    }

    private static Text whom(Cell cell) {
        if (!cell.district().equals(Cell.WHOLE_MUNICIPALITY)) {
            return new Text(cell.district(), cell.district());
        }
        return cell.gender() == Gender.TOTAL
                ? new Text("", "")
                : cell.gender() == Gender.WOMEN ? new Text("kvinnor", "women") : new Text("män", "men");
    }
}
