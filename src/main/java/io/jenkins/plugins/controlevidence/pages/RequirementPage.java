package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.PeriodPicture;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One requirement of a report: its tests, its days, and the items of its populations, a page of them at a time. */
@Restricted(NoExternalUse.class)
public final class RequirementPage {
    /** How many items a page has. */
    static final int PAGE_SIZE = 50;

    /** How many stretches of days are listed; longer lists are in the report's file. */
    private static final int MOST_STRETCHES = 400;

    private final AskedReport asked;
    private final RequirementResult result;
    private final String test;
    private final String standing;
    private final List<Item> items;
    private final Paging paging;

    private RequirementPage(AskedReport asked, RequirementResult result, String test, String standing, String page) {
        this.asked = asked;
        this.result = result;
        this.test = test;
        this.standing = standing;
        this.items = result.tests().stream()
                .filter(one -> test == null || one.test().id().equals(test))
                .flatMap(one -> one.items().stream())
                .filter(item -> standing.equals("all") || standing.equals(word(item.standing())))
                .toList();
        this.paging = new Paging(Paging.number(page), PAGE_SIZE, items.size());
    }

    /**
     * The page of the requirement that a request names.
     *
     * @return null if the report has no such requirement
     */
    @CheckForNull
    static RequirementPage of(AskedReport asked, Function<String, String> parameters) {
        String id = Util.fixNull(parameters.apply("id"));
        for (RequirementResult result : asked.report().results()) {
            if (result.requirement().id().equals(id)) {
                return new RequirementPage(
                        asked,
                        result,
                        Util.fixEmpty(parameters.apply("test")),
                        standing(parameters.apply("show"), result),
                        parameters.apply("page"));
            }
        }
        return null;
    }

    private static String standing(@CheckForNull String asked, RequirementResult result) {
        if (asked != null
                && List.of("exception", "proven", "not-due", "excluded", "all").contains(asked)) {
            return asked;
        }
        return result.exceptions() > 0 ? "exception" : "all";
    }

    private static String word(Item.Standing standing) {
        return switch (standing) {
            case PROVEN -> "proven";
            case EXCEPTION -> "exception";
            case NOT_DUE -> "not-due";
            case EXCLUDED -> "excluded";
        };
    }

    /**
     * A test with its figures.
     *
     * @param id its id
     * @param population what it must cover
     * @param count how large that is
     * @param proven items that are proven
     * @param exceptions items that are exceptions
     * @param notDue items that are not yet due
     * @param first when the first proof was made
     * @param last when the last proof was made
     * @param gap the longest stretch without proof
     * @param missing which evidence is missing, or null if there is some
     */
    @Restricted(NoExternalUse.class)
    public record Test(
            String id,
            String population,
            int count,
            int proven,
            int exceptions,
            int notDue,
            String first,
            String last,
            String gap,
            @CheckForNull String missing) {
        static Test of(TestResult result) {
            return new Test(
                    result.test().id(),
                    result.test().population().text(),
                    result.population(),
                    result.proven(),
                    result.exceptions(),
                    result.notDue(),
                    Times.minute(result.firstProof()),
                    Times.minute(result.lastProof()),
                    result.longestGap() == null
                            ? "–"
                            : Messages.RequirementPage_gap(
                                    Times.length(result.longestGap().length()),
                                    Times.minute(result.longestGap().start())),
                    result.isMissing() ? result.test().missing() : null);
        }
    }

    /**
     * A test that was left out.
     *
     * @param population what it would have to cover
     * @param why in the words of whoever decided it
     */
    @Restricted(NoExternalUse.class)
    public record LeftOut(String population, String why) {}

    /**
     * Days in a row with one outcome.
     *
     * @param days the first and the last
     * @param words the outcome
     * @param style its class
     */
    @Restricted(NoExternalUse.class)
    public record Stretch(String days, String words, String style) {}

    /** The address's query, for links. */
    public String getParameters() {
        return asked.query().parameters();
    }

    /** The period, in words. */
    public String getPeriod() {
        return Messages.Times_span(asked.query().from(), asked.query().to());
    }

    /** The requirement's id. */
    public String getId() {
        return result.requirement().id();
    }

    /** What it asks, in a few words. */
    public String getTitle() {
        return result.requirement().title();
    }

    /** What must be so. */
    public String getStatement() {
        return result.requirement().statement();
    }

    /** The control and the framework it belongs to. */
    public String getControl() {
        return result.requirement().control().framework() + " · "
                + result.requirement().control().id() + " "
                + result.requirement().control().title();
    }

    /** What is said of it. */
    public String getConclusion() {
        return Outcomes.words(result.conclusion());
    }

    /** The conclusion's class. */
    public String getConclusionStyle() {
        return Outcomes.style(result.conclusion());
    }

    /** The tests that were judged. */
    public List<Test> getTests() {
        return result.tests().stream().map(Test::of).toList();
    }

    /** The tests that were left out. */
    public List<LeftOut> getLeftOut() {
        return result.notApplicable().stream()
                .map(left -> new LeftOut(left.population().text(), left.notApplicable()))
                .toList();
    }

    /** The requirement's line of the picture, an SVG element. */
    public String getPicture() {
        ControlReport report = asked.report();
        return PeriodPicture.of(new ControlReport(
                report.request(),
                report.state(),
                report.repositories(),
                List.of(result),
                report.catalogueDigest(),
                report.policies()));
    }

    /** The same in words: at most {@value #MOST_STRETCHES} stretches. */
    public List<Stretch> getStretches() {
        List<Stretch> stretches = new ArrayList<>();
        LocalDate first = null;
        LocalDate last = null;
        Outcome outcome = null;
        for (Map.Entry<LocalDate, Outcome> day : result.days().entrySet()) {
            if (last == null || outcome != day.getValue() || !day.getKey().equals(last.plusDays(1))) {
                add(stretches, first, last, outcome);
                first = day.getKey();
                outcome = day.getValue();
            }
            last = day.getKey();
        }
        add(stretches, first, last, outcome);
        return stretches;
    }

    private static void add(
            List<Stretch> stretches,
            @CheckForNull LocalDate first,
            @CheckForNull LocalDate last,
            @CheckForNull Outcome outcome) {
        if (first != null && last != null && outcome != null && stretches.size() < MOST_STRETCHES) {
            stretches.add(new Stretch(
                    first.equals(last) ? first.toString() : Messages.Times_span(first, last),
                    outcome == Outcome.PASSED ? Messages.Outcomes_proven() : Outcomes.words(outcome),
                    Outcomes.style(outcome)));
        }
    }

    /** Whether the person at the page may sign off a review. */
    public boolean isReviewable() {
        return PersonsRecord.isPermitted();
    }

    /** Which items are listed: {@code exception}, {@code proven}, {@code not-due}, {@code excluded} or {@code all}. */
    public String getShow() {
        return standing;
    }

    /** Of which test the items are listed, or null for all. */
    @CheckForNull
    public String getTest() {
        return test;
    }

    /** Where in the list this page is. */
    public Paging getPaging() {
        return paging;
    }

    /** The items of this page. */
    public List<ItemLine> getItems() {
        return paging.of(items).stream().map(ItemLine::new).toList();
    }
}
