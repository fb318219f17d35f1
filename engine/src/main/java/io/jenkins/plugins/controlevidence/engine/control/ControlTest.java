package io.jenkins.plugins.controlevidence.engine.control;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One test of a requirement, as auditors use the word: one population, and what proves one item of it. A requirement with two
 * populations ("every commit, and daily for the last") has two tests.
 *
 * @param id unique within the requirement, such as {@code commits}
 * @param population what must be covered
 * @param evidence what proves one item
 * @param deadline how long after an item is due its proof may come; null if the item's own day or window is the limit
 * @param missing which evidence is missing, and how to provide it, where nothing is proven; for a person
 * @param exclusions the rules by which items are left out; usually none
 * @param notApplicable why this test is left out, in the words of whoever decided it, or null if it is judged
 */
public record ControlTest(
        String id,
        Population population,
        Evidence evidence,
        @CheckForNull Duration deadline,
        String missing,
        List<Exclusion> exclusions,
        @CheckForNull String notApplicable) {
    /** Copies the list; rejects null where it is not allowed. */
    public ControlTest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(population, "population");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(missing, "missing");
        exclusions = List.copyOf(exclusions);
    }
}
