package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found along the deltas of a pack is what JGit finds reading the same blobs one by one. */
class PackForestTest {
    private static final SecretRules RULES = SecretRules.load();
    private static final SecretDetector DETECTOR = new SecretDetector(RULES);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private GitFixture git;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        git = new GitFixture(directory.resolve("repository.git"));
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void alongOffsetDeltas() throws Exception {
        List<ObjectId> blobs = versions(400);
        pack(blobs, true);
        assertSame(blobs, 0);
    }

    @Test
    void alongReferenceDeltas() throws Exception {
        List<ObjectId> blobs = versions(400);
        pack(blobs, false);
        assertSame(blobs, 0);
    }

    @Test
    void inSeveralPacksAndLoose() throws Exception {
        List<ObjectId> first = versions(150);
        pack(first, true);
        List<ObjectId> second = versions(150);
        pack(second, false);
        List<ObjectId> loose = versions(20);
        List<ObjectId> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(loose);
        assertSame(all, loose.size());
    }

    @Test
    void aBrokenPackIsAnError() throws Exception {
        pack(versions(100), true);
        Path pack = onlyPack();
        byte[] good = Files.readAllBytes(pack);
        pack.toFile().setWritable(true);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            bad[20 + random.nextInt(bad.length - 40)] ^= (byte) (1 << random.nextInt(8));
            Files.write(pack, bad);
            try (GitFixture again = new GitFixture(git)) {
                List<ObjectId> wanted = new ArrayList<>();
                again.repository
                        .getObjectDatabase()
                        .getPacks()
                        .forEach(p -> p.forEach(e -> wanted.add(e.toObjectId())));
                Map<ObjectId, List<BlobScanner.Hit>> hits = new ConcurrentHashMap<>();
                try {
                    new PackScan(again.repository, DETECTOR, Progress.NONE).scan(wanted, hits);
                } catch (IOException expected) {
                    assertTrue(expected.getMessage().contains("pack"), expected.getMessage());
                }
            }
        }
        Files.write(pack, java.util.Arrays.copyOf(good, good.length - 30));
        try (GitFixture again = new GitFixture(git)) {
            List<ObjectId> wanted = new ArrayList<>();
            again.repository.getObjectDatabase().getPacks().forEach(p -> p.forEach(e -> wanted.add(e.toObjectId())));
            assertThrows(IOException.class, () -> new PackScan(again.repository, DETECTOR, Progress.NONE)
                    .scan(wanted, new ConcurrentHashMap<>()));
        }
    }

    private Path onlyPack() throws IOException {
        try (var files =
                Files.list(git.repository.getObjectDatabase().getPackDirectory().toPath())) {
            return files.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Versions of a few files, with lines and secrets put in, taken out, moved and broken. */
    private List<ObjectId> versions(int count) throws IOException {
        List<ObjectId> blobs = new ArrayList<>();
        List<StringBuilder> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(new StringBuilder(noise(4000 + random.nextInt(6000))));
        }
        try (ObjectInserter inserter = git.repository.newObjectInserter()) {
            for (int i = 0; i < count; i++) {
                StringBuilder file = files.get(random.nextInt(files.size()));
                edit(file);
                byte[] bytes = file.toString()
                        .getBytes(random.nextInt(30) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
                blobs.add(inserter.insert(Constants.OBJ_BLOB, bytes));
            }
            inserter.flush();
        }
        return blobs.stream().distinct().toList();
    }

    private void edit(StringBuilder file) {
        int at = random.nextInt(file.length());
        int end = Math.min(file.length(), at + random.nextInt(200));
        switch (random.nextInt(6)) {
            case 0, 1 ->
                file.insert(
                        at,
                        "\n"
                                + Planted.sample(RULES.rules().get(random.nextInt(RULES.count())), random)
                                        .text());
            case 2 -> file.insert(at, noise(random.nextInt(300)));
            case 3 -> file.delete(at, end);
            case 4 -> {
                String moved = file.substring(at, end);
                file.delete(at, end).insert(random.nextInt(file.length()), moved);
            }
            default -> file.setCharAt(at, random.nextInt(40) == 0 ? '\0' : 'x');
        }
    }

    private String noise(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append(random.nextInt(8) == 0 ? "\n" : " ");
        }
        return text.toString();
    }

    private void pack(List<ObjectId> blobs, boolean offsets) throws IOException {
        PackConfig config = new PackConfig(git.repository);
        config.setDeltaBaseAsOffset(offsets);
        Path directory = git.repository.getObjectDatabase().getPackDirectory().toPath();
        try (PackWriter writer = new PackWriter(config, git.repository.newObjectReader())) {
            writer.setDeltaBaseAsOffset(offsets);
            for (ObjectId blob : blobs) {
                writer.addObject(new org.eclipse.jgit.revwalk.RevWalk(git.repository).lookupBlob(blob));
            }
            Path file = directory.resolve("pack-" + ObjectId.fromRaw(random20()).name() + ".pack");
            try (var out = Files.newOutputStream(file)) {
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (var out = Files.newOutputStream(Path.of(file.toString().replace(".pack", ".idx")))) {
                writer.writeIndex(out);
            }
            assertTrue(writer.getStatistics().getTotalDeltas() > blobs.size() / 3, "few deltas, seed " + seed);
        }
        for (ObjectId blob : blobs) {
            Files.deleteIfExists(
                    git.repository.getObjectDatabase().fileFor(blob).toPath());
        }
    }

    private byte[] random20() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return bytes;
    }

    private void assertSame(List<ObjectId> blobs, int left) throws Exception {
        Map<ObjectId, List<BlobScanner.Hit>> alone = new HashMap<>();
        BlobScanner scanner = new BlobScanner(DETECTOR);
        try (ObjectReader reader = git.repository.newObjectReader()) {
            for (ObjectId blob : blobs) {
                List<BlobScanner.Hit> found = scanner.scan(reader, blob);
                if (!found.isEmpty()) {
                    alone.put(blob, found);
                }
            }
        }
        Map<ObjectId, List<BlobScanner.Hit>> along = new ConcurrentHashMap<>();
        assertEquals(
                left,
                new PackScan(git.repository, DETECTOR, Progress.NONE)
                        .scan(blobs, along)
                        .size(),
                "seed " + seed);
        assertTrue(along.size() > blobs.size() / 2, "seed " + seed);
        along.forEach((blob, hits) -> assertEquals(said(alone.get(blob)), said(hits), "seed " + seed));
        if (left == 0) {
            assertEquals(alone.keySet(), along.keySet(), "seed " + seed);
        }
    }

    /** Rule, place and line of each. */
    private static List<String> said(List<BlobScanner.Hit> hits) {
        return hits == null
                ? List.of()
                : hits.stream().map(hit -> hit.match() + " line " + hit.line()).toList();
    }
}
