package io.jenkins.plugins.controlevidence.engine.report.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.ledger.OtherTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipFileTest {
    @TempDir
    Path temporary;

    private Path write(String... names) throws IOException {
        Path file = temporary.resolve("a.zip");
        Files.deleteIfExists(file);
        try (ZipFileWriter zip = ZipFileWriter.create(file)) {
            for (String name : names) {
                try (OutputStream out = zip.entry(name)) {
                    out.write(("content of " + name).getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertEquals(zip.finish(), Files.size(file));
        }
        return file;
    }

    private static List<String> names(Path file) throws IOException {
        try (ZipFileReader zip = ZipFileReader.open(file)) {
            return zip.entries().stream().map(StoredEntry::name).toList();
        }
    }

    @Test
    void whatIsWrittenIsReadInItsOrder() throws IOException {
        Path file = write("b", "a/c.txt", "a/b");

        assertEquals(List.of("b", "a/c.txt", "a/b"), names(file));
        try (ZipFileReader zip = ZipFileReader.open(file)) {
            StoredEntry entry = zip.entries().get(1);
            byte[] content;
            try (InputStream in = zip.open(entry)) {
                content = in.readAllBytes();
            }
            assertEquals("content of a/c.txt", new String(content, StandardCharsets.US_ASCII));
            CRC32 crc = new CRC32();
            crc.update(content);
            assertEquals(crc.getValue(), entry.crc());
        }
    }

    @Test
    void otherProgramsReadIt() throws Exception {
        Path file = write("b", "a/c.txt", "a/b");

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(3, zip.size());
            assertArrayEquals(
                    "content of a/b".getBytes(StandardCharsets.US_ASCII),
                    zip.getInputStream(zip.getEntry("a/b")).readAllBytes());
        }
        OtherTools.require("unzip");
        OtherTools.Result result = OtherTools.run(temporary, List.of("unzip", "-tq", file.toString()));
        assertEquals(0, result.exitCode(), result::output);
    }

    @Test
    void moreFilesThanSixteenBitsCountAreReadByUsAndByOthers() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 65_536; i++) {
            names.add("d/" + i);
        }
        for (int count : new int[] {65_534, 65_535, 65_536}) {
            Path file = write(names.subList(0, count).toArray(String[]::new));
            assertEquals(names.subList(0, count), names(file));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertEquals(count, zip.size());
            }
        }
    }

    /** Four gigabytes of which the disk holds only the ends, if its file system can leave holes. */
    @Test
    void whatLiesBeyondFourGigabytesHasTheLargeForm() throws IOException {
        long far = (1L << 32) + 5;
        StoredEntry entry = new StoredEntry("far", 3, 7, far);
        ByteBuffer header = ByteBuffer.wrap(entry.centralHeader()).order(ByteOrder.LITTLE_ENDIAN);

        assertEquals(-1, header.getInt(42));
        assertEquals(far, header.getLong(StoredEntry.CENTRAL_LENGTH + 3 + 4));
        assertEquals(12, header.getShort(30));
        ZipEnd end = new ZipEnd(2, far, 100);
        assertEquals(ZipEnd.MAX_LENGTH, end.toBytes().length);
        assertEquals(end, ZipEnd.parse(end.toBytes()));
        ZipEnd small = new ZipEnd(2, 1000, 100);
        assertEquals(small, ZipEnd.parse(small.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/a", "../a", "a/../b", "a/", "a//b", ".hidden", "a/.b", "a.", "a b", "a\\b", "C:a", "ä", "a\u0000",
                "a\nb"
            })
    void aNameThatCouldBeMisunderstoodIsNone(String name) {
        assertFalse(StoredEntry.isName(name));
        assertThrows(IllegalArgumentException.class, () -> write(name));
    }

    @Test
    void namesThatMeanOneFileSomewhereAreRefused() throws IOException {
        for (String[] names : new String[][] {{"a", "a"}, {"a", "A"}, {"a/b", "a"}, {"a", "a/b"}, {"a", "A/b"}}) {
            Path file = write(names);
            assertThrows(ZipFormException.class, () -> names(file), String.join(" ", names));
        }
    }

    @Test
    void everyByteOfTheHeadersIsLookedAt() throws IOException {
        Path file = write("b", "a/c.txt");
        byte[] bytes = Files.readAllBytes(file);
        try (ZipFileReader zip = ZipFileReader.open(file)) {
            for (int at = 0; at < bytes.length; at++) {
                int here = at;
                boolean content = zip.entries().stream().anyMatch(e -> here >= e.dataOffset() && here < e.end());
                if (content) {
                    continue;
                }
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = bytes.clone();
                    changed[at] ^= (byte) (1 << bit);
                    Path other = Files.write(temporary.resolve("b.zip"), changed);
                    boolean refused;
                    try {
                        // A CRC that both headers tell alike is no matter of form.
                        refused = !names(other).equals(List.of("b", "a/c.txt"));
                    } catch (ZipFormException e) {
                        refused = true;
                    }
                    assertTrue(refused, "byte " + at + ", bit " + bit);
                }
            }
        }
    }

    @Test
    void aDirectoryThatPromisesMoreThanThereIsTakesNoMemory() throws IOException {
        Path file = temporary.resolve("promises.zip");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(new ZipEnd(1_999_999, 0, 0).toBytes());
        }
        assertThrows(ZipFormException.class, () -> names(file));
        Files.write(file, new byte[0]);
        assertThrows(ZipFormException.class, () -> names(file));
    }
}
