package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.controlevidence.build.FileDigest;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** The files in the Jenkins home that say how Jenkins works: its own, those of jobs and folders, those of agents. */
final class ConfigurationFiles {
    /** Its own, and those of agents. */
    private static final Pattern OWN = Pattern.compile("[^/]+\\.xml|nodes/[^/]+/config\\.xml");

    /** Those of jobs and folders, at any depth; not their builds'. */
    private static final Pattern ITEM =
            Pattern.compile("jobs/(?:[^/]+/(?:jobs|branches|configurations)/)*(?:.*/)?config\\.xml");

    /** What Jenkins notes for itself as it runs: nobody configures it. */
    private static final Pattern NOTES = Pattern.compile(
            "queue\\.xml|nodeMonitors\\.xml|hudson\\.model\\.UpdateCenter\\.xml|jenkins\\.telemetry\\..*\\.xml"
                    + "|jenkins\\.fingerprints\\..*\\.xml|io\\.jenkins\\.plugins\\.controlevidence\\.(?:collect|monitor)\\..*\\.xml"
                    + "|.*LastExec.*\\.xml|jobs/(?:.*/)?builds/.*");

    private ConfigurationFiles() {}

    /** The path of a file from the Jenkins home, with forward slashes; null if it is no configuration. */
    @CheckForNull
    static String path(File file) {
        Path home = Jenkins.get().getRootDir().toPath().toAbsolutePath();
        Path absolute = file.toPath().toAbsolutePath();
        if (!absolute.startsWith(home)) {
            return null;
        }
        String path = home.relativize(absolute).toString().replace(File.separatorChar, '/');
        boolean configuration =
                OWN.matcher(path).matches() || ITEM.matcher(path).matches();
        return configuration && !NOTES.matcher(path).matches() ? path : null;
    }

    /** SHA-256 of a file, lower-case hexadecimal; null if it is not there. */
    @CheckForNull
    static String digest(String path) throws IOException {
        try {
            return FileDigest.sha256(Jenkins.get().getRootDir().toPath().resolve(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The digests of all that are there now, by path.
     *
     * @param known paths that Jenkins has told of: of its own files only {@code config.xml} is looked at besides, for plugins write
     *     others without telling
     */
    static TreeMap<String, String> digests(Set<String> known) throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        File home = Jenkins.get().getRootDir();
        add(new File[] {new File(home, "config.xml")}, digests);
        add(known.stream().map(path -> new File(home, path)).toArray(File[]::new), digests);
        File[] nodes = new File(home, "nodes").listFiles();
        if (nodes != null) {
            for (File node : nodes) {
                add(new File[] {new File(node, "config.xml")}, digests);
            }
        }
        for (Item item : Jenkins.get().allItems()) {
            add(new File[] {new File(item.getRootDir(), "config.xml")}, digests);
        }
        return digests;
    }

    private static void add(@CheckForNull File[] files, TreeMap<String, String> digests) throws IOException {
        if (files == null) {
            return;
        }
        for (File file : files) {
            String path = path(file);
            String digest = path == null ? null : digest(path);
            if (digest != null) {
                digests.put(path, digest);
            }
        }
    }
}
