package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The picture of a review period as SVG: days across, requirements down, the outcome of each day as a colour and a shape. A
 * shape is told by where its bar stands, so that it can be told even where a day is two units wide, and in black and white.
 */
public final class PeriodPicture {
    private static final int LABELS = 196;
    private static final int PLOT = 864;
    private static final int WIDEST_DAY = 24;
    private static final int TOP = 30;
    private static final int ROW = 24;
    private static final int BAR = 14;

    private final ReportRequest request;
    private final List<RequirementResult> results;
    private final int days;
    private final double width;
    private final StringBuilder svg = new StringBuilder();

    private PeriodPicture(ControlReport report) {
        request = report.request();
        results = report.results();
        days = (int) ChronoUnit.DAYS.between(request.from(), request.to()) + 1;
        width = Math.min(WIDEST_DAY, (double) PLOT / days);
    }

    /**
     * The picture of a report.
     *
     * @param report the report
     * @return an {@code svg} element, its texts escaped, its colours given by the classes of the page's style sheet
     */
    public static String of(ControlReport report) {
        return new PeriodPicture(report).draw();
    }

    /**
     * One day, for the legend.
     *
     * @param outcome what the day shows
     * @return an {@code svg} element, coloured as the picture is
     */
    public static String sample(Outcome outcome) {
        StringBuilder path = new StringBuilder();
        bar(path, outcome, 1, 12, 4);
        return "<svg class=\"sample\" width=\"14\" height=\"22\" viewBox=\"0 0 14 22\" aria-hidden=\"true\">"
                + "<path class=\"" + style(outcome) + "\" d=\"" + path + "\"/></svg>";
    }

    private String draw() {
        int height = TOP + ROW * results.size() + 6;
        int wide = LABELS + PLOT + 4;
        svg.append("<svg class=\"picture\" viewBox=\"0 0 ")
                .append(wide)
                .append(' ')
                .append(height);
        svg.append("\" role=\"img\" aria-labelledby=\"picture-title picture-text\">");
        svg.append("<title id=\"picture-title\">The review period day by day</title>");
        svg.append("<desc id=\"picture-text\">").append(description()).append("</desc>");
        axis(height);
        for (int i = 0; i < results.size(); i++) {
            row(results.get(i), TOP + i * ROW);
        }
        return svg.append("</svg>").toString();
    }

    /** What the picture shows, in words, for who cannot see it. */
    private String description() {
        StringBuilder text = new StringBuilder();
        for (RequirementResult result : results) {
            text.append(result.requirement().id()).append(": ");
            StringBuilder counts = new StringBuilder();
            for (Outcome outcome : Outcome.values()) {
                long count =
                        result.days().values().stream().filter(outcome::equals).count();
                if (count > 0) {
                    counts.append(counts.isEmpty() ? "" : ", ");
                    counts.append(count).append(count == 1 ? " day " : " days ").append(OutcomeWords.of(outcome));
                }
            }
            text.append(counts.isEmpty() ? "nothing was due" : counts).append(". ");
        }
        return Html.escape(text.toString().strip());
    }

    private void axis(int height) {
        double end = x(days);
        for (int day = 0; day < days; day++) {
            LocalDate date = request.from().plusDays(day);
            if (day == 0 || date.getDayOfMonth() == 1) {
                line(x(day), 8, height - 6, "month");
                month(date, day, end);
            } else if (width >= 18) {
                text(x(day) + width / 2, TOP - 6, "tick", "middle", Integer.toString(date.getDayOfMonth()));
            }
        }
        line(end, 8, height - 6, "month");
        if (request.asOf().isBefore(request.to())) {
            int judged = (int) ChronoUnit.DAYS.between(request.from(), request.asOf()) + 1;
            double from = x(Math.max(0, judged));
            svg.append("<rect class=\"ahead\" x=\"")
                    .append(number(from))
                    .append("\" y=\"")
                    .append(TOP - 2);
            svg.append("\" width=\"").append(number(end - from)).append("\" height=\"");
            svg.append(height - TOP - 4).append("\"/>");
        }
    }

    /** Names a month, unless the period leaves it too little room. */
    private void month(LocalDate date, int day, double end) {
        int daysLeft = date.lengthOfMonth() - date.getDayOfMonth() + 1;
        double room = Math.min(end, x(day + daysLeft)) - x(day);
        String name = date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        boolean year = day == 0 || date.getMonthValue() == 1;
        if (room >= (year ? 54 : 26) || days < 7) {
            text(x(day) + 3, 18, "tick", "start", year ? name + " " + date.getYear() : name);
        }
    }

    private void row(RequirementResult result, int y) {
        svg.append("<g><title>").append(Html.escape(result.requirement().title()));
        svg.append(": ").append(result.conclusion().words()).append("</title>");
        text(0, y + ROW / 2 + 4, "label", "start", result.requirement().id());
        svg.append("<rect class=\"lane\" x=\"").append(LABELS).append("\" y=\"").append(y + ROW / 2 - 1);
        svg.append("\" width=\"").append(number(width * days)).append("\" height=\"1\"/>");
        for (Outcome outcome : Outcome.values()) {
            StringBuilder path = new StringBuilder();
            bars(path, result.days(), outcome, y + (ROW - BAR) / 2);
            if (!path.isEmpty()) {
                svg.append("<path class=\"")
                        .append(style(outcome))
                        .append("\" d=\"")
                        .append(path)
                        .append("\"/>");
            }
        }
        svg.append("</g>\n");
    }

    /** The bars of one outcome; days in a row make one bar where they would be too narrow to be told apart. */
    private void bars(StringBuilder path, Map<LocalDate, Outcome> outcomes, Outcome outcome, int y) {
        double gap = width >= 5 ? 1 : 0;
        for (int day = 0; day < days; day++) {
            int start = day;
            while (day < days && outcomes.get(request.from().plusDays(day)) == outcome) {
                day++;
                if (gap > 0) {
                    break;
                }
            }
            if (day > start) {
                bar(path, outcome, x(start), (day - start) * width - gap, y);
                day--;
            }
        }
    }

    /** Full bar: passed. Taller than the row: failed. Halves with a gap: error. Foot: not proven. Waist: skipped. */
    private static void bar(StringBuilder path, Outcome outcome, double x, double width, int y) {
        switch (outcome) {
            case PASSED -> box(path, x, y, width, BAR);
            case FAILED -> box(path, x, y - 4, width, BAR + 8);
            case ERROR -> {
                box(path, x, y, width, 5);
                box(path, x, y + 9, width, 5);
            }
            case NOT_PROVEN -> box(path, x, y + 10, width, 4);
            case SKIPPED -> box(path, x, y + 5, width, 4);
        }
    }

    private static void box(StringBuilder path, double x, int y, double width, int height) {
        path.append('M').append(number(x)).append(' ').append(y).append('h').append(number(width));
        path.append('v').append(height).append('h').append(number(-width)).append('z');
    }

    private double x(int day) {
        return LABELS + day * width;
    }

    private void line(double x, int from, int to, String style) {
        svg.append("<path class=\"")
                .append(style)
                .append("\" d=\"M")
                .append(number(x))
                .append(' ')
                .append(from);
        svg.append('V').append(to).append("\"/>");
    }

    private void text(double x, int y, String style, String anchor, String text) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(y);
        svg.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(Html.escape(text))
                .append("</text>");
    }

    private static String style(Outcome outcome) {
        return OutcomeWords.style(outcome);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
