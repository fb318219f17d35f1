package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether data at rest is encrypted, who keeps the keys, and when they were last replaced. Good if it is and all were replaced
 * within their schedules.
 *
 * @param system the system, as its owner calls it
 * @param taken when this was so, UTC
 * @param encryptedAtRest whether its data at rest is encrypted
 * @param keys the keys; never their values
 * @param scans ids of the records of configuration scans that show it; possibly empty
 */
public record KeyManagement(String system, Instant taken, Answer encryptedAtRest, List<Key> keys, List<String> scans)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "key-management";

    /**
     * A key.
     *
     * @param id what it is called
     * @param purpose what it is for
     * @param custodian who keeps it
     * @param storage where it lies, such as {@code AWS KMS}
     * @param created when it was made, UTC
     * @param rotated when it was last replaced, UTC; null if never
     * @param rotationDays after how many days it has to be replaced; null if nobody said so
     */
    public record Key(
            String id,
            String purpose,
            String custodian,
            String storage,
            Instant created,
            @CheckForNull Instant rotated,
            @CheckForNull Integer rotationDays) {
        /** Refuses null where it is not allowed. */
        public Key {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(custodian, "custodian");
            Objects.requireNonNull(storage, "storage");
            Objects.requireNonNull(created, "created");
        }

        private boolean overdue(Instant at) {
            return rotationDays != null
                    && Duration.between(rotated == null ? created : rotated, at)
                                    .compareTo(Duration.ofDays(rotationDays))
                            > 0;
        }
    }

    /** Copies the lists; refuses null. */
    public KeyManagement {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(encryptedAtRest, "encryptedAtRest");
        keys = List.copyOf(keys);
        scans = List.copyOf(scans);
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
        if (encryptedAtRest == Answer.NO) {
            return Judgement.failed("Data at rest is not encrypted.");
        }
        long overdue = keys.stream().filter(key -> key.overdue(taken)).count();
        if (overdue > 0) {
            return Judgement.failed(overdue + " of " + keys.size() + " keys had to be replaced and were not.");
        }
        if (encryptedAtRest == Answer.UNKNOWN) {
            return Judgement.notProven("It is not known whether data at rest is encrypted.");
        }
        if (keys.isEmpty()) {
            return Judgement.notProven("No key is named that data at rest would be encrypted with.");
        }
        long unscheduled =
                keys.stream().filter(key -> key.rotationDays() == null).count();
        return unscheduled > 0
                ? Judgement.notProven("For " + unscheduled + " of " + keys.size()
                        + " keys it is not said when they have to be replaced.")
                : Judgement.passed();
    }
}
