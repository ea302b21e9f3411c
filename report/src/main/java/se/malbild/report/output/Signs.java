package se.malbild.report.output;

import se.malbild.report.words.Mark;

/** The sign of a level or status as a letter, so that it is read where its colour is not seen. */
final class Signs {
    private Signs() {}

    static String of(Mark mark) {
        return switch (mark.shape()) {
            case "circle" -> "●";
            case "square" -> "■";
            case "triangle" -> "▲";
            case "diamond" -> "◊";
            case "cross" -> "×";
            case "ring" -> "○";
            case "dash" -> "–";
            default -> "?";
        };
    }
}
