package se.malbild.schemas;

/** The keys of records. Every part of them is an id without {@code /}. */
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

    /** Key in {@link Topic#PICTURES}: {@code 1880/orebro-2017-2019/2018}. */
    public static String picture(String organisation, String framework, int year) {
        return framework(organisation, framework) + "/" + year;
    }

    /**
     * Key in {@link Topic#GOAL_AREA_ATTAINMENT} and {@link Topic#INDICATOR_ATTAINMENT}:
     * {@code 1880/orebro-2017-2019/2018/N00914}.
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
