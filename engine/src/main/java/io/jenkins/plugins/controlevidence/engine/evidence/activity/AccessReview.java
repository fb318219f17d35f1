package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessChanges;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccountType;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A person went through who has access to a system. Good if a person signed it off who did not merely judge their own privileges,
 * every account that is new or may do something else was decided on, and what was to be taken away is gone.
 *
 * @param system the system, as its owner calls it
 * @param taken when the snapshot was taken, UTC
 * @param source where it is from: the id of the export's format, or another word
 * @param snapshot the snapshot
 * @param previous the snapshot that it was compared with; null if there was none, and then every account is new
 * @param changes what is different, as far as there is room; {@code totals} says how many there are
 * @param decisions what was decided, as far as there is room
 * @param totals how many there are of each; computed from the lists where a document lacks it
 * @param reviewer who reviewed
 * @param signedOff when they signed it off, UTC; null if they have not yet
 */
public record AccessReview(
        String system,
        Instant taken,
        String source,
        Snapshot snapshot,
        @CheckForNull Previous previous,
        Changes changes,
        List<Decision> decisions,
        Totals totals,
        Actor reviewer,
        @CheckForNull Instant signedOff)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "access-review";

    private static final int LIST_BYTES = 7_000;

    /**
     * The snapshot.
     *
     * @param sha256 SHA-256 of the export, lower-case hexadecimal
     * @param accounts how many accounts there are
     * @param privileged how many of them are known to be privileged
     * @param bots how many of them are no person's
     * @param unknown of how many it is not known whether they are privileged
     */
    public record Snapshot(String sha256, int accounts, int privileged, int bots, int unknown) {}

    /**
     * The snapshot before.
     *
     * @param sha256 SHA-256 of that export, lower-case hexadecimal
     * @param record id of the record that it is from
     */
    public record Previous(String sha256, String record) {}

    /**
     * What is different.
     *
     * @param added accounts that are new
     * @param removed accounts that are gone
     * @param changed accounts that may do more or less
     */
    public record Changes(List<String> added, List<String> removed, List<AccessChanges.Changed> changed) {
        /** Copies the lists. */
        public Changes {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }
    }

    /**
     * What was decided of an account.
     *
     * @param account its id
     * @param decision what
     * @param why why
     * @param done whether it is carried out, where something is to be taken away
     * @param privileged whether the account is known to be privileged
     */
    public record Decision(String account, Verdict decision, String why, boolean done, boolean privileged) {
        /** Refuses null. */
        public Decision {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(decision, "decision");
            Objects.requireNonNull(why, "why");
        }

        private boolean open() {
            return decision != Verdict.KEEP && !done;
        }
    }

    /** What can be decided. */
    public enum Verdict {
        /** The access stays as it is. */
        @JsonProperty("keep")
        KEEP,
        /** The access is taken away. */
        @JsonProperty("remove")
        REMOVE,
        /** The access is made smaller. */
        @JsonProperty("reduce")
        REDUCE
    }

    /**
     * How many there are.
     *
     * @param added accounts that are new
     * @param removed accounts that are gone
     * @param changed accounts that may do more or less
     * @param decided accounts decided on
     * @param undecided accounts that are new or changed and were not decided on
     * @param open accounts whose access is to be taken away and is not yet
     */
    public record Totals(int added, int removed, int changed, int decided, int undecided, int open) {}

    /** Copies the list, computes the totals, and refuses totals that the lists belie. */
    public AccessReview {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(reviewer, "reviewer");
        decisions = List.copyOf(decisions);
        Totals counted = count(changes, decisions);
        if (totals == null) {
            totals = counted;
        }
        boolean complete =
                totals.added == counted.added && totals.changed == counted.changed && totals.decided == counted.decided;
        if (complete
                ? totals.undecided != counted.undecided || totals.open != counted.open
                : totals.added < counted.added
                        || totals.removed < counted.removed
                        || totals.changed < counted.changed
                        || totals.decided < counted.decided
                        || totals.open < counted.open) {
            throw new IllegalArgumentException("the totals are not those of the lists");
        }
    }

    /**
     * The review of a snapshot.
     *
     * @param now the snapshot
     * @param before the one before, or null
     * @param previous what to name it by; null if there is none
     * @param decided what was decided; whether an account is privileged is taken from the snapshots
     * @param reviewer who reviewed
     * @param signedOff when they signed it off, UTC; null if they have not yet
     * @return the review, its lists cut to what a record has room for
     * @throws IllegalArgumentException if something was decided of an account that neither snapshot has
     */
    public static AccessReview of(
            AccessSnapshot now,
            @CheckForNull AccessSnapshot before,
            @CheckForNull Previous previous,
            List<Decision> decided,
            Actor reviewer,
            @CheckForNull Instant signedOff) {
        AccessChanges changes = AccessChanges.between(before, now);
        Map<String, Account> accounts = now.byId();
        Map<String, Account> gone = before == null ? Map.of() : before.byId();
        List<Decision> decisions = new ArrayList<>();
        for (Decision decision : decided) {
            Account account = accounts.getOrDefault(key(decision.account()), gone.get(key(decision.account())));
            if (account == null) {
                throw new IllegalArgumentException(
                        "something was decided of " + decision.account() + ", which is no account of " + now.system());
            }
            decisions.add(new Decision(
                    account.id(),
                    decision.decision(),
                    decision.why(),
                    decision.done(),
                    account.privileged() == Answer.YES));
        }
        Changes all = new Changes(changes.added(), changes.removed(), changes.changed());
        return new AccessReview(
                now.system(),
                now.taken(),
                now.source(),
                new Snapshot(
                        now.sha256(),
                        now.accounts().size(),
                        count(now, account -> account.privileged() == Answer.YES),
                        count(
                                now,
                                account -> account.type() == AccountType.BOT || account.type() == AccountType.SERVICE),
                        count(now, account -> account.privileged() == Answer.UNKNOWN)),
                previous,
                new Changes(
                        ActivityJson.head(all.added(), LIST_BYTES),
                        ActivityJson.head(all.removed(), LIST_BYTES),
                        ActivityJson.head(all.changed(), LIST_BYTES)),
                ActivityJson.head(
                        decisions.stream()
                                .sorted((one, other) -> Boolean.compare(other.open(), one.open()))
                                .toList(),
                        LIST_BYTES),
                count(all, decisions),
                reviewer,
                signedOff);
    }

    private static int count(AccessSnapshot snapshot, Predicate<Account> which) {
        return (int) snapshot.accounts().stream().filter(which).count();
    }

    private static Totals count(Changes changes, List<Decision> decisions) {
        Set<String> decided = new HashSet<>();
        decisions.forEach(decision -> decided.add(key(decision.account())));
        if (decided.size() < decisions.size()) {
            throw new IllegalArgumentException("an account was decided on twice");
        }
        long undecided = Stream.concat(
                        changes.added().stream(), changes.changed().stream().map(AccessChanges.Changed::account))
                .filter(account -> !decided.contains(key(account)))
                .count();
        return new Totals(
                changes.added().size(),
                changes.removed().size(),
                changes.changed().size(),
                decisions.size(),
                (int) undecided,
                (int) decisions.stream().filter(Decision::open).count());
    }

    private static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return signedOff != null && signedOff.isBefore(taken) ? signedOff : taken;
    }

    @Override
    public Instant finished() {
        return signedOff == null || signedOff.isBefore(taken) ? taken : signedOff;
    }

    @Override
    public List<Subject> subjects() {
        return List.of(new Subject(system, Map.of("sha256", snapshot.sha256())));
    }

    @Override
    public Judgement judgement() {
        if (reviewer.type() == Actor.Type.BOT) {
            return Judgement.failed("Reviewed by a bot: " + reviewer + ". A bot's review is not a person's.");
        }
        if (signedOff != null && signedOff.isBefore(taken)) {
            return Judgement.failed("Signed off before the snapshot was taken.");
        }
        if (totals.undecided() > 0) {
            return Judgement.failed(
                    totals.undecided() + " accounts that are new or may do something else were not decided on.");
        }
        if (totals.open() > 0) {
            return Judgement.failed(
                    "The access of " + totals.open() + " accounts was to be taken away and is not yet.");
        }
        List<Decision> privileged =
                decisions.stream().filter(Decision::privileged).toList();
        if (!privileged.isEmpty() && privileged.stream().allMatch(decision -> isReviewer(decision.account()))) {
            return Judgement.failed(reviewer + " decided on no other privileged access than their own.");
        }
        if (signedOff == null) {
            return Judgement.notProven("Nobody has signed it off.");
        }
        if (reviewer.type() != Actor.Type.PERSON) {
            return Judgement.notProven("It is not known whether " + reviewer + " is a person.");
        }
        return Judgement.passed();
    }

    private boolean isReviewer(String account) {
        return account.equalsIgnoreCase(reviewer.account()) || account.equalsIgnoreCase(reviewer.email());
    }
}
