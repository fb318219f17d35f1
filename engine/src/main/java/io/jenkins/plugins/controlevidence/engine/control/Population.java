package io.jenkins.plugins.controlevidence.engine.control;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.time.Period;
import java.util.List;
import java.util.Objects;

/**
 * What a requirement must cover.
 *
 * @param text what its items are, for a person ("every commit on a protected branch")
 * @param each what one item is
 * @param per what days and windows are counted for apart; {@link Per#SCOPE} for all other populations
 * @param cadence length of a window; null unless {@code each} is {@link Each#WINDOW}
 * @param of the kinds of record that are items; empty unless {@code each} is {@link Each#RECORD}
 * @param systems the systems in scope, whether or not there is evidence of them; empty unless {@code per} is {@link Per#SYSTEM}
 * @param atLeast the least severe findings that count; null unless {@code each} is {@link Each#FINDING}
 */
public record Population(
        String text,
        Each each,
        Per per,
        @CheckForNull Period cadence,
        List<String> of,
        List<String> systems,
        @CheckForNull Severity atLeast) {
    /** Copies the list; rejects a population whose parts do not fit together. */
    public Population {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(per, "per");
        of = List.copyOf(of);
        systems = List.copyOf(systems);
        if ((each == Each.WINDOW) != (cadence != null)
                || (each == Each.RECORD) == of.isEmpty()
                || (per != Per.SYSTEM && !systems.isEmpty())
                || (each == Each.FINDING) != (atLeast != null)) {
            throw new IllegalArgumentException("the parts of population '" + text + "' do not fit together");
        }
    }
}
