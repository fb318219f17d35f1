package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Each;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What came of one test of a requirement. The population is proven + exceptions + not yet due + excluded.
 *
 * @param test what was to be covered
 * @param conclusion what can be said of it
 * @param items every item of the population, judged, by the time at which it was due
 * @param proven how many items are proven
 * @param exceptions how many were due and are not proven, or are proven bad
 * @param notDue how many are not yet due
 * @param excluded how many a recorded rule leaves out
 * @param longestGap the longest stretch in which nothing due is proven; null if there is none, or where the population does
 *     not spread over time
 * @param firstProof when the first proof was made, UTC, or null if nothing is proven
 * @param lastProof when the last proof was made, UTC, or null if nothing is proven
 */
public record TestResult(
        ControlTest test,
        Conclusion conclusion,
        List<Item> items,
        int proven,
        int exceptions,
        int notDue,
        int excluded,
        @CheckForNull Gap longestGap,
        @CheckForNull Instant firstProof,
        @CheckForNull Instant lastProof) {
    private static final Set<Each> OVER_TIME =
            Set.of(Each.COMMIT, Each.CHANGE, Each.REQUEST, Each.DAY, Each.WINDOW, Each.RECORD, Each.DEPLOYMENT);

    /** Copies the list. */
    public TestResult {
        items = List.copyOf(items);
    }

    /**
     * How large the population is.
     *
     * @return the number of items
     */
    public int population() {
        return items.size();
    }

    /**
     * Whether nothing is proven although the test applies, so that the report must say which evidence is missing.
     *
     * @return true if the conclusion is {@link Conclusion#NOT_DEMONSTRATED}
     */
    public boolean isMissing() {
        return conclusion == Conclusion.NOT_DEMONSTRATED;
    }

    static TestResult of(ControlTest test, List<Item> items, ReportRequest request) {
        int proven = count(items, Item.Standing.PROVEN);
        int exceptions = count(items, Item.Standing.EXCEPTION);
        Conclusion conclusion = Conclusion.NOT_DEMONSTRATED;
        if (proven > 0) {
            conclusion = exceptions == 0 ? Conclusion.OPERATED : Conclusion.OPERATED_WITH_EXCEPTIONS;
        }
        return new TestResult(
                test,
                conclusion,
                items,
                proven,
                exceptions,
                count(items, Item.Standing.NOT_DUE),
                count(items, Item.Standing.EXCLUDED),
                OVER_TIME.contains(test.population().each()) ? Gap.longest(items, request.end()) : null,
                items.stream()
                        .map(Item::provenAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                items.stream()
                        .map(Item::provenAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null));
    }

    private static int count(List<Item> items, Item.Standing standing) {
        return (int) items.stream().filter(item -> item.standing() == standing).count();
    }
}
