package org.aegisnet.training.card;

import java.util.List;
import java.util.Locale;

/**
 * A chart of horizontal bars as SVG. The same input makes the same text.
 *
 * @param title above the chart
 * @param bars from top to bottom; values are 0 or more
 */
record BarChart(String title, List<Bar> bars) {
    private static final int WIDTH = 640;
    private static final int TOP = 40;
    private static final int LEFT = 220;
    private static final int RIGHT = 70;
    private static final int BAR = 22;

    BarChart {
        bars = List.copyOf(bars);
    }

    String svg() {
        final int height = TOP + BAR * bars.size() + 10;
        final double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        final StringBuilder svg =
                new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="%d" height="%d" fill="#ffffff"/>
                <text x="20" y="22" font-size="15">%s</text>
                """.formatted(WIDTH, height, WIDTH, height, LineChart.escaped(title)));
        for (int i = 0; i < bars.size(); i++) {
            final Bar bar = bars.get(i);
            final double width = longest == 0 ? 0 : bar.value() / longest * (WIDTH - LEFT - RIGHT);
            final int top = TOP + BAR * i;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 8,
                    top + 13,
                    LineChart.escaped(bar.name())));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#0072b2\"/>\n",
                    LEFT,
                    top,
                    width,
                    BAR - 6));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%.1f %%</text>\n",
                    LEFT + width + 6,
                    top + 13,
                    100 * bar.value()));
        }
        return svg.append("</svg>\n").toString();
    }

    record Bar(String name, double value) {}
}
