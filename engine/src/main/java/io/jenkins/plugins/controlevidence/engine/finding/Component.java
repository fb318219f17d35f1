package io.jenkins.plugins.controlevidence.engine.finding;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/**
 * One component of an inventory (SBOM).
 *
 * @param purl package URL, or null if the inventory gave none
 * @param name its name, with group or namespace where there is one
 * @param version its version, possibly empty
 */
public record Component(@CheckForNull String purl, String name, String version) {
    /** Rejects null where it is not allowed. */
    public Component {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }
}
