package io.jenkins.plugins.controlevidence.engine.finding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Findings against the baseline, by fingerprint.
 *
 * @param added found now and not before
 * @param known found now and before
 * @param fixed found before and not now
 */
public record Comparison(List<Finding> added, List<Finding> known, List<Finding> fixed) {
    /** Copies the lists. */
    public Comparison {
        added = List.copyOf(added);
        known = List.copyOf(known);
        fixed = List.copyOf(fixed);
    }

    /**
     * Compares what was found before with what is found now.
     *
     * @param before the baseline; empty if there is none, then everything is new
     * @param now the findings of a conclusive scan
     * @return each finding of both in exactly one list, in the order given
     */
    public static Comparison of(List<Finding> before, List<Finding> now) {
        Set<String> old = fingerprints(before);
        Set<String> current = fingerprints(now);
        return new Comparison(
                now.stream().filter(f -> !old.contains(f.fingerprint())).toList(),
                now.stream().filter(f -> old.contains(f.fingerprint())).toList(),
                before.stream().filter(f -> !current.contains(f.fingerprint())).toList());
    }

    private static Set<String> fingerprints(List<Finding> findings) {
        return findings.stream().map(Finding::fingerprint).collect(Collectors.toCollection(HashSet::new));
    }
}
