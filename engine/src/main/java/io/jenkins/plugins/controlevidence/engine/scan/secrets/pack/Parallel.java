package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does the same for many things, on all cores. */
public final class Parallel {
    private static final int MOST_AT_ONCE = 16;

    private Parallel() {}

    /** One worker, used by one thread. */
    @FunctionalInterface
    public interface Worker extends AutoCloseable {
        /**
         * Does the work for one thing.
         *
         * @param index which
         * @throws IOException ends the work of all
         */
        void run(int index) throws IOException;

        /** Lets go of what the worker has of its own; nothing, unless it was made by {@link #closing}. */
        @Override
        default void close() {}

        /**
         * A worker that has something of its own to let go of.
         *
         * @param work does the work
         * @param last runs when all is done
         * @return the worker
         */
        static Worker closing(Worker work, Runnable last) {
            return new Closing(work, last);
        }
    }

    private record Closing(Worker work, Runnable last) implements Worker {
        @Override
        public void run(int index) throws IOException {
            work.run(index);
        }

        @Override
        public void close() {
            last.run();
        }
    }

    /**
     * Does the work for all indexes, in about their order.
     *
     * @param count how many there are
     * @param activity what is being done, for the progress
     * @param unit what is counted
     * @param progress is told now and then how many are done
     * @param worker makes a worker for a thread
     * @throws IOException as a worker threw it
     * @throws InterruptedException if this thread is interrupted; no worker runs on
     */
    public static void forAll(
            int count, String activity, String unit, Progress progress, Supplier<? extends Worker> worker)
            throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        int batch = Math.max(1, Math.min(MOST_AT_ONCE, count / (cores * 4))); // few things may be large ones
        int workers = Math.max(1, Math.min(cores, count / batch));
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            AtomicInteger next = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(executor.submit(() -> {
                    try (Worker own = worker.get()) {
                        for (int from = next.getAndAdd(batch); from < count; from = next.getAndAdd(batch)) {
                            for (int index = from; index < Math.min(count, from + batch); index++) {
                                if (Thread.currentThread().isInterrupted()) {
                                    return null;
                                }
                                own.run(index);
                            }
                            int now = done.addAndGet(Math.min(count, from + batch) - from);
                            if (now % (64 * MOST_AT_ONCE) == 0 || now == count) {
                                progress.update(activity, now, count, unit);
                            }
                        }
                        return null;
                    }
                }));
            }
            for (Future<?> work : running) {
                work.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
            awaitQuietly(executor);
        }
    }

    private static void awaitQuietly(ExecutorService executor) {
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true; // they have been told to stop and check it at every object
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
