package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the page's template asks for about one test. */
final class TestView {
    /** How many lines of exceptions a page shows of one test; the CSV has them all. */
    static final int MAX_LINES = 25;

    private static final int SHORT_ID = 12;

    private TestView() {}

    static Map<String, Object> of(TestResult result) {
        List<ExceptionLine> lines = ExceptionLine.of(result.items());
        int shown = Math.min(MAX_LINES, lines.size());
        Map<String, Object> view = new HashMap<>();
        view.put("population", result.test().population().text());
        view.put("size", ReportView.figure(result.population()));
        view.put("proven", ReportView.figure(result.proven()));
        view.put("exceptions", ReportView.figure(result.exceptions()));
        view.put("noneNotDue", result.notDue() == 0);
        view.put("hasExceptions", result.exceptions() > 0);
        view.put("notDue", ReportView.figure(result.notDue()));
        view.put(
                "gap",
                result.longestGap() == null
                        ? "–"
                        : TimeWords.length(result.longestGap().length()));
        view.put("gapSpan", gapSpan(result.longestGap()));
        view.put("first", ReportView.minute(result.firstProof(), "–"));
        view.put("last", ReportView.minute(result.lastProof(), "–"));
        view.put("coverage", coverage(result));
        view.put("hasCoverage", !coverage(result).isEmpty());
        view.put("excluded", excluded(result));
        view.put("missing", result.isMissing() ? List.of(missing(result)) : List.of());
        view.put("lines", lines.stream().limit(shown).map(TestView::line).toList());
        int inLines = lines.stream().limit(shown).mapToInt(ExceptionLine::items).sum();
        view.put("isListed", !lines.isEmpty() && !(result.isMissing() && saysAllOnce(lines)));
        view.put("isCut", shown < lines.size());
        view.put("inLines", ReportView.figure(inLines));
        return view;
    }

    /** Whether the exceptions differ in nothing and no record is behind them: then a list would say nothing more. */
    private static boolean saysAllOnce(List<ExceptionLine> lines) {
        String reason = lines.get(0).first().reason();
        return lines.stream()
                .allMatch(line ->
                        line.records().isEmpty() && line.first().reason().equals(reason));
    }

    /** Why nothing is demonstrated; which evidence is missing only where evidence would mend it. */
    private static Map<String, Object> missing(TestResult result) {
        int size = result.population();
        long failed = result.items().stream()
                .filter(item -> item.outcome() == Outcome.FAILED)
                .count();
        String why = "None of " + ReportView.figure(size) + " is proven.";
        if (size == 0) {
            why = "Nothing is known that this would have to cover.";
        } else if (size == 1) {
            why = failed > 0 ? "The only item is proven not to be as it should." : "The only item is not proven.";
        } else if (failed > 0) {
            why = "None of " + ReportView.figure(size) + " is proven, and of " + ReportView.figure((int) failed)
                    + " it is proven that they are not as they should be.";
        }
        boolean onlyFailures = failed > 0 && failed == result.exceptions();
        return Map.of(
                "why",
                why,
                "what",
                onlyFailures ? List.of() : List.of(result.test().missing()));
    }

    private static String gapSpan(@CheckForNull Gap gap) {
        return gap == null ? "" : TimeWords.minute(gap.start()) + " to " + TimeWords.minute(gap.end());
    }

    /** Which rules leave out how many items. */
    private static List<Map<String, Object>> excluded(TestResult result) {
        Map<String, Long> rules = result.items().stream()
                .filter(item -> item.standing() == Item.Standing.EXCLUDED)
                .collect(Collectors.groupingBy(Item::reason, TreeMap::new, Collectors.counting()));
        return rules.entrySet().stream()
                .map(rule -> Map.<String, Object>of("rule", rule.getKey(), "count", ReportView.figure(rule.getValue())))
                .toList();
    }

    /** Says how many items are proven only by what is said of a later commit. */
    private static String coverage(TestResult result) {
        long push = result.items().stream()
                .filter(item -> item.coverage() == Item.Coverage.PUSH)
                .count();
        long history = result.items().stream()
                .filter(item -> item.coverage() == Item.Coverage.HISTORY
                        && item.subject().kind().equals("commit"))
                .count();
        List<String> parts = new ArrayList<>();
        if (push > 0) {
            parts.add(ReportView.figure(push) + " by the tip of the push they came in");
        }
        if (history > 0) {
            parts.add(ReportView.figure(history) + " by a scan of all history from a later commit");
        }
        return String.join(", ", parts);
    }

    private static Map<String, Object> line(ExceptionLine line) {
        Item item = line.first();
        Item.Subject subject = item.subject();
        List<Map<String, String>> records = line.records().stream()
                .limit(3)
                .map(id -> Map.of("id", id, "short", id.substring(0, Math.min(SHORT_ID, id.length()))))
                .toList();
        int more = line.records().size() - records.size();
        return Map.ofEntries(
                Map.entry("kind", subject.kind()),
                Map.entry("name", name(line)),
                Map.entry("fullName", subject.name()),
                Map.entry("detail", subject.detail()),
                Map.entry("hasDetail", !subject.detail().isEmpty()),
                Map.entry("where", where(subject)),
                Map.entry("when", when(line)),
                Map.entry("outcome", OutcomeWords.of(item.outcome())),
                Map.entry("style", OutcomeWords.style(item.outcome())),
                Map.entry("sample", PeriodPicture.sample(item.outcome())),
                Map.entry("reason", item.reason()),
                Map.entry("records", records),
                Map.entry("moreRecords", more > 0 ? "and " + more + " more" : ""));
    }

    private static String name(ExceptionLine line) {
        Item.Subject subject = line.first().subject();
        return switch (subject.kind()) {
            case "day", "window" ->
                line.items() == 1 ? subject.name() : line.items() + " " + subject.kind() + "s in a row";
            case "repository" -> "all history";
            case "scan coverage" -> subject.name();
            default ->
                subject.name().matches("[0-9a-f]{32,64}") ? subject.name().substring(0, SHORT_ID) : subject.name();
        };
    }

    private static String where(Item.Subject subject) {
        if (subject.repository() == null) {
            return "";
        }
        return subject.branch() == null ? subject.repository() : subject.repository() + " · " + subject.branch();
    }

    private static String when(ExceptionLine line) {
        Item first = line.first();
        if (!first.until().isAfter(first.from())) {
            return TimeWords.minute(first.from());
        }
        LocalDate from = LocalDate.ofInstant(first.from(), ZoneOffset.UTC);
        LocalDate until = LocalDate.ofInstant(line.last().until().minusNanos(1), ZoneOffset.UTC);
        return from.equals(until) ? from.toString() : from + " to " + until;
    }
}
