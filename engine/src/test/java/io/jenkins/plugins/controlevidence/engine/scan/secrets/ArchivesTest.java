package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static io.jenkins.plugins.controlevidence.engine.scan.secrets.MadeArchive.gzip;
import static io.jenkins.plugins.controlevidence.engine.scan.secrets.MadeArchive.tar;
import static io.jenkins.plugins.controlevidence.engine.scan.secrets.MadeArchive.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchivesTest {
    private static final SecretDetector DETECTOR = new SecretDetector(SecretRules.load());
    private static final byte[] SECRET = SecretRules.load().rules().stream()
            .filter(rule -> rule.id().equals("github-pat"))
            .map(rule -> Planted.sample(rule, new Random(1)).text().getBytes(StandardCharsets.US_ASCII))
            .findFirst()
            .orElseThrow();

    /** Paths at which credentials were found, and what was not looked into. */
    private record Found(Set<String> paths, List<String> notes) {}

    private static Found scan(String path, byte[] archive) {
        Set<String> paths = new TreeSet<>();
        List<String> notes = new ArrayList<>();
        for (BlobScanner.Hit hit : new BlobScanner(DETECTOR, true).scan(archive, archive.length)) {
            if (hit.match().doubt() == Doubt.UNSEEN) {
                notes.add(hit.match().secret());
            } else {
                paths.add(hit.in(path).path());
            }
        }
        return new Found(paths, notes);
    }

    @Test
    void archivesAreLookedIntoAlsoWithinEachOther() throws IOException {
        assertEquals(
                Set.of("a.zip!/conf/x.env"),
                scan("a.zip", zip("conf/x.env", SECRET)).paths());
        assertEquals(Set.of("d/a.gz"), scan("d/a.gz", gzip(SECRET)).paths());
        String longName = "long/".repeat(30) + "x.env";
        assertTrue(scan("a.tar", tar(longName, SECRET)).paths().contains("a.tar!/" + longName));
        Found nested = scan("app.tgz", gzip(tar("lib/b.jar", zip("x.env", SECRET))));
        assertEquals(Set.of("app.tgz!/lib/b.jar!/x.env"), nested.paths());
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
                        "nbformat",
                        4,
                        "cells",
                        List.of(
                                Map.of("source", List.of("import os\n", "x = 1")),
                                Map.of(
                                        "source",
                                        key.lines().map(line -> line + "\n").toList()))));
        assertTrue(scan("n.ipynb", notebook).paths().contains("n.ipynb!/cell 2"));
    }

    @Test
    void whatUnpacksToTooMuchIsNotReadToItsEnd() throws IOException {
        byte[] zeros = new byte[12 << 20];
        assertTrue(scan("bomb.zip", zip("zeros", zeros)).notes().get(0).contains("200 times its size"));
        assertTrue(scan("bomb.gz", gzip(zeros)).notes().get(0).contains("200 times its size"));
        byte[] inner = zip("zeros", zeros);
        Found nested = scan("bomb.zip", zip(Map.of("1.zip", inner, "2.zip", inner, "3.zip", inner)));
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
        Found scan = scan("deep.zip", deep);
        assertEquals(Set.of(), scan.paths());
        assertEquals(List.of("archives in it are opened no deeper than 3"), scan.notes());
    }

    @Test
    void namesThatLeadOutsideAreReadAsAnyOther() throws IOException {
        for (String name : List.of("../../etc/x.env", "/etc/x.env", "C:\\x.env", "a/..\\..\\x.env")) {
            Found scan = scan("a.zip", zip(name, SECRET));
            assertEquals(1, scan.paths().size(), name);
            assertEquals(List.of(), scan.notes(), name);
        }
        String hostile = scan("a.zip", zip("a\u001b[2J\n.env", SECRET))
                .paths()
                .iterator()
                .next();
        assertTrue(hostile.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void whatIsBrokenIsSaidAndNeverThrown() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] notebook = "{\"nbformat\":4,\"cells\":[[\"x\"],{\"cell_type\":\"code\",\"source\":[\"y\"]}]}"
                .getBytes(StandardCharsets.US_ASCII);
        List<byte[]> whole = List.of(zip("x.env", SECRET), gzip(tar("y", SECRET)), tar("z", SECRET), notebook);
        whole.forEach(archive -> assertEquals(List.of(), scan("a", archive).notes()));
        for (int i = 0; i < 2000; i++) {
            byte[] archive = whole.get(i % whole.size()).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(archive, random.nextInt(archive.length + 1));
            try {
                scan("a", random.nextBoolean() ? archive : cut);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
