package io.jenkins.plugins.controlevidence.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings by severity over the builds of a job, as an SVG element of stacked bars; the table beside it says the same. */
final class FindingsTrend {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 140;
    private static final int LEFT = 40;
    private static final int BOTTOM = 18;
    private static final int WIDEST = 24;

    private FindingsTrend() {}

    /** Draws the trend of judged commits, the oldest first; every text in it is a number or ours. */
    static String of(List<Judged> judged) {
        long most =
                Math.max(1, judged.stream().mapToLong(Judged::getTotal).max().orElse(1));
        double step = Math.min(WIDEST, (double) (WIDTH - LEFT) / judged.size());
        int floor = HEIGHT - BOTTOM;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"trend\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT);
        svg.append("\" role=\"img\" aria-label=\"")
                .append(Messages.JobEvidence_trend())
                .append("\">");
        text(svg, LEFT - 6, 14, most);
        text(svg, LEFT - 6, floor, 0);
        svg.append("<rect class=\"axis\" x=\"")
                .append(LEFT)
                .append("\" y=\"")
                .append(floor)
                .append("\" width=\"");
        svg.append(WIDTH - LEFT).append("\" height=\"1\"/>");
        for (int i = 0; i < judged.size(); i++) {
            double top = floor;
            for (Map.Entry<String, Long> count : judged.get(i).getCounts().entrySet()) {
                double height = (double) (floor - 6) * count.getValue() / most;
                if (height > 0) {
                    top -= height;
                    svg.append("<rect class=\"s-").append(count.getKey()).append("\" x=\"");
                    svg.append(number(LEFT + i * step + 1)).append("\" y=\"").append(number(top));
                    svg.append("\" width=\"")
                            .append(number(Math.max(1, step - 2)))
                            .append("\" height=\"");
                    svg.append(number(height)).append("\"/>");
                }
            }
        }
        text(svg, LEFT + step / 2 + 8, HEIGHT - 4, judged.get(0).getBuild());
        text(
                svg,
                LEFT + (judged.size() - 0.5) * step + 8,
                HEIGHT - 4,
                judged.get(judged.size() - 1).getBuild());
        return svg.append("</svg>").toString();
    }

    private static void text(StringBuilder svg, double x, double y, long number) {
        svg.append("<text text-anchor=\"end\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y));
        svg.append("\">").append(number).append("</text>");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
