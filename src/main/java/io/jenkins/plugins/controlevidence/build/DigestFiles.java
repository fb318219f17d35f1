package io.jenkins.plugins.controlevidence.build;

import hudson.AbortException;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.File;
import java.io.IOException;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Digests the files of a directory that fit a pattern, on the agent that has them.
 *
 * @param pattern Ant patterns, separated by commas
 */
record DigestFiles(String pattern) implements ControllerToAgentFileCallable<TreeMap<String, String>> {
    /** A record has no room for more. */
    private static final int MOST = 150;

    /** SHA-256 of each file, lower-case hexadecimal, by its path from the directory with forward slashes. */
    @Override
    public TreeMap<String, String> invoke(File directory, VirtualChannel channel) throws IOException {
        String[] files = directory.isDirectory()
                ? Util.createFileSet(directory, pattern).getDirectoryScanner().getIncludedFiles()
                : new String[0];
        if (files.length == 0) {
            throw new AbortException("No file fits '" + Printable.of(pattern) + "' in " + directory
                    + ". Name what is deployed by its path from there.");
        }
        if (files.length > MOST) {
            throw new AbortException(files.length + " files fit '" + Printable.of(pattern) + "'; a record has room for "
                    + MOST + ". Pack them into one, or name fewer.");
        }
        TreeMap<String, String> digests = new TreeMap<>();
        for (String file : files) {
            digests.put(file.replace(File.separatorChar, '/'), FileDigest.sha256(new File(directory, file).toPath()));
        }
        return digests;
    }
}
