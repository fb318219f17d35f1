package io.jenkins.plugins.controlevidence.engine.ledger;

import io.jenkins.plugins.controlevidence.engine.evidence.DurableFile;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Checks that every artefact that a record names is there, unless a record says by which rule it was removed, and that every one there is
 * what its name says.
 */
final class ArtefactVerification {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9a-f]{32})\\.gz");

    private final Path directory;
    private final Map<String, Long> missing;
    private final Map<String, Long> named;
    private final ArtefactUses uses;
    private final boolean copy;
    private final Faults faults = new Faults();
    private long whole;
    private long unnamed;

    /** Takes what the records name, digests with sizes; and whether this is a copy, which was made of nothing else. */
    ArtefactVerification(Path directory, Map<String, Long> named, ArtefactUses uses, boolean copy) {
        this.directory = directory;
        this.named = named;
        this.uses = uses;
        this.copy = copy;
        this.missing = new HashMap<>(named);
    }

    Check run(Progress progress) throws IOException {
        for (Path entry : Files.exists(directory) ? list(directory) : List.<Path>of()) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                for (Path file : list(entry)) {
                    check(file, entry.getFileName().toString());
                    progress.update("verifying artefacts", whole, named.size(), "artefacts");
                }
            } else if (!DurableFile.isTemporary(entry)) {
                faults.add(entry + " is no artefact");
            }
        }
        missing.keySet().stream()
                .filter(sha256 -> uses.removal(sha256).isEmpty())
                .forEach(this::missing);
        String spare = unnamed == 0
                ? ""
                : "; " + unnamed + " more are named by no record, as a run that was cut off leaves them: harmless";
        return faults.check("artefacts", whole + " artefacts are there and whole" + spare);
    }

    private void missing(String sha256) {
        faults.add("the artefact " + sha256 + " is missing"
                + uses.refused(sha256)
                        .map(id -> ", and record " + id + ", which says that it was removed, could not by its own rule")
                        .orElse(""));
    }

    /**
     * Tells a person what was removed on purpose; to be called after {@link #run}.
     *
     * @return empty if nothing was
     */
    Optional<Check> removed() {
        Map<Integer, Long> byRule = new TreeMap<>();
        Instant last = Instant.MIN;
        long there = 0;
        for (String sha256 : named.keySet()) {
            Optional<ArtefactUses.Removal> removal = uses.removal(sha256);
            if (removal.isPresent()) {
                byRule.merge(removal.get().keepDays(), 1L, Long::sum);
                last = removal.get().removed().isAfter(last) ? removal.get().removed() : last;
                there += missing.containsKey(sha256) ? 0 : 1;
            }
        }
        if (byRule.isEmpty()) {
            return Optional.empty();
        }
        String rules = byRule.entrySet().stream()
                .map(rule -> rule.getValue() + " by the rule \"keep for " + rule.getKey() + " days\"")
                .collect(Collectors.joining(", "));
        String still =
                there == 0 ? "" : "; " + there + " of them are still there: the next run of the rule removes them";
        return Optional.of(Check.verified(
                "removed",
                "artefacts that had been kept long enough were removed, and signed records say which: " + rules
                        + ", last on " + LocalDate.ofInstant(last, ZoneOffset.UTC) + still));
    }

    private void check(Path file, String fan) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !name.group(1).startsWith(fan) || fan.length() != 2) {
            faults.add(file + " is no artefact");
            return;
        }
        String sha256 = name.group(1);
        if (copy && (!named.containsKey(sha256) || uses.removal(sha256).isPresent())) {
            faults.add("the artefact " + sha256 + " is named by no record for which it would have to be here");
            return;
        }
        long size = holds(file, sha256, name.group(2), named.getOrDefault(sha256, Long.MAX_VALUE));
        if (size < 0) {
            faults.add("the artefact " + sha256 + " is damaged");
            return;
        }
        missing.remove(sha256);
        Long expected = named.get(sha256);
        if (expected == null) {
            unnamed++;
        } else if (expected != size) {
            faults.add("the artefact " + sha256 + " has " + size + " bytes and not " + expected);
        } else {
            whole++;
        }
    }

    /**
     * How many bytes a file holds if they and the file itself have these digests, else -1. Decompresses little more than is
     * expected, however much there is.
     */
    private static long holds(Path file, String sha256, String ownSha256Start, long expected) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return -1;
        }
        MessageDigest own = TreeHash.sha256();
        try (InputStream raw = new DigestInputStream(Files.newInputStream(file), own)) {
            raw.transferTo(OutputStream.nullOutputStream());
        }
        if (!hex(own).startsWith(ownSha256Start)) {
            return -1;
        }
        MessageDigest digest = TreeHash.sha256();
        long size = 0;
        byte[] buffer = new byte[1 << 15];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 15)) {
            for (int read = in.read(buffer); read >= 0 && size <= expected; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        } catch (ZipException | EOFException e) {
            return -1; // its own digest is right, but it is not compressed data: that cannot have been written here
        }
        return hex(digest).equals(sha256) ? size : -1;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
