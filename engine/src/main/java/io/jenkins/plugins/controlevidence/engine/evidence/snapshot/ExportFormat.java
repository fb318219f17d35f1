package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An export that can be read.
 *
 * @param id id, such as {@code github-members}
 * @param description what it is and where it comes from, for a person
 * @param list where the accounts are in JSON: the names on the way to their list, joined by dots, empty if the document is the
 *     list; {@link #TABLE} for CSV
 * @param recognises tells it by the names of its columns or fields
 * @param manyRows whether several rows may speak of one account
 * @param account what a row says
 */
record ExportFormat(
        String id,
        String description,
        String list,
        Predicate<Set<String>> recognises,
        boolean manyRows,
        Function<ExportRow, Account> account) {
    /** The place of accounts in CSV. */
    static final String TABLE = "(table)";

    /** Whether all of these are there. */
    static Predicate<Set<String>> all(String... names) {
        return there -> there.containsAll(Set.of(names));
    }

    /** Whether one of these is there. */
    static Predicate<Set<String>> any(String... names) {
        return there -> Stream.of(names).anyMatch(there::contains);
    }
}
