package io.jenkins.plugins.controlevidence.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A package that is ready to be taken along. */
@Restricted(NoExternalUse.class)
public final class PackagePage {
    private final AskedReport.Question question;
    private final PackageFiles.Made made;

    PackagePage(AskedReport.Question question, PackageFiles.Made made) {
        this.question = question;
        this.made = made;
    }

    /** The address's query, for links. */
    public String getParameters() {
        return question.query().parameters();
    }

    /** The period, in words. */
    public String getPeriod() {
        return Messages.Times_span(question.query().from(), question.query().to());
    }

    /** When it was made, UTC. */
    public String getTime() {
        return Times.minute(made.at());
    }

    /** How long it is kept, in minutes. */
    public int getKeptMinutes() {
        return PackageFiles.KEPT_MINUTES;
    }

    /** Its size in KiB, rounded up. */
    public long getKibibytes() {
        return (made.bytes() + 1023) / 1024;
    }

    /** How many records it has. */
    public long getRecords() {
        return made.records();
    }

    /** Root hash of the ledger that it has. */
    public String getRootHash() {
        return made.root();
    }

    /** Id of the key that it can be checked with. */
    public String getKeyId() {
        return made.keyId();
    }
}
