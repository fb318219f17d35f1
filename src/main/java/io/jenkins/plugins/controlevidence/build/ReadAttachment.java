package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.AttachmentFile;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.KeyManagement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.MfaEnrolment;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshotReader;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Looks, on the agent, at a file that is to be attached: whether it holds a credential, and what it says if it is of a known kind.
 *
 * @param kind the kind of evidence that it is
 * @param system the system that it is from
 * @param rotationDays after how many days a credential has to be replaced
 */
record ReadAttachment(String kind, String system, int rotationDays)
        implements ControllerToAgentFileCallable<ReadAttachment.Read> {
    /** Kinds that a file can tell by itself: what systems say, never what people decided. */
    private static final Set<String> TOLD = Set.of(MfaEnrolment.KIND, CredentialInventory.KIND, KeyManagement.KIND);

    /**
     * What was read.
     *
     * @param name name of the file
     * @param mediaType its media type
     * @param sha256 SHA-256 of its bytes, lower-case hexadecimal
     * @param size its size in bytes
     * @param activity the document of the kind, JSON; null if the file is of no kind that it can tell by itself
     */
    record Read(
            String name,
            String mediaType,
            String sha256,
            long size,
            @CheckForNull String activity) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Read invoke(File file, VirtualChannel channel) throws IOException {
        Path path = file.toPath();
        if (!Files.isRegularFile(path)) {
            throw new AbortException("There is no file " + file + ". Name one by its path from the current directory.");
        }
        try {
            AttachmentFile read = AttachmentFile.read(path, null);
            Activity activity = TOLD.contains(kind) ? activity(path, read.bytes()) : null;
            return new Read(
                    read.description().name(),
                    read.description().mediaType(),
                    read.description().sha256(),
                    read.description().size(),
                    activity == null ? null : activity.toJson().toString());
        } catch (EvidenceException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** A document of the kind, or the export of a system that is known. */
    private Activity activity(Path path, byte[] bytes) throws IOException {
        if (KeyManagement.KIND.equals(kind)) {
            return ActivityReader.read(kind, bytes, path.toString());
        }
        Instant taken = Files.getLastModifiedTime(path).toInstant();
        AccessSnapshot snapshot = AccessSnapshotReader.read(path, system, taken);
        return MfaEnrolment.KIND.equals(kind)
                ? MfaEnrolment.of(snapshot, List.of())
                : CredentialInventory.of(snapshot, rotationDays, List.of());
    }
}
