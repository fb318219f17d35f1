package io.jenkins.plugins.controlevidence.build;

import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells the build log how far long work has come: a line every ten seconds at most, none for work that is done sooner. */
final class LogProgress implements Progress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TaskListener listener;
    private long told = System.nanoTime();

    LogProgress(TaskListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void update(String activity, long done, long total, String unit) {
        long now = System.nanoTime();
        if (now - told < INTERVAL_NANOS) {
            return;
        }
        told = now;
        String share = total > 0
                ? String.format(Locale.ROOT, " of %,d %s (%d %%)", total, unit, Math.min(100, 100 * done / total))
                : " " + unit;
        listener.getLogger().println(BuildLog.line(activity + ": " + String.format(Locale.ROOT, "%,d", done) + share));
    }
}
