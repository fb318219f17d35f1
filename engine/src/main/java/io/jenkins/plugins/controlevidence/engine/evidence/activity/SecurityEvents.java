package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a system noticed over a time that may be a sign of misuse, summarised. Good if the summary is whole and nothing raised an
 * alert; a {@code review} that names this record answers an alert.
 *
 * @param system the system, as its owner calls it
 * @param from beginning of the time, UTC
 * @param to its end, UTC, exclusive
 * @param complete whether the whole time was watched
 * @param failedLogins failed log-ins by account and source; possibly empty
 * @param newSources accounts that were used from where they never had been; possibly empty
 * @param unapprovedSoftware tools or plugins that ran without being approved; possibly empty
 * @param replays pipelines that ran with another definition than the recorded one; possibly empty
 * @param alerts what has to be looked at by a person; possibly empty
 */
public record SecurityEvents(
        String system,
        Instant from,
        Instant to,
        boolean complete,
        List<FailedLogins> failedLogins,
        List<NewSource> newSources,
        List<String> unapprovedSoftware,
        List<String> replays,
        List<String> alerts)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "security-events";

    /**
     * Failed log-ins.
     *
     * @param account the account that was tried
     * @param source where from, such as an address
     * @param count how often
     */
    public record FailedLogins(String account, String source, int count) {
        /** Refuses null. */
        public FailedLogins {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * First use of an account from somewhere.
     *
     * @param account the account
     * @param source where from, such as an address
     * @param at when, UTC; or null
     */
    public record NewSource(
            String account, String source, @CheckForNull Instant at) {
        /** Refuses null where it is not allowed. */
        public NewSource {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(source, "source");
        }
    }

    /** Copies the lists; refuses null and a time that ends before it begins. */
    public SecurityEvents {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        failedLogins = List.copyOf(failedLogins);
        newSources = List.copyOf(newSources);
        unapprovedSoftware = List.copyOf(unapprovedSoftware);
        replays = List.copyOf(replays);
        alerts = List.copyOf(alerts);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to is before from");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return from;
    }

    @Override
    public Instant finished() {
        return to;
    }

    @Override
    public Judgement judgement() {
        if (!alerts.isEmpty()) {
            return Judgement.failed(alerts.size() + " alerts: " + String.join("; ", alerts));
        }
        return complete ? Judgement.passed() : Judgement.notProven("The time was not watched without a gap.");
    }
}
