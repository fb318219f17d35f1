package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The key that evidence is signed with: its public half for those who verify, and its replacement by those who may configure. */
@Restricted(NoExternalUse.class)
public final class KeyPage {
    private final VerifyingKey key;

    private KeyPage(VerifyingKey key) {
        this.key = key;
    }

    /** The key of the store; a store is made if there is none. */
    static KeyPage current() throws IOException {
        return new KeyPage(ControllerEvidence.get().store().verifyingKey());
    }

    /** Its id. */
    public String getId() {
        return key.keyId();
    }

    /** The public key, PEM. */
    public String getPem() {
        return key.toPem();
    }

    /** Whether the person at the page may replace it. */
    public boolean isReplaceable() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.CONFIGURE);
    }

    /**
     * The public key as a file.
     *
     * @return the file
     */
    @GET
    @WebMethod(name = "signing.pub.pem")
    public HttpResponse doPem() {
        return new Download(
                "application/x-pem-file",
                "signing.pub.pem",
                to -> to.write(getPem().getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Replaces the key. The old one signs a record that names the new one; its private half is deleted.
     *
     * @param request the reason, and the {@code key} that is to be replaced, so that it happens once
     * @return leads to the new key
     * @throws IOException if the store cannot be written
     */
    @RequirePOST
    public HttpResponse doReplace(StaplerRequest2 request) throws IOException {
        Jenkins.get().checkPermission(ControlEvidencePermissions.CONFIGURE);
        String why = PersonsRecord.required(request, "why");
        if (!PersonsRecord.required(request, "key").equals(getId())) {
            throw HttpResponses.errorWithoutStack(409, Messages.KeyPage_replaced());
        }
        ControllerEvidence.get()
                .replaceKey(PersonsRecord.actor().name(), why, PersonsRecord.now(), PersonsRecord.invocation());
        return HttpResponses.redirectTo(".");
    }
}
