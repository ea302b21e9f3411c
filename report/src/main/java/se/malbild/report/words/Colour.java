package se.malbild.report.words;

/** A colour by its red, green and blue parts, 0 to 255 each. */
record Colour(int red, int green, int blue) {
    /** The darkest that a light page is behind a mark. */
    static final Colour LIGHT_PAGE = Colour.of("#f3f1ea");
    /** The lightest that a dark page is behind a mark. */
    static final Colour DARK_PAGE = Colour.of("#232a30");

    /** What WCAG 2.1 AA asks of text; shapes need 3. */
    private static final double LEAST_CONTRAST = 4.5;

    private static final int STEPS = 50;

    /** Returns the colour written {@code #rrggbb}. */
    static Colour of(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }

    /** Returns this colour, as little darker or lighter as makes it clear on {@code page}. */
    Colour on(Colour page) {
        Colour toward = page.luminance() > 0.18 ? new Colour(0, 0, 0) : new Colour(255, 255, 255);
        for (int step = 0; step < STEPS; step++) {
            Colour mixed = mixedWith(toward, (double) step / STEPS);
            if (mixed.contrast(page) >= LEAST_CONTRAST) {
                return mixed;
            }
        }
        return toward;
    }

    /** Returns the contrast ratio of WCAG 2.1, 1 to 21. */
    double contrast(Colour other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private Colour mixedWith(Colour other, double share) {
        return new Colour(mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    @Override
    public String toString() {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
