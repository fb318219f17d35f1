package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * Finds the repository that a directory belongs to, as git does, and refuses the formats that JGit would misread.
 *
 * <p>JGit's own search goes on upwards past a {@code .git} that is broken, and then finds the repository around it: evidence
 * about the wrong repository. This one stops there and says so.
 */
final class RepositoryFinder {
    /** What repositories of format version 1 may ask for without any harm to reading commits, refs and files. */
    private static final Set<String> HARMLESS_EXTENSIONS = Set.of(
            "noop",
            "noop-v1",
            "preciousobjects",
            "partialclone",
            "worktreeconfig",
            "relativeworktrees",
            "compatobjectformat",
            "refstorage",
            "objectformat");

    private static final int MAX_GIT_FILE = 64 * 1024;

    private RepositoryFinder() {}

    /**
     * Opens the repository around a directory.
     *
     * @param directory a directory inside a work tree, a bare repository, or a git directory
     * @return the repository; the caller closes it
     * @throws SourceException if there is none, or it cannot be read
     */
    static Repository find(Path directory) throws SourceException {
        Path start = realDirectory(directory);
        for (Path here = start; here != null; here = here.getParent()) {
            Path dotGit = here.resolve(".git");
            if (Files.isRegularFile(dotGit)) {
                return build(linked(dotGit), here);
            }
            if (Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)) {
                requireGitDirectory(dotGit, "");
                return build(dotGit, null);
            }
            if (isGitDirectory(here)) {
                return build(here, null);
            }
        }
        throw new SourceException(
                directory + " is not in a git repository: neither it nor a directory above it has a .git;"
                        + " name a directory inside a clone");
    }

    /**
     * Opens the repository whose work tree is exactly this directory, such as a submodule's.
     *
     * @param workTree a directory that has a {@code .git}
     * @return the repository; the caller closes it
     * @throws SourceException if it cannot be read
     */
    static Repository at(Path workTree) throws SourceException {
        Path dotGit = workTree.resolve(".git");
        Path gitDirectory = Files.isRegularFile(dotGit) ? linked(dotGit) : dotGit;
        requireGitDirectory(gitDirectory, "");
        return build(gitDirectory, workTree);
    }

    private static Path realDirectory(Path directory) throws SourceException {
        if (!Files.isDirectory(directory)) {
            throw new SourceException(directory + (Files.exists(directory) ? " is not a directory" : " does not exist")
                    + "; name a directory inside a clone");
        }
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new SourceException(directory + " cannot be read (" + e + "); check its permissions", e);
        }
    }

    /** The git directory that a {@code .git} file of a linked work tree or a submodule names. */
    private static Path linked(Path gitFile) throws SourceException {
        String text;
        try {
            if (Files.size(gitFile) > MAX_GIT_FILE) {
                throw new SourceException(gitFile + " is too long for a link to a git directory; clone again");
            }
            text = new String(Files.readAllBytes(gitFile), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new SourceException(gitFile + " cannot be read (" + e + "); check its permissions", e);
        }
        if (!text.startsWith("gitdir:")) {
            throw new SourceException(
                    gitFile + " does not begin with 'gitdir:'; the work tree is broken, clone it again");
        }
        Path target;
        try {
            target = gitFile.resolveSibling(text.substring("gitdir:".length()).strip())
                    .normalize();
        } catch (InvalidPathException e) {
            throw new SourceException(gitFile + " names no path that could be one; clone again", e);
        }
        requireGitDirectory(target, gitFile + " points at a git directory that cannot be used: ");
        return target;
    }

    private static boolean isGitDirectory(Path directory) {
        return Files.exists(directory.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && (Files.isRegularFile(directory.resolve("commondir"))
                        || (Files.isDirectory(directory.resolve("objects"))
                                && Files.isDirectory(directory.resolve("refs"))));
    }

    private static void requireGitDirectory(Path directory, String prefix) throws SourceException {
        if (!Files.isDirectory(directory)) {
            throw new SourceException(
                    prefix + directory + " is not there; clone again, or repair with 'git worktree repair'"
                            + " or 'git submodule update --init'");
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            throw new SourceException(prefix + directory + " cannot be read; check its permissions");
        }
        if (!isGitDirectory(directory)) {
            throw new SourceException(prefix + directory
                    + " is not a whole git repository (HEAD, objects or refs is missing);" + " clone again");
        }
    }

    private static Repository build(Path gitDirectory, @CheckForNull Path workTree) throws SourceException {
        try {
            Path common =
                    FS.DETECTED.getCommonDir(gitDirectory.toFile()).toPath().normalize();
            if (!Files.isDirectory(common.resolve("objects"))) {
                throw new SourceException(gitDirectory + " belongs to the repository " + common
                        + ", which is not there; clone again, or run 'git worktree repair'");
            }
            requireReadableFormat(common);
            FileRepositoryBuilder builder = new FileRepositoryBuilder()
                    .setGitDir(gitDirectory.toFile())
                    .setGitCommonDir(common.toFile())
                    .setMustExist(true);
            if (workTree != null) {
                builder.setWorkTree(workTree.toFile());
            }
            Repository repository = builder.build();
            // The commit-graph file is a cache of parents that nothing vouches for. In memory only.
            repository
                    .getConfig()
                    .setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_COMMIT_GRAPH, false);
            return repository;
        } catch (IOException | RuntimeException e) {
            // JGit answers damaged and hostile files with unchecked exceptions of every kind.
            throw new SourceException(
                    gitDirectory + " cannot be opened: " + e.getMessage()
                            + "; check it with 'git fsck' and 'git config --list'",
                    e);
        }
    }

    /** JGit ignores {@code extensions.objectFormat} and would read a SHA-256 repository as nonsense. */
    private static void requireReadableFormat(Path common) throws SourceException, IOException {
        Path file = common.resolve("config");
        FileBasedConfig config = new FileBasedConfig(null, file.toFile(), FS.DETECTED);
        try {
            config.load();
        } catch (ConfigInvalidException e) {
            throw new SourceException(file + " is broken: " + e.getMessage() + "; mend it by hand", e);
        }
        String format = config.getString("extensions", null, "objectformat");
        if (format != null && !format.equalsIgnoreCase("sha1")) {
            throw new SourceException(
                    common + " is a repository of the object format " + format.toLowerCase(Locale.ROOT)
                            + ", which cannot be read yet (only sha1 can); scan a sha1 clone of it");
        }
        int version = config.getInt("core", "repositoryformatversion", 0);
        if (version > 1) {
            throw new SourceException(common + " has the repository format " + version
                    + ", which is newer than what can be read (0 and 1); update this program");
        }
        if (version == 1) {
            requireKnownExtensions(common, config);
        }
    }

    private static void requireKnownExtensions(Path common, Config config) throws SourceException {
        for (String extension : config.getNames("extensions")) {
            if (!HARMLESS_EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT))) {
                throw new SourceException(common + " uses the repository extension '" + extension
                        + "', which is not known here, so that it could be misread; scan a plain clone of it");
            }
        }
    }
}
