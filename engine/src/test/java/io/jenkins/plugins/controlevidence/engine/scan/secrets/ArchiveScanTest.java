package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveScanTest {
    private static final SecretDetector DETECTOR = new SecretDetector(SecretRules.load());
    private static final byte[] SECRET = SecretRules.load().rules().stream()
            .filter(rule -> rule.id().equals("github-pat"))
            .map(rule -> Planted.sample(rule, new Random(1)).text().getBytes(StandardCharsets.US_ASCII))
            .findFirst()
            .orElseThrow();

    private static ArchiveScan scan(String path, byte[] archive) {
        return ArchiveScan.of(path, archive.length, new ByteArrayInputStream(archive), new BlobScanner(DETECTOR));
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        return zip(Map.of(name, content));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** As POSIX has it; a name of more than 100 characters comes before as an entry of its own, as GNU has it. */
    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (name.length() > 100) {
            bytes.write(entry("././@LongLink", 'L', (name + "\0").getBytes(StandardCharsets.US_ASCII)));
        }
        bytes.write(entry(name.substring(0, Math.min(100, name.length())), '0', content));
        bytes.write(new byte[1024]);
        return bytes.toByteArray();
    }

    private static byte[] entry(String name, char type, byte[] content) {
        byte[] bytes = new byte[512 + (content.length + 511) / 512 * 512];
        put(bytes, 0, name);
        put(bytes, 100, "0000644");
        put(bytes, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(bytes, 148, "        ");
        bytes[156] = (byte) type;
        put(bytes, 257, "ustar\00000");
        int sum = 0;
        for (byte b : Arrays.copyOf(bytes, 512)) {
            sum += b & 0xff;
        }
        put(bytes, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        System.arraycopy(content, 0, bytes, 512, content.length);
        return bytes;
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, at, ascii.length);
    }

    @Test
    void archivesAreLookedIntoAlsoWithinEachOther() throws IOException {
        assertEquals(
                Set.of("a.zip!/conf/x.env"),
                scan("a.zip", zip("conf/x.env", SECRET)).hits().keySet());
        assertEquals(Set.of("d/a.gz!/a"), scan("d/a.gz", gzip(SECRET)).hits().keySet());
        String longName = "long/".repeat(30) + "x.env";
        assertEquals(
                Set.of("a.tar!/" + longName),
                scan("a.tar", tar(longName, SECRET)).hits().keySet());
        ArchiveScan nested = scan("app.tgz", gzip(tar("lib/b.jar", zip("x.env", SECRET))));
        assertEquals(Set.of("app.tgz!/app.tar!/lib/b.jar!/x.env"), nested.hits().keySet());
        assertEquals(List.of(), nested.notes());
    }

    @Test
    void cellsOfNotebooksAreReadAsAPersonSeesThem() throws IOException {
        String key =
                "-----BEGIN PRIVATE" + " KEY-----\nMIIEvgIBADANBgkqhkiG9w0B\"\nAQEFAASCBKgwggSkAgEAAoIBAQDBj08sp5\n";
        byte[] notebook = new ObjectMapper()
                .writeValueAsBytes(Map.of(
                        "metadata",
                        Map.of("name", "n"),
                        "cells",
                        List.of(
                                Map.of("source", List.of("import os\n", "x = 1")),
                                Map.of(
                                        "source",
                                        key.lines().map(line -> line + "\n").toList()))));
        assertEquals(Set.of("n.ipynb!/cell 2"), scan("n.ipynb", notebook).hits().keySet());
    }

    @Test
    void whatUnpacksToTooMuchIsNotReadToItsEnd() throws IOException {
        byte[] zeros = new byte[12 << 20];
        assertTrue(scan("bomb.zip", zip("zeros", zeros)).notes().get(0).contains("200 times its size"));
        assertTrue(scan("bomb.gz", gzip(zeros)).notes().get(0).contains("200 times its size"));
        byte[] inner = zip("zeros", zeros);
        ArchiveScan nested = scan("bomb.zip", zip(Map.of("1.zip", inner, "2.zip", inner, "3.zip", inner)));
        assertTrue(nested.notes().get(0).contains("200 times its size"), nested.notes()::toString);
    }

    @Test
    void entriesAndDepthAreBounded() throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(many)) {
            for (int i = 0; i <= 20_000; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
            }
        }
        assertEquals(
                List.of("not read to its end, because it has more than 20000 entries"),
                scan("many.zip", many.toByteArray()).notes());
        byte[] deep = SECRET;
        for (int depth = 0; depth < 6; depth++) {
            deep = zip(depth == 0 ? "x.env" : "d.zip", deep);
        }
        ArchiveScan scan = scan("deep.zip", deep);
        assertEquals(Map.of(), scan.hits());
        assertEquals(List.of("archives in it are opened no deeper than 3"), scan.notes());
    }

    @Test
    void namesThatLeadOutsideAreSaidAndNothingIsWritten() throws IOException {
        for (String name : List.of("../../etc/x.env", "/etc/x.env", "C:\\x.env", "a/..\\..\\x.env")) {
            ArchiveScan scan = scan("a.zip", zip(name, SECRET));
            assertEquals(1, scan.hits().size(), name);
            assertEquals(List.of("an entry is named as if it lay outside of it"), scan.notes(), name);
        }
        String hostile = scan("a.zip", zip("a\u001b[2J\n.env", SECRET))
                .hits()
                .keySet()
                .iterator()
                .next();
        assertTrue(hostile.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void whatIsBrokenIsSaidAndNeverThrown() throws IOException {
        assertEquals(
                1,
                scan("a.zip", "no zip".getBytes(StandardCharsets.US_ASCII))
                        .notes()
                        .size());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> whole = List.of(zip("x.env", SECRET), gzip(tar("y", SECRET)), tar("z", SECRET));
        for (int i = 0; i < 2000; i++) {
            byte[] archive = whole.get(i % 3).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(archive, random.nextInt(archive.length + 1));
            try {
                scan(List.of("a.zip", "a.tar.gz", "a.tar").get(i % 3), random.nextBoolean() ? archive : cut);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
