package se.malbild.report.output;

import java.math.BigInteger;
import java.util.function.IntFunction;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFNumbering;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;
import se.malbild.goals.Language;

/** The styles of a DOCX, under the names that word processors know: pasted elsewhere, text takes the look of that document. */
record DocxStyles(XWPFNumbering numbering, BigInteger points, BigInteger numbers) {
    static final String NORMAL = "Normal";
    static final String TITLE = "Title";
    static final String CAPTION = "Caption";
    static final String POINT = "ListBullet";
    static final String NUMBERED = "ListNumber";
    static final String QUOTE = "Quote";

    /** As many as a list of a word processor has. */
    private static final int LEVELS = 9;

    private static final int[] HEADING_HALF_POINTS = {32, 26, 22, 20};
    private static final int TWIPS_PER_POINT = 20;
    private static final int INDENT_POINTS = 18;
    private static final long HANGING_POINTS = 12;

    /** Returns the style of a heading, 1 for chapters. */
    static String heading(int depth) {
        return "Heading" + Math.min(HEADING_HALF_POINTS.length, depth);
    }

    /** Returns the code of a language as word processors have it. */
    static String code(Language language) {
        return language == Language.SV ? "sv-SE" : "en-GB";
    }

    static DocxStyles in(XWPFDocument docx, String language) {
        XWPFStyles styles = docx.createStyles();
        CTFonts fonts = CTFonts.Factory.newInstance();
        fonts.setAscii("Arial");
        fonts.setHAnsi("Arial");
        styles.setDefaultFonts(fonts);
        styles.setSpellingLanguage(language);
        style(styles, NORMAL, "Normal", 20, false, 0, 4);
        style(styles, TITLE, "Title", 48, true, 0, 12);
        style(styles, CAPTION, "caption", 18, true, 6, 2);
        style(styles, POINT, "List Bullet", 20, false, 0, 2);
        style(styles, NUMBERED, "List Number", 20, false, 0, 2);
        style(styles, QUOTE, "Quote", 20, false, 0, 4);
        for (int i = 0; i < HEADING_HALF_POINTS.length; i++) {
            CTStyle heading = style(styles, heading(i + 1), "heading " + (i + 1), HEADING_HALF_POINTS[i], true, 12, 4);
            heading.getPPr().addNewKeepNext();
            heading.getPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(i));
        }
        XWPFNumbering numbering = docx.createNumbering();
        BigInteger points = list(numbering, 0, STNumberFormat.BULLET, level -> "•");
        BigInteger numbers = list(numbering, 1, STNumberFormat.DECIMAL, level -> "%" + (level + 1) + ".");
        return new DocxStyles(numbering, numbering.addNum(points), numbers);
    }

    /** Returns a list of its own, which begins with 1. */
    BigInteger newNumbers() {
        BigInteger number = numbering.addNum(numbers);
        for (int i = 0; i < LEVELS; i++) {
            var begins = numbering.getNum(number).getCTNum().addNewLvlOverride();
            begins.setIlvl(BigInteger.valueOf(i));
            begins.addNewStartOverride().setVal(BigInteger.ONE);
        }
        return number;
    }

    /** Returns how deep in a list a word processor can show what is {@code depth} deep, from 0. */
    static int level(int depth) {
        return Math.min(LEVELS - 1, depth);
    }

    /** Returns how far text is indented that stands in {@code depth} lists. */
    static int indentTwips(int depth) {
        return depth * INDENT_POINTS * TWIPS_PER_POINT;
    }

    private static CTStyle style(
            XWPFStyles styles, String id, String name, int halfPoints, boolean isBold, int before, int after) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setType(STStyleType.PARAGRAPH);
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.addNewQFormat();
        if (id.equals(NORMAL)) {
            style.setDefault(true);
        } else {
            style.addNewBasedOn().setVal(NORMAL);
        }
        var spacing = style.addNewPPr().addNewSpacing();
        spacing.setBefore(BigInteger.valueOf((long) before * TWIPS_PER_POINT));
        spacing.setAfter(BigInteger.valueOf((long) after * TWIPS_PER_POINT));
        var run = style.addNewRPr();
        run.addNewSz().setVal(BigInteger.valueOf(halfPoints));
        if (isBold) {
            run.addNewB();
        }
        styles.addStyle(new XWPFStyle(style));
        return style;
    }

    private static BigInteger list(
            XWPFNumbering numbering, int id, STNumberFormat.Enum format, IntFunction<String> mark) {
        CTAbstractNum list = CTAbstractNum.Factory.newInstance();
        list.setAbstractNumId(BigInteger.valueOf(id));
        for (int i = 0; i < LEVELS; i++) {
            var level = list.addNewLvl();
            level.setIlvl(BigInteger.valueOf(i));
            level.addNewStart().setVal(BigInteger.ONE);
            level.addNewNumFmt().setVal(format);
            level.addNewLvlText().setVal(mark.apply(i));
            var indent = level.addNewPPr().addNewInd();
            indent.setLeft(BigInteger.valueOf(indentTwips(i + 1)));
            indent.setHanging(BigInteger.valueOf(HANGING_POINTS * TWIPS_PER_POINT));
        }
        return numbering.addAbstractNum(new XWPFAbstractNum(list));
    }
}
