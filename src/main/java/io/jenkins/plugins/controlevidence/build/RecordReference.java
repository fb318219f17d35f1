package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.evidence.GateStatement;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A record of the store, as a build remembers it. Kept in {@code build.xml}. */
@Restricted(NoExternalUse.class)
public final class RecordReference {
    private final String id;
    private final long position;
    private final String envelopeSha256;

    RecordReference(Appended appended) {
        id = appended.id();
        position = appended.index();
        envelopeSha256 = appended.envelopeSha256();
    }

    /**
     * The record's id.
     *
     * @return its leaf hash, lower-case hexadecimal
     */
    public String getId() {
        return id;
    }

    /**
     * Where it is in the ledger.
     *
     * @return its position, from 0
     */
    public long getPosition() {
        return position;
    }

    GateStatement.Input asInput() {
        return new GateStatement.Input(id, envelopeSha256);
    }
}
