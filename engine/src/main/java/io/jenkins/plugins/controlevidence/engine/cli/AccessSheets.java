package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Decision;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AccessReview.Verdict;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Leaver;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.MfaEnrolment.Exemption;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessChanges;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.CsvTable;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables that people fill in for reviews of access, exceptions from second factors, and leavers. */
final class AccessSheets {
    private static final Set<String> YES = Set.of("yes", "y", "true", "x", "done", "1");
    private static final Set<String> NO = Set.of("", "no", "n", "false", "0");

    private AccessSheets() {}

    /** What a row says; says which one if it says nothing that can be used. */
    @FunctionalInterface
    private interface Row<T> {
        T of(Map<String, String> cells) throws EvidenceException;
    }

    /**
     * Writes a table of the accounts: those to be decided on first.
     *
     * @param to a file that is not there yet: it may have been filled in
     */
    static void writeDecisions(AccessSnapshot now, AccessChanges changes, Path to) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Account> rest = now.byId();
        for (String account : changes.added()) {
            rows.add(row(rest.remove(account.toLowerCase(Locale.ROOT)), "new"));
        }
        for (AccessChanges.Changed changed : changes.changed()) {
            rows.add(row(rest.remove(changed.account().toLowerCase(Locale.ROOT)), changed.what()));
        }
        rest.values().forEach(account -> rows.add(row(account, "")));
        String table = CsvTable.write(
                List.of(
                        "account",
                        "name",
                        "roles",
                        "privileged",
                        "last used",
                        "what is new",
                        "decision",
                        "why",
                        "done"),
                rows);
        try {
            Files.writeString(to, table, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(
                    to.toString(), null, "it is there already, and may have been filled in; name another file.");
        }
    }

    private static List<String> row(Account account, String news) {
        return List.of(
                account.id(),
                account.name(),
                String.join("; ", account.roles()),
                account.privileged().id(),
                account.lastUsed() == null ? "" : account.lastUsed().toString(),
                news,
                "",
                "",
                "");
    }

    /** What was decided; rows without a decision are left out. */
    static List<Decision> decisions(Path file) throws IOException {
        Set<String> seen = new HashSet<>();
        List<Decision> decisions = new ArrayList<>();
        for (Decision decision : rows(file, List.of("account", "decision", "why"), cells -> {
            String word = cells.get("decision").toLowerCase(Locale.ROOT);
            if (!word.isEmpty() && !seen.add(cells.get("account").toLowerCase(Locale.ROOT))) {
                throw new EvidenceException("the account was decided on before");
            }
            String why = cells.get("why");
            Verdict verdict =
                    switch (word) {
                        case "", "keep" -> Verdict.KEEP;
                        case "remove" -> Verdict.REMOVE;
                        case "reduce" -> Verdict.REDUCE;
                        default -> throw new EvidenceException("the decision is none of keep, remove, reduce");
                    };
            if (!word.isEmpty() && why.isEmpty()) {
                throw new EvidenceException("the decision has no reason in the column why");
            }
            return word.isEmpty()
                    ? null
                    : new Decision(
                            required(cells, "account"), verdict, why, yes(cells.getOrDefault("done", "")), false);
        })) {
            if (decision != null) {
                decisions.add(decision);
            }
        }
        return decisions;
    }

    /** Exceptions that were granted, each with who granted it. */
    static List<Exemption> exemptions(Path file) throws IOException {
        return rows(
                file,
                List.of("account", "why", "until", "approved_by"),
                cells -> new Exemption(
                        required(cells, "account"),
                        required(cells, "why"),
                        time(required(cells, "until")),
                        ActorOptions.named(required(cells, "approved_by"))));
    }

    /** Who left, and when their access was withdrawn. */
    static List<Leaver> leavers(Path file) throws IOException {
        return rows(
                file,
                List.of("account", "left", "revoked"),
                cells -> new Leaver(
                        required(cells, "account"),
                        time(required(cells, "left")),
                        cells.get("revoked").isEmpty() ? null : time(cells.get("revoked"))));
    }

    private static <T> List<T> rows(Path file, List<String> columns, Row<T> form) throws IOException {
        List<T> rows = new ArrayList<>();
        int number = 1;
        for (Map<String, String> cells : CsvTable.read(file, columns)) {
            number++;
            try {
                rows.add(form.of(cells));
            } catch (EvidenceException e) {
                throw new EvidenceException(
                        Printable.of(file.toString()) + ", row " + number + ": " + e.getMessage() + ".", e);
            }
        }
        return rows;
    }

    private static String required(Map<String, String> cells, String column) throws EvidenceException {
        String cell = cells.get(column);
        if (cell.isEmpty()) {
            throw new EvidenceException("the column " + column.replace('_', ' ') + " is empty");
        }
        return cell;
    }

    private static boolean yes(String word) throws EvidenceException {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!YES.contains(lower) && !NO.contains(lower)) {
            throw new EvidenceException("the column done says neither yes nor no");
        }
        return YES.contains(lower);
    }

    /** A time, or the end of a day. */
    private static Instant time(String text) throws EvidenceException {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new EvidenceException("a time is written as 2026-07-01 or 2026-07-01T08:00:00Z", e);
        }
    }
}
