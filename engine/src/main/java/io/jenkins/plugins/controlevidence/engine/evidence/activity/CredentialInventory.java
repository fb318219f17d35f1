package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessKey;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Which credentials a system knows, how old each is, and whose access ended. Good if each was replaced within its schedule and who
 * left lost their access within a day. Values of credentials never stand here.
 *
 * @param system the system, as its owner calls it
 * @param taken when the inventory was taken, UTC; ages are those of that time
 * @param credentials the credentials, as far as there is room; {@code totals} says how many there are
 * @param removed ids of credentials that are gone since the inventory before; possibly empty
 * @param leavers who left, until their access is withdrawn, and once more when it is; possibly empty
 * @param totals how many there are of each; computed from the list where a document lacks it
 */
public record CredentialInventory(
        String system,
        Instant taken,
        List<Credential> credentials,
        List<String> removed,
        List<Leaver> leavers,
        Totals totals)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "credential-inventory";

    /** Within this time the access of who left is withdrawn. */
    private static final Duration WITHDRAWAL = Duration.ofDays(1);

    private static final int LIST_BYTES = 20_000;

    /** How a credential stands to its schedule; the worst first. */
    public enum State {
        /** It had to be replaced and was not. */
        OVERDUE,
        /** Its age or its schedule is not known. */
        UNKNOWN,
        /** It is younger than its schedule asks. */
        FRESH
    }

    /**
     * A credential, never its value.
     *
     * @param id what the system calls it
     * @param kind its kind, such as {@code access-key} or {@code ssh-key}
     * @param scope where it can be used, or null
     * @param firstSeen when it was first in an inventory, UTC; null if that is not known
     * @param lastRotated when its value was made or last replaced, UTC; null if that is not known
     * @param rotationDays after how many days it has to be replaced; null if nobody said so
     * @param fingerprint a keyed fingerprint of its value, by which a replacement is noticed; or null
     */
    public record Credential(
            String id,
            String kind,
            @CheckForNull String scope,
            @CheckForNull Instant firstSeen,
            @CheckForNull Instant lastRotated,
            @CheckForNull Integer rotationDays,
            @CheckForNull String fingerprint) {
        /** Refuses null where it is not allowed. */
        public Credential {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(kind, "kind");
        }

        /**
         * How it stands to its schedule. It is at least as old as it has been seen: that can make it overdue, never fresh.
         *
         * @param at the time, UTC
         * @return the state then
         */
        public State state(Instant at) {
            if (rotationDays == null) {
                return State.UNKNOWN;
            }
            Instant known = lastRotated == null ? firstSeen : lastRotated;
            if (known != null && Duration.between(known, at).compareTo(Duration.ofDays(rotationDays)) > 0) {
                return State.OVERDUE;
            }
            return lastRotated == null ? State.UNKNOWN : State.FRESH;
        }
    }

    /**
     * Somebody who left.
     *
     * @param account their account
     * @param left their last day's end, UTC
     * @param revoked when the account lost its access, UTC; null if it still has it
     */
    public record Leaver(
            String account, Instant left, @CheckForNull Instant revoked) {
        /** Refuses null where it is not allowed. */
        public Leaver {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(left, "left");
        }

        /**
         * Whether the access was not withdrawn in time.
         *
         * @param at the time that is asked for, UTC
         * @return true if it was withdrawn more than a day after they left, or is more than a day late by then
         */
        public boolean late(Instant at) {
            return left.plus(WITHDRAWAL).isBefore(revoked == null ? at : revoked);
        }
    }

    /**
     * How many there are.
     *
     * @param credentials credentials
     * @param overdue credentials that had to be replaced and were not
     * @param unknown credentials whose age or schedule is not known
     */
    public record Totals(int credentials, int overdue, int unknown) {}

    /** Copies the lists, computes the totals, and refuses totals that the list belies. */
    public CredentialInventory {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(taken, "taken");
        credentials = List.copyOf(credentials);
        removed = List.copyOf(removed);
        leavers = List.copyOf(leavers);
        Totals counted = count(credentials, taken);
        if (totals == null) {
            totals = counted;
        }
        if (totals.credentials == counted.credentials
                ? !totals.equals(counted)
                : totals.credentials < counted.credentials
                        || totals.overdue < counted.overdue
                        || totals.unknown < counted.unknown) {
            throw new IllegalArgumentException("the totals are not those of the list");
        }
    }

    /**
     * An inventory of any length.
     *
     * @param system the system
     * @param taken when it was taken, UTC
     * @param credentials all credentials
     * @param removed ids of those that are gone
     * @param leavers who left
     * @return the inventory, its lists cut to what a record has room for, the worst first
     */
    public static CredentialInventory of(
            String system, Instant taken, List<Credential> credentials, List<String> removed, List<Leaver> leavers) {
        List<Credential> worstFirst = credentials.stream()
                .sorted(Comparator.comparing(credential -> credential.state(taken)))
                .toList();
        return new CredentialInventory(
                system,
                taken,
                ActivityJson.head(worstFirst, LIST_BYTES),
                ActivityJson.head(removed, LIST_BYTES / 4),
                leavers,
                count(credentials, taken));
    }

    /**
     * The credentials of programs that a snapshot names.
     *
     * @param snapshot the snapshot
     * @param rotationDays after how many days each has to be replaced
     * @param leavers who left
     * @return the inventory of the keys that can be used
     */
    public static CredentialInventory of(AccessSnapshot snapshot, int rotationDays, List<Leaver> leavers) {
        List<Credential> credentials = new ArrayList<>();
        for (Account account : snapshot.accounts()) {
            for (AccessKey key : account.keys()) {
                if (key.active() != Answer.NO) {
                    credentials.add(new Credential(
                            account.id() + "/" + key.id(),
                            key.id().replaceAll("_\\d+$", "").replace('_', '-'),
                            snapshot.system(),
                            key.created(),
                            key.rotated() == null ? key.created() : key.rotated(),
                            rotationDays,
                            null));
                }
            }
        }
        return of(snapshot.system(), snapshot.taken(), credentials, List.of(), leavers);
    }

    private static Totals count(List<Credential> credentials, Instant at) {
        int overdue = 0;
        int unknown = 0;
        for (Credential credential : credentials) {
            State state = credential.state(at);
            overdue += state == State.OVERDUE ? 1 : 0;
            unknown += state == State.UNKNOWN ? 1 : 0;
        }
        return new Totals(credentials.size(), overdue, unknown);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return taken;
    }

    @Override
    public Judgement judgement() {
        List<String> faults = new ArrayList<>();
        if (totals.overdue() > 0) {
            faults.add(
                    totals.overdue() + " of " + totals.credentials() + " credentials had to be replaced and were not.");
        }
        long late = leavers.stream().filter(leaver -> leaver.late(taken)).count();
        if (late > 0) {
            faults.add(late + " of those who left kept their access for more than a day.");
        }
        if (!faults.isEmpty()) {
            return Judgement.failed(String.join(" ", faults));
        }
        if (totals.unknown() > 0) {
            return Judgement.notProven("Of " + totals.unknown() + " of " + totals.credentials()
                    + " credentials the age or the schedule is not known.");
        }
        return Judgement.passed();
    }
}
