package se.malbild.goals.oracle;

import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;

/** Whom a number is about. */
record Group(Gender gender, String district) {
    static final Group ALL = of(Gender.TOTAL);

    static Group of(Gender gender) {
        return new Group(gender, Cell.WHOLE_MUNICIPALITY);
    }

    static Group of(String district) {
        return new Group(Gender.TOTAL, district);
    }

    static Group of(Cell cell) {
        return new Group(cell.gender(), cell.district());
    }

    /** One gender in one district. */
    boolean isCrossed() {
        return gender != Gender.TOTAL && !district.equals(Cell.WHOLE_MUNICIPALITY);
    }

    /** Everybody in one district, women and men together. */
    boolean isDistrict() {
        return gender == Gender.TOTAL && !district.equals(Cell.WHOLE_MUNICIPALITY);
    }
}
