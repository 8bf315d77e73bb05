package org.aegisnet.training.card;

import java.util.List;
import java.util.Locale;
import org.aegisnet.training.evaluation.DetectionMetrics.Point;

/**
 * A chart of lines as SVG. The same input makes the same text.
 *
 * @param title above the chart
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param lines in the order of the legend
 */
record LineChart(String title, Axis x, Axis y, List<Line> lines) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int RIGHT = 20;
    private static final int BOTTOM = 50;
    private static final int LEGEND_LINE = 18;

    /** Told apart with all common kinds of colour blindness (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000");

    LineChart {
        lines = List.copyOf(lines);
    }

    String svg() {
        final StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="%d" height="%d" fill="#ffffff"/>
                <text x="%d" y="22" font-size="15">%s</text>
                """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT, escaped(title)));
        appendAxes(svg);
        for (int i = 0; i < lines.size(); i++) {
            appendLine(svg, lines.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void appendAxes(final StringBuilder svg) {
        for (final Axis.Tick tick : x.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#dddddd\"/>\n",
                    across(tick.value()),
                    TOP,
                    HEIGHT - BOTTOM));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    across(tick.value()),
                    HEIGHT - BOTTOM + LEGEND_LINE,
                    escaped(tick.text())));
        }
        for (final Axis.Tick tick : y.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%2$d\" y1=\"%1$.1f\" x2=\"%3$d\" y2=\"%1$.1f\" stroke=\"#dddddd\"/>\n",
                    up(tick.value()),
                    LEFT,
                    WIDTH - RIGHT));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 6,
                    up(tick.value()) + 4,
                    escaped(tick.text())));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 12,
                escaped(x.label())));
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
                (TOP + HEIGHT - BOTTOM) / 2,
                escaped(y.label())));
    }

    private void appendLine(final StringBuilder svg, final Line line, final String colour, final int position) {
        svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\""
                .formatted(colour, line.dashed() ? " stroke-dasharray=\"5 4\"" : ""));
        String last = "";
        for (final Point point : line.points()) {
            final String next = String.format(Locale.ROOT, "%.1f,%.1f ", across(point.x()), up(point.y()));
            if (!next.equals(last)) {
                svg.append(next);
            }
            last = next;
        }
        svg.append("\"/>\n");
        final int legend = HEIGHT - BOTTOM - 10 - LEGEND_LINE * (lines.size() - 1 - position);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%3$d\" y2=\"%2$d\" stroke=\"%4$s\" stroke-width=\"3\"/>\n",
                LEFT + 12,
                legend - 4,
                LEFT + 36,
                colour));
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", LEFT + 42, legend, escaped(line.name())));
    }

    private double across(final double value) {
        return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private double up(final double value) {
        return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * A line of the chart.
     *
     * @param name in the legend
     * @param dashed for what is only there to compare with
     * @param points from left to right
     */
    record Line(String name, boolean dashed, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }
}
