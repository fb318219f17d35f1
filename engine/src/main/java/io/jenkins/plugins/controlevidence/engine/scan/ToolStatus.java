package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a tool can be used here.
 *
 * @param tool the tool
 * @param installed whether its program was found; always true for the scanner that is built in
 * @param path where its program is, or null
 * @param version its version as it told itself, or null
 * @param database the state of its vulnerability database, or null if it uses or tells none
 */
public record ToolStatus(
        Tool tool,
        boolean installed,
        @CheckForNull Path path,
        @CheckForNull String version,
        @CheckForNull VulnerabilityDatabase database) {
    /** Rejects null where it is not allowed. */
    public ToolStatus {
        Objects.requireNonNull(tool, "tool");
    }

    /**
     * Looks for a tool and asks it for its version.
     *
     * @param tool the tool
     * @param environment where to look
     * @return what was found
     * @throws InterruptedException if the thread is interrupted while the tool answers
     */
    public static ToolStatus of(Tool tool, ToolEnvironment environment) throws InterruptedException {
        if (tool.builtIn()) {
            return new ToolStatus(
                    tool, true, null, ToolStatus.class.getPackage().getImplementationVersion(), null);
        }
        Path path = environment.find(tool.command().get(0));
        if (path == null) {
            return new ToolStatus(tool, false, null, null, null);
        }
        Path here = Path.of("").toAbsolutePath();
        ToolInquiry inquiry = new ToolInquiry(tool, environment, new Placeholders(tool, null, null, Map.of()), here);
        return new ToolStatus(tool, true, path, inquiry.version(), inquiry.database());
    }
}
