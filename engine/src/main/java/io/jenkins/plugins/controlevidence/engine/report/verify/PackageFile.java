package io.jenkins.plugins.controlevidence.engine.report.verify;

import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.report.export.DigestedOutputStream;
import io.jenkins.plugins.controlevidence.engine.report.export.Manifest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackagePart;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageStatement;
import io.jenkins.plugins.controlevidence.engine.report.zip.StoredEntry;
import io.jenkins.plugins.controlevidence.engine.report.zip.ZipFileReader;
import io.jenkins.plugins.controlevidence.engine.report.zip.ZipFormException;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** A package as a file: its form, its list and the signature under it. Nothing in it is believed before these are right. */
final class PackageFile implements Closeable {
    private static final String KEY = PackagePart.STORE.title() + "keys/signing.pub.pem";

    private final ZipFileReader zip;

    private PackageFile(ZipFileReader zip) {
        this.zip = zip;
    }

    /** Opens a file; refuses one that has another form than ours, or files that no package has. */
    static PackageFile open(Path file) throws IOException {
        ZipFileReader zip = ZipFileReader.open(file);
        try {
            for (StoredEntry entry : zip.entries()) {
                PackagePart part = PackagePart.of(entry.name())
                        .orElseThrow(() -> new ZipFormException("no package has a file " + entry.name()));
                if (entry.size() > part.maxSize(entry.name())) {
                    throw new ZipFormException(entry.name() + " is too large to be what it has to be");
                }
            }
            return new PackageFile(zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    int count() {
        return zip.entries().size();
    }

    /** How many bytes its files have together. */
    long size() {
        return zip.entries().stream().mapToLong(StoredEntry::size).sum();
    }

    /** Compares every file with the list; the list must name them all, in their order, and no other. */
    Manifest manifest(Progress progress) throws IOException {
        Manifest manifest = Manifest.parse(bytes(PackagePart.MANIFEST.title()));
        List<String> names =
                new ArrayList<>(zip.entries().stream().map(StoredEntry::name).toList());
        List<String> expected = new ArrayList<>(manifest.digests().keySet());
        expected.add(PackagePart.MANIFEST.title());
        expected.add(PackagePart.SIGNATURE.title());
        if (!names.equals(expected)) {
            List<String> added = new ArrayList<>(names);
            added.removeAll(expected);
            expected.removeAll(names);
            throw new ZipFormException("its files are not those of MANIFEST in their order; not listed: " + first(added)
                    + "; listed and missing: " + first(expected));
        }
        long done = 0;
        for (StoredEntry entry : zip.entries()) {
            String digest = digest(entry);
            String listed = manifest.digests().getOrDefault(entry.name(), digest);
            if (!digest.equals(listed)) {
                throw new ZipFormException(entry.name() + " is not the file that MANIFEST lists: it was changed");
            }
            done += entry.size();
            progress.update("verifying files", done, size(), "bytes");
        }
        return manifest;
    }

    private static String first(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.get(0) + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "");
    }

    private String digest(StoredEntry entry) throws IOException {
        CRC32 crc = new CRC32();
        String[] digest = new String[1];
        try (InputStream in = zip.open(entry);
                OutputStream out = new DigestedOutputStream(
                        new CheckedOutputStream(OutputStream.nullOutputStream(), crc), sha256 -> digest[0] = sha256)) {
            in.transferTo(out);
        }
        if (crc.getValue() != entry.crc()) {
            throw new ZipFormException(entry.name() + " has another CRC than it says: it was changed");
        }
        return digest[0];
    }

    /** The public key in it. */
    VerifyingKey key() throws IOException {
        return VerifyingKey.parse(new String(bytes(KEY), StandardCharsets.ISO_8859_1));
    }

    /** What the signature says; it has to be the key's, over this very list, and written as we write it. */
    PackageStatement signed(VerifyingKey key) throws IOException {
        byte[] bytes = bytes(PackagePart.SIGNATURE.title());
        Envelope envelope = Envelope.parse(bytes);
        boolean canonical = Arrays.equals(bytes, envelope.toBytes())
                && StrictJson.object("The signature", bytes)
                        .path("signatures")
                        .path(0)
                        .path("keyid")
                        .asText()
                        .equals(key.keyId());
        if (!canonical || !envelope.isSignedBy(key)) {
            throw new EvidenceException("MANIFEST.intoto.json is not signed with the key");
        }
        PackageStatement statement = PackageStatement.of(envelope.statement());
        String sha256 = DigestedOutputStream.sha256(bytes(PackagePart.MANIFEST.title()));
        if (!statement.manifestSha256().equals(sha256)) {
            throw new EvidenceException("what was signed is the list of another package");
        }
        return statement;
    }

    private byte[] bytes(String name) throws IOException {
        for (StoredEntry entry : zip.entries()) {
            if (entry.name().equals(name)) {
                try (InputStream in = zip.open(entry)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new ZipFormException("it has no " + name);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
