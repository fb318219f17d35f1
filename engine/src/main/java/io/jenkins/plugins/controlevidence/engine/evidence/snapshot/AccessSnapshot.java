package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who had access to a system at a moment.
 *
 * @param system the system, as its owner calls it: {@code github:acme}, {@code aws:123456789012}
 * @param taken when the export was made, UTC
 * @param source id of the format that it was read from, such as {@code aws-credential-report}
 * @param accounts the accounts, in the order of the export; at least one
 * @param sha256 SHA-256 of the export as it was given, lower-case hexadecimal
 */
public record AccessSnapshot(String system, Instant taken, String source, List<Account> accounts, String sha256) {
    /** GitHub gives 30 entries of a list unless asked for more, and never more than 100. */
    private static final Set<Integer> PAGE_SIZES = Set.of(30, 100);

    /** Copies the accounts; rejects null and no accounts. */
    public AccessSnapshot {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(source, "source");
        accounts = List.copyOf(accounts);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest");
        }
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a system without accounts has nothing to review");
        }
    }

    /**
     * This snapshot with what a list of the accounts without a second factor tells, as GitHub gives it for {@code
     * filter=2fa_disabled} and GitLab for {@code two_factor=disabled}: those in the list have none. Those that are not in it have
     * one, unless the list has exactly as many entries as one page of several would.
     *
     * @param list the accounts without a second factor
     * @return the snapshot with these answers
     * @throws EvidenceException if the list names an account that the snapshot does not have: the two do not belong together
     */
    public AccessSnapshot withoutMfa(AccessSnapshot list) throws EvidenceException {
        Set<String> missing = list.byId().keySet();
        Set<String> here = byId().keySet();
        for (Account account : list.accounts()) {
            if (!here.contains(key(account))) {
                throw new EvidenceException("The list of accounts without a second factor names "
                        + Printable.of(account.id())
                        + ", which the export does not have: take both at the same time, of the same organisation.");
            }
        }
        Answer others = PAGE_SIZES.contains(list.accounts().size()) ? Answer.UNKNOWN : Answer.YES;
        return new AccessSnapshot(
                system,
                taken,
                source,
                accounts.stream()
                        .map(account -> account.withMfa(missing.contains(key(account)) ? Answer.NO : others))
                        .toList(),
                sha256);
    }

    /**
     * The accounts by their ids.
     *
     * @return by the id in lower case, in the order of the export: no system that is read here tells accounts apart by case
     */
    public Map<String, Account> byId() {
        Map<String, Account> byId = new LinkedHashMap<>();
        accounts.forEach(account -> byId.put(key(account), account));
        return byId;
    }

    private static String key(Account account) {
        return account.id().toLowerCase(Locale.ROOT);
    }
}
