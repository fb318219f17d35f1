package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogueException;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.nio.charset.StandardCharsets;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Looks up tools, on the controller and on agents, in the catalogue as the installation has changed it. */
@Restricted(NoExternalUse.class)
public final class KnownTools {
    private KnownTools() {}

    /**
     * Looks up a tool.
     *
     * @param id its id
     * @param overrides the installation's changes to the catalogue, YAML, or null
     * @return the tool
     * @throws AbortException if there is no such tool, or the changes cannot be used; says what to do
     */
    public static Tool get(String id, @CheckForNull String overrides) throws AbortException {
        try {
            ToolCatalogue catalogue = overrides == null
                    ? ToolCatalogue.load(null)
                    : ToolCatalogue.parse("the global configuration", overrides.getBytes(StandardCharsets.UTF_8));
            return catalogue
                    .tool(id)
                    .orElseThrow(() -> new AbortException("The tool catalogue has no tool '" + Printable.of(id)
                            + "'. Correct the name, or describe the tool in the global configuration."));
        } catch (ToolCatalogueException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
