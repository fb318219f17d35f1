package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Gap;
import io.jenkins.plugins.controlevidence.engine.report.PeriodPicture;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A control report as the evidence page shows it. */
@Restricted(NoExternalUse.class)
public final class ReportPage {
    private final AskedReport asked;
    private final ControlReport report;

    ReportPage(AskedReport asked) {
        this.asked = asked;
        this.report = asked.report();
    }

    /**
     * How many requirements have a conclusion.
     *
     * @param words the conclusion
     * @param style its class
     * @param count how many
     */
    @Restricted(NoExternalUse.class)
    public record Total(String words, String style, long count) {}

    /**
     * A requirement in the list.
     *
     * @param id its id
     * @param title what it asks, in a few words
     * @param conclusion what is said of it
     * @param style the conclusion's class
     * @param rank sorts conclusions, best first
     * @param population size of its populations together
     * @param proven items that are proven
     * @param exceptions items that are exceptions
     * @param notDue items that are not yet due
     * @param gap the longest stretch without proof
     * @param gapSeconds the same as a number
     */
    @Restricted(NoExternalUse.class)
    public record Row(
            String id,
            String title,
            String conclusion,
            String style,
            int rank,
            int population,
            int proven,
            int exceptions,
            int notDue,
            String gap,
            long gapSeconds) {
        static Row of(RequirementResult result) {
            Duration gap = result.tests().stream()
                    .map(TestResult::longestGap)
                    .filter(Objects::nonNull)
                    .map(Gap::length)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            return new Row(
                    result.requirement().id(),
                    result.requirement().title(),
                    Outcomes.words(result.conclusion()),
                    Outcomes.style(result.conclusion()),
                    result.conclusion().ordinal(),
                    result.population(),
                    result.proven(),
                    result.exceptions(),
                    result.tests().stream().mapToInt(TestResult::notDue).sum(),
                    gap.isZero() ? "–" : Times.length(gap),
                    gap.toSeconds());
        }
    }

    /**
     * An outcome in the legend of the picture.
     *
     * @param sample a day of it, an SVG element
     * @param words the outcome
     */
    @Restricted(NoExternalUse.class)
    public record Sign(String sample, String words) {}

    /**
     * A line of the picture as figures.
     *
     * @param id the requirement's id
     * @param days how many days have which outcome, in the order of the legend
     * @param blank on how many judged days nothing was due
     */
    @Restricted(NoExternalUse.class)
    public record Days(String id, List<Long> days, long blank) {
        /** Copies the list. */
        public Days {
            days = List.copyOf(days);
        }
    }

    /** The form that chooses the report. */
    public ReportFilter getFilter() {
        return new ReportFilter(asked);
    }

    /** The address's query, for links. */
    public String getParameters() {
        return asked.query().parameters();
    }

    /** The period, in words. */
    public String getPeriod() {
        return Messages.Times_span(report.request().from(), report.request().to());
    }

    /** Whether the person at the page may sign off a review. */
    public boolean isReviewable() {
        return PersonsRecord.isPermitted();
    }

    /** Whether some days of the period have not come yet. */
    public boolean isJudgedInPart() {
        return report.request().asOf().isBefore(report.request().to());
    }

    /** The last day that is judged. */
    public String getAsOf() {
        return report.request().asOf().toString();
    }

    /** How many records the ledger has. */
    public long getRecords() {
        return report.state().size();
    }

    /** When the last recorded thing ended. */
    public String getLastRecord() {
        return Times.minute(report.state().lastRecord());
    }

    /** The ledger's root hash. */
    public String getRootHash() {
        return report.state().rootHash();
    }

    /** Whether the store has anything to judge. */
    public boolean isWithoutRecords() {
        return report.state().size() == 0;
    }

    /** The branches whose commits must be covered. */
    public String getBranches() {
        return String.join(", ", report.request().protectedBranches());
    }

    /** How many repositories are in scope. */
    public int getScope() {
        return report.repositories().size();
    }

    /** Whether the reader may take the report along. */
    public boolean isExportable() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.EXPORT);
    }

    /** How many requirements have which conclusion. */
    public List<Total> getTotals() {
        return Arrays.stream(Conclusion.values())
                .map(conclusion ->
                        new Total(Outcomes.words(conclusion), Outcomes.style(conclusion), report.count(conclusion)))
                .toList();
    }

    /** The requirements, in the order of the catalogue. */
    public List<Row> getRows() {
        return report.results().stream().map(Row::of).toList();
    }

    /** The picture of the period, an SVG element. */
    public String getPicture() {
        return PeriodPicture.of(report);
    }

    /** What the marks of the picture mean. */
    public List<Sign> getLegend() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> new Sign(
                        PeriodPicture.sample(outcome),
                        outcome == Outcome.PASSED ? Messages.Outcomes_proven() : Outcomes.words(outcome)))
                .toList();
    }

    /** The picture as figures. */
    public List<Days> getDays() {
        long judged = Math.max(
                0,
                Duration.between(report.request().start(), report.request().end())
                        .toDays());
        List<Days> lines = new ArrayList<>();
        for (RequirementResult result : report.results()) {
            List<Long> days = Arrays.stream(Outcome.values())
                    .map(outcome -> result.days().values().stream()
                            .filter(outcome::equals)
                            .count())
                    .toList();
            lines.add(new Days(
                    result.requirement().id(), days, judged - result.days().size()));
        }
        return lines;
    }
}
