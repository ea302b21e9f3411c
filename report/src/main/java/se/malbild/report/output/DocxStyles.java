package se.malbild.report.output;

import java.math.BigInteger;
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

/** The styles of a DOCX, under the names that word processors know: pasted elsewhere, text takes the look of that document. */
record DocxStyles(BigInteger points) {
    static final String NORMAL = "Normal";
    static final String TITLE = "Title";
    static final String CAPTION = "Caption";
    static final String POINT = "ListBullet";

    private static final int[] HEADING_HALF_POINTS = {32, 26, 22, 20};
    private static final int TWIPS_PER_POINT = 20;

    /** Returns the style of a heading, 1 for chapters. */
    static String heading(int depth) {
        return "Heading" + Math.min(HEADING_HALF_POINTS.length, depth);
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
        for (int i = 0; i < HEADING_HALF_POINTS.length; i++) {
            CTStyle heading = style(styles, heading(i + 1), "heading " + (i + 1), HEADING_HALF_POINTS[i], true, 12, 4);
            heading.getPPr().addNewKeepNext();
            heading.getPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(i));
        }
        return new DocxStyles(points(docx));
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

    /** Returns the list that the points belong to. */
    private static BigInteger points(XWPFDocument docx) {
        CTAbstractNum list = CTAbstractNum.Factory.newInstance();
        list.setAbstractNumId(BigInteger.ZERO);
        var level = list.addNewLvl();
        level.setIlvl(BigInteger.ZERO);
        level.addNewNumFmt().setVal(STNumberFormat.BULLET);
        level.addNewLvlText().setVal("•");
        var indent = level.addNewPPr().addNewInd();
        indent.setLeft(BigInteger.valueOf(18L * TWIPS_PER_POINT));
        indent.setHanging(BigInteger.valueOf(12L * TWIPS_PER_POINT));
        XWPFNumbering numbering = docx.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(list)));
    }
}
