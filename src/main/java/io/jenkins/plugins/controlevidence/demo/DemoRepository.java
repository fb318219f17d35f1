package io.jenkins.plugins.controlevidence.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A small repository, in whose history somebody has left a credential. */
final class DemoRepository {
    private static final PersonIdent ANN = new PersonIdent("Ann Author", "ann@example.com");
    private static final PersonIdent BEN = new PersonIdent("Ben Builder", "ben@example.com");

    private DemoRepository() {}

    /** Makes it. */
    static void create(Path directory) throws IOException, GitAPIException {
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            commit(git, ANN, "Begin the shop", "README.md", "# Shop\n\nSells things.\n");
            commit(git, BEN, "Say what has to be proven", ".control-evidence.yml", """
                    policy: shop
                    scans: [secrets]
                    require: [secrets]
                    protected-branches: [main]
                    """);
            commit(
                    git,
                    ANN,
                    "Read the price list",
                    "config/shop.properties",
                    "prices.url=https://prices.example.com\nprices.token=" + PlantedCredential.gitHubToken() + "\n");
            commit(
                    git,
                    BEN,
                    "Take the token out again",
                    "config/shop.properties",
                    "prices.url=https://prices.example.com\nprices.token=${PRICES_TOKEN}\n");
        }
    }

    private static void commit(Git git, PersonIdent who, String message, String path, String content)
            throws IOException, GitAPIException {
        Path file = git.getRepository().getWorkTree().toPath().resolve(path);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, content);
        git.add().addFilepattern(path).call();
        git.commit()
                .setMessage(message)
                .setAuthor(who)
                .setCommitter(who)
                .setSign(false)
                .call();
    }
}
