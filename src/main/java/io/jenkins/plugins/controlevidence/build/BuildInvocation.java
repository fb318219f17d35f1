package io.jenkins.plugins.controlevidence.build;

import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a record says of the build that made it, or of what else in Jenkins did. */
@Restricted(NoExternalUse.class)
public final class BuildInvocation {
    private static final String BUILDER = "https://plugins.jenkins.io/control-evidence/";

    private BuildInvocation() {}

    /** The build, and the agent that a workspace is on. */
    static Invocation of(Run<?, ?> run, FilePath workspace) {
        return of(run, agentName(workspace));
    }

    /** The build, for what the controller does itself. */
    static Invocation onController(Run<?, ?> run) {
        return of(run, "built-in");
    }

    /**
     * The controller, for what no build does.
     *
     * @param cause why it does it
     * @return without a job
     */
    public static Invocation ofController(String cause) {
        return new Invocation(BUILDER + version(), null, null, "built-in", cause);
    }

    /**
     * Name and version, as packages name who made them.
     *
     * @return such as {@code control-evidence for Jenkins 1.0}
     */
    public static String program() {
        return "control-evidence for Jenkins " + version();
    }

    private static Invocation of(Run<?, ?> run, String agent) {
        String causes = run.getCauses().stream()
                .map(Cause::getShortDescription)
                .map(Printable::of)
                .collect(Collectors.joining("; "));
        return new Invocation(
                BUILDER + version(),
                run.getParent().getFullName(),
                String.valueOf(run.getNumber()),
                agent,
                causes.isEmpty() ? "unknown" : causes);
    }

    /** Name of the agent; its own name where it is the controller. */
    static String agentName(FilePath workspace) {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            return "unknown";
        }
        return computer.getName().isEmpty() ? "built-in" : computer.getName();
    }

    private static String version() {
        hudson.PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(BuildInvocation.class);
        return plugin == null ? "development" : plugin.getVersionNumber().toString();
    }
}
