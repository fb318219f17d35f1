package io.jenkins.plugins.controlevidence.engine.demo;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the made-up year a report finds every exception that was planted, and no other. */
class GeneratedYearTest {
    private static final DemoPlan PLAN = new DemoPlan(
            2025, Long.getLong("demo.seed", 1), DemoSize.valueOf(System.getProperty("demo.size", "SMALL")));

    /** A nightly scan may make up for a push whose scan was late; what runs is probed, and each scanner checked, too often. */
    private static final Set<String> NEVER_WRONG =
            Set.of("CC7.2-sca/commits", "CC7.2-dast/months", "CC7.2-detector-health/silence");

    /** Kinds of item whose detail describes them, and does not tell them from others. */
    private static final Set<String> DESCRIBED = Set.of("commit", "finding", "request");

    @TempDir
    static Path directory;

    private static GeneratedYear year;
    private static ControlReport report;

    @BeforeAll
    static void makeTheYear() throws IOException, SourceException {
        year = GeneratedYear.write(directory, PLAN, Progress.NONE);
        ReportRequest request = new ReportRequest(
                PLAN.from(), PLAN.to(), PLAN.to(), Set.of(), Set.of(), ReportRequest.DEFAULT_BRANCHES);
        try (Store store = Store.openReadOnly(directory.resolve(GeneratedYear.STORE));
                EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            report = ControlReport.of(Catalogue.soc2(), index, request);
        }
    }

    @Test
    void theReportFindsEveryPlantedExceptionAndInventsNone() {
        Set<String> planted = new TreeSet<>();
        year.expected()
                .forEach(e -> planted.add(line(
                        e.requirement(), e.test(), e.kind(), String.valueOf(e.repository()), e.name(), e.detail())));
        Set<String> shown = new TreeSet<>();
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                test.items().stream()
                        .filter(item -> item.standing() == Item.Standing.EXCEPTION)
                        .forEach(item -> shown.add(line(result, test, item)));
            }
        }
        Set<String> notShown = new TreeSet<>(planted);
        notShown.removeAll(shown);
        Set<String> invented = new TreeSet<>(shown);
        invented.removeAll(planted);
        assertAll(
                () -> assertEquals("", String.join("\n", notShown), "not shown"),
                () -> assertEquals("", String.join("\n", invented), "invented"));
    }

    @Test
    void everyTestOfEveryRequirementHasEvidenceAndAlmostEveryOneExceptions() {
        Set<String> withoutEvidence = new TreeSet<>();
        Set<String> withoutExceptions = new TreeSet<>();
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                String name = result.requirement().id() + "/" + test.test().id();
                if (test.isMissing()) {
                    withoutEvidence.add(name);
                }
                if (test.exceptions() == 0) {
                    withoutExceptions.add(name);
                }
            }
        }
        assertEquals(Set.of(), withoutEvidence);
        withoutExceptions.removeAll(NEVER_WRONG);
        assertEquals(Set.of(), withoutExceptions);
    }

    private static String line(RequirementResult result, TestResult test, Item item) {
        Item.Subject subject = item.subject();
        String detail = DESCRIBED.contains(subject.kind()) ? "" : subject.detail();
        return line(
                result.requirement().id(),
                test.test().id(),
                subject.kind(),
                String.valueOf(subject.repository()),
                subject.name(),
                detail);
    }

    private static String line(String... parts) {
        return String.join(" | ", parts);
    }
}
