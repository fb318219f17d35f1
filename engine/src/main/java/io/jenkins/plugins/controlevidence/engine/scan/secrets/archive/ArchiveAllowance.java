package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all archives of one scan may cost together: a hostile history can have thousands, each of which stays within its own
 * {@link ArchiveBudget}. Safe for use by several threads.
 */
public final class ArchiveAllowance {
    /** How many bytes are unpacked in all: some minutes of work. */
    private static final long MOST_BYTES = 32L << 30;

    /** An entry without a byte costs time too: as much as so many bytes. */
    private static final int ENTRY_BYTES = 4096;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    /** Makes one that nothing has been taken from. */
    public ArchiveAllowance() {
        this(MOST_BYTES);
    }

    ArchiveAllowance(long most) {
        this.most = most;
    }

    void takeEntry() throws ArchiveBudget.Exceeded {
        take(ENTRY_BYTES);
    }

    void take(long bytes) throws ArchiveBudget.Exceeded {
        if (used.addAndGet(bytes) > most) {
            throw new ArchiveBudget.Exceeded(
                    "the archives of this scan unpack to more than " + (most >> 20) + " MB in all");
        }
    }
}
