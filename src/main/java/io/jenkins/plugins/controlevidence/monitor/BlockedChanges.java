package io.jenkins.plugins.controlevidence.monitor;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The commits on protected branches that gates did not let pass since an administrator last looked. A notice board, not
 * evidence: the verdicts themselves are in the store.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BlockedChanges extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(BlockedChanges.class.getName());

    /** How many are kept, the newest; nobody reads more. */
    private static final int MOST = 100;

    // Replaced, never changed: readers need no lock.
    private volatile ArrayList<BlockedChange> unseen;

    /** Reads what was unseen when Jenkins stopped. */
    public BlockedChanges() {
        unseen = read();
    }

    static BlockedChanges get() {
        return ExtensionList.lookupSingleton(BlockedChanges.class);
    }

    /** What nobody has marked as seen, the newest first. */
    List<BlockedChange> unseen() {
        return Collections.unmodifiableList(unseen);
    }

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        EvidenceAction evidence = run.getAction(EvidenceAction.class);
        if (evidence == null) {
            return;
        }
        for (EvidencedChange change : evidence.getChanges()) {
            GateSummary gate = change.getGate();
            if (gate != null && !gate.isPassed() && gate.isProtectedBranch() && change.getBranch() != null) {
                add(new BlockedChange(run, change, gate));
            }
        }
    }

    private synchronized void add(BlockedChange blocked) {
        ArrayList<BlockedChange> now = new ArrayList<>();
        now.add(blocked);
        unseen.stream().filter(old -> !old.isSameAs(blocked)).limit(MOST - 1).forEach(now::add);
        replace(now);
    }

    /** Takes all of them down. */
    synchronized void markAsSeen() {
        replace(new ArrayList<>());
    }

    private void replace(ArrayList<BlockedChange> now) {
        unseen = now;
        try {
            file().write(now);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The list of blocked changes could not be saved; it is lost on restart", e);
        }
    }

    private static ArrayList<BlockedChange> read() {
        try {
            XmlFile file = file();
            if (file.exists() && file.read() instanceof ArrayList<?> saved) {
                ArrayList<BlockedChange> read = new ArrayList<>();
                saved.stream().map(BlockedChange.class::cast).forEach(read::add);
                return read;
            }
        } catch (IOException | ClassCastException e) {
            LOGGER.log(Level.WARNING, "The list of blocked changes could not be read; it begins anew", e);
        }
        return new ArrayList<>();
    }

    private static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), BlockedChanges.class.getName() + ".xml"));
    }
}
