package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of the accounts that people log in with have a second factor. Good if all have, or somebody else granted an exception that
 * has not run out. Of whom it is not known nothing is proven.
 *
 * @param system the system, as its owner calls it
 * @param taken when the snapshot was taken, UTC
 * @param source where it is from: the id of the export's format, or another word
 * @param snapshot SHA-256 of the export, lower-case hexadecimal
 * @param accounts how many accounts people can log in with
 * @param enrolled how many of them have a second factor
 * @param notEnrolled how many of them have none
 * @param unknown of how many of them it is not known
 * @param missing the accounts without, as far as there is room
 * @param exceptions exceptions that were granted; possibly empty
 */
public record MfaEnrolment(
        String system,
        Instant taken,
        String source,
        @CheckForNull String snapshot,
        int accounts,
        int enrolled,
        int notEnrolled,
        int unknown,
        List<String> missing,
        List<Exemption> exceptions)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "mfa-enrolment";

    private static final int LIST_BYTES = 16_000;

    /**
     * That an account may do without for some time.
     *
     * @param account its id
     * @param why why
     * @param until when it runs out, UTC
     * @param approvedBy who granted it
     */
    public record Exemption(String account, String why, Instant until, Actor approvedBy) {
        /** Refuses null. */
        public Exemption {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(approvedBy, "approvedBy");
        }

        private boolean holds(Instant at) {
            return at.isBefore(until)
                    && approvedBy.type() != Actor.Type.BOT
                    && !account.equalsIgnoreCase(approvedBy.account())
                    && !account.equalsIgnoreCase(approvedBy.email());
        }
    }

    /** Copies the lists; refuses counts that do not add up. */
    public MfaEnrolment {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(source, "source");
        missing = List.copyOf(missing);
        exceptions = List.copyOf(exceptions);
        if ((long) enrolled + notEnrolled + unknown != accounts) {
            throw new IllegalArgumentException("enrolled, notEnrolled and unknown do not add up to accounts");
        }
        if (missing.size() > notEnrolled) {
            throw new IllegalArgumentException("missing names more accounts than notEnrolled counts");
        }
    }

    /**
     * What a snapshot says.
     *
     * @param snapshot the snapshot
     * @param exceptions exceptions that were granted
     * @return the enrolment of the accounts that people can log in with
     */
    public static MfaEnrolment of(AccessSnapshot snapshot, List<Exemption> exceptions) {
        List<Account> people =
                snapshot.accounts().stream().filter(Account::logsIn).toList();
        List<String> missing = people.stream()
                .filter(account -> account.mfa() == Answer.NO)
                .map(Account::id)
                .toList();
        int enrolled = (int)
                people.stream().filter(account -> account.mfa() == Answer.YES).count();
        return new MfaEnrolment(
                snapshot.system(),
                snapshot.taken(),
                snapshot.source(),
                snapshot.sha256(),
                people.size(),
                enrolled,
                missing.size(),
                people.size() - enrolled - missing.size(),
                ActivityJson.head(missing, LIST_BYTES),
                exceptions);
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
    public List<Subject> subjects() {
        return snapshot == null ? Activity.super.subjects() : List.of(new Subject(system, Map.of("sha256", snapshot)));
    }

    @Override
    public Judgement judgement() {
        long excepted = missing.stream()
                .filter(account -> exceptions.stream()
                        .anyMatch(exception -> exception.account().equalsIgnoreCase(account) && exception.holds(taken)))
                .count();
        if (notEnrolled > excepted) {
            return Judgement.failed(notEnrolled - excepted + " of " + accounts
                    + " accounts have no second factor and no exception that holds.");
        }
        if (unknown > 0) {
            return Judgement.notProven("Of " + unknown + " of " + accounts
                    + " accounts it is not known whether they have a second factor.");
        }
        if (accounts == 0) {
            return Judgement.notProven("There is no account that anybody could log in with.");
        }
        return Judgement.passed();
    }
}
