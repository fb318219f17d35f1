package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * What the report says of a requirement.
 *
 * @param requirement the requirement
 * @param conclusion the worst that its tests allow: operated if all of them say so, not demonstrated if none shows anything,
 *     otherwise operated with exceptions
 * @param tests the tests that were judged
 * @param notApplicable the tests that were left out, each with the reason that the catalogue gives
 * @param days one of the five outcomes for each day on which something was due; a day that is not there had nothing
 */
public record RequirementResult(
        Requirement requirement,
        Conclusion conclusion,
        List<TestResult> tests,
        List<ControlTest> notApplicable,
        SortedMap<LocalDate, Outcome> days) {
    /** Copies the lists. */
    public RequirementResult {
        tests = List.copyOf(tests);
        notApplicable = List.copyOf(notApplicable);
    }

    static RequirementResult of(
            Requirement requirement, List<TestResult> tests, List<ControlTest> notApplicable, ReportRequest request) {
        return new RequirementResult(
                requirement, conclusion(tests), tests, notApplicable, DayOutcomes.of(tests, request));
    }

    private static Conclusion conclusion(List<TestResult> tests) {
        if (tests.stream().allMatch(TestResult::isMissing)) {
            return Conclusion.NOT_DEMONSTRATED;
        }
        boolean operated = tests.stream().allMatch(test -> test.conclusion() == Conclusion.OPERATED);
        return operated ? Conclusion.OPERATED : Conclusion.OPERATED_WITH_EXCEPTIONS;
    }

    /**
     * How large the populations of its tests are together.
     *
     * @return the number of items
     */
    public int population() {
        return tests.stream().mapToInt(TestResult::population).sum();
    }

    /**
     * How many items of all its tests are proven.
     *
     * @return the number of items
     */
    public int proven() {
        return tests.stream().mapToInt(TestResult::proven).sum();
    }

    /**
     * How many items of all its tests are exceptions.
     *
     * @return the number of items
     */
    public int exceptions() {
        return tests.stream().mapToInt(TestResult::exceptions).sum();
    }
}
