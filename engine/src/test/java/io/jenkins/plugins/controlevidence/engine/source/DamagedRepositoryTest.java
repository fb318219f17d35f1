package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files of a repository: it is read, or a sentence says why not. */
class DamagedRepositoryTest {
    @TempDir
    Path temp;

    @Test
    void isReadOrRefused() throws Exception {
        long seed = 7;
        Random random = new Random(seed);
        Path root = temp.toRealPath().resolve("work");
        GitCommand git = GitCommand.init(root);
        git.run("config", "remote.origin.url", "https://host/repo");
        String base = git.commit("dir/file", "1");
        git.commit("other", "2");
        git.run("pack-refs", "--all");
        git.run("repack", "-q", "-a", "-d");
        git.commit("dir/file", "3");
        git.run("tag", "-a", "-m", "Tag", "v1");
        List<Path> files = files(root.resolve(".git"));
        for (int round = 0; round < 100; round++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = damage(random, whole);
            assertTrue(file.toFile().setWritable(true));
            Files.write(file, damaged);
            String place = "seed " + seed + ", round " + round + ", " + file;
            Path out = Files.createDirectory(temp.resolve("out" + round));
            try (GitRepository repository = GitRepository.open(root)) {
                Change change = repository.change(null, base, Progress.NONE);
                repository.modified();
                repository.range(base + "..HEAD");
                repository.export(change.head(), out);
            } catch (SourceException e) {
                assertFalse(e.getMessage().isBlank(), place);
            } catch (RuntimeException | Error e) {
                fail(place, e);
            } finally {
                Files.write(file, whole);
            }
        }
    }

    private static byte[] damage(Random random, byte[] whole) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(whole, whole.length == 0 ? 0 : random.nextInt(whole.length));
        }
        byte[] damaged = whole.clone();
        for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("hooks")
                            && !file.toString().contains("logs"))
                    .sorted()
                    .toList();
        }
    }
}
