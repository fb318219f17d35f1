package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.SecurityEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.SecurityListener;
import jenkins.util.SystemProperties;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Counts failed log-ins by account. Jenkins does not tell its listeners where they come from. What was counted is recorded each day
 * and when Jenkins stops; each record says from when to when it was counted, so that a crash leaves a gap and not a lie.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class FailedLogins extends SecurityListener {
    private static final Logger LOGGER = Logger.getLogger(FailedLogins.class.getName());

    /** From so many of one account on, somebody has to look. */
    private static final int MANY = SystemProperties.getInteger(FailedLogins.class.getName() + ".many", 10);

    /** More accounts than these are counted as one: whoever tries names at random must not fill the memory. */
    private static final int MOST_ACCOUNTS = 200;

    private static final String OTHERS = "(other accounts)";
    private static final int LONGEST_NAME = 100;

    private Instant from = Instant.now();
    private Map<String, Integer> counts = new TreeMap<>();

    static FailedLogins get() {
        return ExtensionList.lookupSingleton(FailedLogins.class);
    }

    @Override
    protected void failedToLogIn(@NonNull String username) {
        count(username);
    }

    @Override
    protected void failedToAuthenticate(@NonNull String username) {
        count(username);
    }

    private synchronized void count(String username) {
        String account =
                username.isBlank() ? "(none)" : username.substring(0, Math.min(LONGEST_NAME, username.length()));
        counts.merge(counts.containsKey(account) || counts.size() < MOST_ACCOUNTS ? account : OTHERS, 1, Integer::sum);
    }

    /**
     * Records what was counted since the last time.
     *
     * @throws IOException if the store cannot be written; then counting goes on as if it had not been asked
     */
    synchronized void record() throws IOException {
        Instant to = Instant.now();
        List<SecurityEvents.FailedLogins> failed = new ArrayList<>();
        List<String> alerts = new ArrayList<>();
        counts.forEach((account, count) -> {
            failed.add(new SecurityEvents.FailedLogins(account, "unknown", count));
            if (count >= MANY) {
                alerts.add(count + " failed log-ins as " + account);
            }
        });
        SystemRecords.append(
                List.of(new SecurityEvents(
                        SystemRecords.system(), from, to, true, failed, List.of(), List.of(), List.of(), alerts)),
                List.of());
        from = to;
        counts = new TreeMap<>();
    }

    /** Records what would be lost; called when Jenkins stops, while the store is open. */
    @Terminator(attains = ControllerEvidence.LAST_RECORDS)
    public static void terminate() {
        if (SystemRecords.settings().isPresent()) {
            try {
                get().record();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "Failed log-ins could not be recorded", e);
            }
        }
    }
}
