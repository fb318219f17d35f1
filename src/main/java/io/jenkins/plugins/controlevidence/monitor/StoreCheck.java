package io.jenkins.plugins.controlevidence.monitor;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Saveable;
import hudson.model.TaskListener;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Looks after the evidence store: soon after Jenkins starts, every ten minutes, and whenever the settings are saved. */
@Extension
@Restricted(NoExternalUse.class)
public final class StoreCheck extends AsyncPeriodicWork {
    /** Makes the work known under its name in the logs. */
    public StoreCheck() {
        super("Control Evidence store check");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(10);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(10);
    }

    @Override
    protected void execute(TaskListener listener) {
        StoreHealth.get().check();
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    /** Looks again when the directory may be another. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class OnSettingsSaved extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof ControlEvidenceConfiguration) {
                StoreHealth.get().check();
            }
        }
    }
}
