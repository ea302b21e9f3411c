package se.malbild.cli.demo;

import static se.malbild.goals.decision.DecisionKind.CLOSED;
import static se.malbild.goals.decision.DecisionKind.COMMENTED;
import static se.malbild.goals.decision.DecisionKind.JUDGED;
import static se.malbild.goals.decision.DecisionKind.MARKED;
import static se.malbild.goals.decision.DecisionKind.READY;
import static se.malbild.goals.decision.DecisionKind.REOPENED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.DecisionKind;

/**
 * What is decided in the demo's made-up example of Västerås, as it could have been. All of it is made up and says so, and nothing is
 * decided about real goals. 2017 is closed, corrected, reopened and closed again; 2018 is judged while a department is late.
 */
final class SampleDecisions {
    static final String ORGANISATION = "1980";
    static final String FRAMEWORK = "vasteras-exempel-2017-2019";

    private static final Author OFFICE =
            new Author("Anna Exempel (påhittad)", Author.Role.STEERING_OFFICE, "exempel-ledningskontoret");
    private static final Author DEPARTMENT =
            new Author("Bo Exempel (påhittad)", Author.Role.DEPARTMENT, "exempel-namnderna");
    private static final String BOARD_2017 = "Påhittat exempel, § 31";
    private static final String BOARD_2018 = "Påhittat exempel, § 47";

    /**
     * One decision.
     *
     * @param at when it came
     * @param reason used where a judgement departs from the calculation, and where a year is reopened
     */
    record Said(
            Instant at,
            int year,
            DecisionKind kind,
            String subject,
            String department,
            String reference,
            String reason,
            String level,
            List<String> indicators,
            String text) {
        Author by() {
            return department.isEmpty() ? OFFICE : DEPARTMENT;
        }
    }

    private SampleDecisions() {}

    /** Returns all of them in the order of their time. */
    static List<Said> all() {
        List<Said> all = new ArrayList<>();
        comment(
                all,
                "2018-03-12",
                2017,
                "hallbar-stad-2",
                "kommunstyrelsen",
                "Påhittat exempel: resultatet blev svagt för att lokaler stod tomma medan skolorna byggdes om.");
        comment(
                all,
                "2018-03-12",
                2017,
                "hallbar-stad-2",
                "teknik",
                "Påhittat exempel: elanvändningen minskade inte.\n\n- Två simhallar renoverades.\n- Gatubelysningen byts"
                        + " ut **2018**.");
        for (String department : List.of("kommunstyrelsen", "teknik", "kultur-och-fritid")) {
            comment(
                    all,
                    "2018-03-12",
                    2017,
                    "hallbar-stad-1",
                    department,
                    "Påhittat exempel: feriejobben blev färre än målet, för att platserna inom vården inte räckte.");
        }
        ready(
                all,
                "2018-03-14",
                2017,
                "kommunstyrelsen",
                "barn-och-utbildning",
                "aldreomsorg-norr",
                "aldreomsorg-soder",
                "teknik",
                "kultur-och-fritid");
        judge(all, "2018-03-20", 2017, "kunskap-och-omsorg-1", "uppnatt", "");
        judge(all, "2018-03-20", 2017, "kunskap-och-omsorg-2", "delvis-uppnatt", "");
        judge(all, "2018-03-20", 2017, "hallbar-stad-1", "ej-uppnatt", "");
        judge(
                all,
                "2018-03-20",
                2017,
                "hallbar-stad-2",
                "delvis-uppnatt",
                "Påhittat exempel: renoveringarna var beslutade och påverkar bara ett år.",
                "ex-elanvandning");
        all.add(office("2018-03-22", 2017, CLOSED, "", BOARD_2017, ""));
        all.add(office(
                "2018-04-24",
                2017,
                REOPENED,
                "",
                "Påhittat exempel, § 38",
                "Påhittat exempel: kommunstyrelsen har rättat antalet feriejobb på sommaren."));
        ready(all, "2018-04-25", 2017, "kommunstyrelsen");
        judge(all, "2018-04-30", 2017, "hallbar-stad-1", "delvis-uppnatt", "");
        all.add(office("2018-05-02", 2017, CLOSED, "", "Påhittat exempel, § 40", ""));
        all.add(office("2018-09-03", 2018, MARKED, "2018-08-31", "Påhittat exempel, § 96", ""));
        comment(
                all,
                "2019-03-12",
                2018,
                "hallbar-stad-1",
                "kultur-och-fritid",
                "Påhittat exempel: höstens feriejobb är **inte med** än; rapporten kommer i april.");
        comment(
                all,
                "2019-03-12",
                2018,
                "ex-feriejobb",
                "kommunstyrelsen",
                "Påhittat exempel: fler ungdomar än väntat sökte, och alla fick plats.");
        comment(
                all,
                "2019-03-12",
                2018,
                "kunskap-och-omsorg-2",
                "kommunstyrelsen",
                "Påhittat exempel: hemtjänsten har haft svårt att rekrytera.");
        ready(
                all,
                "2019-03-14",
                2018,
                "kommunstyrelsen",
                "barn-och-utbildning",
                "aldreomsorg-norr",
                "aldreomsorg-soder",
                "teknik");
        judge(all, "2019-03-20", 2018, "kunskap-och-omsorg-1", "uppnatt", "");
        judge(
                all,
                "2019-03-20",
                2018,
                "kunskap-och-omsorg-2",
                "ej-uppnatt",
                "Påhittat exempel: färre än förut är nöjda med hemtjänsten, och det väger tyngre än maten.",
                "U21468");
        judge(
                all,
                "2019-03-20",
                2018,
                "hallbar-stad-1",
                "uppnatt",
                "Påhittat exempel: det som återstår att rapportera är för litet för att ändra bedömningen.",
                "ex-feriejobb");
        judge(all, "2019-03-20", 2018, "hallbar-stad-2", "uppnatt", "");
        ready(all, "2019-04-12", 2018, "kultur-och-fritid");
        return all;
    }

    private static void comment(List<Said> all, String day, int year, String subject, String department, String text) {
        all.add(new Said(
                at(day, all), year, COMMENTED, subject, department, "Påhittat exempel", "", "", List.of(), text));
    }

    private static void ready(List<Said> all, String day, int year, String... departments) {
        Stream.of(departments)
                .forEach(department -> all.add(new Said(
                        at(day, all), year, READY, "", department, "Påhittat exempel", "", "", List.of(), "")));
    }

    private static void judge(
            List<Said> all, String day, int year, String area, String level, String reason, String... indicators) {
        all.add(new Said(
                at(day, all),
                year,
                JUDGED,
                area,
                "",
                year == 2017 ? BOARD_2017 : BOARD_2018,
                reason,
                level,
                List.of(indicators),
                "Påhittat exempel."));
    }

    private static Said office(
            String day, int year, DecisionKind kind, String subject, String reference, String reason) {
        return new Said(at(day, List.of()), year, kind, subject, "", reference, reason, "", List.of(), "");
    }

    /** One minute after the other on a day, so that their order is that of their times. */
    private static Instant at(String day, List<Said> before) {
        return Instant.parse(day + "T09:00:00Z").plusSeconds(60L * before.size());
    }
}
