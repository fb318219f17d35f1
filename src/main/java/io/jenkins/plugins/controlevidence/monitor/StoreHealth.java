package io.jenkins.plugins.controlevidence.monitor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.config.StoreDirectory;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jenkins.util.SystemProperties;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Whether evidence can be kept, as of the last look. Looking touches files; asking does not. */
@Extension
@Restricted(NoExternalUse.class)
public final class StoreHealth {
    /** Less room than this, in MiB, counts as a full disk: a scan's report may take that much. */
    private static final long LEAST_SPACE_MIB =
            SystemProperties.getLong(StoreHealth.class.getName() + ".leastSpaceMiB", 64L);

    @CheckForNull
    private volatile String problem;

    static StoreHealth get() {
        return ExtensionList.lookupSingleton(StoreHealth.class);
    }

    /**
     * What was wrong at the last look.
     *
     * @return what, where and what to do, or null if nothing was
     */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** Looks whether the store, or the place where it is to be, can be used. Makes nothing. */
    void check() {
        problem = find(ControlEvidenceConfiguration.get().getStorePath());
    }

    @CheckForNull
    private static String find(Path directory) {
        try {
            if (!isUnused(directory)) {
                if (!Files.exists(directory.resolve("store.json"))) {
                    return Messages.StoreHealth_foreign(directory);
                }
                Store.open(directory).close(); // reads the format, the keys and the checkpoint
            }
            Path existing = StoreDirectory.nearestExisting(directory);
            if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
                return Messages.StoreHealth_notWritable(existing);
            }
            long free = Files.getFileStore(existing).getUsableSpace() >> 20;
            return free < LEAST_SPACE_MIB ? Messages.StoreHealth_full(existing, free) : null;
        } catch (IOException e) {
            return Messages.StoreHealth_unusable(directory, e.getMessage());
        }
    }

    /** Whether there is nothing yet: the first record will make the store. */
    private static boolean isUnused(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
