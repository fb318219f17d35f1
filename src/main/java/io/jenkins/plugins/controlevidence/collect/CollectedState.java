package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What was seen last, to tell what is different now. A memory, not evidence: without it, everything is new, and nothing looks
 * better than it is.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class CollectedState {
    private static final Logger LOGGER = Logger.getLogger(CollectedState.class.getName());

    /** SHA-256 of each file of the configuration, by its path from the Jenkins home. */
    private TreeMap<String, String> configuration = new TreeMap<>();

    /** Whether all files have been looked at, so that what is new since then is known. */
    private boolean looked;

    /** Version of each plugin, by its id. */
    private TreeMap<String, String> plugins = new TreeMap<>();

    /** Each credential, by its id. */
    private TreeMap<String, Seen> credentials = new TreeMap<>();

    /** When a credential was first there, and when its value last changed; milliseconds since 1970, 0 if it never did. */
    static final class Seen {
        final long firstSeen;
        final long rotated;

        @CheckForNull
        final String fingerprint;

        Seen(long firstSeen, long rotated, @CheckForNull String fingerprint) {
            this.firstSeen = firstSeen;
            this.rotated = rotated;
            this.fingerprint = fingerprint;
        }
    }

    /** Reads what was seen before Jenkins stopped. */
    public CollectedState() {
        XmlFile file = file();
        try {
            if (file.exists()) {
                file.unmarshal(this);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was collected last cannot be read; everything is new", e);
        }
    }

    static CollectedState get() {
        return ExtensionList.lookupSingleton(CollectedState.class);
    }

    /** Replaces the digest of a file; null if it is gone. Says what it was. */
    @CheckForNull
    synchronized String configuration(String path, @CheckForNull String sha256) {
        String before = sha256 == null ? configuration.remove(path) : configuration.put(path, sha256);
        if (sha256 == null ? before != null : !sha256.equals(before)) {
            save();
        }
        return before;
    }

    /** Notes that all files have been looked at; says whether they had been before. */
    synchronized boolean look() {
        boolean before = looked;
        looked = true;
        save();
        return before;
    }

    /** Forgets the files: nobody looks at them any more, and what changes until somebody does again is not known. */
    synchronized void forgetConfiguration() {
        if (looked || !configuration.isEmpty()) {
            looked = false;
            configuration = new TreeMap<>();
            save();
        }
    }

    /** The digests of all files. */
    synchronized Map<String, String> configuration() {
        return new TreeMap<>(configuration);
    }

    /** Replaces the plugins; says which there were. */
    synchronized Map<String, String> plugins(Map<String, String> now) {
        Map<String, String> before = plugins;
        if (!before.equals(now)) {
            plugins = new TreeMap<>(now);
            save();
        }
        return before;
    }

    /** The credentials. */
    synchronized Map<String, Seen> credentials() {
        return new TreeMap<>(credentials);
    }

    /** Replaces the credentials. */
    synchronized void credentials(Map<String, Seen> now) {
        credentials = new TreeMap<>(now);
        save();
    }

    private void save() {
        try {
            file().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What was collected cannot be saved; after a restart everything is new", e);
        }
    }

    static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), CollectedState.class.getName() + ".xml"));
    }
}
