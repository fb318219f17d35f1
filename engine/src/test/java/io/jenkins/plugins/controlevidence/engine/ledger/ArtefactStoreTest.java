package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactStoreTest {
    @TempDir
    Path directory;

    private ArtefactStore artefacts;

    @BeforeEach
    void open() {
        artefacts = new ArtefactStore(directory, null);
    }

    @Test
    void contentOfAnySizeReadsBack() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int size : new int[] {0, 1, 100, 32_768, 300_001}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            ArtefactReference reference = artefacts.put("report", "text/plain", out -> out.write(content));

            assertEquals(size, reference.size());
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                    reference.sha256());
            assertArrayEquals(content, read(reference), "seed " + seed);
            assertTrue(artefacts.contains(reference.sha256()));
        }
    }

    @Test
    void sameContentIsKeptOnceAndTextIsCompressed() throws Exception {
        byte[] text = "the same line\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            artefacts.put("report", "text/plain", out -> out.write(text));
        }

        assertEquals(1, files().size());
        assertTrue(Files.size(files().get(0)) < text.length / 20);
    }

    @Test
    void damageIsNoticedWhileReadingAndWhenPutAgain() throws Exception {
        byte[] content = "something to keep".getBytes(StandardCharsets.US_ASCII);
        ArtefactReference reference = artefacts.put("report", "text/plain", out -> out.write(content));
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(good, good.length - 9))) {
            Files.write(file, bad);

            assertThrows(StoreException.class, () -> read(reference));
            assertThrows(StoreException.class, () -> artefacts.put("report", "text/plain", out -> out.write(content)));
        }
        Files.delete(file);
        assertThrows(StoreException.class, () -> read(reference));
    }

    @Test
    void artefactThatIsLongerThanRecordedIsNotReadOn() throws Exception {
        ArtefactReference real = artefacts.put("report", "text/plain", out -> out.write(new byte[1_000_000]));
        ArtefactReference claimed = new ArtefactReference("report", "text/plain", real.sha256(), 10);

        assertThrows(StoreException.class, () -> read(claimed));
    }

    @Test
    void contentThatFailsHalfwayLeavesNothing() throws Exception {
        assertThrows(
                IOException.class,
                () -> artefacts.put("report", "text/plain", out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("the tool died");
                }));

        assertEquals(List.of(), files());
    }

    @Test
    void whatWritesLongAgoLeftUnfinishedIsRemoved() throws Exception {
        Path old = Files.createFile(directory.resolve(".0b8e5e9e-2f5a-4a83-9a4b-0c5c0f3a6c11.tmp"));
        Path young = Files.createFile(directory.resolve(".1b8e5e9e-2f5a-4a83-9a4b-0c5c0f3a6c11.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        artefacts.removeLeftovers();

        assertEquals(List.of(young), files());
    }

    private byte[] read(ArtefactReference reference) throws IOException {
        try (InputStream in = artefacts.open(reference)) {
            return in.readAllBytes();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
