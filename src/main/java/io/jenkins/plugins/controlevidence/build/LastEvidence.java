package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import hudson.util.TextFile;
import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which build of a job was the last to make evidence: a number in a file beside the job's configuration, so that nobody has to
 * walk over builds that came to nothing to find it. It is renamed, moved and deleted with the job.
 */
@Restricted(NoExternalUse.class)
public final class LastEvidence {
    private static final Logger LOGGER = Logger.getLogger(LastEvidence.class.getName());
    private static final String FILE = "control-evidence-last-build";

    private LastEvidence() {}

    /** Takes a note of a build that makes evidence. Without the note its job's page has a gap, and the evidence none. */
    static synchronized void remember(Run<?, ?> run) {
        try {
            TextFile file = file(run.getParent());
            if (number(file) < run.getNumber()) {
                file.write(String.valueOf(run.getNumber()));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "It could not be noted that " + run + " has made evidence");
        }
    }

    /**
     * The last build of a job that has made evidence.
     *
     * @param job the job
     * @return it, or if it has been deleted the one before; null if there is none
     */
    @CheckForNull
    public static Run<?, ?> of(Job<?, ?> job) {
        try {
            int number = number(file(job));
            return number == 0 ? null : job.getNearestOldBuild(number);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "It is not known which build of " + job + " made evidence last");
            return null;
        }
    }

    private static TextFile file(Job<?, ?> job) {
        return new TextFile(new File(job.getRootDir(), FILE));
    }

    /** 0 where nothing, or no number, is noted. */
    private static int number(TextFile file) throws IOException {
        String noted = file.exists() ? file.readTrim() : "";
        return noted.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(noted) : 0;
    }
}
