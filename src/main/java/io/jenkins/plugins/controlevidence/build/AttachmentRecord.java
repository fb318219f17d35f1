package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps a file that another system has exported, and records what it says if it is of a known kind.
 *
 * @param kind the kind of evidence that it is, or any other word
 * @param system the system that it is from
 * @param file its path from the directory
 * @param statement what is said of it, or null
 */
@Restricted(NoExternalUse.class)
public record AttachmentRecord(
        String kind,
        String system,
        String file,
        @CheckForNull String statement) {
    /**
     * Records it.
     *
     * @param run the build
     * @param listener its log
     * @param directory the directory that the file is in
     * @return the attachment, and before it what it says
     * @throws AbortException if there is no such file, it holds a credential, or it is not what it should be
     * @throws IOException if the agent or the store fails
     */
    public List<ActivitySummary> record(Run<?, ?> run, TaskListener listener, FilePath directory)
            throws IOException, InterruptedException {
        if (!directory.isDescendant(file)) {
            throw new AbortException(
                    "The file '" + file + "' is not inside the current directory. Name one by its path from there.");
        }
        CollectionSettings settings = ControlEvidenceConfiguration.get().getCollection();
        FilePath path = directory.child(file);
        ReadAttachment.Read read = path.act(new ReadAttachment(
                kind, system, (settings == null ? new CollectionSettings() : settings).getRotationDays()));
        Store store = ControllerEvidence.get().store();
        ArtefactReference kept = AgentDocuments.keep(
                store,
                Attachment.ARTEFACT,
                new AgentDocument(path.getName(), read.mediaType(), read.sha256(), read.size()),
                path.getParent(),
                AgentDocuments.MAX_READ_BYTES);
        Actor starter = BuildActors.starter(run);
        List<Activity> activities = new ArrayList<>();
        String told = read.activity();
        if (told != null) {
            activities.add(ActivityReader.read(kind, told.getBytes(StandardCharsets.UTF_8), file));
        }
        activities.add(new Attachment(
                kind,
                system,
                kind + " of " + system,
                new Attachment.File(read.name(), kept.sha256(), kept.size(), kept.mediaType()),
                starter == null
                        ? new Actor("job " + run.getParent().getFullName(), null, null, Actor.Type.BOT)
                        : starter,
                statement == null ? "attached by " + run.getFullDisplayName() : statement,
                Instant.now(),
                null,
                null));
        return new BuildActivities(run, listener)
                .record(null, kind + " of " + system + " from " + read.name(), activities, List.of(kept));
    }
}
