package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * An account in another system, as its export tells.
 *
 * @param id what the system knows it by: a login, a user name or an e-mail address; unique within a snapshot
 * @param name the name of who has it, for a person; the id if the export has none
 * @param email e-mail address, or null
 * @param roles roles, groups and policies that it has, sorted, each once
 * @param privileged whether it may change who may do what
 * @param type who stands behind it
 * @param active whether it can be used
 * @param mfa whether a second factor is enrolled
 * @param lastUsed when it was last used, UTC; null if never or if the export does not say
 * @param keys credentials that programs use under its name
 */
public record Account(
        String id,
        String name,
        @CheckForNull String email,
        List<String> roles,
        Answer privileged,
        AccountType type,
        Answer active,
        Answer mfa,
        @CheckForNull Instant lastUsed,
        List<AccessKey> keys) {
    /** Sorts the roles, copies the lists, rejects null where it is not allowed and an empty id. */
    public Account {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(privileged, "privileged");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(active, "active");
        Objects.requireNonNull(mfa, "mfa");
        roles = List.copyOf(new TreeSet<>(roles));
        keys = List.copyOf(keys);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an account needs an id");
        }
    }

    /**
     * Whether somebody can log in with it, so that a second factor is to be asked of it.
     *
     * @return false for bots, for accounts of programs and for those that cannot be used
     */
    public boolean logsIn() {
        return active != Answer.NO && type != AccountType.BOT && type != AccountType.SERVICE;
    }

    /**
     * The same account with another answer to whether a second factor is enrolled.
     *
     * @param answer the answer
     * @return the account
     */
    Account withMfa(Answer answer) {
        return new Account(id, name, email, roles, privileged, type, active, answer, lastUsed, keys);
    }

    /** This account with what another row of the same export says of it: one membership a row, one factor a row. */
    Account and(Account other) {
        List<String> allRoles = new ArrayList<>(roles);
        allRoles.addAll(other.roles);
        List<AccessKey> allKeys = new ArrayList<>(keys);
        allKeys.addAll(other.keys);
        return new Account(
                id,
                name,
                email == null ? other.email : email,
                allRoles,
                privileged.or(other.privileged),
                type == AccountType.UNKNOWN ? other.type : type,
                active.or(other.active),
                mfa.or(other.mfa),
                lastUsed == null || other.lastUsed != null && other.lastUsed.isAfter(lastUsed)
                        ? other.lastUsed
                        : lastUsed,
                allKeys);
    }
}
