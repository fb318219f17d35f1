package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the export of a system, whichever of the known ones it is: it is told by the names of its columns or fields. Columns that
 * are not known are left aside; a file that is cut off, or one page of several, is refused.
 */
public final class AccessSnapshotReader {
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    @CheckForNull
    private ExportFormat format;

    private int rows;

    private AccessSnapshotReader() {}

    /**
     * Reads an export.
     *
     * @param file the export; must not change meanwhile
     * @param system the system that it is of, as its owner calls it
     * @param taken when it was made, UTC
     * @return who has access
     * @throws EvidenceException if it is none that is known, or not whole; the message says what to do and quotes no value
     * @throws IOException if the file cannot be read
     */
    public static AccessSnapshot read(Path file, String system, Instant taken) throws IOException {
        String name = Printable.of(file.toString());
        if (Files.size(file) > ExportLimits.BYTES) {
            throw new EvidenceException(
                    name + " is larger than an export of accounts can be (" + ExportLimits.BYTES + " bytes).");
        }
        AccessSnapshotReader reader = new AccessSnapshotReader();
        try {
            if (isJson(file)) {
                JsonRows.read(file, reader::add);
            } else {
                CsvRows.read(file, reader::add);
            }
        } catch (BrokenReportException e) {
            throw new EvidenceException(name + " " + e.getMessage() + ".", e);
        }
        ExportFormat found = reader.format;
        if (found == null) {
            throw new EvidenceException(name + " has no accounts in a form that is known. " + unknown());
        }
        return new AccessSnapshot(system, taken, found.id(), List.copyOf(reader.accounts.values()), sha256(file));
    }

    /**
     * The exports that can be read.
     *
     * @return what each is, for a person, by its id
     */
    public static Map<String, String> formats() {
        Map<String, String> formats = new LinkedHashMap<>();
        KnownExports.ALL.forEach(format -> formats.put(format.id(), format.description()));
        return formats;
    }

    private void add(String list, ExportRow row, long line) throws BrokenReportException {
        if (format == null) {
            format = KnownExports.ALL.stream()
                    .filter(known ->
                            known.list().equals(list) && known.recognises().test(row.names()))
                    .findFirst()
                    .orElseThrow(() -> new BrokenReportException("is no export that is known. " + unknown()));
        } else if (!format.list().equals(list) || !format.recognises().test(row.names())) {
            throw new BrokenReportException(
                    "begins as " + format.description() + ", but what ends on line " + line + " is nothing of it");
        }
        if (++rows > ExportLimits.ROWS) {
            throw new BrokenReportException("has more than " + ExportLimits.ROWS + " rows");
        }
        Account account = account(format, row, line);
        Account before = accounts.putIfAbsent(account.id().toLowerCase(Locale.ROOT), account);
        if (before != null) {
            if (!format.manyRows()) {
                throw new BrokenReportException("has an account twice, again on line " + line);
            }
            accounts.put(account.id().toLowerCase(Locale.ROOT), before.and(account));
        } else if (accounts.size() > ExportLimits.ACCOUNTS) {
            throw new BrokenReportException("has more than " + ExportLimits.ACCOUNTS + " accounts");
        }
    }

    private static Account account(ExportFormat format, ExportRow row, long line) throws BrokenReportException {
        Account account;
        try {
            account = format.account().apply(row);
        } catch (IllegalArgumentException e) {
            throw new BrokenReportException("names no account in what ends on line " + line);
        }
        List<String> texts = new ArrayList<>(account.roles());
        texts.add(account.id());
        texts.add(account.name());
        if (texts.stream().anyMatch(text -> text.length() > ExportLimits.TEXT)) {
            throw new BrokenReportException(
                    "has a name of more than " + ExportLimits.TEXT + " characters in what ends on line " + line);
        }
        return account;
    }

    private static String unknown() {
        return "Known are: "
                + String.join(
                        "; ",
                        KnownExports.ALL.stream().map(ExportFormat::description).toList())
                + ". Keep any other as evidence by 'control-evidence attach' with your statement of what it shows";
    }

    static boolean isJson(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int next = in.read();
            while (next == 0xEF
                    || next == 0xBB
                    || next == 0xBF
                    || next == 0xFE
                    || next == 0xFF
                    || next >= 0 && next <= ' ') {
                next = in.read();
            }
            return next == '[' || next == '{';
        }
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
