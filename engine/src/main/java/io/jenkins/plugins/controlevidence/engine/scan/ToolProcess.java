package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Runs a program to its end, or to the end of its time: then it and all that it started are killed. What it prints is drained,
 * so that it never waits for us, and kept up to a bound.
 */
final class ToolProcess {
    private static final long OUTPUT_LIMIT = 4L << 30;
    private static final int TAIL = 16_384;
    private static final long POLL_MILLIS = 100;
    private static final long DRAIN_MILLIS = 2_000;

    /**
     * How a program ended.
     *
     * @param exitCode its exit code
     * @param timedOut whether it was killed because its time was over
     * @param overflow whether it printed more than is believed to be a report
     * @param output the last of what it printed, where that is not its report
     * @param errors the last of what it printed as errors
     */
    record Ended(int exitCode, boolean timedOut, boolean overflow, String output, String errors) {}

    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment;
    private final Duration timeout;

    ToolProcess(List<String> command, Path directory, Map<String, String> environment, Duration timeout) {
        this.command = command;
        this.directory = directory;
        this.environment = environment;
        this.timeout = timeout;
    }

    /**
     * Runs.
     *
     * @param output file for what the program prints, or null to keep only the end of it
     * @param tick is told the seconds gone by, a few times a second
     * @throws IOException if it cannot be started, or its output not be kept
     * @throws InterruptedException if the thread is interrupted; then nothing of it runs on
     */
    Ended run(@CheckForNull Path output, LongConsumer tick) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        Set<ProcessHandle> family = new LinkedHashSet<>();
        Drain out = new Drain(process.getInputStream(), output);
        Drain err = new Drain(process.getErrorStream(), null);
        boolean timedOut = false;
        try {
            out.start();
            err.start();
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(family::add);
                long gone = System.nanoTime() - started;
                tick.accept(TimeUnit.NANOSECONDS.toSeconds(gone));
                if (gone > timeout.toNanos() || out.overflow) {
                    timedOut = !out.overflow;
                    break;
                }
            }
            kill(process, family);
            int exitCode = process.waitFor();
            out.finish();
            err.finish();
            return new Ended(exitCode, timedOut, out.overflow, out.tail(), err.tail());
        } finally {
            kill(process, family);
        }
    }

    /**
     * Children that a killed parent leaves behind keep its pipes open, and keep scanning: they are killed as well. By handle:
     * {@link Process#destroyForcibly()} also closes the streams, and what of the output was not read yet would be lost.
     */
    private static void kill(Process process, Set<ProcessHandle> family) {
        process.descendants().forEach(family::add);
        process.toHandle().destroyForcibly();
        for (ProcessHandle member : family) {
            member.descendants().forEach(ProcessHandle::destroyForcibly);
            member.destroyForcibly();
        }
    }

    /** Reads a stream to its end on a thread of its own. */
    private static final class Drain extends Thread {
        private final InputStream from;
        private final Path file;
        private final byte[] ring = new byte[TAIL];
        private volatile boolean overflow;
        private volatile IOException failure;
        private long count;

        Drain(InputStream from, @CheckForNull Path file) {
            super("tool-output");
            setDaemon(true);
            this.from = from;
            this.file = file;
        }

        @Override
        public void run() {
            try (OutputStream to = file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(file)) {
                byte[] buffer = new byte[16_384];
                for (int read = from.read(buffer); read >= 0 && !overflow; read = from.read(buffer)) {
                    to.write(buffer, 0, read);
                    keep(buffer, read);
                }
            } catch (IOException e) {
                failure = e;
            }
        }

        private synchronized void keep(byte[] buffer, int length) {
            for (int i = 0; i < length; i++) {
                ring[(int) (count++ % TAIL)] = buffer[i];
            }
            overflow = count > OUTPUT_LIMIT;
        }

        void finish() throws IOException, InterruptedException {
            join(DRAIN_MILLIS);
            if (isAlive()) {
                from.close();
                join(DRAIN_MILLIS);
                failure = new IOException("something that it started ran on and kept its output open");
            }
            if (file != null && failure != null) {
                throw failure;
            }
        }

        synchronized String tail() {
            if (file != null) {
                return "";
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (long at = Math.max(0, count - TAIL); at < count; at++) {
                bytes.write(ring[(int) (at % TAIL)]);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
