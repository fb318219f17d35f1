package io.jenkins.plugins.controlevidence.collect;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Records, each day and after each start, what Jenkins itself knows. Whatever cannot be recorded does not keep the rest from it. */
@Extension
@Restricted(NoExternalUse.class)
public final class DailyCollection extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(DailyCollection.class.getName());

    /** Makes it known to Jenkins. */
    public DailyCollection() {
        super("Collection of evidence about Jenkins");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.DAYS.toMillis(1);
    }

    /** Soon after the start, when everything has been loaded. */
    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(5);
    }

    @Override
    protected void execute(TaskListener listener) {
        SystemRecords.settings().ifPresent(settings -> collect(settings, listener));
    }

    /** One part of the collection. */
    @FunctionalInterface
    private interface Part {
        void record() throws IOException;
    }

    private static void collect(CollectionSettings settings, TaskListener listener) {
        attempt("changes of the configuration", ConfigurationChanges::check, listener);
        attempt("plugins", () -> PluginSet.record(settings), listener);
        attempt("credentials", () -> CredentialAges.record(settings), listener);
        attempt("permissions", PermissionSnapshot::record, listener);
        attempt("failed log-ins", () -> FailedLogins.get().record(), listener);
    }

    private static void attempt(String what, Part part, TaskListener listener) {
        try {
            part.record();
            listener.getLogger().println(what + ": recorded");
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Evidence about Jenkins: " + what + " could not be recorded");
            listener.error(what + " could not be recorded: " + e);
        }
    }
}
