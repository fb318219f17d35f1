package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page's template asks for, in words and figures; nothing is judged here. */
final class ReportView {
    private ReportView() {}

    static Map<String, Object> of(ControlReport report, String style) {
        ReportRequest request = report.request();
        return Map.ofEntries(
                Map.entry("style", style),
                Map.entry("from", request.from()),
                Map.entry("to", request.to()),
                Map.entry("asOf", request.asOf()),
                Map.entry("judgedInPart", request.asOf().isBefore(request.to())),
                Map.entry("repositories", report.repositories()),
                Map.entry("noRepositories", report.repositories().isEmpty()),
                Map.entry("branches", String.join(", ", request.protectedBranches())),
                Map.entry("madeUp", Store.isMadeUp(report.state().origin())),
                Map.entry("origin", report.state().origin()),
                Map.entry("size", figure(report.state().size())),
                Map.entry("root", report.state().rootHash()),
                Map.entry("last", minute(report.state().lastRecord(), "none")),
                Map.entry("catalogue", report.catalogueDigest()),
                Map.entry("requirements", report.results().size()),
                Map.entry("conclusions", conclusions(report)),
                Map.entry(
                        "results",
                        report.results().stream().map(ReportView::result).toList()),
                Map.entry("picture", PeriodPicture.of(report)),
                Map.entry("legend", legend()));
    }

    private static List<Map<String, Object>> conclusions(ControlReport report) {
        return Arrays.stream(Conclusion.values())
                .map(conclusion -> Map.<String, Object>of(
                        "conclusion", conclusion.words(),
                        "mark", mark(conclusion),
                        "count", report.count(conclusion)))
                .toList();
    }

    private static List<Map<String, Object>> legend() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> Map.<String, Object>of(
                        "sample", PeriodPicture.sample(outcome),
                        "word", OutcomeWords.of(outcome),
                        "meaning", OutcomeWords.meaning(outcome)))
                .toList();
    }

    private static Map<String, Object> result(RequirementResult result) {
        List<Map<String, Object>> tests =
                result.tests().stream().map(TestView::of).toList();
        return Map.ofEntries(
                Map.entry("id", result.requirement().id()),
                Map.entry("title", result.requirement().title()),
                Map.entry("statement", result.requirement().statement()),
                Map.entry("control", result.requirement().control().id()),
                Map.entry("controlTitle", result.requirement().control().title()),
                Map.entry("framework", result.requirement().control().framework()),
                Map.entry("conclusion", result.conclusion().words()),
                Map.entry("mark", mark(result.conclusion())),
                Map.entry("rows", Math.max(1, tests.size())),
                Map.entry("noTests", tests.isEmpty()),
                Map.entry("firstTest", tests.stream().limit(1).toList()),
                Map.entry("otherTests", tests.stream().skip(1).toList()),
                Map.entry("tests", tests),
                Map.entry(
                        "notApplicable",
                        result.notApplicable().stream()
                                .map(test ->
                                        Map.of("population", test.population().text(), "why", test.notApplicable()))
                                .toList()));
    }

    /** A full, a half and an empty circle: told apart without colour. */
    private static String mark(Conclusion conclusion) {
        String inside =
                switch (conclusion) {
                    case OPERATED -> "<circle cx=\"7\" cy=\"7\" r=\"6\" class=\"full\"/>";
                    case OPERATED_WITH_EXCEPTIONS ->
                        "<circle cx=\"7\" cy=\"7\" r=\"5.25\"/><path class=\"full\" d=\"M7 1a6 6 0 0 0 0 12z\"/>";
                    case NOT_DEMONSTRATED -> "<circle cx=\"7\" cy=\"7\" r=\"5.25\"/>";
                };
        return "<svg class=\"mark c-"
                + conclusion.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + "\" width=\"14\" height=\"14\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">" + inside + "</svg>";
    }

    static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String minute(@CheckForNull Instant time, String otherwise) {
        return time == null ? otherwise : TimeWords.minute(time);
    }
}
