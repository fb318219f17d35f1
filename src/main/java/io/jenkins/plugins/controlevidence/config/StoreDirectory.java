package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Decides whether a directory on the controller may hold the evidence store. */
@Restricted(NoExternalUse.class)
public final class StoreDirectory {
    /** Name below the Jenkins home of the directory that is used when none is set. */
    static final String DEFAULT_NAME = "control-evidence";

    /**
     * What lies in the Jenkins home and is somebody else's: builds and workspaces come and go and are written by jobs,
     * user content is served to everybody, the rest is replaced by upgrades or holds Jenkins' own keys.
     */
    private static final Set<String> TAKEN = Set.of(
            "jobs",
            "workspace",
            "userContent",
            "users",
            "nodes",
            "plugins",
            "war",
            "secrets",
            "logs",
            "fingerprints",
            "caches",
            "updates");

    private StoreDirectory() {}

    /** The directory that is used when none is set. */
    static Path defaultPath() {
        return Jenkins.get().getRootDir().toPath().toAbsolutePath().resolve(DEFAULT_NAME);
    }

    /**
     * The directory that a setting names. Looks at the file system to see through symbolic links, and changes nothing.
     *
     * @param text an absolute path
     * @throws IllegalArgumentException if it may not be used, with a message that says why and what to do
     */
    static Path parse(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Messages.StoreDirectory_noPath(text), e);
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(Messages.StoreDirectory_relative(text));
        }
        Path real = real(path.normalize());
        Path home = real(Jenkins.get().getRootDir().toPath().toAbsolutePath().normalize());
        if (home.startsWith(real)) {
            throw new IllegalArgumentException(Messages.StoreDirectory_home(text));
        }
        if (real.startsWith(home)
                && TAKEN.contains(home.relativize(real).getName(0).toString())) {
            throw new IllegalArgumentException(Messages.StoreDirectory_taken(
                    text, home.resolve(home.relativize(real).getName(0))));
        }
        refuseInside(real, fixedPart(Jenkins.get().getRawBuildsDir()), text);
        refuseInside(real, fixedPart(Jenkins.get().getRawWorkspaceDir()), text);
        return path.normalize();
    }

    /**
     * Says to somebody who would set a directory whether evidence may be kept there, and what becomes of what is kept elsewhere.
     *
     * @param text an absolute path, or null for the default
     * @param current where evidence is kept now
     */
    static FormValidation check(@CheckForNull String text, Path current) {
        Path path;
        try {
            path = text == null ? defaultPath() : parse(text);
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
        if (!isWritable(path)) {
            return FormValidation.error(Messages.StoreDirectory_notWritable(path));
        }
        return path.equals(current)
                ? FormValidation.ok()
                : FormValidation.warning(Messages.StoreDirectory_moved(current, path));
    }

    /** Whether the directory, or the one that it would be made in, can be written. */
    private static boolean isWritable(Path path) {
        Path existing = nearestExisting(path);
        return Files.isDirectory(existing) && Files.isWritable(existing);
    }

    private static void refuseInside(Path path, String taken, String text) {
        if (!taken.isEmpty() && path.startsWith(real(Path.of(taken)))) {
            throw new IllegalArgumentException(Messages.StoreDirectory_taken(text, taken));
        }
    }

    /** What stands before the first variable in a setting such as {@code /builds/${ITEM_FULL_NAME}}, if that is a directory of its own. */
    private static String fixedPart(String pattern) {
        String fixed = pattern.replaceFirst("[/\\\\][^/\\\\]*\\$\\{.*", "");
        return fixed.contains("${") || !Path.of(fixed).isAbsolute() ? "" : fixed;
    }

    /** The path with symbolic links resolved in the part that exists. */
    private static Path real(Path path) {
        Path existing = nearestExisting(path);
        try {
            return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (IOException e) {
            return path; // it cannot be entered, so that it is no way into a forbidden directory either
        }
    }

    /**
     * The directory that a path is in, or will be.
     *
     * @param path absolute
     * @return the path itself if it exists, else the nearest above it that does
     */
    public static Path nearestExisting(Path path) {
        for (Path above = path; above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return above;
            }
        }
        return path;
    }
}
