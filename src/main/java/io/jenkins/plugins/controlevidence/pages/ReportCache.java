package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

/**
 * Control reports that have been asked for. One thread judges, so that readers cannot take more of the controller than that;
 * a report is kept as long as the ledger has not grown and few others were asked for since.
 */
final class ReportCache {
    /** How many reports are kept: a report holds an item for every commit of its period. */
    private static final int MOST = 6;

    /** How many may wait to be judged before further ones are refused. */
    private static final int QUEUE = 16;

    private final Map<Key, FutureTask<Made>> reports = new LinkedHashMap<>(16, 0.75f, true);
    private final ThreadPoolExecutor judge = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(QUEUE),
            new NamingThreadFactory(new DaemonThreadFactory(), "Control Evidence report"));

    ReportCache() {
        judge.allowCoreThreadTimeOut(true);
    }

    /** Two equal keys give the same report. */
    private record Key(String root, ReportRequest request, String catalogue) {}

    /**
     * A report, and what the page asks beside it.
     *
     * @param report the report
     * @param repositories all that the store knows, in scope or not, sorted
     */
    record Made(ControlReport report, List<String> repositories) {
        Made {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * A report on the store as it is now.
     *
     * @param catalogue what is asked
     * @param request of which period and of what
     * @param patience how long to wait for it
     * @return empty if it is not ready yet; ask again
     * @throws IOException if the store cannot be read
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     */
    Optional<Made> get(Catalogue catalogue, ReportRequest request, Duration patience) throws IOException {
        EvidenceIndex index = ControllerEvidence.get().index();
        Key key = new Key(index.state().rootHash(), request, catalogue.digest());
        Future<Made> future = future(key, () -> make(catalogue, index, request));
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
            forget(key);
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new IllegalArgumentException(cause.getMessage(), e);
            }
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private static Made make(Catalogue catalogue, EvidenceIndex index, ReportRequest request) throws IOException {
        return new Made(
                ControlReport.of(catalogue, index, request), index.period().repositories(Instant.MAX));
    }

    @CheckForNull
    private synchronized Future<Made> future(Key key, Callable<Made> make) {
        FutureTask<Made> known = reports.get(key);
        if (known != null) {
            return known;
        }
        FutureTask<Made> task = new FutureTask<>(make);
        try {
            judge.execute(task);
        } catch (RejectedExecutionException e) {
            return null;
        }
        reports.put(key, task);
        while (reports.size() > MOST) {
            reports.remove(reports.keySet().iterator().next());
        }
        return task;
    }

    private synchronized void forget(Key key) {
        reports.remove(key);
    }
}
