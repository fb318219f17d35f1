package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What became of the access to a system between two snapshots.
 *
 * @param added ids of accounts that are new
 * @param removed ids of accounts that are gone
 * @param changed accounts that may do more or less than before, or that can be used again or no longer
 */
public record AccessChanges(List<String> added, List<String> removed, List<Changed> changed) {
    /**
     * An account that may do more or less than before.
     *
     * @param account its id
     * @param what what is different, for a person, such as {@code + Owner; - Member}
     */
    public record Changed(String account, String what) {}

    /** Copies the lists. */
    public AccessChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /**
     * Compares two snapshots of a system.
     *
     * @param before the earlier one; null if there is none, and then every account is new
     * @param now the later one
     * @return the difference, in the order of the snapshots
     */
    public static AccessChanges between(@CheckForNull AccessSnapshot before, AccessSnapshot now) {
        Map<String, Account> earlier = new HashMap<>();
        if (before != null) {
            before.accounts().forEach(account -> earlier.put(key(account), account));
        }
        List<String> added = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (Account account : now.accounts()) {
            Account was = earlier.remove(key(account));
            if (was == null) {
                added.add(account.id());
            } else {
                String what = difference(was, account);
                if (!what.isEmpty()) {
                    changed.add(new Changed(account.id(), what));
                }
            }
        }
        List<String> removed = before == null
                ? List.of()
                : before.accounts().stream()
                        .filter(account -> earlier.containsKey(key(account)))
                        .map(Account::id)
                        .toList();
        return new AccessChanges(added, removed, changed);
    }

    private static String difference(Account was, Account is) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> gained = new TreeSet<>(is.roles());
        was.roles().forEach(gained::remove);
        TreeSet<String> lost = new TreeSet<>(was.roles());
        is.roles().forEach(lost::remove);
        gained.forEach(role -> differences.add("+ " + role));
        lost.forEach(role -> differences.add("- " + role));
        if (was.privileged() != is.privileged()) {
            differences.add("privileged: " + is.privileged().id() + ", was "
                    + was.privileged().id());
        }
        if (was.active() != is.active()) {
            differences.add(
                    "active: " + is.active().id() + ", was " + was.active().id());
        }
        return String.join("; ", differences);
    }

    private static String key(Account account) {
        return account.id().toLowerCase(Locale.ROOT);
    }
}
