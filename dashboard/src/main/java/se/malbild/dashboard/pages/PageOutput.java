package se.malbild.dashboard.pages;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.regex.Pattern;

/**
 * What templates write to: every text is escaped, and one that could turn the direction of what stands beside it is
 * isolated, with characters rather than an element so that it holds in attributes, titles and drawings too.
 */
final class PageOutput extends OwaspHtmlTemplateOutput {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';
    /** Those of a text itself could end the isolate that it is in, or leave it open. */
    private static final Pattern ISOLATES = Pattern.compile("[\u2066-\u2069]");

    PageOutput(TemplateOutput page) {
        super(page);
    }

    @Override
    public void writeUserContent(String text) {
        super.writeUserContent(text != null && text.codePoints().anyMatch(PageOutput::turns) ? isolated(text) : text);
    }

    private static String isolated(String text) {
        return FIRST_STRONG_ISOLATE + ISOLATES.matcher(text).replaceAll("") + POP_DIRECTIONAL_ISOLATE;
    }

    private static boolean turns(int character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
