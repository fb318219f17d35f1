package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that tells how far long work has come: shown once an activity has lasted a second, ten times a second
 * at most, wiped when {@link #clear()} is called.
 */
final class TerminalProgress implements Progress {
    private static final long FIRST_SHOWN_NANOS = 1_000_000_000L;
    private static final long INTERVAL_NANOS = 100_000_000L;

    @CheckForNull
    private final PrintStream terminal;

    private final LongSupplier nanoTime;
    private String activity = "";
    private long begun;
    private long shown;
    private int width;

    TerminalProgress(@CheckForNull PrintStream terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /**
     * The progress line for this process: on standard error if that is a terminal (the launcher says), else none.
     *
     * @param terminal where to write
     * @return never null; without a terminal it says nothing
     */
    static TerminalProgress onTerminal(PrintStream terminal) {
        return new TerminalProgress(
                Boolean.getBoolean("control-evidence.terminal") ? terminal : null, System::nanoTime);
    }

    @Override
    public synchronized void update(String activity, long done, long total, String unit) {
        if (terminal == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (!activity.equals(this.activity)) {
            this.activity = activity;
            begun = now;
            shown = now;
        }
        if (now - begun < FIRST_SHOWN_NANOS || now - shown < INTERVAL_NANOS) {
            return;
        }
        shown = now;
        String line = line(activity, done, total, unit, (now - begun) / 1e9);
        terminal.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        terminal.flush();
        width = line.length();
    }

    /** Wipes the line, before anything else is printed. */
    synchronized void clear() {
        if (terminal != null && width > 0) {
            terminal.print("\r" + " ".repeat(width) + "\r");
            terminal.flush();
            width = 0;
        }
        activity = "";
    }

    static String line(String activity, long done, long total, String unit, double seconds) {
        StringBuilder line = new StringBuilder(activity).append("  ").append(amount(done, unit));
        if (total > 0) {
            line.append(" of ")
                    .append(amount(total, unit))
                    .append(String.format(Locale.ROOT, " (%d%%)", Math.min(100, 100 * done / total)));
        }
        if (!unit.equals("bytes")) {
            line.append(' ').append(unit);
        }
        double rate = done / seconds;
        line.append("  ").append(amount((long) rate, unit)).append("/s");
        if (total > done && rate > 0) {
            long left = (long) Math.ceil((total - done) / rate);
            line.append(String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60));
        }
        return line.toString();
    }

    private static String amount(long count, String unit) {
        return unit.equals("bytes")
                ? String.format(Locale.ROOT, "%,.1f MB", count / 1e6)
                : String.format(Locale.ROOT, "%,d", count);
    }
}
