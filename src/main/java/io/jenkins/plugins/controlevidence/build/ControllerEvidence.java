package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        List<Appended> appended = store().appendAll(statements);
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
