package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.KeyRotation;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The evidence of this controller: its one store and the index over it, opened when they are first needed and closed when
 * Jenkins stops. Nothing else opens the store. Safe for use by several threads.
 */
@Extension
public final class ControllerEvidence {
    private static final Logger LOGGER = Logger.getLogger(ControllerEvidence.class.getName());

    /** Milestone of the termination of Jenkins: what is recorded when it stops has been recorded. */
    public static final String LAST_RECORDS = "control-evidence-last-records";

    @CheckForNull
    private Store store;

    @CheckForNull
    private EvidenceIndex index;

    /** Appending, which many may do at once, and replacing the key, which waits for them. Taken before this object's own lock. */
    private final ReadWriteLock appending = new ReentrantReadWriteLock();

    /**
     * The evidence of this controller.
     *
     * @return the only instance
     */
    public static ControllerEvidence get() {
        return ExtensionList.lookupSingleton(ControllerEvidence.class);
    }

    /**
     * The store, made if there is none.
     *
     * @return the store; not to be closed
     * @throws IOException if it can be neither read nor made
     */
    public synchronized Store store() throws IOException {
        Path directory = ControlEvidenceConfiguration.get().getStorePath();
        if (store != null && !store.directory().equals(directory)) {
            close();
        }
        if (store == null) {
            store = Store.openOrCreate(directory);
        }
        return store;
    }

    /**
     * The index over the store, up to date with everything that {@link #append} has acknowledged.
     *
     * @return the index; not to be closed
     * @throws IOException if the store cannot be read
     */
    public synchronized EvidenceIndex index() throws IOException {
        Store opened = store();
        if (index == null) {
            index = EvidenceIndex.open(opened, Progress.NONE);
        }
        return index;
    }

    /**
     * Signs statements and appends them next to each other, all or none; when it returns they are durable.
     *
     * @param statements what to record
     * @return where they are, in the same order
     * @throws IOException if they cannot be written; then none is recorded
     */
    public List<Appended> append(List<Statement> statements) throws IOException {
        List<Appended> appended;
        appending.readLock().lock();
        try {
            appended = store().appendAll(statements);
        } finally {
            appending.readLock().unlock();
        }
        try {
            index().update(Progress.NONE);
        } catch (IOException e) {
            // The records are safe; an index that lags behind is brought up to date, or rebuilt, when it is next
            // opened.
            LOGGER.log(Level.WARNING, "The index of the evidence store could not be brought up to date", e);
            closeIndex();
        }
        return appended;
    }

    /**
     * Replaces the key that evidence is signed with. What is being appended is waited for; a report that is being made fails.
     *
     * @param person who does it
     * @param why the reason that they give
     * @param when now, UTC
     * @param invocation what the record says of where it was done
     * @return the new public key
     * @throws IOException if it cannot be written; the old key then counts, or the new one, as the store says when it is opened
     */
    public VerifyingKey replaceKey(String person, String why, Instant when, Invocation invocation) throws IOException {
        appending.writeLock().lock();
        try {
            synchronized (this) {
                Path directory = store().directory();
                close();
                return KeyRotation.rotate(directory, person, why, when, invocation);
            }
        } finally {
            appending.writeLock().unlock();
        }
    }

    /**
     * Closes what is open; called when Jenkins stops.
     *
     * @throws IOException if something could not be written
     */
    @Terminator(requires = LAST_RECORDS)
    public static void terminate() throws IOException {
        get().close();
    }

    private synchronized void close() throws IOException {
        closeIndex();
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private synchronized void closeIndex() {
        if (index != null) {
            try {
                index.close();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The index of the evidence store could not be closed in order", e);
            }
            index = null;
        }
    }
}
