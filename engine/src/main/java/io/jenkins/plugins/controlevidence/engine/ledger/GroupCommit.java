package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets many writers share one round of forcing to the disk: while one round is written, the requests for the next gather. A
 * thread of its own writes, because an interrupt (an aborted build) would close the files under a writer's hands.
 */
final class GroupCommit implements Closeable {
    private static final int MAX_LEAVES = 1024;

    /** What one writer waits for. */
    private record Request(List<Leaf> leaves, CompletableFuture<Long> first) {}

    private final ConcurrentLinkedQueue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread;
    private final LedgerWriter writer;
    private final StoreLock lock;

    GroupCommit(LedgerWriter writer, StoreLock lock) {
        this.writer = writer;
        this.lock = lock;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "control-evidence-ledger");
                    made.setDaemon(true);
                    return made;
                });
        one.allowCoreThreadTimeOut(true);
        thread = one;
    }

    /** Appends leaves next to each other; gives the position of the first once they are durable. */
    long append(List<Leaf> leaves) throws IOException {
        Request request = new Request(leaves, new CompletableFuture<>());
        waiting.add(request);
        thread.execute(this::commitWaiting);
        try {
            return request.first().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Stopped while records were being written; they may be in the ledger or not.", e);
        } catch (ExecutionException e) {
            throw new StoreException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Writes all that wait, in one round unless they are very many. */
    private void commitWaiting() {
        List<Request> batch = new ArrayList<>();
        List<Leaf> leaves = new ArrayList<>();
        for (Request next = waiting.peek();
                next != null
                        && (leaves.isEmpty() || leaves.size() + next.leaves().size() <= MAX_LEAVES);
                next = waiting.peek()) {
            batch.add(waiting.remove());
            leaves.addAll(next.leaves());
        }
        if (batch.isEmpty()) {
            return; // an earlier round took them all
        }
        try {
            long first = lock.whileHeld(() -> writer.append(leaves));
            for (Request request : batch) {
                request.first().complete(first);
                first += request.leaves().size();
            }
        } catch (IOException | RuntimeException | Error e) {
            batch.forEach(request -> request.first().completeExceptionally(e));
        }
    }

    /** Waits until what was begun is written. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
