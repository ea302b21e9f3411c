package se.malbild.dashboard.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.assessment.DepartmentYear;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Suppressed;

/**
 * What one department has reported of one indicator in one year.
 *
 * @param department its id, which the framework may not know
 * @param indicator what all departments together gave, as it is shown
 * @param isExpected whether the department is to report the indicator in the year
 * @param own what its own outcomes give; empty when it has reported none that may be shown
 * @param foretold what its own forecasts give, as long as the municipality's forecast is shown; empty when there is none
 * @param leftOut whether what it has reported is not known here, since all that is reported is more than a record may hold
 */
public record DepartmentReport(
        String department,
        Indicator definition,
        int year,
        IndicatorPicture indicator,
        boolean isExpected,
        Status status,
        Optional<DepartmentYear> own,
        Optional<DepartmentYear> foretold,
        boolean leftOut) {

    /** What the department has done. */
    public enum Status {
        /** A value of its is used. */
        REPORTED,
        /** It has said that there is no value, or its value is left aside. */
        NOT_USED,
        /** It is to report and has not. */
        NOT_REPORTED,
        /** Its value is not used, and whether it has said anything is not shown. */
        NOT_SHOWN,
        /** Nobody is to report in the year. */
        NOT_DUE;

        /** Returns the word for it in data. */
        @Override
        public String toString() {
            return switch (this) {
                case REPORTED -> "reported";
                case NOT_USED -> "not-used";
                case NOT_REPORTED -> "not-reported";
                case NOT_SHOWN -> "not-shown";
                case NOT_DUE -> "not-due";
            };
        }
    }

    /** Returns the department's own value, in the indicator's unit. */
    public Optional<BigDecimal> value() {
        return own.flatMap(DepartmentYear::value);
    }

    public Optional<BigDecimal> women() {
        return own.flatMap(DepartmentYear::women);
    }

    public Optional<BigDecimal> men() {
        return own.flatMap(DepartmentYear::men);
    }

    public Optional<BigDecimal> forecast() {
        return foretold.flatMap(DepartmentYear::value);
    }

    /** Returns why the department has no value, or why something that it has reported is left aside. */
    public Optional<Reason> reason() {
        return own.flatMap(DepartmentYear::reason).filter(why -> status != Status.NOT_REPORTED);
    }

    /** Returns the parts of the year that it has reported a value of. */
    public List<Period> periods() {
        return own.map(DepartmentYear::periods).orElse(List.of());
    }

    /**
     * Tells whether {@code field} of the department is, or may be, there and is not shown because of small groups: what is
     * hidden of the municipality is hidden of each department, whichever of them has the small group.
     */
    public boolean hides(Suppressed field) {
        return status != Status.NOT_REPORTED
                && status != Status.NOT_DUE
                && indicator.suppressed().contains(field);
    }
}
