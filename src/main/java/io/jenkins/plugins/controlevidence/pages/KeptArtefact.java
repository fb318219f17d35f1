package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ModelObject;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.index.RemovalLookup;
import io.jenkins.plugins.controlevidence.engine.index.RemovalLookup.Removal;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Something kept beside the ledger, such as the redacted report of a scanner; or what became of it. As an answer, the file. */
@Restricted(NoExternalUse.class)
public final class KeptArtefact implements HttpResponse, ModelObject {
    private final ArtefactReference artefact;
    private final Store store;
    private final boolean there;

    @CheckForNull
    private final Removal removal;

    private KeptArtefact(ArtefactReference artefact, Store store, boolean there, @CheckForNull Removal removal) {
        this.artefact = artefact;
        this.store = store;
        this.there = there;
        this.removal = removal;
    }

    /** Looks whether it is there, and if not, why. */
    static KeptArtefact of(ArtefactReference artefact) throws IOException {
        Store store = ControllerEvidence.get().store();
        boolean there = store.artefacts().contains(artefact.sha256());
        Removal removal = there
                ? null
                : new RemovalLookup(ControllerEvidence.get().index())
                        .find(artefact.sha256())
                        .orElse(null);
        return new KeptArtefact(artefact, store, there, removal);
    }

    @Override
    public String getDisplayName() {
        return getName();
    }

    /** What it is to the record. */
    public String getName() {
        return Printable.of(artefact.name());
    }

    /** Its media type. */
    public String getMediaType() {
        return Printable.of(artefact.mediaType());
    }

    /** Its length. */
    public long getBytes() {
        return artefact.size();
    }

    /** SHA-256 of its bytes. */
    public String getSha256() {
        return artefact.sha256();
    }

    /** Whether it can be had. */
    public boolean isThere() {
        return there;
    }

    /** Why it cannot be had; null if it can. */
    @CheckForNull
    public String getGone() {
        if (there) {
            return null;
        }
        return removal == null
                ? Messages.KeptArtefact_missing()
                : Messages.KeptArtefact_removed(LocalDate.ofInstant(removal.removed(), ZoneOffset.UTC));
    }

    /** The record of its removal; null if there is none. */
    @CheckForNull
    public RecordId getRemoval() {
        return removal == null ? null : new RecordId(removal.record());
    }

    /** Whether the reader may see that record. */
    public boolean isRemovalVisible() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.VIEW);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        if (there) {
            new Download("application/octet-stream", artefact.sha256(), to -> {
                        try (InputStream in = store.artefacts().open(artefact)) {
                            in.transferTo(to);
                        }
                    })
                    .generateResponse(request, response, node);
        } else {
            response.setStatus(HttpServletResponse.SC_GONE);
            request.getView(this, "gone.jelly").forward(request, response);
        }
    }
}
