package se.malbild.schemas;

import se.malbild.goals.observation.Cell;

/** The keys of records: parts with {@code /} between. */
public final class Keys {
    private Keys() {}

    /** Key in {@link Topic#INDICATOR_EVENTS}: {@code 1880}. */
    public static String event(String organisation) {
        return organisation;
    }

    /** Key in {@link Topic#GOAL_FRAMEWORKS}: {@code 1880/orebro-2017-2019}. */
    public static String framework(String organisation, String framework) {
        return organisation + "/" + framework;
    }

    /** Key in {@link Topic#YEAR_DECISIONS}: {@code 1880/orebro-2017-2019/2018}. */
    public static String decisions(String organisation, String framework, int year) {
        return framework(organisation, framework) + "/" + year;
    }

    /** Key in {@link Topic#PICTURES}: {@code 1880/orebro-2017-2019/2018}. */
    public static String picture(String organisation, String framework, int year) {
        return framework(organisation, framework) + "/" + year;
    }

    /**
     * Key in {@link Topic#GOAL_AREA_ATTAINMENT}, {@link Topic#INDICATOR_ATTAINMENT} and
     * {@link Topic#INDICATOR_OBSERVATIONS}: {@code 1880/orebro-2017-2019/2018/N00914}.
     *
     * @param id of the goal area or indicator
     */
    public static String part(String organisation, String framework, int year, String id) {
        return picture(organisation, framework, year) + "/" + id;
    }

    /** Key in {@link Topic#REJECTED_EVENTS}: where the rejected record lies, {@code indicator-events/3/17}. */
    public static String rejected(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    /**
     * Key in {@link Topic#CELL_RECEIPTS}: {@code 1880/2018/N00914/kommunstyrelsen/2018-T2/TOTAL//OUTCOME}. Unlike the
     * ids of a framework, those of an event may hold {@code /} and {@code %}; they are written {@code %2F} and
     * {@code %25}.
     */
    public static String cell(Cell cell) {
        return series(cell.organisation(), cell.year(), cell.indicator())
                + String.join(
                        "/",
                        escaped(cell.department()),
                        cell.period().toString(),
                        cell.gender().name(),
                        escaped(cell.district()),
                        cell.kind().name());
    }

    /** What the keys of all cells of {@code series} in {@code year} begin with: {@code 1880/2018/N00914/}. */
    public static String series(String organisation, int year, String series) {
        return organisation + "/" + year + "/" + escaped(series) + "/";
    }

    private static String escaped(String id) {
        return id.replace("%", "%25").replace("/", "%2F");
    }

    /** Returns the organisation that a key of a framework or an output begins with. */
    public static String organisation(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /** Returns the partition that a key of {@link Topic#REJECTED_EVENTS} names. */
    public static int partitionOfRejected(String key) {
        String[] parts = key.split("/", -1);
        return Integer.parseInt(parts[1]);
    }
}
