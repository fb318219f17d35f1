package io.jenkins.plugins.controlevidence.build;

import hudson.Functions;
import hudson.tasks.BatchFile;
import hudson.tasks.Builder;
import hudson.tasks.Shell;
import io.jenkins.plugins.controlevidence.demo.PlantedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A small repository for builds to check out, with faults that can be planted and mended. */
public final class SampleRepository {
    /** The name under which evidence speaks of it, once it is checked out by {@link #checkout()}. */
    public static final String NAME = "https://git.example.com/team/app";

    private static final PersonIdent ANN = new PersonIdent("Ann", "ann@example.com");

    private final Path directory;

    private SampleRepository(Path directory) {
        this.directory = directory;
    }

    /** Makes one with a first commit in which nothing is wrong. */
    public static SampleRepository in(Path directory) throws Exception {
        Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()
                .close();
        SampleRepository repository = new SampleRepository(directory);
        repository.commit("README.md", "# App\n");
        return repository;
    }

    public Path directory() {
        return directory;
    }

    /** A credential that passes for a live one (a GitHub token with its checksum); made here, so that no file holds one. */
    public static String credential() {
        return PlantedCredential.gitHubToken();
    }

    /** Commits a file. */
    public String commit(String path, String content) throws IOException, GitAPIException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        try (Git git = Git.open(directory.toFile())) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("Change " + path)
                    .setAuthor(ANN)
                    .setCommitter(ANN)
                    .setSign(false)
                    .call()
                    .name();
        }
    }

    /** A build step that checks it out into the workspace, on whatever agent the build runs. */
    public Builder checkout() {
        String script = checkoutScript();
        return Functions.isWindows() ? new BatchFile(script) : new Shell(script);
    }

    /** The same as a script. */
    public String checkoutScript() {
        return String.join(
                "\n",
                "rm -rf checkout .git",
                "git clone -q \"" + directory + "\" checkout",
                "git -C checkout remote set-url origin " + NAME + ".git");
    }
}
