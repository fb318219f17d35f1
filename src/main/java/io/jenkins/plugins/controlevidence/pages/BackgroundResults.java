package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What takes longer to make than a request should take. One thread makes it, so that readers cannot take more of the controller
 * than that; what was asked for last is kept.
 *
 * @param <K> what is asked for; two equal ones give the same result
 * @param <V> the result
 */
final class BackgroundResults<K, V> {
    /** How many may wait to be made before further ones are put off. */
    private static final int QUEUE = 16;

    private final int most;
    private final Consumer<V> discard;
    private final Map<K, FutureTask<V>> results = new LinkedHashMap<>(16, 0.75f, true);
    private final ThreadPoolExecutor maker;

    /**
     * Keeps results.
     *
     * @param name of the thread
     * @param most how many results are kept
     * @param discard is given what is no longer kept
     */
    BackgroundResults(String name, int most, Consumer<V> discard) {
        this.most = most;
        this.discard = discard;
        maker = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(QUEUE),
                new NamingThreadFactory(new DaemonThreadFactory(), name));
        maker.allowCoreThreadTimeOut(true);
    }

    /**
     * A result, made if it is not kept.
     *
     * @param key which
     * @param make makes it
     * @param patience how long to wait for it
     * @return empty if it is not ready yet; ask again
     * @throws IOException if it cannot be made; it is made anew the next time
     * @throws IllegalArgumentException if it cannot be made because of what was asked for
     */
    Optional<V> get(K key, Callable<V> make, Duration patience) throws IOException {
        Future<V> future = future(key, make);
        if (future == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(future.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            remove(key, future);
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new IllegalArgumentException(cause.getMessage(), e);
            }
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    @CheckForNull
    private Future<V> future(K key, Callable<V> make) {
        List<FutureTask<V>> old;
        FutureTask<V> task;
        synchronized (this) {
            FutureTask<V> known = results.get(key);
            if (known != null) {
                return known;
            }
            task = new FutureTask<>(make);
            try {
                maker.execute(task);
            } catch (RejectedExecutionException e) {
                return null;
            }
            results.put(key, task);
            old = surplus();
        }
        old.forEach(this::discard);
        return task;
    }

    /** Takes out the results that were not asked for the longest; what is still being made stays. */
    private List<FutureTask<V>> surplus() {
        List<FutureTask<V>> surplus = new ArrayList<>();
        Iterator<FutureTask<V>> oldestFirst = results.values().iterator();
        for (int over = results.size() - most; over > 0 && oldestFirst.hasNext(); ) {
            FutureTask<V> task = oldestFirst.next();
            if (task.isDone()) {
                oldestFirst.remove();
                surplus.add(task);
                over--;
            }
        }
        return surplus;
    }

    /** No longer keeps a result. */
    void forget(K key) {
        FutureTask<V> known;
        synchronized (this) {
            known = results.remove(key);
        }
        if (known != null) {
            discard(known);
        }
    }

    private synchronized void remove(K key, Future<V> failed) {
        results.remove(key, failed);
    }

    private void discard(FutureTask<V> task) {
        try {
            discard.accept(task.get());
        } catch (ExecutionException e) {
            // Nothing was made; who asked for it has been told why.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
