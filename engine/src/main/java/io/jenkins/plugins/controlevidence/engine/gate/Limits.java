package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.util.Map;

/**
 * How many findings one scan may have and still pass.
 *
 * @param all most findings of a severity; no entry means no limit
 * @param added most findings of a severity that the baseline does not have; no entry means no limit
 */
public record Limits(Map<Severity, Integer> all, Map<Severity, Integer> added) {
    /** Allows everything. */
    public static final Limits NONE = new Limits(Map.of(), Map.of());

    /** Copies the maps. */
    public Limits {
        all = Map.copyOf(all);
        added = Map.copyOf(added);
    }
}
