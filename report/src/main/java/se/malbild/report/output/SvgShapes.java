package se.malbild.report.output;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws the few shapes of {@link ChartSvg} in a PDF: rectangles, circles, and lines, with nothing around them. A library that knows all
 * of SVG would be a dozen of jars.
 */
final class SvgShapes implements SVGDrawer {

    @Override
    public void importFontFaceRules(List<FontFaceRule> fontFaces, SharedContext shared) {
        // There are no letters in a drawing.
    }

    @Override
    public SVGImage buildSVGImage(
            Element svg, Box box, CssContext context, double cssWidth, double cssHeight, double dotsPerPixel) {
        String[] viewBox = svg.getAttribute("viewBox").split(" ", -1);
        double width = Double.parseDouble(viewBox[2]);
        double height = Double.parseDouble(viewBox[3]);
        double shownWidth = cssWidth >= 0 ? cssWidth : width * dotsPerPixel;
        double shownHeight = cssHeight >= 0 ? cssHeight : height * dotsPerPixel;
        return new SVGImage() {
            @Override
            public int getIntrinsicWidth() {
                return (int) shownWidth;
            }

            @Override
            public int getIntrinsicHeight() {
                return (int) shownHeight;
            }

            @Override
            public void drawSVG(OutputDevice device, RenderingContext rendering, double x, double y) {
                device.drawWithGraphics(
                        (float) x,
                        (float) y,
                        (float) (shownWidth / dotsPerPixel),
                        (float) (shownHeight / dotsPerPixel),
                        graphics -> {
                            graphics.scale(shownWidth / dotsPerPixel / width, shownHeight / dotsPerPixel / height);
                            draw(svg, graphics);
                        });
            }
        };
    }

    private static void draw(Element svg, Graphics2D graphics) {
        for (Node child = svg.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                Shape shape = shape(element);
                if (!element.getAttribute("fill").equals("none") && element.hasAttribute("fill")) {
                    graphics.setColor(Color.decode(element.getAttribute("fill")));
                    graphics.fill(shape);
                }
                if (element.hasAttribute("stroke")) {
                    graphics.setColor(Color.decode(element.getAttribute("stroke")));
                    graphics.setStroke(stroke(element));
                    graphics.draw(shape);
                }
            }
        }
    }

    private static BasicStroke stroke(Element element) {
        float width = (float) number(element, "stroke-width");
        if (!element.hasAttribute("stroke-dasharray")) {
            return new BasicStroke(width);
        }
        String[] dashes = element.getAttribute("stroke-dasharray").split(" ", -1);
        float[] lengths = new float[dashes.length];
        for (int i = 0; i < dashes.length; i++) {
            lengths[i] = Float.parseFloat(dashes[i]);
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, lengths, 0);
    }

    private static Shape shape(Element element) {
        return switch (element.getTagName()) {
            case "rect" ->
                new Rectangle2D.Double(
                        number(element, "x"),
                        number(element, "y"),
                        number(element, "width"),
                        number(element, "height"));
            case "circle" -> {
                double radius = number(element, "r");
                yield new Ellipse2D.Double(
                        number(element, "cx") - radius, number(element, "cy") - radius, 2 * radius, 2 * radius);
            }
            case "line" ->
                new Line2D.Double(
                        number(element, "x1"), number(element, "y1"), number(element, "x2"), number(element, "y2"));
            case "polyline" -> polyline(element.getAttribute("points"));
            default -> throw new IllegalArgumentException("a chart does not have " + element.getTagName());
        };
    }

    private static Shape polyline(String points) {
        Path2D path = new Path2D.Double();
        Stream.of(points.split(" ", -1)).map(point -> point.split(",", -1)).forEach(point -> {
            double x = Double.parseDouble(point[0]);
            double y = Double.parseDouble(point[1]);
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        });
        return path;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Override
    public void addFontFile(File fontFile, String family, Integer weight, FontStyle style) {
        // There are no letters in a drawing.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
