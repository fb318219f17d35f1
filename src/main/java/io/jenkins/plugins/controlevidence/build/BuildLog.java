package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.source.Printable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What we write into build logs: lines that say who speaks, free of anything that could forge another line. */
@Restricted(NoExternalUse.class)
public final class BuildLog {
    private BuildLog() {}

    /**
     * A line of the log.
     *
     * @param text what to say
     * @return the line, without its end
     */
    public static String line(String text) {
        return "[Control Evidence] " + Printable.of(text);
    }
}
